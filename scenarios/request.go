package scenarios

import (
	"slices"
	"time"
)

// Resource is what a request names: the service, a bucket, or an object.
type Resource string

// The three levels of OSS resources.
const (
	Service Resource = "service"
	Bucket  Resource = "bucket"
	Object  Resource = "object"
)

// Effect is where a successful write would be seen, so that a refused one can
// be shown to have had none. A configuration of the bucket is seen in the
// sub-resource that the effect is named after.
type Effect string

// The places where an effect is looked for, beside configurations of the bucket.
const (
	NoEffect          Effect = ""                    // the operation only reads
	ObjectEffect      Effect = "object"              // content, ACL and headers of the object
	RestoreEffect     Effect = "restore"             // restore of the archived object
	BucketEffect      Effect = "bucket"              // existence and ACL of the bucket
	UploadsEffect     Effect = "uploads"             // multipart uploads of the bucket
	TagsEffect        Effect = "tags"                // tags of the object
	PartsEffect       Effect = "parts"               // parts of the multipart upload
	TokenEffect       Effect = "token"               // token that proves the domain
	RetentionEffect   Effect = "worm"                // retention policy of the bucket
	PointEffect       Effect = "accessPoint"         // access points of the bucket
	PointPolicyEffect Effect = "access point policy" // policy of the access point
	DomainEffect      Effect = "cname"               // domains bound to the bucket
	AccountEffect     Effect = "account"             // Block Public Access of the account
)

// OfBucket says that the bucket is not as before once the write has succeeded.
func (e Effect) OfBucket() bool {
	return !slices.Contains([]Effect{NoEffect, ObjectEffect, RestoreEffect, UploadsEffect, TagsEffect, PartsEffect, AccountEffect}, e)
}

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
	Key         string // of the object, in place of the state's
	Root        string // root element, or a JSON member, of the document that a successful read brings; empty: the object itself
	Effect      Effect
	Upload      bool // it names the multipart upload of the state
	Query       []Param
	Headers     []Param
	Body        string
	Caller      Caller
	ByPoint     bool          // it names the access point of the state in place of the bucket
	ByDomain    bool          // it goes to the custom domain of the state, which is bound to the bucket
	Host        string        // of the endpoint, in place of the region's, e.g. "oss-accelerate.aliyuncs.com"
	SignedToo   []string      // additional headers of a V4 signature, in lower case
	Shift       time.Duration // signed so far from the server's time
	Fields      []Param       // of a PostObject form, beside those of its signature
	Conditions  []string      // of a Post policy, as JSON; {bucket} stands for the bucket
}

// IsProcessed says that the request asks for an image that is worked on.
func (r Request) IsProcessed() bool {
	return slices.ContainsFunc(r.Query, func(p Param) bool { return p.Name == "x-oss-process" })
}

// At is the same request signed shift from the server's time.
func (r Request) At(shift time.Duration) Request { r.Shift = shift; return r }

// Writes says that the request changes something when it succeeds.
func (r Request) Writes() bool {
	return r.Method != "GET" && r.Method != "HEAD" && r.Method != "OPTIONS"
}

// ThroughPoint is the same request through the access point of the state.
func (r Request) ThroughPoint() Request { r.ByPoint = true; return r }

// ThroughDomain is the same request sent to the custom domain of the state.
func (r Request) ThroughDomain() Request { r.ByDomain = true; return r }

// Through is the same request sent to another endpoint of the service.
func (r Request) Through(host string) Request { r.Host = host; return r }

// Signing is the same request whose V4 signature covers more headers, e.g. "host".
func (r Request) Signing(headers ...string) Request { r.SignedToo = headers; return r }

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
