package op

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Values of switches in documents.
var (
	flag        = []string{"true", "false"}
	flagOrEmpty = []string{"", "true", "false"}
)

// Settings lists the configurations of a bucket.
// The first line of a row is what it is called, the next what its document is, then come what reads, writes and deletes
// it, and where it counts.
func Settings() []Setting {
	return []Setting{
		{Name: "BucketVersioning", Sub: "versioning", Namespace: Flat,
			Shape: versioningRequest, Put: putVersioning, Get: getVersioning,
			Enforced: "what stores and deletes objects"},
		{Name: "BucketPublicAccessBlock", Sub: "publicAccessBlock",
			Shape: publicAccessBlockRequest, Put: putPublicAccessBlock, Get: getPublicAccessBlock,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.BlockPublic = false },
			Enforced: "every access, and what would make something public"},
		{Name: "BucketPolicy", Sub: "policy",
			Missing: deny.NoBucketPolicy, Put: putPolicy, Get: getPolicy,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.Policy, b.PolicyText = nil, "" },
			Enforced: "every access"},
		{Name: "BucketReferer", Sub: "referer",
			Shape: refererRequest, Put: putReferer, Get: getReferer,
			Enforced: "access without credentials or by a signed URL"},
		{Name: "BucketLogging", Sub: "logging", Reach: loggingAccesses,
			Shape: loggingRequest, Put: putLogging, Get: getLogging,
			Delete: func(_ *ChangeContext, b *world.Bucket) { b.Logging = nil }},
		{Name: "BucketInventory", Sub: "inventory", Namespace: Flat,
			Named: Named{Parameter: "inventoryId", List: "ListBucketInventory", ListRight: "oss:GetBucketInventory",
				Unnamed: unnamedInventory, Listed: listInventories},
			Shape: inventoryRequest, Missing: deny.NoInventory, Put: putInventory, Get: getInventory, Delete: deleteInventory},
		{Name: "BucketRequestPayment", Sub: "requestPayment",
			Shape: requestPaymentRequest, Put: putRequestPayment, Get: getRequestPayment,
			Enforced: "access of other accounts"},
		{Name: "BucketCors", Sub: "cors", Namespace: Flat,
			Shape: corsRequest, Invalid: deny.CORSInvalid, Missing: deny.NoCORS, Put: putCORS, Get: getCORS,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.CORS = nil },
			Enforced: "preflights, and headers of answers to other origins"},
		{Name: "BucketTags", Right: "BucketTagging", Sub: "tagging",
			Shape: taggingRequest, Put: putTags, Get: getTags, Delete: deleteTags,
			Enforced: "listings of buckets by tag"},
		{Name: "BucketEncryption", Sub: "encryption",
			Shape: encryptionRequest, Missing: deny.NoEncryption, Put: putEncryption, Get: getEncryption,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.Encryption = world.Encryption{} },
			Enforced: "what stores an object, and the rights to its key"},
		{Name: "BucketArchiveDirectRead", Sub: "bucketArchiveDirectRead", Namespace: Flat,
			Shape: directReadRequest, Put: putDirectRead, Get: getDirectRead,
			Enforced: "reads of class Archive"},
		{Name: "BucketHttpsConfig", Sub: "httpsConfig",
			Shape: httpsRequest, Put: putHTTPS, Get: getHTTPS,
			Enforced: "handshakes of TLS; cipher suites answer 501"},
		{Name: "BucketResourceGroup", Sub: "resourceGroup", Reach: groupAccesses,
			Shape: groupRequest, Put: putGroup, Get: getGroup,
			Enforced: "rights in the group, and listings of buckets"},
		{Name: "BucketObjectWormConfiguration", Sub: "objectWorm", Namespace: Flat,
			Shape: wormRequest, Missing: deny.NoObjectWorm, Put: putObjectWorm, Get: getObjectWorm,
			Enforced: "what overwrites or deletes a version"},
		{Name: "BucketOverwriteConfig", Sub: "overwriteConfig",
			Shape: overwriteRequest, Invalid: deny.OverwriteInvalid, Missing: deny.NoOverwrite, Put: putOverwriteRules, Get: getOverwriteRules,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.OverwriteRules = nil },
			Enforced: "what overwrites an object"},
		{Name: "BucketStorageQuota", Sub: "quota",
			Shape: quotaRequest, Invalid: deny.QuotaInvalid, Missing: deny.NoQuota, Put: putQuota, Get: getQuota,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.Quota = nil },
			Enforced: "what brings content"},
		{Name: "BucketStorageCapacity", Sub: "qos",
			Shape: capacityRequest, Invalid: deny.CapacityInvalid, Put: putCapacity, Get: getCapacity,
			Enforced: "what brings content"},
		{Name: "BucketLifecycle", Sub: "lifecycle",
			Shape: lifecycleRequest, Invalid: deny.LifecycleInvalid, Missing: deny.NoLifecycle, Put: putLifecycle, Get: getLifecycle,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.Lifecycle = nil },
			Enforced: "at midnight (UTC) of the clock; what counts from the last access is only stored"},
		Setting{Name: "BucketAccessMonitor", Sub: monitorSub,
			Shape: monitorRequest, Invalid: deny.MalformedXML}.stored(monitorOff, monitorHolds),
		Setting{Name: "UserDefinedLogFieldsConfig", Sub: "userDefinedLogFieldsConfig",
			Shape: logFieldsRequest, Missing: deny.NoLogFields}.stored("", logFieldsHold),
		Setting{Name: "BucketQoSInfo", Sub: "qosInfo",
			Shape: qosRequest, Missing: deny.NoQoS}.stored("", qosHolds),
		Setting{Name: "BucketResponseHeader", Sub: "responseHeader",
			Shape: responseHeaderRequest, Missing: deny.NoResponseHeader}.stored("", nil),
		{Name: "Style", Sub: "style",
			Named: Named{Parameter: "styleName", List: "ListStyle", ListRight: "oss:ListStyle", Unnamed: unnamedStyle, Listed: listStyles},
			Shape: styleRequest, Missing: deny.NoStyle, Put: putStyle, Get: getStyle, Delete: deleteStyle,
			Enforced: "`x-oss-process=style/NAME`"},
		{Name: "BucketReplication", Sub: "replication", Comp: "add", More: replicationOperations(),
			Shape: replicationRequest, Missing: deny.NoReplication, Put: addReplication, Get: getReplication},
		{Name: "BucketWebsite", Sub: "website",
			Shape: websiteRequest, Invalid: deny.WebsiteInvalid, Missing: deny.NoWebsite, Put: putWebsite, Get: getWebsite,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.Website = nil },
			Enforced: "reads without credentials at a name of the bucket; a rule of type Mirror answers 501"},
		{Name: "BucketTransferAcceleration", Sub: "transferAcceleration", Namespace: Flat,
			Shape: transferAccelerationRequest, Missing: deny.NoAcceleration, Put: putAcceleration, Get: getAcceleration,
			Delete:   func(_ *ChangeContext, b *world.Bucket) { b.Acceleration = nil }, // known from SDK v1 alone
			Enforced: "acceleration endpoints"},
	}
}
