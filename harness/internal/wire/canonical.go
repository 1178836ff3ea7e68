package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// canonicalRequest is the V4 CanonicalRequest of a request as sent, for the
// explanation of a mismatch only. It is right if its hash is the one in the
// StringToSign of the official signer. Otherwise the result is empty.
// https://help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4
func (d *draft) canonicalRequest(q *http.Request, stringToSign string) string {
	text := strings.Join([]string{
		q.Method,
		d.canonicalURI(),
		canonicalQuery(q.URL.RawQuery),
		d.canonicalHeaders(q),
		strings.Join(d.call.Request.SignedToo, ";"),
		"UNSIGNED-PAYLOAD",
	}, "\n")
	sum := sha256.Sum256([]byte(text))
	if !strings.HasSuffix(stringToSign, "\n"+hex.EncodeToString(sum[:])) {
		return ""
	}
	return text
}

func (d *draft) canonicalURI() string {
	path := "/"
	if d.bucket != "" {
		path = "/" + d.bucket + "/" + d.sentKey
	}
	return escapePath(path)
}

func canonicalQuery(raw string) string {
	var pairs []string
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		switch {
		case name == "" || name == v4URLSignature:
		case value == "":
			pairs = append(pairs, name)
		default:
			pairs = append(pairs, name+"="+value)
		}
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&")
}

func (d *draft) canonicalHeaders(q *http.Request) string {
	var lines []string
	if slices.Contains(d.call.Request.SignedToo, "host") {
		lines = append(lines, "host:"+q.Host+"\n")
	}
	for name, values := range q.Header {
		lower := strings.ToLower(name)
		if strings.HasPrefix(lower, "x-oss-") || lower == "content-type" || lower == "content-md5" ||
			slices.Contains(d.call.Request.SignedToo, lower) {
			lines = append(lines, lower+":"+strings.TrimSpace(strings.Join(values, ","))+"\n")
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func isV4(form scenarios.Form) bool {
	return form == scenarios.FormV4Header || form == scenarios.FormV4URL
}
