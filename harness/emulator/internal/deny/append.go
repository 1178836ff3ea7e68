package deny

// Reasons of objects that are appended to.
const (
	PositionMissing Reason = "append-position-missing"
	PositionInvalid Reason = "append-position-invalid"
	PositionWrong   Reason = "append-position-not-length"
	NotAppendable   Reason = "append-to-what-is-not-appendable"
	AppendClass     Reason = "append-storage-class"
	AppendKey       Reason = "append-kms-key"
	CopyAppendable  Reason = "copy-source-appendable"
	SealNotGranted  Reason = "seal-not-granted"
	SealOfOther     Reason = "seal-of-what-is-not-appendable"
	AppendToSealed  Reason = "append-to-sealed"
)

const (
	appendPage = "https://help.aliyun.com/zh/oss/developer-reference/appendobject"
	copyPage   = "https://www.alibabacloud.com/help/doc-detail/94412.htm"
	sealPage   = "https://help.aliyun.com/zh/oss/developer-reference/sealappendobject"
	sealTest   = github + "aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/client_integration_object_restore_test.go"
)

// appends: of a storage class, of a key and of a copy the pages say that they
// are not supported, and not how they are refused. The page of SealAppendObject
// names a Code and a status for what is not appendable, and no text; a test of the
// Python SDK v2 names the same Code for an append to what is sealed.
func appends() Catalogue {
	return Catalogue{
		PositionMissing: onPage(400, "MissingArgument", "Missing Some Required Arguments.", "0016-00000501", Inferred),
		PositionInvalid: onPage(400, "InvalidArgument", "The position must be a non-negative integer.", "0016-00000502", Assumed),
		PositionWrong:   onPage(409, "PositionNotEqualToLength", "Position is not equal to file length", "0026-00000016", Documented),
		NotAppendable:   onPage(409, "ObjectNotAppendable", "The object is not appendable", "0026-00000017", Inferred),
		AppendClass:     onPage(400, "InvalidArgument", "The storage class is not supported for appendable objects.", "0016-00000503", Assumed),
		AppendKey:       {400, "InvalidArgument", "Appendable objects cannot be encrypted with a specified key of KMS.", "", Assumed, appendPage},
		SealNotGranted:  {400, "OperationNotSupported", "SealAppendable is not supported.", "0016-00000513", Captured, sealTest},
		SealOfOther:     {409, "AppendSealedObjectNotAllowed", "The object is not appendable.", "", Assumed, sealPage},
		AppendToSealed:  {409, "AppendSealedObjectNotAllowed", "The object has been sealed.", "", Assumed, sealPage},
		CopyAppendable:  {400, "OperationNotSupported", "The operation is not supported for this resource", "", Assumed, copyPage},
	}
}
