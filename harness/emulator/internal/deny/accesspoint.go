package deny

// Reasons of access points: what comes through one, and what is done to one.
const (
	AnonymousPoint    Reason = "access-point-anonymous"
	PointOperation    Reason = "access-point-operation"
	PointNetwork      Reason = "access-point-network"
	ByPointPolicy     Reason = "access-point-policy-deny"
	PointNotGranted   Reason = "access-point-not-granted"
	PublicPointPolicy Reason = "public-access-point-policy"

	PointName        Reason = "access-point-name"
	PointNameMissing Reason = "access-point-name-missing"
	PointTooMany     Reason = "access-point-too-many"
	PointExists      Reason = "access-point-already-exists"
	NoPoint          Reason = "no-such-access-point"
	NoPointPolicy    Reason = "no-such-access-point-policy"
	BucketHasPoints  Reason = "bucket-has-access-points"
)

const (
	accessPointPage  = "https://www.alibabacloud.com/help/en/oss/user-guide/access-point/"
	accessPointAPI   = "https://help.aliyun.com/zh/oss/developer-reference/createaccesspoint"
	blockPage        = "https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access"
	terraformSource  = "https://github.com/aliyun/terraform-provider-alicloud"
	pointPolicyAPI   = "https://help.aliyun.com/zh/oss/developer-reference/getaccesspointpolicy"
	deleteBucketPage = "https://www.alibabacloud.com/help/doc-detail/146337.htm"
	pointTooManyText = "You have attempted to create more access points than allowed."
)

// accessPoints: that these are refused is documented, and how is nowhere. The
// texts and ECs are those of the policies beside which an access point stands.
// Of the others a client of the service knows the Code NoSuchAccessPoint.
func accessPoints() Catalogue {
	return Catalogue{
		AnonymousPoint:    {403, "AccessDenied", "Anonymous access is forbidden for this operation.", "0003-00001201", Assumed, accessPointPage},
		PointOperation:    {403, "AccessDenied", byPolicyText, "0003-00000101", Assumed, accessPointPage},
		PointNetwork:      {403, "AccessDenied", byPolicyText, "0003-00000101", Assumed, accessPointPage},
		ByPointPolicy:     {403, "AccessDenied", byPolicyText, "0003-00000101", Assumed, accessPointPage},
		PointNotGranted:   {403, "AccessDenied", byPolicyText, "0003-00000202", Assumed, accessPointPage},
		PublicPointPolicy: {403, "AccessDenied", "Put public access point policy is not allowed", "0030-00000901", Assumed, blockPage},

		PointName:        {400, "InvalidArgument", "The access point name is not valid.", "", Assumed, accessPointAPI},
		PointNameMissing: {400, "MissingArgument", "Missing Some Required Arguments.", "", Assumed, errorCodes},
		PointTooMany:     {400, "TooManyAccessPoint", pointTooManyText, "", Assumed, accessPointAPI},
		PointExists:      {409, "AccessPointAlreadyExists", "The access point already exists.", "", Assumed, accessPointAPI},
		NoPoint:          {404, "NoSuchAccessPoint", "The specified access point does not exist.", "", Assumed, terraformSource},
		NoPointPolicy:    {404, "NoSuchAccessPointPolicy", "The access point policy does not exist.", "", Assumed, pointPolicyAPI},
		BucketHasPoints:  {409, "BucketNotEmpty", "The bucket has access points. Please delete them first.", "", Assumed, deleteBucketPage},
	}
}
