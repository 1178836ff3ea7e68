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

// Image is what an object that is an image holds; the harness makes it.
type Image string

// Whole images, and what is damaged about the others.
const (
	JPEG             Image = "a JPEG"
	JPEGCut          Image = "a JPEG whose scan data are cut"
	JPEGBrokenHeader Image = "a JPEG whose header is broken"
	PNG              Image = "a PNG"
	PNGWrongCRC      Image = "a PNG with a wrong CRC"
	GIF              Image = "a GIF"
	GIFCut           Image = "a GIF whose data are cut"
)

// State is what stands on the target before the control is sent. The bucket
// belongs to the owner; where its ACL is public, Block Public Access is off.
type State struct {
	Bucket      ACL    // empty: the scenario needs no bucket
	BlockPublic bool   // Block Public Access on in spite of a public ACL
	Unblocked   bool   // Block Public Access off in spite of a private ACL
	Object      ACL    // empty: the object does not exist
	Key         string // empty: a plain key
	Upload      bool   // a multipart upload of the object is in progress
	Absent      bool   // the bucket is named, and does not exist
	Encrypted   bool   // the object is encrypted with the KMS key of OSS
	Image       Image  // the object is an image; empty: a text

	// Configurations of the bucket; empty: none. In a policy {bucket}, {owner},
	// {other} and {user} stand for the bucket and the ids of its callers.
	BucketPolicy  string // JSON
	Referer       string // RefererConfiguration, XML
	CORS          string // CORSConfiguration, XML
	RequesterPays bool

	// Policies of the callers, as JSON.
	UserPolicy    string // of the RAM user, beside full access to OSS
	UserAlone     bool   // the RAM user has UserPolicy alone, and without one no policy at all
	SessionPolicy string // narrows the role session; empty: not narrowed

	KeyDisabled    bool   // the caller's AccessKey is Inactive
	V1Closed       bool   // the account may not sign with V1
	RegionNoTokens bool   // the region takes no security tokens
	CallNoTokens   bool   // the operation takes no security tokens
	AccountStatus  string // of the bucket's owner: empty (normal), overdue, disabled, deleted
	NotActivated   bool   // OSS was never activated for the owner
	Frozen         bool   // the bucket is disabled for security reasons
	VPCPolicy      string // the caller comes through a VPC endpoint with this policy, JSON
	CloudBoxes     bool   // the account has cloud boxes
	ControlPolicy  string // of the directory that the account is a member of, JSON; empty: no member
}

// NoState is for requests to the service itself.
func NoState() State { return State{} }

// ABucket is an empty bucket with that ACL.
func ABucket(acl ACL) State { return State{Bucket: acl} }

// AnObject is an object with the default ACL in a bucket with that ACL.
func AnObject(bucket ACL) State { return State{Bucket: bucket, Object: Default} }

// AFreeName is a bucket name that nobody holds.
func AFreeName() State { return State{Absent: true} }

// WithoutBlock turns Block Public Access off in a private bucket.
func (s State) WithoutBlock() State { s.Unblocked = true; return s }

// WithACL gives the object an ACL of its own.
func (s State) WithACL(acl ACL) State { s.Object = acl; return s }

// WithKey gives the object another key.
func (s State) WithKey(key string) State { s.Key = key; return s }

// WithPolicy gives the bucket a policy.
func (s State) WithPolicy(policy string) State { s.BucketPolicy = policy; return s }

// WithUserPolicy attaches a policy to the RAM user.
func (s State) WithUserPolicy(policy string) State { s.UserPolicy = policy; return s }

// WithReferer gives the bucket hotlink protection.
func (s State) WithReferer(configuration string) State { s.Referer = configuration; return s }

// WithCORS gives the bucket CORS rules.
func (s State) WithCORS(configuration string) State { s.CORS = configuration; return s }

// PaidByRequester lets who asks pay.
func (s State) PaidByRequester() State { s.RequesterPays = true; return s }

// WithKMS encrypts the object.
func (s State) WithKMS() State { s.Encrypted = true; return s }

// ThroughVPC lets the caller come through a VPC endpoint with that policy.
func (s State) ThroughVPC(policy string) State { s.VPCPolicy = policy; return s }

// WithImage lets the object be an image.
func (s State) WithImage(image Image) State { s.Image = image; return s }

// WithCloudBoxes lets the account have cloud boxes.
func (s State) WithCloudBoxes() State { s.CloudBoxes = true; return s }

// WithUpload starts a multipart upload of the object.
func (s State) WithUpload() State { s.Upload = true; return s }
