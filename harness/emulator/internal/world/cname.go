package world

import (
	"slices"
	"time"
)

// A Cname is a custom domain that is bound to a bucket.
type Cname struct {
	Domain string // in lower case
	Bound  time.Time
}

// A CnameToken proves that a domain belongs to the caller who binds it: it must be in the DNS of
// the domain.
// https://help.aliyun.com/zh/oss/developer-reference/createcnametoken
type CnameToken struct {
	Domain, Token string
	Expires       time.Time
}

// BoundTo returns the bucket with that custom domain, or nil.
func (w *World) BoundTo(domain string) *Bucket {
	for _, b := range w.Buckets.From("") {
		if slices.ContainsFunc(b.Cnames, func(c Cname) bool { return c.Domain == domain }) {
			return b
		}
	}
	return nil
}

// TokenFor returns the token of a bucket for a domain, if it is still valid.
func (b *Bucket) TokenFor(domain string, now time.Time) (CnameToken, bool) {
	at := slices.IndexFunc(b.CnameTokens, func(t CnameToken) bool { return t.Domain == domain && t.Expires.After(now) })
	if at < 0 {
		return CnameToken{}, false
	}
	return b.CnameTokens[at], true
}
