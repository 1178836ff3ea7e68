package sign

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// foreignSchemes begin an Authorization header that OSS reads and the emulator
// does not: S3-compatible V2 and V4.
var foreignSchemes = []string{"AWS ", "AWS4-"}

// Foreign names the part of a request that belongs to a signing form that OSS
// has and the emulator has not; empty: there is none.
func Foreign(r *wire.Request) string {
	scheme := r.Header.Get("Authorization")
	if at := slices.IndexFunc(foreignSchemes, func(s string) bool { return strings.HasPrefix(scheme, s) }); at >= 0 {
		return "Authorization: " + strings.TrimSpace(foreignSchemes[at])
	}
	for _, p := range r.Query {
		if isForeignName(p.Name) {
			return p.Name
		}
	}
	if r.Form != nil {
		for _, f := range r.Form.Fields {
			if isForeignName(f.Name) {
				return f.Name
			}
		}
	}
	return ""
}

// isForeignName: a parameter of an S3-compatible signature. Others of S3, such
// as x-id, say nothing of who asks.
func isForeignName(name string) bool {
	low := strings.ToLower(name)
	return low == "awsaccesskeyid" || strings.HasPrefix(low, "x-amz-")
}
