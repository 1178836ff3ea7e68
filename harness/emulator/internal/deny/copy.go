package deny

// Reasons of copying into a part.
const (
	PartFromOtherRegion Reason = "copy-part-from-other-region"
	PartSourceInvalid   Reason = "copy-part-source-invalid"
	PartSourceEmpty     Reason = "copy-part-source-empty"
)

// Reasons of parts for an upload that is not there, and of completing one with all its parts.
const (
	PartUploadUnknown  Reason = "part-of-unknown-upload"
	CopyUploadUnknown  Reason = "copy-part-to-unknown-upload"
	CompleteAllListed  Reason = "complete-all-with-list"
	CompleteAllUnknown Reason = "complete-all-unknown"
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
)

const (
	multipartTests = github + "aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/client_integration_object_multipart_test.go"
	completePage   = "https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload"
	listedText     = "Should not speficy both complete all header and http body."
)

const copySourceText = "Copy Source must mention the source bucket and key: /sourcebucket/sourcekey."

func copies() Catalogue {
	return Catalogue{
		PartFromOtherRegion: {403, "AccessDenied", otherDataCenterText, "0042-00000307", Assumed, page("0016-00000306")},
		PartSourceInvalid:   onPage(400, "InvalidArgument", copySourceText, "0042-00000301", Inferred),
		PartNotSequential:   {400, "PartNotSequential", sequenceText, "", Inferred, sequencePage},
		PartAlreadyExists:   {409, "PartAlreadyExist", existsText, "0042-00000108", Captured, sequencePage},

		PartUploadUnknown:  {404, "NoSuchUpload", noUploadText, "0042-00000104", Documented, multipartTests},
		CopyUploadUnknown:  {404, "NoSuchUpload", noUploadText, "0042-00000311", Documented, multipartTests},
		CompleteAllListed:  {400, "InvalidArgument", listedText, "0042-00000216", Documented, multipartTests},
		CompleteAllUnknown: {400, "InvalidArgument", "The value of x-oss-complete-all is not valid.", "", Assumed, completePage},

		PartSourceEmpty: onPage(400, "InvalidArgument", copySourceText, "0042-00000302", Inferred),
	}
}
