package world

import (
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// An AccessPoint is another way to a bucket, with its own policy. It is replaced, never edited.
// https://www.alibabacloud.com/help/en/oss/user-guide/access-point/
type AccessPoint struct {
	Name       string // unique in an account and region
	Alias      string // replaces the bucket in requests
	VPC        string // the only VPC that it serves; empty: it serves everywhere
	Created    time.Time
	PolicyText string           // as the caller wrote it; empty: none
	Policy     *policy.Document `keep:"bucket PolicyText"` // parsed

	BlockPublic bool // Block Public Access of the access point
}

// aliasSuffix ends every alias.
const aliasSuffix = "-ossalias"

// AliasOf makes an alias from the name of an access point. 34 hex digits make it unique, and it is
// no longer than the name of a bucket may be.
func AliasOf(name, digits string) string { return name + "-" + digits + aliasSuffix }

// IsPointAlias reports whether the name of a bucket may be an alias.
func IsPointAlias(name string) bool { return strings.HasSuffix(name, aliasSuffix) }

// NetworkOrigin says from where callers may come.
func (p *AccessPoint) NetworkOrigin() string {
	if p.VPC != "" {
		return "vpc"
	}
	return "internet"
}

// BehindAlias returns the bucket of an alias, or nil.
func (w *World) BehindAlias(alias string) *Bucket {
	for _, b := range w.Buckets.From("") {
		if b.PointByAlias(alias) != nil {
			return b
		}
	}
	return nil
}

// PointByAlias returns the access point with that alias, or nil.
func (b *Bucket) PointByAlias(alias string) *AccessPoint {
	return b.point(func(p AccessPoint) bool { return p.Alias == alias })
}

// PointByName returns the access point with that name, or nil.
func (b *Bucket) PointByName(name string) *AccessPoint {
	return b.point(func(p AccessPoint) bool { return p.Name == name })
}

func (b *Bucket) point(is func(AccessPoint) bool) *AccessPoint {
	if at := slices.IndexFunc(b.AccessPoints, is); at >= 0 {
		return &b.AccessPoints[at]
	}
	return nil
}

// PointARN returns the name of an access point in policies.
func (b *Bucket) PointARN(p *AccessPoint) string {
	return "acs:oss:" + b.Region + ":" + b.Owner + ":accesspoint/" + p.Name
}
