// Package world holds the state of the emulated service: accounts, AccessKeys, buckets, objects and
// uploads, behind one Store. A change succeeds or fails as a whole. The package knows no HTTP, no
// permission and no error text.
//
// Package keep writes the types down by their exported fields, so a new field is kept without further work. A tag
// says what it can't see: keep:"-" is not kept; keep:"late" is a map that remembers for Terms.Propagation; and
// keep:"ram Text" is the policy parsed from the field Text, in the grammar ram, trust, bucket or endpoint. A third
// word names the field with the name of the policy.
package world

import (
	"net/netip"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/large"
)

// A World is everything that the service remembers.
type World struct {
	Accounts *Ordered[*Account] // by UID
	Keys     *Ordered[Key]      `keep:"late"` // by AccessKey ID, of all accounts
	Sessions *Ordered[*Session] // by AccessKey ID, of all accounts
	Tokens   *Ordered[string]   // from security token to the AccessKey ID of its session
	Buckets  *Ordered[*Bucket]  // by name: one name space for all accounts
	Networks *Ordered[*Network] // by VPC id
	DNS      *Ordered[[]string] // TXT records by name, in lower case
	Nonces   *Nonces            `keep:"-"` // nonces of signed RPC requests
	Rates    *Rates             `keep:"-"` // rates of requests
	grants   *grants            `keep:"-"`
	Terms    Terms              `keep:"-"`

	rights, settings time.Time `keep:"-"` // the moments at which both are seen; zero: now
	changes          int       `keep:"-"` // number of writes so far, undone ones too
}

// New returns an empty world.
func New(terms Terms) *World {
	return &World{
		Accounts: NewOrdered[*Account](), Keys: NewRemembering[Key](terms.Propagation),
		Sessions: NewOrdered[*Session](), Tokens: NewOrdered[string](),
		Buckets: NewOrdered[*Bucket](), Networks: NewOrdered[*Network](), DNS: NewOrdered[[]string](),
		Nonces: &Nonces{}, Rates: &Rates{}, grants: &grants{}, Terms: terms,
	}
}

// An Account is an Alibaba Cloud account. It is replaced, never edited. Its versions share Users,
// Roles, Policies and KMSKeys.
type Account struct {
	UID      string
	Keys     []Key                // those of the account itself, the root
	Users    *Ordered[*User]      `keep:"late"` // by name
	Roles    *Ordered[*Role]      `keep:"late"` // by name
	Policies *Ordered[*RAMPolicy] `keep:"late"` // custom policies, by name
	KMSKeys  *Ordered[KeyState]   // by id or alias
	Closed   Closed
	Standing Standing
}

// A Closed says which requests of an account are refused. The zero value refuses none.
type Closed struct {
	V1                      V1Limits // signature version 1
	S3                      S3Limits // S3-compatible signatures
	RegionsWithoutTokens    []string // regions that take no security token from it
	OperationsWithoutTokens []string // operations that take none, by name

	RegionsWithoutAcceleration []string // regions that offer it no transfer acceleration

	KeySources map[string][]netip.Prefix // the addresses for its permanent AccessKeys, by key id; "*": for keys without a list

	MainlandPublicEndpoint bool // public endpoints of mainland China do not serve the data of its buckets
}

// V1Limits say where an account may not sign with version 1. The zero value means nowhere.
type V1Limits struct {
	All        bool // everywhere
	NewBuckets bool // at the buckets that it makes while this is set
	BucketURLs bool // in the URL of a bucket-level operation
}

// S3Limits say with which S3 signatures an account may not sign. The zero value means none.
// https://help.aliyun.com/en/oss/user-guide/0002-00000033
type S3Limits struct {
	All    bool // any of them
	V2, V4 bool
}

// A Key is a permanent AccessKey of an account or of one of its users.
type Key struct {
	ID, Secret, UID string
	User            string // name of the RAM user; empty: the key of the account itself
	Inactive        bool
	Created         time.Time
}

// The ACLs of buckets and objects. Only an object has ACLDefault: the ACL of its bucket decides.
const (
	ACLDefault         = "default"
	ACLPrivate         = "private"
	ACLPublicRead      = "public-read"
	ACLPublicReadWrite = "public-read-write"
)

// A Bucket is replaced, never edited. Its versions share Objects, Former and Uploads.
type Bucket struct {
	Name         string
	Region       string // without the prefix oss-: cn-hangzhou
	Owner        string // UID
	Class        string // storage class of objects that name none
	Redundancy   string // LRS or ZRS
	Hierarchical bool   // the bucket has directories
	Created      time.Time

	Settings
	Before Past[Settings] `keep:"-"` // former settings; see World.Bucket

	Frozen    bool // frozen by the platform
	Attacked  bool // under attack: the security system of the platform answers for it
	WithoutV1 bool // the bucket accepts no signature of version 1

	Originals []string // suffixes, in lower case, of images with a protected original
	Refuses   string   // why the drive service that the bucket belongs to refuses reads; empty: it does not

	Tags         []Tag
	PathStyle    bool         // the platform allows the bucket in the path
	Acceleration *bool        // transfer acceleration; nil: never configured
	Cnames       []Cname      // custom domains bound to it, in order
	CnameTokens  []CnameToken // tokens that prove who owns a domain
	Retention    *Retention   // as the caller set it; see RetentionAt
	ObjectWorm   *ObjectWorm  // object-level retention; nil: never enabled
	DirectRead   bool         // Archive objects are read without a restore
	HTTPS        HTTPS        // the versions of TLS
	Group        string       // id of its resource group; empty: the default one

	AccessPoints   []AccessPoint   // by name
	OverwriteRules []OverwriteRule // in order
	Quota          *Quota          // storage quota; nil: none
	Capacity       *int64          // storage capacity in GB, or Unlimited; nil: never set
	Channels       []Channel       // live channels, by name

	Logging     *Logging   // nil: off
	Lifecycle   *Lifecycle // nil: none
	Website     *Website   // nil: none
	Styles      []Style    // in the order of their making
	Documents   Documents  // configurations that are only stored
	Replication []ReplicationRule
	Redundant   []RedundancyTask // in the order of their making
	Inventories []Inventory      // by id

	Versioning string // VersioningEnabled or VersioningSuspended; empty: never enabled

	Objects *Ordered[*Object]   // the current versions, by key
	Former  *Ordered[[]*Object] // by key, the newest first: versions before the current one, and a current delete marker
	Uploads *Ordered[*Upload]   // by key, NUL, upload id: the order of ListMultipartUploads
}

// An Object never changes: a change stores a new one.
type Object struct {
	Key       string
	Version   string // its id; empty: the null version
	Marker    bool   // a delete marker: of the fields below, it has only Modified
	Directory bool   // a directory of a hierarchical namespace; its key ends with a slash
	Data      Content
	Modified  time.Time
	ETag      string // upper-case hex, with -N for N parts, without quotes; empty for a directory
	MD5       string // base64, empty for a multipart object
	CRC64     uint64 // CRC-64/XZ
	Type      string // Normal, Multipart, Appendable or Symlink
	Target    string // the key that a symbolic link leads to; empty: it is none
	Class     string
	Restored  *Restore  // the last restore; see RestoreAt
	Sealed    time.Time // when an appendable object was first sealed; zero: it grows
	ACL       string
	Headers   []Header // Content-Type, Cache-Control, …, x-oss-meta-*
	Tags      []Tag
	SSE       Encryption
	Keep      Keep   // its retention
	Held      bool   // under legal hold
	Rows      string // csv or json, once SelectObject knows how many rows of that it has; else empty
}

// Content is the bytes of an object or of a part. They never change. In a snapshot they are a string, like other texts.
type Content = large.Content

// A Header is a stored response header of an object.
type Header struct{ Name, Value string }

// An Upload is a multipart upload in progress.
type Upload struct {
	ID        string
	Key       string
	Initiated time.Time
	Target    Object         // headers, class and ACL of the future object
	Parts     *Ordered[Part] // by PartKey

	Sequential bool // its parts come in their order, without gaps, and none is replaced
}

// A Part is one part of an upload.
type Part struct {
	Number   int
	Data     Content
	ETag     string // upper-case hex MD5, without quotes
	CRC64    uint64
	Modified time.Time
}
