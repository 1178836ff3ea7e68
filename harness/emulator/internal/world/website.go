package world

import (
	"slices"
	"strings"
)

// A Website makes a site of a bucket. It never changes.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketwebsite
type Website struct {
	Text        string // the elements of its document, as the caller wrote them, with what the service adds
	Index       string // the name of the page of a directory; empty: there is none
	SubDirs     bool   // every directory has a page of that name, not the root alone
	Bare        int    // what happens to the name of a directory without its slash: one of the three below
	Error       string // the key of the page in place of what is not there; empty: there is none
	ErrorStatus int    // with which that is answered
	Rules       []RoutingRule
}

// What happens to the name of a directory without its slash, if no object has that name.
const (
	BareRedirects = 0 // to the name with the slash
	BareMissing   = 1 // it is not there
	BareServed    = 2 // with the page of the directory
)

// A RoutingRule leads away from the site. Rules are in the order of their numbers.
type RoutingRule struct {
	Number         int
	Prefix, Suffix string // of the key
	Status         int    // of what would be answered; 0: whatever it is
	Headers        []IncludedHeader

	Type           string // Mirror, External or AliCDN
	Protocol, Host string // empty: http, and the host of the request
	ReplaceKey     string // the new key, in which ${key} is the old one; empty: none
	ReplacePrefix  string // the new prefix in place of Prefix
	ReplacesPrefix bool
	PassQuery      bool
	Code           int // status of the redirection
}

// An IncludedHeader is what a request must have.
type IncludedHeader struct{ Key, Equals, StartsWith, EndsWith string }

// RedirectMirror is the type of a rule that fetches an object from elsewhere.
const RedirectMirror = "Mirror"

// Page is the key that a visitor of a key gets: the page of a directory, or the key itself.
func (s *Website) Page(key string) string {
	switch {
	case s.Index == "" || key != "" && !strings.HasSuffix(key, "/"):
		return key
	case s.SubDirs:
		return key + s.Index
	}
	return s.Index
}

// PageBelow is the page of a directory that is named without its slash. Empty: there is none.
func (s *Website) PageBelow(key string) string {
	if s.Index == "" || !s.SubDirs || s.Bare == BareMissing || key == "" || strings.HasSuffix(key, "/") {
		return ""
	}
	return key + "/" + s.Index
}

// Rule returns the first rule for a key that would be answered with a status, or nil. header returns
// the value of a request header.
func (s *Website) Rule(key string, status int, header func(string) string) *RoutingRule {
	at := slices.IndexFunc(s.Rules, func(r RoutingRule) bool {
		return strings.HasPrefix(key, r.Prefix) && strings.HasSuffix(key, r.Suffix) && (r.Status == 0 || r.Status == status) &&
			!slices.ContainsFunc(r.Headers, func(h IncludedHeader) bool { return !h.in(header(h.Key)) })
	})
	if at < 0 {
		return nil
	}
	return &s.Rules[at]
}

func (h IncludedHeader) in(value string) bool {
	return value != "" && (h.Equals == "" || value == h.Equals) &&
		strings.HasPrefix(value, h.StartsWith) && strings.HasSuffix(value, h.EndsWith)
}

// Target is the key that a rule leads to.
func (r *RoutingRule) Target(key string) string {
	switch {
	case r.ReplaceKey != "":
		return strings.ReplaceAll(r.ReplaceKey, "${key}", key)
	case r.ReplacesPrefix:
		return r.ReplacePrefix + strings.TrimPrefix(key, r.Prefix)
	}
	return key
}
