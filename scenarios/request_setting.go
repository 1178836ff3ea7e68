package scenarios

// Requests for further settings of a bucket.

// StyleName is the name of the style in every scenario.
const StyleName = "oss403"

// Documents that the operations write, or find in the state. They do nothing to a bucket that nobody else uses.
const (
	aLifecycle = "<LifecycleConfiguration><Rule><ID>oss403</ID><Prefix>logs/</Prefix><Status>Disabled</Status>" +
		"<Expiration><Days>1000</Days></Expiration></Rule></LifecycleConfiguration>"
	aWebsite = "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>"
	aStyle   = "<Style><Content>image/resize,w_10</Content></Style>"
	tracking = "<AccessMonitorConfiguration><Status>Enabled</Status></AccessMonitorConfiguration>"
	logField = "<UserDefinedLogFieldsConfiguration><HeaderSet><header>oss403</header></HeaderSet></UserDefinedLogFieldsConfiguration>"
	aQoS     = "<QoSConfiguration><TotalUploadBandwidth>1</TotalUploadBandwidth></QoSConfiguration>"
	hidden   = "<ResponseHeaderConfiguration><Rule><Name>oss403</Name><Filters><Operation>GetObject</Operation></Filters>" +
		"<HideHeaders><Header>Last-Modified</Header></HideHeaders></Rule></ResponseHeaderConfiguration>"
)

func GetBucketLifecycle() Request {
	return reads("GetBucketLifecycle", "lifecycle", "LifecycleConfiguration")
}

// PutBucketLifecycle sets a rule that is disabled.
func PutBucketLifecycle() Request { return sets("PutBucketLifecycle", "lifecycle", aLifecycle) }

func DeleteBucketLifecycle() Request { return removes("DeleteBucketLifecycle", "lifecycle") }

func GetBucketWebsite() Request { return reads("GetBucketWebsite", "website", "WebsiteConfiguration") }

func PutBucketWebsite() Request { return sets("PutBucketWebsite", "website", aWebsite) }

func DeleteBucketWebsite() Request { return removes("DeleteBucketWebsite", "website") }

func GetStyle() Request { return reads("GetStyle", "style", "Style").WithQuery("styleName", StyleName) }

func ListStyle() Request { return reads("ListStyle", "style", "StyleList") }

func PutStyle() Request { return sets("PutStyle", "style", aStyle).WithQuery("styleName", StyleName) }

func DeleteStyle() Request { return removes("DeleteStyle", "style").WithQuery("styleName", StyleName) }

func GetBucketAccessMonitor() Request {
	return reads("GetBucketAccessMonitor", "accessmonitor", "AccessMonitorConfiguration")
}

// PutBucketAccessMonitor tracks the accesses to the objects.
func PutBucketAccessMonitor() Request {
	return sets("PutBucketAccessMonitor", "accessmonitor", tracking)
}

func GetUserDefinedLogFieldsConfig() Request {
	return reads("GetUserDefinedLogFieldsConfig", logFieldsSub, "UserDefinedLogFieldsConfiguration")
}

func PutUserDefinedLogFieldsConfig() Request {
	return sets("PutUserDefinedLogFieldsConfig", logFieldsSub, logField)
}

func DeleteUserDefinedLogFieldsConfig() Request {
	return removes("DeleteUserDefinedLogFieldsConfig", logFieldsSub)
}

const logFieldsSub = "userDefinedLogFieldsConfig"

func GetBucketQoSInfo() Request { return reads("GetBucketQoSInfo", "qosInfo", "QoSConfiguration") }

func PutBucketQoSInfo() Request { return sets("PutBucketQoSInfo", "qosInfo", aQoS) }

func DeleteBucketQoSInfo() Request { return removes("DeleteBucketQoSInfo", "qosInfo") }

func GetBucketResponseHeader() Request {
	return reads("GetBucketResponseHeader", "responseHeader", "ResponseHeaderConfiguration")
}

// PutBucketResponseHeader hides a header of the answers to GetObject.
func PutBucketResponseHeader() Request {
	return sets("PutBucketResponseHeader", "responseHeader", hidden)
}

func DeleteBucketResponseHeader() Request {
	return removes("DeleteBucketResponseHeader", "responseHeader")
}

func DeleteBucketTransferAcceleration() Request {
	return removes("DeleteBucketTransferAcceleration", "transferAcceleration")
}
