package scenarios

// Operation is one operation of the API reference, with the action that a
// policy must allow and a state in which it succeeds.
type Operation struct {
	Request Request
	Action  string
	Given   State
}

// Operations are those that the matrix of callers is made of. Adding one adds
// its row. https://help.aliyun.com/zh/oss/user-guide/authorization-syntax-and-elements
func Operations() []Operation {
	bucket, object := ABucket(Private), AnObject(Private)
	upload := object.WithUpload()
	return []Operation{
		{ListBuckets(), "oss:ListBuckets", NoState()},
		{PutBucket(), "oss:PutBucket", AFreeName()},
		{DeleteBucket(), "oss:DeleteBucket", bucket},
		{ListObjects(), "oss:ListObjects", bucket},
		{ListObjectsV2(), "oss:ListObjects", bucket},
		{GetBucketInfo(), "oss:GetBucketInfo", bucket},
		{GetBucketLocation(), "oss:GetBucketLocation", bucket},
		{GetBucketACL(), "oss:GetBucketAcl", bucket},
		{PutBucketACL(PublicRead), "oss:PutBucketAcl", bucket.WithoutBlock()},
		{GetBucketReferer(), "oss:GetBucketReferer", bucket},
		{PutBucketReferer(), "oss:PutBucketReferer", bucket},
		{PutBucketCORS(), "oss:PutBucketCors", bucket},
		{GetBucketRequestPayment(), "oss:GetBucketRequestPayment", bucket},
		{PutBucketRequestPayment(), "oss:PutBucketRequestPayment", bucket},
		{PutBucketPolicy(harmlessPolicy), "oss:PutBucketPolicy", bucket},
		{ListMultipartUploads(), "oss:ListMultipartUploads", bucket},
		{GetObject(), "oss:GetObject", object},
		{PutObject(), "oss:PutObject", object},
		{CopyObject(), "oss:PutObject", object},
		{DeleteObject(), "oss:DeleteObject", object},
		{DeleteMultipleObjects(), "oss:DeleteObject", object},
		{GetObjectACL(), "oss:GetObjectAcl", object},
		{PutObjectACL(Private), "oss:PutObjectAcl", object},
		{PutObjectTagging(), "oss:PutObjectTagging", object},
		{InitiateMultipartUpload(), "oss:PutObject", object},
		{UploadPart(), "oss:PutObject", upload},
		{ListParts(), "oss:ListParts", upload},
		{AbortMultipartUpload(), "oss:AbortMultipartUpload", upload},
	}
}

// Management says that the operation is about the service or a bucket, so that
// no ACL can grant it; listing counts among them, a batch of objects does not.
func (o Operation) Management() bool {
	return o.Request.Names != Object && o.Request.Effect != ObjectEffect
}

// Multipart says that the operation belongs to multipart upload, which has texts of its own.
func (o Operation) Multipart() bool {
	return o.Request.Names == Object && (o.Request.SubResource == "uploads" || o.Request.Upload)
}

// harmlessPolicy grants nobody anything.
const harmlessPolicy = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["1"],"Action":["oss:GetObject"],"Resource":["acs:oss:*:*:{bucket}/*"]}]}`

func ListBuckets() Request {
	return Request{Operation: "ListBuckets", Method: "GET", Root: "ListAllMyBucketsResult", Names: Service, Caller: Owner}
}

func ListCloudBoxes() Request {
	return Request{Operation: "ListCloudBoxes", Method: "GET", SubResource: "cloudboxes", Root: "ListCloudBoxResult", Names: Service, Caller: Owner}
}

func GetBucketCORS() Request {
	return Request{Operation: "GetBucketCors", Method: "GET", Root: "CORSConfiguration", SubResource: "cors", Names: Bucket, Caller: Owner}
}

func PutBucket() Request {
	return Request{Operation: "PutBucket", Method: "PUT", Names: Bucket, Effect: BucketEffect, Caller: Owner}
}

func DeleteBucket() Request {
	return Request{Operation: "DeleteBucket", Method: "DELETE", Names: Bucket, Effect: BucketEffect, Caller: Owner}
}

func ListObjects() Request {
	return Request{Operation: "ListObjects", Method: "GET", Root: "ListBucketResult", Names: Bucket, Caller: Owner}
}

func ListObjectsV2() Request {
	return Request{Operation: "ListObjectsV2", Method: "GET", Root: "ListBucketResult", Names: Bucket, Query: []Param{{"list-type", "2"}}, Caller: Owner}
}

func GetBucketACL() Request {
	return Request{Operation: "GetBucketAcl", Method: "GET", Root: "AccessControlPolicy", SubResource: "acl", Names: Bucket, Caller: Owner}
}

func PutBucketACL(acl ACL) Request {
	return Request{Operation: "PutBucketAcl", Method: "PUT", SubResource: "acl", Names: Bucket, Effect: BucketEffect,
		Headers: []Param{{"x-oss-acl", string(acl)}}, Caller: Owner}
}

func GetBucketLocation() Request {
	return Request{Operation: "GetBucketLocation", Method: "GET", Root: "LocationConstraint", SubResource: "location", Names: Bucket, Caller: Owner}
}

func GetBucketInfo() Request {
	return Request{Operation: "GetBucketInfo", Method: "GET", Root: "BucketInfo", SubResource: "bucketInfo", Names: Bucket, Caller: Owner}
}

func GetObject() Request {
	return Request{Operation: "GetObject", Method: "GET", Names: Object, Caller: Owner}
}

// GetImageInfo reads what an image is; the answer is JSON.
func GetImageInfo() Request {
	return Request{Operation: "GetObject", Method: "GET", Root: "ImageWidth", Names: Object, Query: []Param{{"x-oss-process", "image/info"}}, Caller: Owner}
}

func PutObject() Request {
	return Request{Operation: "PutObject", Method: "PUT", Names: Object, Effect: ObjectEffect, Body: WroteByProvocation, Caller: Owner}
}

func DeleteObject() Request {
	return Request{Operation: "DeleteObject", Method: "DELETE", Names: Object, Effect: ObjectEffect, Caller: Owner}
}

func GetObjectACL() Request {
	return Request{Operation: "GetObjectAcl", Method: "GET", Root: "AccessControlPolicy", SubResource: "acl", Names: Object, Caller: Owner}
}

func PutObjectACL(acl ACL) Request {
	return Request{Operation: "PutObjectAcl", Method: "PUT", SubResource: "acl", Names: Object, Effect: ObjectEffect,
		Headers: []Param{{"x-oss-object-acl", string(acl)}}, Caller: Owner}
}

// PutBucketPolicy sets a policy; {bucket} in it stands for the bucket.
func PutBucketPolicy(policy string) Request {
	return Request{Operation: "PutBucketPolicy", Method: "PUT", SubResource: "policy", Names: Bucket, Effect: PolicyEffect, Body: policy, Caller: Owner}
}

// DeleteMultipleObjects deletes the object of the state by a batch, after the
// objects of the other keys, which need not exist.
func DeleteMultipleObjects(others ...string) Request {
	first := ""
	for _, key := range others {
		first += "<Object><Key>" + key + "</Key></Object>"
	}
	return Request{Operation: "DeleteMultipleObjects", Method: "POST", SubResource: "delete", Names: Bucket, Effect: ObjectEffect,
		Body: "<Delete><Quiet>true</Quiet>" + first + "<Object><Key>{key}</Key></Object></Delete>", Caller: Owner}
}

// Preflight is what a browser asks before it sends method with headers of its own.
func Preflight(origin, method string) Request {
	return Request{Operation: "OptionObject", Method: "OPTIONS", Names: Object, Caller: Anonymous,
		Headers: []Param{{"Origin", origin}, {"Access-Control-Request-Method", method}}}
}

func InitiateMultipartUpload() Request {
	return Request{Operation: "InitiateMultipartUpload", Method: "POST", SubResource: "uploads", Names: Object, Effect: UploadsEffect, Caller: Owner}
}

// UploadPart uploads part 1 of the multipart upload that the state holds; the
// harness adds its uploadId.
func UploadPart() Request {
	return Request{Operation: "UploadPart", Method: "PUT", Names: Object, Upload: true, Effect: PartsEffect, Body: WroteByProvocation,
		Query: []Param{{"partNumber", "1"}}, Caller: Owner}
}

// PostObject uploads by form. Its policy holds the bucket and the conditions.
func PostObject(conditions []string, fields ...Param) Request {
	return Request{Operation: "PostObject", Method: "POST", Names: Object, Effect: ObjectEffect, Body: WroteByProvocation,
		Conditions: conditions, Fields: fields, Caller: Owner}
}

func GetBucketReferer() Request {
	return Request{Operation: "GetBucketReferer", Method: "GET", Root: "RefererConfiguration", SubResource: "referer", Names: Bucket, Caller: Owner}
}

func PutBucketReferer() Request {
	return Request{Operation: "PutBucketReferer", Method: "PUT", SubResource: "referer", Names: Bucket, Effect: RefererEffect, Caller: Owner,
		Body: "<RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><RefererList><Referer>http://*.example.com</Referer></RefererList></RefererConfiguration>"}
}

func PutBucketCORS() Request {
	return Request{Operation: "PutBucketCors", Method: "PUT", SubResource: "cors", Names: Bucket, Effect: CORSEffect, Caller: Owner,
		Body: "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>"}
}

func GetBucketRequestPayment() Request {
	return Request{Operation: "GetBucketRequestPayment", Method: "GET", Root: "RequestPaymentConfiguration", SubResource: "requestPayment", Names: Bucket, Caller: Owner}
}

func PutBucketRequestPayment() Request {
	return Request{Operation: "PutBucketRequestPayment", Method: "PUT", SubResource: "requestPayment", Names: Bucket, Effect: PayerEffect, Caller: Owner,
		Body: "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>"}
}

func ListMultipartUploads() Request {
	return Request{Operation: "ListMultipartUploads", Method: "GET", Root: "ListMultipartUploadsResult", SubResource: "uploads", Names: Bucket, Caller: Owner}
}

// CopyObject copies the object onto itself with a header that was not there.
func CopyObject() Request {
	return Request{Operation: "CopyObject", Method: "PUT", Names: Object, Effect: ObjectEffect, Caller: Owner, Headers: []Param{
		{"x-oss-copy-source", "/{bucket}/{key}"}, {"x-oss-metadata-directive", "REPLACE"}, {"x-oss-meta-copied", "yes"}}}
}

func PutObjectTagging() Request {
	return Request{Operation: "PutObjectTagging", Method: "PUT", SubResource: "tagging", Names: Object, Effect: TagsEffect, Caller: Owner,
		Body: "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>"}
}

func ListParts() Request {
	return Request{Operation: "ListParts", Method: "GET", Root: "ListPartsResult", Names: Object, Upload: true, Caller: Owner}
}

func AbortMultipartUpload() Request {
	return Request{Operation: "AbortMultipartUpload", Method: "DELETE", Names: Object, Upload: true, Effect: UploadsEffect, Caller: Owner}
}
