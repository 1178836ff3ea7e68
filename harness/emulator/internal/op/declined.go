package op

import (
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Refusal says what is knowingly not served, and why.
type Refusal struct {
	What string // sub-resource, header or method
	Why  string
}

const (
	bucketSetting = "this bucket configuration is not emulated"
	objectState   = "this object feature is not emulated"
	otherService  = "belongs to a service beside object storage"
	hashes        = "hashes of parts of an object are not emulated"
	noVersion     = "this operation takes no version of an object"
	versionInURL  = "a request names a version in its URL"

	otherCallback  = "an upload with PutObject, PostObject or CompleteMultipartUpload calls back, and nothing else"
	otherInS3      = "S3 has it, and OSS has not, or has it otherwise"
	pointFunctions = "no function stands behind an access point"
)

// DeclinedSubResources are the sub-resources of OSS that answer 501.
func DeclinedSubResources() []Refusal { return declinedSubResources }

var declinedSubResources = []Refusal{
	{"accessPointConfigForObjectProcess", pointFunctions}, {"accessPointForObjectProcess", pointFunctions},
	{"accessPointPolicyForObjectProcess", pointFunctions},
	{"asyncFetch", objectState},
	{"group", objectState},
	{"img", otherService},
	{"link", objectState}, {"metaQuery", otherService},
	{"metadataConfiguration", otherService}, {"metadataInventoryTable", otherService}, {"metadataJournalTable", otherService},
	{"objectInfo", objectState},
	{"qosRequester", bucketSetting},
	{"regionList", bucketSetting},
	{"requesterQosInfo", bucketSetting},
	{"resourcePool", bucketSetting}, {"resourcePoolBuckets", bucketSetting}, {"resourcePoolInfo", bucketSetting},
	{"select", objectState},
	{"udf", otherService}, {"udfApplication", otherService}, {"udfApplicationLog", otherService}, {"udfId", otherService},
	{"udfImage", otherService}, {"udfImageDesc", otherService}, {"udfName", otherService},
	{"vip", bucketSetting}, {"vpcip", bucketSetting},
	{"withHashContext", objectState},
	{"x-oss-async-process", objectState},
	{"x-oss-enable-md5", hashes}, {"x-oss-enable-sha1", hashes}, {"x-oss-enable-sha256", hashes},
	{"x-oss-hash-ctx", hashes}, {"x-oss-md5-ctx", hashes},
	{"x-oss-write-get-object-response", objectState},

	{"dataPipeline", otherService},
}

// DeclinedHeaders are the request headers of OSS that answer 501: to ignore
// one would store something else than was asked for.
func DeclinedHeaders() []Refusal { return declinedHeaders }

var declinedHeaders = []Refusal{
	{heldHeader, "a legal hold is set by an operation of its own"},
	{"x-oss-hls-sign-token", "what it does to a signed playlist is not published"},
	{"x-oss-server-side-encryption-context", "encryption contexts of KMS are not emulated"},
	{"x-oss-version-id", versionInURL},
}

// DeclinedMethods are the operations of OSS that only their method tells
// apart and that answer 501.
func DeclinedMethods() []Refusal { return declinedMethods }

var declinedMethods = []Refusal{
	{"HEAD object?x-oss-process", "no page says what HEAD answers of a processed image"},
	{"POST object?x-oss-process", "is to save an image, or to select from CSV or JSON, and nothing else"},
}

// Parameters are the query parameters that name no operation: arguments of
// served ones, and signatures. response-* are known too.
func Parameters() []string { return parameters }

var parameters = []string{
	callbackParameter, callbackVarParameter,

	"category", "comp", "continuation-token", "delimiter", "encoding-type", "endTime", "fetch-owner", "key-marker", "marker", "max-keys",
	"max-parts", "max-uploads", "part-number-marker", "partNumber", "position", "prefix",
	"rule-id", "sequential", "start-after", "startTime", "tag-key", "tag-value",
	"upload-id-marker", "version-id-marker", versionParameter,

	"response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language",
	"response-content-type", "response-expires",

	"Expires", "OSSAccessKeyId", "Signature", "security-token",
	"x-oss-access-key-id", "x-oss-additional-headers", "x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-security-token",
	"x-oss-signature", "x-oss-signature-version",

	"x-oss-ac-forward-allow", "x-oss-ac-source-ip", "x-oss-ac-subnet-mask", "x-oss-ac-vpc-id", // limits of a signed URL

	redundancyTarget,

	"x-oss-request-payer", trafficParameter,
}

func lookup(list []Refusal, what string) (string, bool) {
	for _, r := range list {
		if r.What == what {
			return r.Why, true
		}
	}
	return "", false
}

func declinedMethod(r *wire.Request, level Level, sub string) (string, bool) {
	what := r.Method + " " + string(level)
	if sub != "" {
		what += "?" + sub
	}
	return lookup(declinedMethods, what)
}

func declinedHeader(r *wire.Request) *deny.Denial {
	for _, declined := range declinedHeaders {
		if r.Header.Has(declined.What) {
			return notImplemented(declined.What, declined.Why)
		}
	}
	return nil
}
