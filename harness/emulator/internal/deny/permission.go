package deny

// Reasons of endpoints: the request came to the wrong door.
const (
	NonStandardHost Reason = "non-standard-host"
	NoSuchBucket    Reason = "no-such-bucket"
	WrongEndpoint   Reason = "wrong-endpoint"
	PathStyle       Reason = "path-style-signed"
	PathStyleBare   Reason = "path-style-unsigned"
	OtherDataCenter Reason = "copy-from-other-region"
	PutBucketHost   Reason = "put-bucket-host"
	NotAccelerated  Reason = "acceleration-endpoint-off"

	PublicEndpointClosed Reason = "public-endpoint-closed"

	AccelerationNotOffered Reason = "acceleration-not-offered"
	NoAcceleration         Reason = "no-such-acceleration-configuration"
)

const (
	disabledText      = "Transfer acceleration is disabled."
	wrongEndpointText = "The bucket you are attempting to access must be addressed using the specified endpoint. " +
		"Please send all future requests to this endpoint."
	otherDataCenterText = "Target object does not reside in the same data center as source object."
	standardHostText    = "Your host is invalid. Please use Open Storage Service standard host."
	standardHostIssue   = github + "certimate-go/certimate/issues/423"
	wrongEndpointIssue  = github + "aliyun/terraform-provider-alicloud/issues/9735"
	virtualHostedIssue  = github + "vectordotdev/vector/issues/20746"
	virtualHostedText   = "Please use virtual hosted style to access."
	thirdLevelPage      = "https://opendal.apache.org/docs/"
	thirdLevelText      = "The bucket you are attempting to access must be addressed using OSS third level domain."
	putBucketAPI        = "https://help.aliyun.com/zh/oss/developer-reference/putbucket"
	putBucketHostText   = "Your host is invalid. Please put bucket use Open Storage Service standard host."
	publicEndpointText  = "Not allowed using the OSS public endpoint, please use CNAME instead."
	noAccelerationText  = "The bucket you specified does not have transfer acceleration configuration."
)

func endpoints() Catalogue {
	return Catalogue{
		NonStandardHost: {403, "NonStandardHostForbidden", standardHostText, "0003-00001402", Captured, standardHostIssue},
		NoSuchBucket:    {404, "NoSuchBucket", "The specified bucket does not exist.", "0015-00000101", Captured, goSDKv2Tests},
		WrongEndpoint:   {403, "AccessDenied", wrongEndpointText, "0003-00001403", Captured, wrongEndpointIssue},
		PathStyle:       {403, "SecondLevelDomainForbidden", virtualHostedText, "0003-00001401", Captured, virtualHostedIssue},
		PathStyleBare:   {403, "SecondLevelDomainForbidden", thirdLevelText, "0003-00001401", Inferred, thirdLevelPage},
		OtherDataCenter: onPage(403, "AccessDenied", otherDataCenterText, "0016-00000306", Documented),
		PutBucketHost:   {400, "InvalidHostPutBucket", putBucketHostText, "0015-00000003", Assumed, putBucketAPI},
		NotAccelerated:  onPage(403, "TransferAccelerationDisabled", disabledText, "0028-00000001", Assumed),

		PublicEndpointClosed: {400, "PublicEndpointForbidden", publicEndpointText, "0048-00000401", Inferred, page("0048-00000401")},

		AccelerationNotOffered: onPage(403, "TransferAccelerationDisabled", disabledText, "0028-00000001", Documented),
		NoAcceleration:         onPage(404, "NoSuchTransferAccelerationConfiguration", noAccelerationText, "0028-00000004", Documented),
	}
}

// forbiddenPage is the public page of 403 errors.
const forbiddenPage = "https://www.alibabacloud.com/help/en/oss/user-guide/http-403-error-code"

// Reasons of permission: the caller is known, and may not.
const (
	AnonymousForbidden Reason = "anonymous-operation"
	AnonymousBucket    Reason = "anonymous-bucket"
	AnonymousMultipart Reason = "anonymous-multipart"
	SignedMultipart    Reason = "signed-multipart"
	NotYourBucket      Reason = "not-your-bucket"
	ByBucketACL        Reason = "bucket-acl"
	ByObjectACLRead    Reason = "object-acl-read"
	ByObjectACLWrite   Reason = "object-acl-write"
	ReadACL            Reason = "read-object-acl"
	WriteACL           Reason = "write-object-acl"
	PublicObjectACL    Reason = "public-object-acl"
	PublicBucketACL    Reason = "public-bucket-acl"
	PublicBucketPolicy Reason = "public-bucket-policy"
	SecondaryMissing   Reason = "secondary-permission"
	CloudBoxForbidden  Reason = "list-cloud-boxes"
	KMSForbidden       Reason = "kms-forbidden"
)

const (
	notYourBucketText = "The bucket you access does not belong to you."
	accessControlPage = "http://help.aliyun.com/document_detail/42777.html"
	cloudBoxTest      = github + "aliyun/alibabacloud-oss-php-sdk-v2"
	anonymousTest     = github + "aliyun/alibabacloud-oss-swift-sdk-v2"
	bucketACLText     = "You have no right to access this object because of bucket acl."
)

func permissions() Catalogue {
	return Catalogue{
		AnonymousForbidden: {403, "AccessDenied", "Anonymous access is forbidden for this operation.", "0003-00001201", Captured, anonymousTest},
		AnonymousBucket:    onPage(403, "AccessDenied", "Anonymous user has no right to access this bucket.", "0003-00000002", Documented),
		AnonymousMultipart: {403, "AccessDenied", "Anonymous user has no right to access this object.", "0003-00000003", Inferred, forbiddenPage},
		SignedMultipart:    {403, "AccessDenied", "You have no right to access this object.", "0003-00000004", Inferred, accessControlPage},
		NotYourBucket:      onPage(403, "AccessDenied", notYourBucketText, "0003-00000905", Documented),
		ByBucketACL:        onPage(403, "AccessDenied", bucketACLText, "0003-00000001", Documented),
		ByObjectACLRead:    onPage(403, "AccessDenied", "You do not have read permission on this object.", "0003-00000005", Documented),
		ByObjectACLWrite:   onPage(403, "AccessDenied", "You do not have write permission on this object.", "0003-00000006", Documented),
		ReadACL:            onPage(403, "AccessDenied", "You do not have read acl permission on this object.", "0003-00000007", Documented),
		WriteACL:           onPage(403, "AccessDenied", "You do not have write acl permission on this object.", "0003-00000008", Documented),
		PublicObjectACL:    {403, "AccessDenied", "Put public object acl is not allowed", "0016-00000901", Inferred, blockPage},
		PublicBucketACL:    {403, "AccessDenied", "Put public bucket acl is not allowed", "0015-00000901", Assumed, blockPage},
		PublicBucketPolicy: {403, "AccessDenied", "Put public bucket policy is not allowed", "0030-00000901", Assumed, blockPage},
		SecondaryMissing:   onPage(403, "AccessDenied", "AccessDenied", "0003-00000905", Documented),
		CloudBoxForbidden:  {403, "AccessDenied", "You are forbidden to oss-cloudbox:ListCloudBoxes", "0003-00001203", Assumed, cloudBoxTest},
		KMSForbidden:       {403, "AccessDenied", "This request is forbidden by kms.", "0005-00000201", Assumed, forbiddenPage},
	}
}
