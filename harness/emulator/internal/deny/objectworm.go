package deny

// Reasons of object-level retention.
const (
	WormOff            Reason = "object-worm-off"
	NoObjectWorm       Reason = "no-such-object-worm"
	WormUnversioned    Reason = "object-worm-without-versioning"
	WormExcluded       Reason = "object-worm-beside-bucket-worm"
	WormPeriod         Reason = "object-worm-period"
	KeepShortened      Reason = "object-retention-shortened"
	KeepModeUnknown    Reason = "object-retention-mode-unknown"
	KeepDateUnreadable Reason = "object-retention-date-unreadable"
	KeepDatePast       Reason = "object-retention-date-past"
	KeepIncomplete     Reason = "object-retention-incomplete"
	HoldUnknown        Reason = "legal-hold-status-unknown"
	AppendableKept     Reason = "appendable-under-object-worm"
)

const (
	developer      = "https://www.alibabacloud.com/help/en/oss/developer-reference/"
	wormAPI        = developer + "putbucketobjectwormconfiguration"
	putKeepAPI     = developer + "putobjectretention"
	keepInNewWords = "https://www.alibabacloud.com/help/pt-br/oss/developer-reference/putobjectretention"
	wormOffText    = "The ObjectWorm of the bucket is not enabled."
	terraformTests = github + "aliyun/terraform-provider-alicloud/blob/master/alicloud/resource_alicloud_oss_bucket_object_test.go"
)

// objectWorms: the pages say what is refused. Of two causes an edition has the Code, InvalidRequest
// and AccessDenied; one text stands in a test of the Terraform provider. The rest is assumed, the ECs
// in the sequence of their family.
func objectWorms() Catalogue {
	return Catalogue{
		WormOff:            {400, "InvalidRequest", wormOffText, "0027-00000011", Assumed, keepInNewWords},
		NoObjectWorm:       {404, "NoSuchObjectWormConfiguration", "The ObjectWorm configuration does not exist.", "", Assumed, wormAPI},
		WormUnversioned:    {400, "InvalidRequest", "ObjectWorm needs versioning to be enabled.", "", Assumed, wormAPI},
		WormExcluded:       {409, notSupported, versionOfBoth, "", Assumed, wormAPI},
		WormPeriod:         {400, "InvalidArgument", "The default retention period is not valid.", "", Assumed, wormAPI},
		KeepShortened:      {403, "AccessDenied", "The retention of the object can only be extended.", "0027-00000010", Assumed, keepInNewWords},
		KeepModeUnknown:    {400, "InvalidArgument", "The retention mode is not valid.", "", Assumed, putKeepAPI},
		KeepDateUnreadable: {400, "InvalidArgument", "The retain until date is not valid.", "", Assumed, putKeepAPI},
		KeepDatePast:       {400, "InvalidArgument", "The retain until date must be in the future.", "", Assumed, terraformTests},
		KeepIncomplete:     {400, "InvalidArgument", "A retention needs a mode and a date.", "", Assumed, putKeepAPI},
		HoldUnknown:        {400, "InvalidArgument", "The legal hold status is not valid.", "", Assumed, putKeepAPI},
		AppendableKept:     {400, notSupported, "Appendable objects do not support ObjectWorm.", "", Assumed, wormAPI},
	}
}
