package emulator_test

import (
	"net/http"
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A signing is one of the forms of signatures, as the tests sign with it: at a moment, and
// where the signature stands in the URL until an expiry as that form writes it.
type signing struct {
	carrier sign.Carrier
	sign    func(b *bench, r *http.Request, by identity, at time.Time, expires string) *http.Request
	expires func(at time.Time) string // nil: in the header
	date    string                    // the header with the time of signing
	token   string                    // header or parameter with the token
}

func signings() []signing {
	return []signing{
		{sign.V2Header, v2Header, nil, "x-oss-date", "x-oss-security-token"},
		{sign.V2URL, v2URL, epoch, "", "security-token"},
	}
}

func epoch(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// v2Header signs with version 2, the host among the additional headers.
func v2Header(b *bench, r *http.Request, by identity, at time.Time, _ string) *http.Request {
	r.Header.Set("x-oss-date", wire.HTTPTime(at))
	if by.token != "" {
		r.Header.Set("x-oss-security-token", by.token)
	}
	claim := sign.Claim{Carrier: sign.V2Header, Timestamp: wire.HTTPTime(at), Additional: []string{"host"}}
	r.Header.Set("Authorization",
		"OSS2 AccessKeyId:"+by.id+",AdditionalHeaders:host,Signature:"+claim.Prove(b.parsed(r), by.secret).Signature)
	return r
}

func v2URL(b *bench, r *http.Request, by identity, _ time.Time, expires string) *http.Request {
	r.RequestURI += glue(r) + "x-oss-signature-version=OSS2&x-oss-access-key-id=" + by.id + "&x-oss-expires=" + wire.Escape(expires, "")
	if by.token != "" {
		r.RequestURI += "&security-token=" + wire.Escape(by.token, "")
	}
	claim := sign.Claim{Carrier: sign.V2URL, Timestamp: expires}
	r.RequestURI += "&x-oss-signature=" + wire.Escape(claim.Prove(b.parsed(r), by.secret).Signature, "")
	return r
}

// asked signs a GET of the private object now, for a minute.
func (s signing) asked(b *bench, by identity) *http.Request {
	return s.by(b, b.raw("GET", private, "/key", ""), by)
}

func (s signing) by(b *bench, r *http.Request, by identity) *http.Request {
	expires := ""
	if s.expires != nil {
		expires = s.expires(b.now.Add(time.Minute))
	}
	return s.sign(b, r, by, b.now, expires)
}
