package emulator_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A signing is one form of signature, as the tests use it. It signs at a moment. In a URL it also
// has an expiry, in the notation of that form.
type signing struct {
	carrier sign.Carrier
	sign    func(b *bench, r *http.Request, by identity, at time.Time, expires string) *http.Request
	expires func(at time.Time) string // nil: a form in the header
	date    string                    // the header with the time of signing
	token   string                    // header or parameter with the token
}

func signings() []signing {
	return []signing{
		{sign.V2Header, v2Header, nil, "x-oss-date", "x-oss-security-token"},
		{sign.V2URL, v2URL, epoch, "", "security-token"},
		{sign.S3V2Header, s3V2Header, nil, "x-amz-date", "x-amz-security-token"},
		{sign.S3V2URL, s3V2URL, epoch, "", "x-amz-security-token"},
		{sign.S3V4Header, s3V4Header, nil, "x-amz-date", "x-amz-security-token"},
		{sign.S3V4URL, s3V4URL, aMinute, "", "X-Amz-Security-Token"},
	}
}

func aMinute(time.Time) string { return "60" }

func epoch(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// v2Header signs with version 2, with the host as an additional header.
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

func s3V2Header(b *bench, r *http.Request, by identity, at time.Time, _ string) *http.Request {
	r.Header.Set("x-amz-date", wire.HTTPTime(at))
	if by.token != "" {
		r.Header.Set("x-amz-security-token", by.token)
	}
	claim := sign.Claim{Carrier: sign.S3V2Header, Timestamp: wire.HTTPTime(at)}
	r.Header.Set("Authorization", "AWS "+by.id+":"+claim.Prove(b.parsed(r), by.secret).Signature)
	return r
}

func s3V2URL(b *bench, r *http.Request, by identity, _ time.Time, expires string) *http.Request {
	r.RequestURI += glue(r) + "AWSAccessKeyId=" + by.id + "&Expires=" + wire.Escape(expires, "")
	if by.token != "" {
		r.RequestURI += "&x-amz-security-token=" + wire.Escape(by.token, "")
	}
	claim := sign.Claim{Carrier: sign.S3V2URL, Timestamp: expires}
	r.RequestURI += "&Signature=" + wire.Escape(claim.Prove(b.parsed(r), by.secret).Signature, "")
	return r
}

// s3Scope is the scope of S3 at a moment. The service accepts any region in it.
func s3Scope(at time.Time) sign.Scope {
	return sign.Scope{Day: at.Format("20060102"), Region: "us-east-1", Product: "s3"}
}

// s3V4Header signs every header.
func s3V4Header(b *bench, r *http.Request, by identity, at time.Time, _ string) *http.Request {
	r.Header.Set("x-amz-date", wire.BasicTime(at))
	if r.Header.Get("x-amz-content-sha256") == "" {
		r.Header.Set("x-amz-content-sha256", sign.UnsignedPayload)
	}
	if by.token != "" {
		r.Header.Set("x-amz-security-token", by.token)
	}
	return s3Signed(b, r, by, s3Scope(at))
}

func s3Signed(b *bench, r *http.Request, by identity, scope sign.Scope) *http.Request {
	claim := sign.Claim{
		Carrier: sign.S3V4Header, Timestamp: r.Header.Get("x-amz-date"), Scope: scope,
		Signed: append(namesOf(r), "host"), Payload: r.Header.Get("x-amz-content-sha256"),
	}
	slices.Sort(claim.Signed)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+by.id+"/"+scope.InS3()+", SignedHeaders="+
		strings.Join(claim.Signed, ";")+", Signature="+claim.Prove(b.parsed(r), by.secret).Signature)
	return r
}

func namesOf(r *http.Request) []string {
	var names []string
	for name := range r.Header {
		names = append(names, strings.ToLower(name))
	}
	return names
}

func s3V4URL(b *bench, r *http.Request, by identity, at time.Time, expires string) *http.Request {
	names := append(namesOf(r), "host")
	slices.Sort(names)
	r.RequestURI += glue(r) + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + wire.BasicTime(at) +
		"&X-Amz-Expires=" + wire.Escape(expires, "") +
		"&X-Amz-Credential=" + wire.Escape(by.id+"/"+s3Scope(at).InS3(), "") +
		"&X-Amz-SignedHeaders=" + wire.Escape(strings.Join(names, ";"), "")
	if by.token != "" {
		r.RequestURI += "&X-Amz-Security-Token=" + wire.Escape(by.token, "")
	}
	claim := sign.Claim{
		Carrier: sign.S3V4URL, Timestamp: wire.BasicTime(at), Scope: s3Scope(at), Signed: names, Payload: sign.UnsignedPayload,
	}
	r.RequestURI += "&X-Amz-Signature=" + claim.Prove(b.parsed(r), by.secret).Signature
	return r
}

// asked signs a GET of the private object: now, and valid for a minute.
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
