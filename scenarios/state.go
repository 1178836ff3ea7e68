package scenarios

// ACL is an access control list of a bucket or an object.
type ACL string

// The ACLs of OSS. Default holds for objects only: the bucket's ACL decides.
const (
	Private         ACL = "private"
	PublicRead      ACL = "public-read"
	PublicReadWrite ACL = "public-read-write"
	Default         ACL = "default"
)

// Region is where a bucket lies.
type Region string

// The regions. The zero value is that of the target's endpoint.
const (
	Home       Region = ""
	Elsewhere  Region = "another region"
	Regionless Region = "rg-china-mainland" // whose buckets lie in no one place
	Plain      Region = "a region without transfer acceleration"
)

// Retention is the retention policy (WORM) of a bucket.
type Retention string

// The states of a retention policy. A locked one can't be taken back: only
// empty buckets may have it.
const (
	NoRetention Retention = ""
	InProgress  Retention = "InProgress"
	Locked      Retention = "Locked"
)

// StorageClass is that of an object; empty: Standard.
type StorageClass string

// The classes whose objects are read only once they are restored.
const (
	Archive         StorageClass = "Archive"
	ColdArchive     StorageClass = "ColdArchive"
	DeepColdArchive StorageClass = "DeepColdArchive"
)

// Restore is how far the restore of an archived object is.
type Restore string

// The states of a restore.
const (
	NotRestored Restore = ""
	Restoring   Restore = "running"
	Restored    Restore = "done"
	Lapsed      Restore = "lapsed"
)

// Domain is the standing of the custom domain that a scenario names.
type Domain string

// The standings. A token of CreateCnameToken in the DNS proves a domain.
const (
	Unproven       Domain = ""
	Tokened        Domain = "token made"
	Proven         Domain = "proven"
	Bound          Domain = "bound"
	BoundByAnother Domain = "bound by another account, and proven"
)

// Acceleration is the switch of transfer acceleration of a bucket.
type Acceleration string

// The switch; a bucket for which it was never set has none.
const (
	NeverAccelerated Acceleration = ""
	Accelerated      Acceleration = "true"
	Unaccelerated    Acceleration = "false"
)

// Image is what an object that is an image holds; the harness makes it.
type Image string

// Whole images, and what is damaged about the others.
const (
	JPEG             Image = "a JPEG"
	JPEGCut          Image = "a JPEG whose scan data are cut"
	JPEGBrokenHeader Image = "a JPEG whose header is broken"
	PNG              Image = "a PNG"
	PNGWrongCRC      Image = "a PNG with a wrong CRC"
	PNGCut           Image = "a PNG whose data are cut"
	GIF              Image = "a GIF"
	GIFCut           Image = "a GIF whose data are cut"
	WebP             Image = "a WebP"
	WebPCut          Image = "a WebP whose data are cut"
	WebPBrokenHeader Image = "a WebP whose header is broken"
)

// State is what stands on the target before the control is sent. The bucket
// belongs to the owner; where its ACL is public, Block Public Access is off.
type State struct {
	Bucket      ACL       // empty: the scenario needs no bucket
	Region      Region    // where the bucket lies
	Namespace   bool      // the bucket has a hierarchical namespace
	Retention   Retention // of the bucket
	BlockPublic bool      // Block Public Access on in spite of a public ACL
	Unblocked   bool      // Block Public Access off in spite of a private ACL
	Absent      bool      // the bucket is named, and does not exist

	Object    ACL          // empty: the object does not exist
	Key       string       // empty: a plain key
	Encrypted bool         // the object is encrypted with the KMS key of OSS
	Image     Image        // the object is an image; empty: a text
	Class     StorageClass // of the object
	Restore   Restore      // of the object
	Tagged    bool         // the object has tags
	Appended  bool         // the object was made by AppendObject
	Upload    bool         // a multipart upload of the object is in progress
	Part      bool         // part 1 of it is there
	Sourced   bool         // the bucket {source} holds the object too
	Source    Region       // where {source} lies
	Foreign   bool         // {theirs} is a bucket of the other account
	Domain    Domain       // standing of {domain}

	Point       bool   // the bucket has the access point {point}
	PointPolicy string // of {point}, JSON; {region} stands for the region
	PointInVPC  bool   // {point} serves a VPC, that of the callers where they come through one

	// Configurations of the bucket; empty: none. In a policy {bucket}, {owner},
	// {other} and {user} stand for the bucket and the ids of its callers.
	BucketPolicy  string // JSON
	Referer       string // RefererConfiguration, XML
	CORS          string // CORSConfiguration, XML
	Tags          string // Tagging, XML
	Encryption    string // ServerSideEncryptionRule, XML
	Logging       string // BucketLoggingStatus, XML
	Inventory     string // InventoryConfiguration, XML
	Acceleration  Acceleration
	DirectRead    bool // archived objects are read without a restore
	RequesterPays bool

	// Policies of the callers, as JSON.
	UserPolicy    string // of the RAM user, beside full access to OSS
	UserAlone     bool   // the RAM user has UserPolicy alone, and without one no policy at all
	SessionPolicy string // narrows the role session; empty: not narrowed

	AccountBlocked bool // Block Public Access of the whole account
	KeyDisabled    bool // the caller's AccessKey is Inactive

	// What no customer can bring about.
	V1Closed       bool   // the account may not sign with V1
	V1URLsClosed   bool   // nor in the URL of a bucket-level operation
	KeySources     string // block of addresses that the AccessKeys of the account may be used from; empty: anywhere
	Originals      string // suffix of the images of the bucket whose originals are protected; empty: none
	RegionNoTokens bool   // the region takes no security tokens
	CallNoTokens   bool   // the operation takes no security tokens
	RegionNoSpeed  bool   // the region has no transfer acceleration
	AccountStatus  string // of the bucket's owner: empty (normal), overdue, disabled, deleted
	NotActivated   bool   // OSS was never activated for the owner
	Frozen         bool   // the bucket is disabled for security reasons
	VPCPolicy      string // the caller comes through a VPC endpoint with this policy, JSON
	CloudBoxes     bool   // the account has cloud boxes
	Increments     bool   // the account may have incremental inventories
	PublicClosed   bool   // public endpoints of mainland China are closed to the data of the account
	ControlPolicy  string // of the directory that the account is a member of, JSON; empty: no member
	KMS            string // of the owner's KMS: empty (active), notActivated, indebted, overdue
	KMSKey         string // state of the owner's key {kmsKey}: Enabled, Disabled, …; empty: there is none
}

// NoState is for requests to the service itself.
func NoState() State { return State{} }

// ABucket is an empty bucket with that ACL.
func ABucket(acl ACL) State { return State{Bucket: acl} }

// AnObject is an object with the default ACL in a bucket with that ACL.
func AnObject(bucket ACL) State { return State{Bucket: bucket, Object: Default} }

// AFreeName is a bucket name that nobody holds.
func AFreeName() State { return State{Absent: true} }

// administered: no customer can bring the state about.
func (s State) administered() bool {
	return s.V1Closed || s.V1URLsClosed || s.KeySources != "" || s.Originals != "" || s.RegionNoTokens || s.CallNoTokens ||
		s.RegionNoSpeed || s.AccountStatus != "" || s.NotActivated || s.Frozen || s.VPCPolicy != "" ||
		s.CloudBoxes || s.Increments || s.PublicClosed || s.ControlPolicy != "" || s.KMS != "" || s.KMSKey != "" || s.Restore == Restored ||
		s.Restore == Lapsed || s.Domain == Proven || s.Domain == Bound || s.Domain == BoundByAnother
}

// ClosedToOwner says that the owner is refused whatever the request.
func (s State) ClosedToOwner() bool {
	return s.AccountStatus != "" || s.NotActivated || s.Frozen || s.VPCPolicy != "" || s.RegionNoSpeed || s.PublicClosed ||
		s.KMS != "" || s.KeySources != ""
}

func (s State) public() bool {
	return s.Unblocked || s.Bucket == PublicRead || s.Bucket == PublicReadWrite || s.Object == PublicRead || s.Object == PublicReadWrite
}
