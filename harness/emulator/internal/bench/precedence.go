package bench

import (
	"net/http"
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A Precedence is a request with two faults at once. The first named fault answers.
type Precedence struct {
	Name string
	Want deny.Reason
	By   func(b *Bench) *http.Request
}

// Precedences lists orders that are seen, documented or strongly inferred.
func Precedences() []Precedence {
	absent := "absent-bucket." + Hangzhou
	further := slices.Concat(identityPrecedences(), formPrecedences(), settingPrecedences(), hostPrecedences(),
		retentionPrecedences(), archivePrecedences(), objectWormPrecedences(), overwritePrecedences(), quotaPrecedences())
	return append(further, []Precedence{
		{"missing bucket before unknown key", deny.NoSuchBucket, func(b *Bench) *http.Request {
			return b.V1(b.Raw("GET", absent, "/?acl", ""), "ak", "sk")
		}},
		{"missing bucket before wrong endpoint and path style", deny.NoSuchBucket, func(b *Bench) *http.Request {
			return b.Raw("GET", Singapore, "/absent-bucket/key", "")
		}},
		{"wrong endpoint before path style", deny.WrongEndpoint, func(b *Bench) *http.Request {
			return b.Raw("GET", Singapore, "/private-bucket/key", "")
		}},
		{"wrong endpoint before the key", deny.WrongEndpoint, func(b *Bench) *http.Request {
			return b.V1(b.Raw("GET", "private-bucket."+Singapore, "/key", ""), "ak", "sk")
		}},
		{"path style before the anonymous rules", deny.PathStyleBare, func(b *Bench) *http.Request {
			return b.Raw("GET", Hangzhou, "/private-bucket/", "")
		}},
		{"unknown key before missing object", deny.UnknownKey, func(b *Bench) *http.Request {
			return b.V1(b.Raw("HEAD", Private, "/absent?objectMeta", ""), "ak", "sk")
		}},
		{"unknown key before wrong signature", deny.UnknownKey, func(b *Bench) *http.Request {
			r := b.V1(b.Raw("GET", Private, "/key", ""), "ak", "sk")
			r.Header.Set("Authorization", "OSS ak:wrong")
			return r
		}},
		{"V1 URL expiry before signature", deny.ExpiredV1URL, get("/key?Expires=1&OSSAccessKeyId=" + OwnerKey + "&Signature=wrong")},
		{"V4 range of expires before expiry", deny.ExpiresRangeV4URL, func(b *Bench) *http.Request {
			return b.V4URL(b.Raw("GET", Private, "/key", ""), b.Now.AddDate(0, 0, -1).Add(1), "-10", scopeOf(b, "20260304"))
		}},
		{"V4 day before skew", deny.V4Day, func(b *Bench) *http.Request {
			return b.V4(b.Raw("GET", Private, "/key", "", "x-oss-date: 20260304T120000Z"), scopeOf(b, "20260304"))
		}},
		{"V4 region before signature", deny.V4Region, func(b *Bench) *http.Request {
			s := b.Scope()
			s.Region = "cn-beijing"
			r := b.V4(b.Raw("GET", Private, "/key", ""), s)
			r.Header.Set("x-oss-meta-forged", "1")
			return r
		}},
		{"date before signature", deny.DateInvalid, func(b *Bench) *http.Request {
			r := b.Owner(b.Raw("GET", Private, "/key", ""))
			r.Header.Set("Date", "yesterday")
			return r
		}},
		{"token switches the lookup of a permanent key", deny.UnknownTemporary, func(b *Bench) *http.Request {
			return b.V1(b.Raw("GET", Private, "/key", "", "x-oss-security-token: garbage"), OwnerKey, "wrong")
		}},
		{"temporary key without token before signature", deny.TokenMissing, func(b *Bench) *http.Request {
			return b.V1(b.Raw("GET", Private, "/key", ""), "STS.NUabc", "wrong")
		}},
		{"signature before permission", deny.SignatureV1, func(b *Bench) *http.Request {
			return b.V1(b.Raw("GET", Private, "/key", ""), StrangerKey, "wrong")
		}},
		{"permission before missing object", deny.ByBucketACL, func(b *Bench) *http.Request {
			return b.Stranger(b.Raw("GET", Private, "/absent", ""))
		}},
		{"the object's own ACL before the bucket's", deny.ByObjectACLRead, func(b *Bench) *http.Request {
			return b.Raw("GET", Open, "/closed", "")
		}},
		{"permission to write before Block Public Access", deny.ByBucketACL, func(b *Bench) *http.Request {
			return b.Stranger(b.Raw("PUT", Blocked, "/key", "", "x-oss-object-acl: public-read"))
		}},
		{"a refused upload is not read", deny.ByBucketACL, func(b *Bench) *http.Request {
			return b.Stranger(b.Raw("PUT", Private, "/key", "", "Content-Length: 999999999999"))
		}},
	}...)
}

// LastMoments lists requests on the allowed side of each time limit.
func LastMoments(b *Bench) map[string]*http.Request {
	return map[string]*http.Request{
		"15 minutes early":            b.Owner(b.Raw("GET", Private, "/key", "", "x-oss-date: 20260305T121500Z")),
		"15 minutes late":             b.Owner(b.Raw("GET", Private, "/key", "", "x-oss-date: 20260305T114500Z")),
		"V1 URL in its last second":   b.V1URL(b.Raw("GET", Private, "/key", ""), "1772712000"),
		"V1 URL in milliseconds":      b.V1URL(b.Raw("GET", Private, "/key", ""), "1606281461607"),
		"V4 URL in its last second":   b.V4URL(b.Raw("GET", Private, "/key", ""), b.Now.Add(-60e9), "60", b.Scope()),
		"V4 URL 15 minutes too early": b.V4URL(b.Raw("GET", Private, "/key", ""), b.Now.Add(900e9), "604800", b.Scope()),
	}
}
