package bench

import (
	"crypto/md5"
	"encoding/base64"
	"strings"
)

// AnyKey is the condition of a form that allows every key.
const AnyKey = `["starts-with","$key",""]`

// goodForms: a policy is valid to its last second; ${filename} is replaced after the policy is
// checked; of two fields the first counts, for the policy and for the object.
func GoodForms(b *Bench) map[string][]Field {
	return map[string][]Field{
		"last second":       append(V1Form(policyUntil(b.Now, AnyKey)), Field{"key", "a"}),
		"no fraction":       append(V1Form(`{"expiration":"2027-01-01T00:00:00Z","conditions":[["eq","$key","a"]]}`), Field{"key", "a"}),
		"before filename":   append(V1Form(PolicyOf(b, `{"key":"dir/${filename}"}`)), Field{"key", "dir/${filename}"}),
		"first of two":      append(V1Form(PolicyOf(b, `{"key":"good"}`)), Field{"key", "good"}, Field{"Key", "bad"}),
		"numbers in quotes": append(V1Form(PolicyOf(b, `["content-length-range","0","7"]`)), Field{"key", "a"}),
		"type of the file":  append(V1Form(PolicyOf(b, `["in","$content-type",["text/plain"]]`)), Field{"key", "a"}),
		"V4 a week later":   append(V4Form(b, PolicyOf(b, AnyKey), scopeOf(b, "20260226")), Field{"key", "a"}),
		"longest name":      append(V1Form(PolicyOf(b, AnyKey)), Field{"key", "a"}, Field{strings.Repeat("n", 8<<10), ""}),
		"longest value":     append(V1Form(PolicyOf(b, AnyKey)), Field{"key", "a"}, Field{"x-oss-meta-a", strings.Repeat("v", 4<<10)}),
	}
}

// MD5Of is the Content-MD5 of a body.
func MD5Of(body string) string {
	sum := md5.Sum([]byte(body))
	return base64.StdEncoding.EncodeToString(sum[:])
}
