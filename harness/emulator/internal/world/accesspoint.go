package world

import (
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// An AccessPoint is a further door to a bucket, with a policy of its own.
// Replaced, never edited.
// https://www.alibabacloud.com/help/en/oss/user-guide/access-point/
type AccessPoint struct {
	Name       string // one for each account and region
	Alias      string // stands in requests where a bucket would
	VPC        string // the only network that it serves; empty: it serves all
	Created    time.Time
	PolicyText string           // as it was given; empty: none
	Policy     *policy.Document // parsed
}

// aliasSuffix ends every alias.
const aliasSuffix = "-ossalias"

// AliasOf is an alias for the name of an access point, unique by 34 hex
// digits: at most as long as the name of a bucket may be.
func AliasOf(name, digits string) string { return name + "-" + digits + aliasSuffix }

// IsPointAlias tells whether a name in the place of a bucket may be an alias.
func IsPointAlias(name string) bool { return strings.HasSuffix(name, aliasSuffix) }

// NetworkOrigin is where an access point lets callers come from.
func (p *AccessPoint) NetworkOrigin() string {
	if p.VPC != "" {
		return "vpc"
	}
	return "internet"
}

// BehindAlias is the bucket to which an alias leads, or nil.
func (w *World) BehindAlias(alias string) *Bucket {
	for _, b := range w.Buckets.From("") {
		if b.PointByAlias(alias) != nil {
			return b
		}
	}
	return nil
}

// PointByAlias is the access point that has an alias, or nil.
func (b *Bucket) PointByAlias(alias string) *AccessPoint {
	return b.point(func(p AccessPoint) bool { return p.Alias == alias })
}

// PointByName is the access point of that name, or nil.
func (b *Bucket) PointByName(name string) *AccessPoint {
	return b.point(func(p AccessPoint) bool { return p.Name == name })
}

func (b *Bucket) point(is func(AccessPoint) bool) *AccessPoint {
	if at := slices.IndexFunc(b.AccessPoints, is); at >= 0 {
		return &b.AccessPoints[at]
	}
	return nil
}

// PointARN is the name by which policies know an access point of the bucket.
func (b *Bucket) PointARN(p *AccessPoint) string {
	return "acs:oss:" + b.Region + ":" + b.Owner + ":accesspoint/" + p.Name
}
