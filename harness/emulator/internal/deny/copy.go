package deny

// Reasons of copying into a part.
const (
	PartFromOtherRegion Reason = "copy-part-from-other-region"
	PartSourceInvalid   Reason = "copy-part-source-invalid"
	PartSourceEmpty     Reason = "copy-part-source-empty"
)

// Reasons of sequential uploads.
const (
	PartNotSequential Reason = "part-not-sequential"
	PartAlreadyExists Reason = "part-already-exists"
)

// CompleteAllAndBody is the reason of a completion that lists parts and asks for all.
const CompleteAllAndBody Reason = "complete-all-and-body"

const (
	sequenceText = "For sequential multipart upload, you must upload or complete parts with sequential part number."
	existsText   = "For sequential multipart upload, you can't overwrite uploaded parts."
	sequencePage = github + "alist-org/alist/discussions/4309"
	allText      = "Should not speficy both complete all header and http body."
	allTest      = github + "aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/client_integration_object_multipart_test.go"
)

const copySourceText = "Copy Source must mention the source bucket and key: /sourcebucket/sourcekey."

func copies() Catalogue {
	return Catalogue{
		PartFromOtherRegion: {403, "AccessDenied", otherDataCenterText, "0042-00000307", Assumed, page("0016-00000306")},
		PartSourceInvalid:   onPage(400, "InvalidArgument", copySourceText, "0042-00000301", Inferred),
		PartNotSequential:   {400, "PartNotSequential", sequenceText, "", Inferred, sequencePage},
		PartAlreadyExists:   {409, "PartAlreadyExist", existsText, "0042-00000108", Captured, sequencePage},

		CompleteAllAndBody: {400, "InvalidArgument", allText, "0042-00000216", Captured, allTest},

		PartSourceEmpty: onPage(400, "InvalidArgument", copySourceText, "0042-00000302", Inferred),
	}
}
