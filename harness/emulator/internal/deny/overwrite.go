package deny

// Reasons of rules against overwriting.
const (
	OverwriteForbidden Reason = "overwrite-forbidden"
	OverwriteInvalid   Reason = "overwrite-configuration-invalid"
	NoOverwrite        Reason = "no-such-overwrite-configuration"
)

const (
	overwriteAPI   = developer + "putbucketoverwriteconfig"
	overwriteGuide = "https://www.alibabacloud.com/help/tc/oss/user-guide/prevent-file-overwrite"
)

// overwrites: the guide has the Code of a forbidden overwrite. Status, text and EC are those of
// x-oss-forbid-overwrite, which is the same refusal asked for by a request.
func overwrites() Catalogue {
	return Catalogue{
		OverwriteForbidden: {409, "FileAlreadyExists", fileExistsText, "0026-00000002", Inferred, overwriteGuide},
		OverwriteInvalid:   {400, "InvalidArgument", "The overwrite configuration is not valid.", "", Assumed, overwriteAPI},
		NoOverwrite:        {404, "NoSuchOverwriteConfiguration", "The overwrite configuration does not exist.", "", Assumed, overwriteAPI},
	}
}
