package scenarios

import "time"

// Resource is what a request names: the service, a bucket, or an object.
type Resource string

// The three levels of OSS resources.
const (
	Service Resource = "service"
	Bucket  Resource = "bucket"
	Object  Resource = "object"
)

// Effect is where a successful write would be seen, so that a refused one can
// be shown to have had none.
type Effect string

// The places where an effect is looked for.
const (
	NoEffect      Effect = ""        // the operation only reads
	ObjectEffect  Effect = "object"  // content, ACL and headers of the object
	BucketEffect  Effect = "bucket"  // existence and ACL of the bucket
	UploadsEffect Effect = "uploads" // multipart uploads of the bucket
	PolicyEffect  Effect = "policy"  // policy of the bucket
	PartsEffect   Effect = "parts"   // parts of the multipart upload
)

// Caller is who sends a request.
type Caller string

// The callers. The owner owns the buckets of the scenario.
const (
	Owner        Caller = "owner"
	OtherAccount Caller = "other account"
	Anonymous    Caller = "anonymous"
	RAMUser      Caller = "RAM user"     // of the owner's account, with full access to OSS
	RoleSession  Caller = "role session" // of a role of the owner's account, with full access to OSS
)

// Param is one query parameter or header. An empty query value is sent as a bare name.
type Param struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Request is one OSS request in the words of the API reference.
type Request struct {
	Operation   string
	Method      string
	SubResource string // e.g. "acl"
	Names       Resource
	Root        string // root element of the document that a successful read brings; empty: the object itself
	Effect      Effect
	Query       []Param
	Headers     []Param
	Body        string
	Caller      Caller
	Shift       time.Duration // signed so far from the server's time
	Fields      []Param       // of a PostObject form, beside those of its signature
	Conditions  []string      // of a Post policy, as JSON; {bucket} stands for the bucket
}

// At is the same request signed shift from the server's time.
func (r Request) At(shift time.Duration) Request { r.Shift = shift; return r }

// Writes says that the request changes something when it succeeds.
func (r Request) Writes() bool {
	return r.Method != "GET" && r.Method != "HEAD" && r.Method != "OPTIONS"
}

// By is the same request sent by c.
func (r Request) By(c Caller) Request { r.Caller = c; return r }

// With is the same request with one more header.
func (r Request) With(name, value string) Request {
	r.Headers = append(append([]Param(nil), r.Headers...), Param{name, value})
	return r
}

// WithQuery is the same request with one more query parameter.
func (r Request) WithQuery(name, value string) Request {
	r.Query = append(append([]Param(nil), r.Query...), Param{name, value})
	return r
}

// WroteByProvocation is the body of every write that a scenario sends; a refused
// write that shows it had an effect.
const WroteByProvocation = "written by a request that must be refused"

// The operations that scenarios send, sent by the owner unless By says otherwise.

func ListBuckets() Request {
	return Request{Operation: "ListBuckets", Method: "GET", Root: "ListAllMyBucketsResult", Names: Service, Caller: Owner}
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

// DeleteMultipleObjects deletes the object of the state by a batch.
func DeleteMultipleObjects() Request {
	return Request{Operation: "DeleteMultipleObjects", Method: "POST", SubResource: "delete", Names: Bucket, Effect: ObjectEffect,
		Body: "<Delete><Quiet>true</Quiet><Object><Key>{key}</Key></Object></Delete>", Caller: Owner}
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
	return Request{Operation: "UploadPart", Method: "PUT", Names: Object, Effect: PartsEffect, Body: WroteByProvocation,
		Query: []Param{{"partNumber", "1"}}, Caller: Owner}
}

// PostObject uploads by form. Its policy holds the bucket and the conditions.
func PostObject(conditions []string, fields ...Param) Request {
	return Request{Operation: "PostObject", Method: "POST", Names: Object, Effect: ObjectEffect, Body: WroteByProvocation,
		Conditions: conditions, Fields: fields, Caller: Owner}
}
