package deny

// Reasons of symbolic links.
const (
	LinkTargetAbsent Reason = "symlink-target-absent"
	LinkTargetGone   Reason = "symlink-target-not-exist"
	LinkToLink       Reason = "symlink-to-symlink"
	NotALink         Reason = "not-a-symlink"
	PartSourceLink   Reason = "copy-part-source-symlink"
)

const (
	linkGoneText   = "The symlink target object does not exist"
	linkToLinkText = "The symbolic's target file type is invalid."
	linkTest       = github + "aliyun/aliyun-oss-php-sdk/blob/master/tests/OSS/Tests/SymlinkTest.php"
	linkSourceText = "The copy source is a symbolic link."
)

// symlinks: the test shows the text of the target that does not exist. The pages of the ECs of
// what is absent, and of the source of a part, print neither Code nor Message.
func symlinks() Catalogue {
	return Catalogue{
		LinkTargetAbsent: onPage(400, "MissingArgument", "Missing Some Required Arguments.", "0043-00000001", Assumed),
		LinkTargetGone:   {404, "SymlinkTargetNotExist", linkGoneText, "0026-00000012", Documented, linkTest},
		LinkToLink:       {400, "InvalidTargetType", linkToLinkText, "0026-00000011", Documented, invalidPage},
		NotALink:         {400, "NotSymlink", "The object is not symlink.", "0043-00000101", Documented, invalidPage},
		PartSourceLink:   onPage(400, "InvalidArgument", linkSourceText, "0042-00000308", Assumed),
	}
}
