// Package world is the state of the emulated service: accounts, AccessKeys,
// buckets, objects and uploads, behind one Store. It holds facts and keeps
// changes whole; it knows no HTTP, no permission and no error text.
package world

import (
	"net/netip"
	"time"
)

// A World is everything that the service remembers.
type World struct {
	Accounts *Ordered[*Account] // by UID
	Keys     *Ordered[Key]      // by AccessKey ID, of all accounts
	Sessions *Ordered[*Session] // by AccessKey ID, of all accounts
	Tokens   *Ordered[string]   // from security token to the AccessKey ID of its session
	Buckets  *Ordered[*Bucket]  // by name: one name space for all accounts
	Networks *Ordered[*Network] // by VPC id
	DNS      *Ordered[[]string] // TXT records by name, in lower case
	Nonces   *Nonces            // of signed RPC requests
	Rates    *Rates             // of requests
	Terms    Terms

	rights, settings time.Time // the moments of which they are seen; zero: now
}

// New returns an empty world.
func New(terms Terms) *World {
	return &World{
		Accounts: NewOrdered[*Account](), Keys: NewRemembering[Key](terms.Propagation),
		Sessions: NewOrdered[*Session](), Tokens: NewOrdered[string](),
		Buckets: NewOrdered[*Bucket](), Networks: NewOrdered[*Network](), DNS: NewOrdered[[]string](),
		Nonces: &Nonces{}, Rates: &Rates{}, Terms: terms,
	}
}

// An Account is an Alibaba Cloud account. Replaced, never edited; Users,
// Roles, Policies and KMSKeys are shared between its versions.
type Account struct {
	UID      string
	Keys     []Key              // of the account itself, the root
	Users    *Ordered[*User]    // by name
	Roles    *Ordered[*Role]    // by name
	Policies *Ordered[*Policy]  // custom policies, by name
	KMSKeys  *Ordered[KeyState] // by id or alias
	Closed   Closed
	Standing Standing
}

// A Closed account is refused in some ways; the zero value in none.
type Closed struct {
	V1                      V1Limits // signature version 1
	S3                      S3Limits // S3-compatible signatures
	RegionsWithoutTokens    []string // regions that take no security token from it
	OperationsWithoutTokens []string // operations that take none, by name

	RegionsWithoutAcceleration []string // regions that do not offer it transfer acceleration

	KeySources map[string][]netip.Prefix // where its permanent AccessKeys may be used from, by their ids; "*": those that have no list

	MainlandPublicEndpoint bool // the public endpoints of mainland China, for the data of its buckets
}

// V1Limits are where an account may not sign with version 1; the zero value is nowhere.
type V1Limits struct {
	All        bool // anywhere
	NewBuckets bool // at the buckets that it makes while that holds
	BucketURLs bool // in the URL of a bucket-level operation
}

// S3Limits are which signatures of S3 an account may not sign with; the zero value is none.
// https://help.aliyun.com/en/oss/user-guide/0002-00000033
type S3Limits struct {
	All    bool // any of them
	V2, V4 bool
}

// A Key is a permanent AccessKey, of an account or of one of its users.
type Key struct {
	ID, Secret, UID string
	User            string // name of the RAM user; empty: the account itself
	Inactive        bool
	Created         time.Time
}

// The access control lists of buckets and objects. ACLDefault is for objects
// only: the bucket's list decides.
const (
	ACLDefault         = "default"
	ACLPrivate         = "private"
	ACLPublicRead      = "public-read"
	ACLPublicReadWrite = "public-read-write"
)

// A Bucket is replaced, never edited; Objects, Former and Uploads are shared
// between what it was and what it is.
type Bucket struct {
	Name         string
	Region       string // without the prefix oss-: cn-hangzhou
	Owner        string // UID
	Class        string // storage class of its objects unless they name one
	Redundancy   string // LRS or ZRS
	Hierarchical bool   // namespace: it has directories
	Created      time.Time

	Settings
	Before Past[Settings] // what they were; see World.Bucket

	Frozen    bool // by the platform
	WithoutV1 bool // it takes no signature of version 1

	Originals []string // suffixes, in lower case, of the images whose originals are protected

	Tags         []Tag
	PathStyle    bool         // the platform lets the bucket stand in the path
	Acceleration *bool        // transfer acceleration; nil: never configured
	Cnames       []Cname      // custom domains bound to it, in order
	CnameTokens  []CnameToken // to prove who owns a domain
	Retention    *Retention   // as it was made; see RetentionAt
	DirectRead   bool         // Archive objects are read without a restore

	AccessPoints []AccessPoint // in the order of their names

	Logging     *Logging    // nil: off
	Inventories []Inventory // in the order of their ids

	Versioning string // VersioningEnabled or VersioningSuspended; empty: never enabled

	Objects *Ordered[*Object]   // the current versions, by key
	Former  *Ordered[[]*Object] // of a key, newest first: the versions before the current one, and a delete marker that is current
	Uploads *Ordered[*Upload]   // by key, NUL, upload id: the order of ListMultipartUploads
}

// An Object is immutable: a change stores another one.
type Object struct {
	Key       string
	Version   string // its id; empty: the null version
	Marker    bool   // a delete marker: nothing of what follows but Modified
	Directory bool   // of a hierarchical namespace; the key ends with a slash
	Data      []byte
	Modified  time.Time
	ETag      string // upper-case hex, with -N for N parts, without quotes; empty for a directory
	MD5       string // base64, empty for a multipart object
	CRC64     uint64 // CRC-64/XZ
	Type      string // Normal or Multipart
	Class     string
	Restored  *Restore // the last one; see RestoreAt
	ACL       string
	Headers   []Header // Content-Type, Cache-Control, …, x-oss-meta-*
	Tags      []Tag
	SSE       Encryption
}

// A Header is a stored response header of an object.
type Header struct{ Name, Value string }

// An Upload is a multipart upload in progress.
type Upload struct {
	ID        string
	Key       string
	Initiated time.Time
	Target    Object         // headers, class and ACL of the object to be
	Parts     *Ordered[Part] // by PartKey
}

// A Part of an upload.
type Part struct {
	Number   int
	Data     []byte
	ETag     string // upper-case hex MD5, without quotes
	CRC64    uint64
	Modified time.Time
}
