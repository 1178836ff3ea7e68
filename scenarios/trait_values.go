package scenarios

// The values of traits that are words; those of other kinds are documents or names.

// On is the value of a trait that stands or does not.
const On = "on"

// The ACLs of OSS. Default holds for objects only: the bucket's ACL decides.
const (
	Private         = "private"
	PublicRead      = "public-read"
	PublicReadWrite = "public-read-write"
	Default         = "default"
)

// Region is where a bucket lies.
type Region string

// The regions. The zero value is that of the target's endpoint.
const (
	Home       = ""
	Elsewhere  = "another region"
	Regionless = "rg-china-mainland" // whose buckets lie in no one place
	Plain      = "a region without transfer acceleration"
)

// SameRegion is the value of CopySource where the source lies beside the bucket.
const SameRegion = "the region of the bucket"

// True and False are the values of switches that can also be as they were never set.
const (
	True  = "true"
	False = "false"
)

// The states of a retention policy. A locked one can't be taken back: only empty buckets
// may have it.
const (
	InProgress = "InProgress"
	Locked     = "Locked"
)

// The storage classes whose objects are read only once they are restored. Without one an
// object is of class Standard.
const (
	Archive         = "Archive"
	ColdArchive     = "ColdArchive"
	DeepColdArchive = "DeepColdArchive"
)

// The states of a restore; NotRestored: none was begun.
const (
	NotRestored = ""
	Restoring   = "running"
	Restored    = "done"
	Lapsed      = "lapsed"
)

// How far a multipart upload is.
const (
	Started  = "started"
	WithPart = "part 1 is there"
)

// The standings of a custom domain; without one it is not proven. A token of
// CreateCnameToken in the DNS proves a domain.
const (
	Tokened        = "token made"
	Proven         = "proven"
	Bound          = "bound"
	BoundByAnother = "bound by another account, and proven"
)

// The networks that an access point serves.
const (
	FromInternet = "internet"
	FromVPC      = "vpc" // that of the callers, where they come through one
)

// NoPolicy is the value of UserOnlyPolicy where the RAM user has no policy at all.
const NoPolicy = "none"

// Whole images, and what is damaged about the others. The harness makes them.
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
