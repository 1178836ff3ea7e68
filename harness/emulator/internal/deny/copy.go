package deny

// Reasons of copying into a part.
const (
	PartFromOtherRegion Reason = "copy-part-from-other-region"
	PartSourceInvalid   Reason = "copy-part-source-invalid"
	PartSourceEmpty     Reason = "copy-part-source-empty"
)

const copySourceText = "Copy Source must mention the source bucket and key: /sourcebucket/sourcekey."

func copies() Catalogue {
	return Catalogue{
		PartFromOtherRegion: {403, "AccessDenied", "Target object does not reside in the same data center as source object.", "0042-00000307", Assumed, page("0016-00000306")},
		PartSourceInvalid:   {400, "InvalidArgument", copySourceText, "0042-00000301", Inferred, page("0042-00000301")},
		PartSourceEmpty:     {400, "InvalidArgument", copySourceText, "0042-00000302", Inferred, page("0042-00000302")},
	}
}
