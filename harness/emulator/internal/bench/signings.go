package bench

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Signing is one form of signature, as the tests use it. It signs at a moment. In a URL it also
// has an expiry, in the notation of that form.
type Signing struct {
	Carrier sign.Carrier
	sign    func(b *Bench, r *http.Request, by Identity, at time.Time, expires string) *http.Request
	expires func(at time.Time) string // nil: a form in the header
	date    string                    // the header with the time of signing
	token   string                    // header or parameter with the token
}

// Signings lists the forms of signature that are not version 1 or 4 of OSS.
func Signings() []Signing {
	return []Signing{
		{sign.V2Header, v2Header, nil, "x-oss-date", "x-oss-security-token"},
		{sign.V2URL, v2URL, epoch, "", "security-token"},
		{sign.S3V2Header, s3V2Header, nil, "x-amz-date", "x-amz-security-token"},
		{sign.S3V2URL, s3V2URL, epoch, "", "x-amz-security-token"},
		{sign.S3V4Header, S3V4Header, nil, "x-amz-date", "x-amz-security-token"},
		{sign.S3V4URL, S3V4URL, aMinute, "", "X-Amz-Security-Token"},
	}
}

func aMinute(time.Time) string { return "60" }

func epoch(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// v2Header signs with version 2, with the host as an additional header.
func v2Header(b *Bench, r *http.Request, by Identity, at time.Time, _ string) *http.Request {
	r.Header.Set("x-oss-date", wire.HTTPTime(at))
	if by.Token != "" {
		r.Header.Set("x-oss-security-token", by.Token)
	}
	claim := sign.Claim{Carrier: sign.V2Header, Timestamp: wire.HTTPTime(at), Additional: []string{"host"}}
	r.Header.Set("Authorization",
		"OSS2 AccessKeyId:"+by.ID+",AdditionalHeaders:host,Signature:"+claim.Prove(b.parsed(r), by.Secret).Signature)
	return r
}

func v2URL(b *Bench, r *http.Request, by Identity, _ time.Time, expires string) *http.Request {
	r.RequestURI += glue(r) + "x-oss-signature-version=OSS2&x-oss-access-key-id=" + by.ID + "&x-oss-expires=" + wire.Escape(expires, "")
	if by.Token != "" {
		r.RequestURI += "&security-token=" + wire.Escape(by.Token, "")
	}
	claim := sign.Claim{Carrier: sign.V2URL, Timestamp: expires}
	r.RequestURI += "&x-oss-signature=" + wire.Escape(claim.Prove(b.parsed(r), by.Secret).Signature, "")
	return r
}

func s3V2Header(b *Bench, r *http.Request, by Identity, at time.Time, _ string) *http.Request {
	r.Header.Set("x-amz-date", wire.HTTPTime(at))
	if by.Token != "" {
		r.Header.Set("x-amz-security-token", by.Token)
	}
	claim := sign.Claim{Carrier: sign.S3V2Header, Timestamp: wire.HTTPTime(at)}
	r.Header.Set("Authorization", "AWS "+by.ID+":"+claim.Prove(b.parsed(r), by.Secret).Signature)
	return r
}

func s3V2URL(b *Bench, r *http.Request, by Identity, _ time.Time, expires string) *http.Request {
	r.RequestURI += glue(r) + "AWSAccessKeyId=" + by.ID + "&Expires=" + wire.Escape(expires, "")
	if by.Token != "" {
		r.RequestURI += "&x-amz-security-token=" + wire.Escape(by.Token, "")
	}
	claim := sign.Claim{Carrier: sign.S3V2URL, Timestamp: expires}
	r.RequestURI += "&Signature=" + wire.Escape(claim.Prove(b.parsed(r), by.Secret).Signature, "")
	return r
}

// s3Scope is the scope of S3 at a moment. The service accepts any region in it.
func s3Scope(at time.Time) sign.Scope {
	return sign.Scope{Day: at.Format("20060102"), Region: "us-east-1", Product: "s3"}
}

// S3V4Header signs every header.
func S3V4Header(b *Bench, r *http.Request, by Identity, at time.Time, _ string) *http.Request {
	r.Header.Set("x-amz-date", wire.BasicTime(at))
	if r.Header.Get("x-amz-content-sha256") == "" {
		r.Header.Set("x-amz-content-sha256", sign.UnsignedPayload)
	}
	if by.Token != "" {
		r.Header.Set("x-amz-security-token", by.Token)
	}
	return s3Signed(b, r, by, s3Scope(at))
}

func s3Signed(b *Bench, r *http.Request, by Identity, scope sign.Scope) *http.Request {
	claim := sign.Claim{
		Carrier: sign.S3V4Header, Timestamp: r.Header.Get("x-amz-date"), Scope: scope,
		Signed: append(namesOf(r), "host"), Payload: r.Header.Get("x-amz-content-sha256"),
	}
	slices.Sort(claim.Signed)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+by.ID+"/"+scope.InS3()+", SignedHeaders="+
		strings.Join(claim.Signed, ";")+", Signature="+claim.Prove(b.parsed(r), by.Secret).Signature)
	return r
}

func namesOf(r *http.Request) []string {
	var names []string
	for name := range r.Header {
		names = append(names, strings.ToLower(name))
	}
	return names
}

// S3V4URL signs in the URL with version 4 of S3.
func S3V4URL(b *Bench, r *http.Request, by Identity, at time.Time, expires string) *http.Request {
	names := append(namesOf(r), "host")
	slices.Sort(names)
	r.RequestURI += glue(r) + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + wire.BasicTime(at) +
		"&X-Amz-Expires=" + wire.Escape(expires, "") +
		"&X-Amz-Credential=" + wire.Escape(by.ID+"/"+s3Scope(at).InS3(), "") +
		"&X-Amz-SignedHeaders=" + wire.Escape(strings.Join(names, ";"), "")
	if by.Token != "" {
		r.RequestURI += "&X-Amz-Security-Token=" + wire.Escape(by.Token, "")
	}
	claim := sign.Claim{
		Carrier: sign.S3V4URL, Timestamp: wire.BasicTime(at), Scope: s3Scope(at), Signed: names, Payload: sign.UnsignedPayload,
	}
	r.RequestURI += "&X-Amz-Signature=" + claim.Prove(b.parsed(r), by.Secret).Signature
	return r
}

// Asked signs a GET of the private object: now, and valid for a minute.
func (s Signing) Asked(b *Bench, by Identity) *http.Request {
	return s.By(b, b.Raw("GET", Private, "/key", ""), by)
}

// By signs a request now, to be valid for a minute.
func (s Signing) By(b *Bench, r *http.Request, by Identity) *http.Request {
	expires := ""
	if s.expires != nil {
		expires = s.expires(b.Now.Add(time.Minute))
	}
	return s.sign(b, r, by, b.Now, expires)
}

// mismatch lists the reason that each form has for a wrong signature.
func mismatch() map[sign.Rules]deny.Reason {
	return map[sign.Rules]deny.Reason{sign.V2: deny.SignatureV2, sign.S3V2: deny.SignatureS3V2, sign.S3V4: deny.SignatureS3V4}
}

// skewed lists the reason that each form has for a clock that is wrong.
func skewed() map[sign.Rules]deny.Reason {
	return map[sign.Rules]deny.Reason{sign.V2: deny.Skewed, sign.S3V2: deny.S3Skewed, sign.S3V4: deny.S3Skewed}
}

// over lists the reason that each form has for a URL that has expired.
func over() map[sign.Rules]deny.Reason {
	return map[sign.Rules]deny.Reason{sign.V2: deny.ExpiredV1URL, sign.S3V2: deny.ExpiredS3V2URL, sign.S3V4: deny.ExpiredS3V4URL}
}

// endless lists the reason that each form has for a URL that would be valid for too long.
func endless() map[sign.Rules]deny.Reason {
	return map[sign.Rules]deny.Reason{sign.V2: deny.ExpiresNotInteger, sign.S3V2: deny.S3V2NotInteger, sign.S3V4: deny.S3URLExpiresRange}
}

// identityFaults lists the possible faults of a request in any form of signature. Each is the only
// fault of its request.
func identityFaults(s Signing) []Provocation {
	alice := func(b *Bench) Identity { return b.User("alice", "AliyunOSSFullAccess") }
	by := func(who func(*Bench) Identity) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return s.Asked(b, who(b)) }
	}
	session := func(change func(b *Bench, who *Identity)) func(*Bench) *http.Request {
		return by(func(b *Bench) Identity {
			who := Reader(b)
			change(b, &who)
			return who
		})
	}
	forged := func(change func(r *http.Request)) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			r := s.Asked(b, OwnerCredentials())
			change(r)
			return r
		}
	}
	bad := mismatch()[s.Carrier.Rules()]
	faults := []Provocation{
		{deny.UnknownKey, by(func(*Bench) Identity { return Identity{"invalid-ak", "sk", ""} })},
		{deny.UnknownTemporary, by(func(*Bench) Identity { return Identity{OwnerKey, OwnerSecret, "token"} })},
		{deny.TokenMissing, session(func(_ *Bench, who *Identity) { who.Token = "" })},
		{deny.KeyDisabled, by(func(b *Bench) Identity {
			u := alice(b)
			b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", "Inactive")
			return u
		})},
		{deny.KeyNetwork, by(func(b *Bench) Identity {
			b.Closed(`{"accessKeySources":{"*":["198.51.100.0/24"]}}`)
			return OwnerCredentials()
		})},
		{deny.TokenOfAnother, session(func(b *Bench, who *Identity) { who.Token = b.Session("reader", "two", "", time.Hour).Token })},
		{deny.TokenInvalid, session(func(_ *Bench, who *Identity) { who.Token = who.Token[1:] })},
		{deny.TokenExpired, session(func(b *Bench, who *Identity) { *who = b.Session("reader", "two", "", -time.Second) })},
		{deny.TokenRegion, session(func(b *Bench, _ *Identity) { b.Closed(`{"regionsWithoutTokens":["cn-hangzhou"]}`) })},
		{bad, by(func(*Bench) Identity { return Identity{OwnerKey, "wrong", ""} })},
		{bad, forged(func(r *http.Request) { r.Method = "HEAD" })},
		{bad, forged(func(r *http.Request) { r.Host = Open })},
		{deny.NoSuchBucket, forged(func(r *http.Request) { r.Host = "absent-bucket." + Hangzhou })},
		{deny.ByBucketACL, by(func(*Bench) Identity { return StrangerCredentials() })},
		{deny.PathStyle, func(b *Bench) *http.Request {
			return s.By(b, b.Raw("GET", Hangzhou, "/private-bucket/key", ""), OwnerCredentials())
		}},
	}
	if s.Carrier.InURL() {
		return append(faults, urlFaults(s)...)
	}
	return append(faults, headerFaults(s)...)
}

func headerFaults(s Signing) []Provocation {
	at := func(ahead time.Duration) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return s.sign(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now.Add(ahead), "")
		}
	}
	return []Provocation{
		{skewed()[s.Carrier.Rules()], at(15*time.Minute + time.Second)},
		{skewed()[s.Carrier.Rules()], at(-15*time.Minute - time.Second)},
		{deny.DateInvalid, func(b *Bench) *http.Request {
			r := s.Asked(b, OwnerCredentials())
			r.Header.Set(s.date, "today")
			return r
		}},
		{deny.TwoCarriers, func(b *Bench) *http.Request {
			r := s.Asked(b, OwnerCredentials())
			r.RequestURI += "?OSSAccessKeyId=a"
			return r
		}},
		{deny.TwoTokens, func(b *Bench) *http.Request {
			return s.By(b, b.Raw("GET", Private, "/key?security-token=t", ""), Reader(b))
		}},
	}
}

func urlFaults(s Signing) []Provocation {
	later := func(late time.Duration, expires string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			if expires == "" {
				expires = s.expires(b.Now.Add(time.Minute))
			}
			r := s.sign(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now, expires)
			b.Now = b.Now.Add(late)
			return r
		}
	}
	rules := s.Carrier.Rules()
	return []Provocation{
		{over()[rules], later(61*time.Second, "")},
		{endless()[rules], later(0, "soon")},
		{deny.TwoCarriers, func(b *Bench) *http.Request {
			r := s.Asked(b, OwnerCredentials())
			r.Header.Set("Authorization", "OSS a:b")
			return r
		}},
		{deny.TwoCarriers, func(b *Bench) *http.Request {
			r := s.Asked(b, OwnerCredentials())
			r.RequestURI += "&OSSAccessKeyId=a"
			return r
		}},
		{deny.TwoTokens, func(b *Bench) *http.Request {
			header := "x-oss-security-token"
			if s.Carrier.IsS3() {
				header = "x-amz-security-token"
			}
			r := s.Asked(b, Reader(b))
			r.Header.Set(header, "t")
			return r
		}},
	}
}

func signingProvocations() []Provocation {
	var all []Provocation
	for _, s := range Signings() {
		all = append(all, identityFaults(s)...)
	}
	return all
}
