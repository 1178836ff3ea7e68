package world

// A Referer is the protection of a bucket against foreign links.
// https://help.aliyun.com/zh/oss/user-guide/hotlink-protection
type Referer struct {
	AllowEmpty    bool
	TruncateQuery bool // compare without the query of the Referer
	TruncatePath  bool // compare scheme and host alone
	Allowed       []string
	Forbidden     []string
}

// NoReferer is what a bucket has that was never protected.
func NoReferer() Referer { return Referer{AllowEmpty: true, TruncateQuery: true} }

// CORS are the rules of a bucket for other origins.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketcors
type CORS struct {
	Rules []CORSRule
	Vary  bool // every answer has Vary: Origin
}

// A CORSRule lets some origins in.
type CORSRule struct {
	Origins, Methods, Headers, Expose []string
	MaxAge                            string // seconds; empty: not said
}

// Accelerated: transfer acceleration is configured, and on.
func (b *Bucket) Accelerated() bool { return b.Acceleration != nil && *b.Acceleration }

// A Tag of an object or a bucket.
type Tag struct{ Key, Value string }
