package scenarios

// The values of traits that are fixed words. Traits of other kinds have documents or names as values.

// On is the value of a trait that has only one.
const On = "on"

// The ACLs of OSS. Only an object can have Default: the bucket's ACL decides then.
const (
	Private         = "private"
	PublicRead      = "public-read"
	PublicReadWrite = "public-read-write"
	Default         = "default"
)

// Region names the region of a bucket.
type Region string

// The regions. Home is the region of the target's endpoint.
const (
	Home       = ""
	Elsewhere  = "another region"
	Regionless = "rg-china-mainland" // its buckets belong to no single region
	Plain      = "a region without transfer acceleration"
)

// SameRegion is the value of CopySource for a source in the region of the bucket.
const SameRegion = "the region of the bucket"

// True and False are the values of a switch that may also be unset.
const (
	True  = "true"
	False = "false"
)

// The states of versioning. Versioning can be suspended, and never undone.
const (
	Enabled   = "Enabled"
	Suspended = "Suspended"
)

// The answers of a callback server. {callback} is a parameter of a callback to it, {callbackVars} its variables.
const (
	CallbackAccepts = "answers HTTP 200 with JSON"
	CallbackRefuses = "answers HTTP 401"
	CallbackNoJSON  = "answers HTTP 200 without JSON"
)

// The states of a retention policy. A locked policy can't be undone: only an empty bucket
// may have one.
const (
	InProgress = "InProgress"
	Locked     = "Locked"
)

// The storage classes whose objects must be restored before they can be read. An object
// without this trait is of class Standard.
const (
	Archive         = "Archive"
	ColdArchive     = "ColdArchive"
	DeepColdArchive = "DeepColdArchive"
)

// The states of a restore. NotRestored: no restore was begun.
const (
	NotRestored = ""
	Restoring   = "running"
	Restored    = "done"
	Lapsed      = "lapsed"
)

// The modes of an object's own retention. It can't be shortened in compliance mode, and nobody
// bypasses it. KeptUntilPast: it was kept in governance mode, and the date is past.
// https://help.aliyun.com/zh/oss/developer-reference/putobjectretention
const (
	Governance    = "GOVERNANCE"
	Compliance    = "COMPLIANCE"
	KeptUntilPast = "lapsed"
)

// What a symbolic link leads to. All but a private object have no ACL of their own.
const (
	ToObject  = "an object"
	ToPrivate = "a private object"
	ToNothing = "nothing"
	ToLink    = "another symbolic link"
)

// The states of a multipart upload.
const (
	Started  = "started"
	WithPart = "part 1 is there"
)

// The states of a custom domain. Without this trait the domain is not proven: the owner proves
// it with a token of CreateCnameToken in the DNS.
const (
	Tokened        = "token made"
	Proven         = "proven"
	Bound          = "bound"
	BoundByAnother = "bound by another account, and proven"
)

// The networks that an access point serves.
const (
	FromInternet = "internet"
	FromVPC      = "vpc" // the VPC that the callers come through, if there is one
)

// The resource groups of the account, beside the default one: two in which GroupPolicy counts, and one in which it does not.
const (
	GroupID       = "rg-oss403a"
	SecondGroupID = "rg-oss403b"
	ClosedGroupID = "rg-oss403c"
)

// NoPolicy is the value of UserOnlyPolicy for a RAM user without any policy.
const NoPolicy = "none"

// Images, whole and damaged. The harness makes them.
const (
	JPEG             = "a JPEG"
	JPEGCut          = "a JPEG whose scan data are cut"
	JPEGBrokenHeader = "a JPEG whose header is broken"
	PNG              = "a PNG"
	PNGWrongCRC      = "a PNG with a wrong CRC"
	PNGCut           = "a PNG whose data are cut"
	GIF              = "a GIF"
	GIFCut           = "a GIF whose data are cut"
	WebP             = "a WebP"
	WebPCut          = "a WebP whose data are cut"
	WebPBrokenHeader = "a WebP whose header is broken"
)

// Playlist is an HLS playlist of segments. The harness makes it as it makes images.
const Playlist = "a playlist"
