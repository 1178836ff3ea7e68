package deny

// Reasons that are not about rights: the 400, 404, 405, 409, 411, 412, 416,
// 500 and 501 that stand beside the 403s.
const (
	URIUnreadable       Reason = "uri-unreadable"
	HeaderTooLarge      Reason = "header-too-large"
	InvalidBucketName   Reason = "invalid-bucket-name"
	DirectoryName       Reason = "directory-name"
	ObjectNameEmpty     Reason = "object-name-empty"
	ObjectNameNotUTF8   Reason = "object-name-not-utf8"
	ObjectNameTooLong   Reason = "object-name-too-long"
	ObjectNameBegin     Reason = "object-name-begin"
	InvalidArgument     Reason = "invalid-argument"
	BucketACLUnknown    Reason = "bucket-acl-unknown"
	ObjectACLUnknown    Reason = "object-acl-unknown"
	ClassUnknown        Reason = "storage-class-unknown"
	EncodingUnknown     Reason = "encoding-type-unknown"
	VersionWithoutKey   Reason = "version-marker-without-key"
	MalformedXML        Reason = "malformed-xml"
	InvalidDigest       Reason = "invalid-digest"
	MissingDigest       Reason = "missing-digest"
	IncompleteBody      Reason = "incomplete-body"
	EntityTooLarge      Reason = "entity-too-large"
	EntityTooSmall      Reason = "entity-too-small"
	InvalidPart         Reason = "invalid-part"
	InvalidPartOrder    Reason = "invalid-part-order"
	NoSuchKey           Reason = "no-such-key"
	NoSuchUpload        Reason = "no-such-upload"
	MethodNotAllowed    Reason = "method-not-allowed"
	BucketAlreadyExists Reason = "bucket-already-exists"
	BucketNotEmpty      Reason = "bucket-not-empty"
	FileAlreadyExists   Reason = "file-already-exists"
	MissingLength       Reason = "missing-content-length"
	PreconditionFailed  Reason = "precondition-failed"
	NotModified         Reason = "not-modified"
	InvalidRange        Reason = "invalid-range"
	InternalError       Reason = "internal-error"
	NotImplemented      Reason = "not-implemented"
	PutConditional      Reason = "put-conditional"
)

// The public list of error codes, and the pages of the errors of one status.
const (
	errorCodes   = "https://help.aliyun.com/zh/oss/support/error-codes"
	invalidPage  = "https://www.alibabacloud.com/help/en/oss/support/http-400-status-code"
	notFoundPage = "https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-404"
	conflictPage = "https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-409"
)

const (
	malformedText     = "The XML you provided was not well-formed or did not validate against our published schema."
	tooSmallText      = "Your proposed upload smaller than the minimum allowed size."
	versionMarkerText = "The version-id-marker must be specified together with the key-marker."
	incompleteText    = "You did not provide the number of bytes specified by the Content-Length HTTP header."
	invalidPartText   = "One or more of the specified parts could not be found or the specified entity tag might not " +
		"have matched the part's entity tag."
	partOrderText = "The list of parts was not in ascending order. Parts list must specified in order by part number."
	noUploadText  = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been " +
		"aborted or completed."
	methodText       = "The specified method is not allowed against this resource."
	bucketExistsText = "The requested bucket name is not available. The bucket namespace is shared by all users of " +
		"the system. Please select a different name and try again."
	notEmptyText       = "The bucket has objects. Please delete them first."
	deleteBucketAPI    = "https://help.aliyun.com/zh/oss/developer-reference/deletebucket"
	fileExistsText     = "The object you specified already exists and can not be overwritten."
	internalText       = "Please contact the server administrator, oss@service.aliyun.com."
	preconditionText   = "At least one of the pre-conditions you specified did not hold."
	notImplementedText = "A header you provided implies functionality that is not implemented."
)

func neighbours() Catalogue {
	return Catalogue{
		URIUnreadable:       {400, "InvalidURI", "Couldn't parse the specified URI.", "", Assumed, errorCodes},
		HeaderTooLarge:      {400, "RequestHeaderTooLarge", "The request header is too large.", "", Assumed, errorCodes},
		InvalidBucketName:   onPage(400, "InvalidBucketName", "The specified bucket is not valid.", "0015-00000001", Documented),
		DirectoryName:       {400, "InvalidObjectName", "The specified object is not valid.", "", Documented, errorCodes},
		ObjectNameEmpty:     onPage(400, "InvalidObjectName", "The Object name can not be empty.", "0016-00000001", Documented),
		ObjectNameNotUTF8:   onPage(400, "InvalidObjectName", "The specified object is not valid.", "0016-00000002", Inferred),
		ObjectNameTooLong:   onPage(400, "InvalidObjectName", "The Length of Object name must be less than 1024.", "0016-00000003", Documented),
		ObjectNameBegin:     onPage(400, "InvalidObjectName", "The specified object is not valid.", "0016-00000005", Documented),
		InvalidArgument:     {400, "InvalidArgument", "The value of the argument is not valid.", "", Assumed, errorCodes},
		BucketACLUnknown:    {400, "InvalidArgument", "no such bucket access control exists", "", Documented, errorCodes},
		ObjectACLUnknown:    {400, "InvalidArgument", "no such object access control exists", "", Documented, errorCodes},
		ClassUnknown:        {400, "InvalidArgument", "The storage class is not valid.", "", Assumed, errorCodes},
		EncodingUnknown:     {400, "InvalidArgument", "Invalid Encoding Method specified in Request", "", Documented, errorCodes},
		VersionWithoutKey:   onPage(400, "InvalidArgument", versionMarkerText, "0012-00000106", Assumed),
		MalformedXML:        {400, "MalformedXML", malformedText, "", Documented, errorCodes},
		InvalidDigest:       {400, "InvalidDigest", "The Content-MD5 you specified was invalid.", "", Documented, errorCodes},
		MissingDigest:       {400, "MissingArgument", "Missing Some Required Arguments.", "", Documented, errorCodes},
		IncompleteBody:      {400, "IncompleteBody", incompleteText, "", Assumed, errorCodes},
		EntityTooLarge:      {400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.", "", Documented, errorCodes},
		EntityTooSmall:      {400, "EntityTooSmall", tooSmallText, "", Documented, errorCodes},
		InvalidPart:         {400, "InvalidPart", invalidPartText, "", Documented, errorCodes},
		InvalidPartOrder:    {400, "InvalidPartOrder", partOrderText, "", Documented, errorCodes},
		NoSuchKey:           onPage(404, "NoSuchKey", "The specified key does not exist.", "0026-00000001", Documented),
		NoSuchUpload:        onPage(404, "NoSuchUpload", noUploadText, "0042-00000002", Documented),
		MethodNotAllowed:    onPage(405, "MethodNotAllowed", methodText, "0017-00000001", Documented),
		BucketAlreadyExists: onPage(409, "BucketAlreadyExists", bucketExistsText, "0015-00000104", Documented),
		BucketNotEmpty:      {409, "BucketNotEmpty", notEmptyText, "0015-00000301", Documented, deleteBucketAPI},
		FileAlreadyExists:   {409, "FileAlreadyExists", fileExistsText, "0026-00000102", Assumed, errorCodes},
		MissingLength:       {411, "MissingContentLength", "You must provide the Content-Length HTTP header.", "", Documented, errorCodes},
		PreconditionFailed:  {412, "PreconditionFailed", preconditionText, "", Documented, errorCodes},
		NotModified:         {304, "NotModified", "Not Modified.", "", Documented, errorCodes},
		InvalidRange:        {416, "InvalidRange", "The requested range cannot be satisfied.", "", Documented, errorCodes},
		InternalError:       {500, "InternalError", internalText, "", Documented, errorCodes},
		PutConditional:      onPage(400, "NotImplemented", notImplementedText, "0017-00000245", Documented),
		NotImplemented:      {501, "NotImplemented", notImplementedText, "", Documented, errorCodes},
	}
}
