package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

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
func identityFaults(s signing) []provocation {
	alice := func(b *bench) identity { return b.user("alice", "AliyunOSSFullAccess") }
	by := func(who func(*bench) identity) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return s.asked(b, who(b)) }
	}
	session := func(change func(b *bench, who *identity)) func(*bench) *http.Request {
		return by(func(b *bench) identity {
			who := reader(b)
			change(b, &who)
			return who
		})
	}
	forged := func(change func(r *http.Request)) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			r := s.asked(b, ownerCredentials)
			change(r)
			return r
		}
	}
	bad := mismatch()[s.carrier.Rules()]
	faults := []provocation{
		{deny.UnknownKey, by(func(*bench) identity { return identity{"invalid-ak", "sk", ""} })},
		{deny.UnknownTemporary, by(func(*bench) identity { return identity{ownerKey, ownerSecret, "token"} })},
		{deny.TokenMissing, session(func(_ *bench, who *identity) { who.token = "" })},
		{deny.KeyDisabled, by(func(b *bench) identity {
			u := alice(b)
			b.ram("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.id, "Status", "Inactive")
			return u
		})},
		{deny.KeyNetwork, by(func(b *bench) identity {
			b.closed(`{"accessKeySources":{"*":["198.51.100.0/24"]}}`)
			return ownerCredentials
		})},
		{deny.TokenOfAnother, session(func(b *bench, who *identity) { who.token = b.session("reader", "two", "", time.Hour).token })},
		{deny.TokenInvalid, session(func(_ *bench, who *identity) { who.token = who.token[1:] })},
		{deny.TokenExpired, session(func(b *bench, who *identity) { *who = b.session("reader", "two", "", -time.Second) })},
		{deny.TokenRegion, session(func(b *bench, _ *identity) { b.closed(`{"regionsWithoutTokens":["cn-hangzhou"]}`) })},
		{bad, by(func(*bench) identity { return identity{ownerKey, "wrong", ""} })},
		{bad, forged(func(r *http.Request) { r.Method = "HEAD" })},
		{bad, forged(func(r *http.Request) { r.Host = open })},
		{deny.NoSuchBucket, forged(func(r *http.Request) { r.Host = "absent-bucket." + hangzhou })},
		{deny.ByBucketACL, by(func(*bench) identity { return strangerCredentials })},
		{deny.PathStyle, func(b *bench) *http.Request {
			return s.by(b, b.raw("GET", hangzhou, "/private-bucket/key", ""), ownerCredentials)
		}},
	}
	if s.carrier.InURL() {
		return append(faults, urlFaults(s)...)
	}
	return append(faults, headerFaults(s)...)
}

func headerFaults(s signing) []provocation {
	at := func(ahead time.Duration) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return s.sign(b, b.raw("GET", private, "/key", ""), ownerCredentials, b.now.Add(ahead), "")
		}
	}
	return []provocation{
		{skewed()[s.carrier.Rules()], at(15*time.Minute + time.Second)},
		{skewed()[s.carrier.Rules()], at(-15*time.Minute - time.Second)},
		{deny.DateInvalid, func(b *bench) *http.Request {
			r := s.asked(b, ownerCredentials)
			r.Header.Set(s.date, "today")
			return r
		}},
		{deny.TwoCarriers, func(b *bench) *http.Request {
			r := s.asked(b, ownerCredentials)
			r.RequestURI += "?OSSAccessKeyId=a"
			return r
		}},
		{deny.TwoTokens, func(b *bench) *http.Request {
			return s.by(b, b.raw("GET", private, "/key?security-token=t", ""), reader(b))
		}},
	}
}

func urlFaults(s signing) []provocation {
	later := func(late time.Duration, expires string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			if expires == "" {
				expires = s.expires(b.now.Add(time.Minute))
			}
			r := s.sign(b, b.raw("GET", private, "/key", ""), ownerCredentials, b.now, expires)
			b.now = b.now.Add(late)
			return r
		}
	}
	rules := s.carrier.Rules()
	return []provocation{
		{over()[rules], later(61*time.Second, "")},
		{endless()[rules], later(0, "soon")},
		{deny.TwoCarriers, func(b *bench) *http.Request {
			r := s.asked(b, ownerCredentials)
			r.Header.Set("Authorization", "OSS a:b")
			return r
		}},
		{deny.TwoCarriers, func(b *bench) *http.Request {
			r := s.asked(b, ownerCredentials)
			r.RequestURI += "&OSSAccessKeyId=a"
			return r
		}},
		{deny.TwoTokens, func(b *bench) *http.Request {
			header := "x-oss-security-token"
			if s.carrier.IsS3() {
				header = "x-amz-security-token"
			}
			r := s.asked(b, reader(b))
			r.Header.Set(header, "t")
			return r
		}},
	}
}

func signingProvocations() []provocation {
	var all []provocation
	for _, s := range signings() {
		all = append(all, identityFaults(s)...)
	}
	return all
}

// A correctly signed request is served, with and without a token, to the last moment.
func TestEveryFormIsServed(t *testing.T) {
	for _, s := range signings() {
		t.Run(string(s.carrier), func(t *testing.T) {
			b := newBench(t)
			stage(b)
			for name, r := range map[string]*http.Request{
				"owner":        s.asked(b, ownerCredentials),
				"session":      s.asked(b, reader(b)),
				"parameters":   s.by(b, b.raw("GET", private, "/?prefix=a%2Fb+c&max-keys=1&delimiter=%2F", ""), ownerCredentials),
				"sub-resource": s.by(b, b.raw("GET", private, "/key?acl", ""), ownerCredentials),
				"service":      s.by(b, b.raw("GET", hangzhou, "/", ""), ownerCredentials),
				"odd key":      s.by(b, b.raw("PUT", private, "/a%20b/%C3%A9+%2B~%25%2F%3F", "content", "Content-Type: text/a"), ownerCredentials),
				"path style":   s.by(b, b.raw("GET", "127.0.0.1:80", "/private-bucket/key", ""), ownerCredentials),
			} {
				w := b.must(r)
				if rec := b.trace(requestID(w)); rec.Carrier != string(s.carrier) {
					t.Errorf("%s: traced as %s", name, rec.Carrier)
				}
			}
		})
	}
}
