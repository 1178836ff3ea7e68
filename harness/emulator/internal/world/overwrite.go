package world

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// An OverwriteRule forbids to overwrite objects. Its conditions must all hold.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketoverwriteconfig
type OverwriteRule struct {
	ID             string
	Prefix, Suffix string   // of the key; empty: any
	Principals     []string // as in a bucket policy; nil: everybody
}

// ForbidsOverwriting reports whether a rule forbids a caller to overwrite what has that key. Rules
// have no effect where versioning is or was enabled.
// https://www.alibabacloud.com/help/tc/oss/user-guide/prevent-file-overwrite
func (b *Bucket) ForbidsOverwriting(key string, caller Principal) bool {
	return !b.Versioned() && slices.ContainsFunc(b.OverwriteRules, func(r OverwriteRule) bool {
		return strings.HasPrefix(key, r.Prefix) && strings.HasSuffix(key, r.Suffix) && (r.Principals == nil || r.names(caller))
	})
}

func (r OverwriteRule) names(caller Principal) bool {
	return slices.ContainsFunc(r.Principals, func(name string) bool {
		return name == "*" || slices.ContainsFunc(caller.PolicyNames(), func(known string) bool { return policy.Match(name, known) })
	})
}
