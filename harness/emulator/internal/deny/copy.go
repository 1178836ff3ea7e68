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
		PartFromOtherRegion: {403, "AccessDenied", otherDataCenterText, "0042-00000307", Assumed, page("0016-00000306")},
		PartSourceInvalid:   onPage(400, "InvalidArgument", copySourceText, "0042-00000301", Inferred),
		PartSourceEmpty:     onPage(400, "InvalidArgument", copySourceText, "0042-00000302", Inferred),
	}
}
