package deny

// Reasons of the settings of a bucket that are only stored, and of styles and sites.
const (
	MonitorNeeded       Reason = "access-monitor-needed"
	NoLogFields         Reason = "no-such-log-fields"
	NoQoS               Reason = "no-such-qos"
	NoResponseHeader    Reason = "no-such-response-header"
	NoStyle             Reason = "no-such-style"
	StyleUnnamed        Reason = "style-name-missing"
	NoReplication       Reason = "no-such-replication"
	NoReplicationRule   Reason = "no-such-replication-rule"
	ReplicationTarget   Reason = "replication-target"
	ReplicationLocation Reason = "replication-location"
	ReplicationExists   Reason = "replication-exists"
	NoRedundancyTask    Reason = "no-such-redundancy-task"
	RedundancyExists    Reason = "redundancy-task-exists"
	NoWebsite           Reason = "no-such-website"
	WebsiteInvalid      Reason = "website-invalid"
)

const (
	monitorAPI     = "https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketaccessmonitor"
	javaLogFields  = github + "aliyun/alibabacloud-oss-java-sdk-v2"
	qosAPI         = "https://help.aliyun.com/en/oss/developer-reference/putbucketqosinfo"
	goSDKv1Tests   = github + "aliyun/aliyun-oss-go-sdk/blob/master/oss/client_test.go"
	replicationAPI = "https://alibabacloud.com/help/en/oss/developer-reference/putbucketreplication"
	page404        = "https://www.alibabacloud.com/help/en/oss/support/http-404-status-code"
	redundancyAPI  = "https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketdataredundancytransition"
	websiteAPI     = "https://help.aliyun.com/zh/oss/developer-reference/putbucketwebsite"
	getWebsiteAPI  = "https://help.aliyun.com/zh/oss/developer-reference/getbucketwebsite"

	noHeaderText      = "The response header configuration does not exist."
	noTaskText        = "The redundancy transition task does not exist."
	taskText          = "The bucket has a redundancy transition task."
	noWebsiteText     = "The specified bucket does not have a website configuration."
	noReplicationText = "The bucket you specified does not have replication configuration."
	elsewhereText     = "The target bucket you specified does not locate in the target location."
)

// storedSettings: the pages print the Codes of MonitorNeeded, of the replication and of NoWebsite, and tests of SDKs
// those of NoLogFields and NoStyle.
func storedSettings() Catalogue {
	return Catalogue{
		MonitorNeeded: {400, "AccessMonitorDisableNotAllowed", "The bucket has lifecycle rules that count from the last access.", "",
			Assumed, monitorAPI},
		NoLogFields:         {404, "NoSuchUserDefinedLogFieldsConfig", "The user defined log fields do not exist.", "", Assumed, javaLogFields},
		NoQoS:               {404, "NoSuchQoSConfiguration", "The QoS configuration does not exist.", "", Assumed, qosAPI},
		NoResponseHeader:    {404, "NoSuchResponseHeaderConfiguration", noHeaderText, "", Assumed, goSDKv1Tests},
		NoStyle:             {404, "NoSuchStyle", "The specified style does not exist.", "", Assumed, goSDKv1Tests},
		StyleUnnamed:        {400, "MissingArgument", "Missing Some Required Arguments.", "", Assumed, goSDKv1Tests},
		NoReplication:       {404, "NoSuchReplicationConfiguration", noReplicationText, "", Documented, page404},
		NoReplicationRule:   {404, "NoSuchReplicationRule", "The replication rule does not exist.", "", Assumed, replicationAPI},
		ReplicationTarget:   {400, "InvalidTargetBucket", "The target bucket you specified is not valid.", "", Assumed, replicationAPI},
		ReplicationLocation: {400, "InvalidTargetLocation", elsewhereText, "", Assumed, replicationAPI},
		ReplicationExists:   onPage(400, "BucketReplicationAlreadyExist", "Bucket replication already exists.", "0031-00000044", Assumed),
		NoRedundancyTask:    {404, "NoSuchRedundancyTransitionTask", noTaskText, "", Assumed, redundancyAPI},
		RedundancyExists:    {409, "RedundancyTransitionTaskAlreadyExist", taskText, "", Assumed, redundancyAPI},
		NoWebsite:           {404, "NoSuchWebsiteConfiguration", noWebsiteText, "", Documented, getWebsiteAPI},
		WebsiteInvalid:      {400, "InvalidArgument", "The website configuration is not valid.", "", Assumed, websiteAPI},
	}
}
