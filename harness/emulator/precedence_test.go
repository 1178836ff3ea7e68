package emulator_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A precedence is a request with two faults at once. The first named fault answers.
type precedence struct {
	name string
	want deny.Reason
	by   func(b *bench) *http.Request
}

// precedences lists orders that are seen, documented or strongly inferred.
func precedences() []precedence {
	absent := "absent-bucket." + hangzhou
	further := slices.Concat(identityPrecedences(), formPrecedences(), settingPrecedences(), hostPrecedences(),
		retentionPrecedences(), archivePrecedences())
	return append(further, []precedence{
		{"missing bucket before unknown key", deny.NoSuchBucket, func(b *bench) *http.Request {
			return b.v1(b.raw("GET", absent, "/?acl", ""), "ak", "sk")
		}},
		{"missing bucket before wrong endpoint and path style", deny.NoSuchBucket, func(b *bench) *http.Request {
			return b.raw("GET", singapore, "/absent-bucket/key", "")
		}},
		{"wrong endpoint before path style", deny.WrongEndpoint, func(b *bench) *http.Request {
			return b.raw("GET", singapore, "/private-bucket/key", "")
		}},
		{"wrong endpoint before the key", deny.WrongEndpoint, func(b *bench) *http.Request {
			return b.v1(b.raw("GET", "private-bucket."+singapore, "/key", ""), "ak", "sk")
		}},
		{"path style before the anonymous rules", deny.PathStyleBare, func(b *bench) *http.Request {
			return b.raw("GET", hangzhou, "/private-bucket/", "")
		}},
		{"unknown key before missing object", deny.UnknownKey, func(b *bench) *http.Request {
			return b.v1(b.raw("HEAD", private, "/absent?objectMeta", ""), "ak", "sk")
		}},
		{"unknown key before wrong signature", deny.UnknownKey, func(b *bench) *http.Request {
			r := b.v1(b.raw("GET", private, "/key", ""), "ak", "sk")
			r.Header.Set("Authorization", "OSS ak:wrong")
			return r
		}},
		{"V1 URL expiry before signature", deny.ExpiredV1URL, get("/key?Expires=1&OSSAccessKeyId=" + ownerKey + "&Signature=wrong")},
		{"V4 range of expires before expiry", deny.ExpiresRangeV4URL, func(b *bench) *http.Request {
			return b.v4URL(b.raw("GET", private, "/key", ""), b.now.AddDate(0, 0, -1).Add(1), "-10", scopeOf(b, "20260304"))
		}},
		{"V4 day before skew", deny.V4Day, func(b *bench) *http.Request {
			return b.v4(b.raw("GET", private, "/key", "", "x-oss-date: 20260304T120000Z"), scopeOf(b, "20260304"))
		}},
		{"V4 region before signature", deny.V4Region, func(b *bench) *http.Request {
			s := b.scope()
			s.Region = "cn-beijing"
			r := b.v4(b.raw("GET", private, "/key", ""), s)
			r.Header.Set("x-oss-meta-forged", "1")
			return r
		}},
		{"date before signature", deny.DateInvalid, func(b *bench) *http.Request {
			r := b.owner(b.raw("GET", private, "/key", ""))
			r.Header.Set("Date", "yesterday")
			return r
		}},
		{"token switches the lookup of a permanent key", deny.UnknownTemporary, func(b *bench) *http.Request {
			return b.v1(b.raw("GET", private, "/key", "", "x-oss-security-token: garbage"), ownerKey, "wrong")
		}},
		{"temporary key without token before signature", deny.TokenMissing, func(b *bench) *http.Request {
			return b.v1(b.raw("GET", private, "/key", ""), "STS.NUabc", "wrong")
		}},
		{"signature before permission", deny.SignatureV1, func(b *bench) *http.Request {
			return b.v1(b.raw("GET", private, "/key", ""), strangerKey, "wrong")
		}},
		{"permission before missing object", deny.ByBucketACL, func(b *bench) *http.Request {
			return b.stranger(b.raw("GET", private, "/absent", ""))
		}},
		{"the object's own ACL before the bucket's", deny.ByObjectACLRead, func(b *bench) *http.Request {
			return b.raw("GET", open, "/closed", "")
		}},
		{"permission to write before Block Public Access", deny.ByBucketACL, func(b *bench) *http.Request {
			return b.stranger(b.raw("PUT", blocked, "/key", "", "x-oss-object-acl: public-read"))
		}},
		{"a refused upload is not read", deny.ByBucketACL, func(b *bench) *http.Request {
			return b.stranger(b.raw("PUT", private, "/key", "", "Content-Length: 999999999999"))
		}},
	}...)
}

func TestPrecedence(t *testing.T) {
	for _, p := range precedences() {
		t.Run(p.name, func(t *testing.T) {
			b := newBench(t)
			stage(b)
			if _, got := b.send(p.by(b)); got != string(p.want) {
				t.Errorf("got %s, want %s", got, p.want)
			}
		})
	}
}

// lastMoments lists requests on the allowed side of each time limit.
func lastMoments(b *bench) map[string]*http.Request {
	return map[string]*http.Request{
		"15 minutes early":            b.owner(b.raw("GET", private, "/key", "", "x-oss-date: 20260305T121500Z")),
		"15 minutes late":             b.owner(b.raw("GET", private, "/key", "", "x-oss-date: 20260305T114500Z")),
		"V1 URL in its last second":   b.v1URL(b.raw("GET", private, "/key", ""), "1772712000"),
		"V1 URL in milliseconds":      b.v1URL(b.raw("GET", private, "/key", ""), "1606281461607"),
		"V4 URL in its last second":   b.v4URL(b.raw("GET", private, "/key", ""), b.now.Add(-60e9), "60", b.scope()),
		"V4 URL 15 minutes too early": b.v4URL(b.raw("GET", private, "/key", ""), b.now.Add(900e9), "604800", b.scope()),
	}
}

func TestLastMoments(t *testing.T) {
	b := newBench(t)
	stage(b)
	for name, r := range lastMoments(b) {
		if w, why := b.send(r); why != "" {
			t.Errorf("%s: %s\n%s", name, why, w.Body)
		}
	}
}

// After midnight, a request of the old day is valid while its clock is.
func TestScopeDayAcrossMidnight(t *testing.T) {
	b := newBench(t)
	stage(b)
	scope := b.scope()
	b.now = b.now.Add(12*3600e9 + 5e9)
	w, why := b.send(b.v4(b.raw("GET", private, "/key", "", "x-oss-date: 20260305T235955Z"), scope))
	if why != "" {
		t.Errorf("%s\n%s", why, w.Body)
	}
}
