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

// A CnameToken is to stand in the DNS of a domain, to prove that it belongs to
// whoever binds it. https://help.aliyun.com/zh/oss/developer-reference/createcnametoken
type CnameToken struct {
	Domain, Token string
	Expires       time.Time
}

// BoundTo is the bucket that has a custom domain, or nil.
func (w *World) BoundTo(domain string) *Bucket {
	for _, b := range w.Buckets.From("") {
		if slices.ContainsFunc(b.Cnames, func(c Cname) bool { return c.Domain == domain }) {
			return b
		}
	}
	return nil
}

// TokenFor is the token of a bucket for a domain, if it is still good.
func (b *Bucket) TokenFor(domain string, now time.Time) (CnameToken, bool) {
	at := slices.IndexFunc(b.CnameTokens, func(t CnameToken) bool { return t.Domain == domain && t.Expires.After(now) })
	if at < 0 {
		return CnameToken{}, false
	}
	return b.CnameTokens[at], true
}
