package world

import "github.com/oss403/oss403/harness/emulator/internal/policy"

// Settings hold the settings of a bucket that may count late. Its other settings and its objects
// count at once.
type Settings struct {
	ACL           string           // as the caller set it; see World.EffectiveACL
	BlockPublic   bool             // Block Public Access of the bucket
	PolicyText    string           // the bucket policy as the caller wrote it; empty: none
	Policy        *policy.Document `keep:"bucket PolicyText"` // parsed
	Referer       *Referer         // nil: never set
	CORS          *CORS            // nil: none
	RequesterPays bool
	Encryption    Encryption // for new objects that name none
}

// Bucket returns a bucket with the settings that count.
func (w *World) Bucket(name string) (*Bucket, bool) {
	b, known := w.Buckets.Get(name)
	if !known || w.settings.IsZero() {
		return b, known
	}
	settings, past := b.Before.At(w.settings)
	if !past {
		return b, true
	}
	seen := *b
	seen.Settings = settings
	return &seen, true
}

// ChangeBucket stores a changed copy of a bucket. The copy remembers its former settings.
func (d *Draft) ChangeBucket(name string, change func(*Bucket)) {
	b, _ := d.Buckets.Get(name)
	next := *b
	change(&next)
	if keep := d.Terms.Consistency; keep > 0 && !d.At.IsZero() && next.Settings != b.Settings {
		next.Before = b.Before.And(b.Settings, d.At, keep)
	}
	Set(d, d.Buckets, name, &next)
}

// A Referer is the hotlink protection of a bucket.
// https://help.aliyun.com/zh/oss/user-guide/hotlink-protection
type Referer struct {
	AllowEmpty    bool
	TruncateQuery bool // compare without the query of the Referer
	TruncatePath  bool // compare scheme and host only
	Allowed       []string
	Forbidden     []string
}

// NoReferer is the protection of a bucket that never set one.
func NoReferer() Referer { return Referer{AllowEmpty: true, TruncateQuery: true} }

// CORS holds the rules of a bucket for other origins.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketcors
type CORS struct {
	Rules []CORSRule
	Vary  bool // every answer has Vary: Origin
}

// A CORSRule allows some origins.
type CORSRule struct {
	Origins, Methods, Headers, Expose []string
	MaxAge                            string // seconds; empty: not given
}

// Accelerated reports whether transfer acceleration is on.
func (b *Bucket) Accelerated() bool { return b.Acceleration != nil && *b.Acceleration }

// A Tag of an object or a bucket.
type Tag struct{ Key, Value string }
