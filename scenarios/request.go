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

// Effect says where a successful write shows. The harness looks there after a refused
// write, which must have had no effect. For a configuration of the bucket the effect
// is the name of its sub-resource.
type Effect string

// The effects, besides those of configurations of the bucket.
const (
	NoEffect          Effect = ""                     // the operation only reads
	ObjectEffect      Effect = "object"               // content, ACL and headers of the object
	RestoreEffect     Effect = "restore"              // restore of the archived object
	BucketEffect      Effect = "bucket"               // existence and ACL of the bucket
	UploadsEffect     Effect = "uploads"              // multipart uploads of the bucket
	TagsEffect        Effect = "tags"                 // tags of the object
	KeepEffect        Effect = "keep"                 // retention and legal hold of the object
	PartsEffect       Effect = "parts"                // parts of the multipart upload
	TokenEffect       Effect = "token"                // token that proves the domain
	RetentionEffect   Effect = "worm"                 // retention policy of the bucket
	PointEffect       Effect = "accessPoint"          // access points of the bucket
	PointPolicyEffect Effect = "access point policy"  // policy of the access point
	PointBlockEffect  Effect = "access point block"   // Block Public Access of the access point
	DomainEffect      Effect = "cname"                // domains bound to the bucket
	GroupEffect       Effect = "resourceGroup"        // resource group of the bucket
	ChannelEffect     Effect = "live"                 // live channels of the bucket
	ReplicationEffect Effect = "replication"          // rules of replication of the bucket
	RedundancyEffect  Effect = "redundancyTransition" // changes of the redundancy of the bucket
	AccountEffect     Effect = "account"              // Block Public Access of the account
)

// OfBucket reports whether a successful write changes the bucket itself.
func (e Effect) OfBucket() bool {
	return !slices.Contains([]Effect{NoEffect, ObjectEffect, RestoreEffect, UploadsEffect, TagsEffect, KeepEffect, PartsEffect,
		AccountEffect}, e)
}

// Caller names the sender of a request.
type Caller string

// The callers. The owner owns the buckets of the scenario.
const (
	Owner        Caller = "owner"
	OtherAccount Caller = "other account"
	Anonymous    Caller = "anonymous"
	RAMUser      Caller = "RAM user"     // of the owner's account, with full access to OSS
	RoleSession  Caller = "role session" // of a role of the owner's account, with full access to OSS
)

// Param is one query parameter, header or form field. A query parameter without a value is sent as its bare name.
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
	Key         string // of the object; empty: the key of the state
	Root        string // of the document that a successful read returns: its root element, or a JSON member; empty: it returns the object
	Effect      Effect
	Upload      bool // it names the multipart upload of the state
	Query       []Param
	Headers     []Param
	Body        string
	Caller      Caller
	ByPoint     bool          // it names the access point of the state instead of the bucket
	ByDomain    bool          // it goes to the custom domain that the state binds to the bucket
	ByBox       bool          // it goes to the cloud box of the state
	Host        string        // of the endpoint, e.g. "oss-accelerate.aliyuncs.com"; empty: that of the region
	SignedToo   []string      // additional headers of a V4 signature, in lower case
	Shift       time.Duration // the time of signing minus the server's time
	Fields      []Param       // of a PostObject form, besides those of its signature
	Conditions  []string      // of a Post policy, as JSON; {bucket} stands for the bucket
}

// OfVersion returns the same request for the version of the object in the state.
func (r Request) OfVersion() Request { return r.WithQuery("versionId", "{versionId}") }

// IsProcessed reports whether the request asks for image processing.
func (r Request) IsProcessed() bool {
	return slices.ContainsFunc(r.Query, func(p Param) bool { return p.Name == process && p.Value != signsPlaylist })
}

// IsSignedPlaylist reports whether the request asks for a playlist whose addresses are signed.
func (r Request) IsSignedPlaylist() bool {
	return slices.Contains(r.Query, Param{process, signsPlaylist})
}

// The parameter of what is done to an object, and its value for a signed playlist.
const process, signsPlaylist = "x-oss-process", "hls/sign"

// At returns the request signed at the server's time plus shift.
func (r Request) At(shift time.Duration) Request { r.Shift = shift; return r }

// Writes reports whether the request changes something that can be seen when it succeeds.
func (r Request) Writes() bool {
	return r.Effect != NoEffect && r.Method != "GET" && r.Method != "HEAD" && r.Method != "OPTIONS"
}

// ThroughPoint returns the request sent through the access point of the state.
func (r Request) ThroughPoint() Request { r.ByPoint = true; return r }

// ThroughDomain returns the request sent to the custom domain of the state.
func (r Request) ThroughDomain() Request { r.ByDomain = true; return r }

// BoxID is the id of the cloud box that the state gives the account.
const BoxID = "cb-oss403"

// AtBox returns the request sent to the cloud box of the state, and signed for it.
func (r Request) AtBox() Request { r.ByBox = true; return r }

// Through returns the request sent to another endpoint of the service.
func (r Request) Through(host string) Request { r.Host = host; return r }

// Signing returns the request with additional headers in its V4 signature, e.g. "host".
func (r Request) Signing(headers ...string) Request { r.SignedToo = headers; return r }

// By returns the request sent by c.
func (r Request) By(c Caller) Request { r.Caller = c; return r }

// With returns the request with one more header.
func (r Request) With(name, value string) Request {
	r.Headers = append(append([]Param(nil), r.Headers...), Param{name, value})
	return r
}

// WithQuery returns the request with one more query parameter.
func (r Request) WithQuery(name, value string) Request {
	r.Query = append(append([]Param(nil), r.Query...), Param{name, value})
	return r
}

// WroteByProvocation is the content of every object that a scenario writes. Where it
// shows after a refused write, that write had an effect.
const WroteByProvocation = "written by a request that must be refused"
