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
		unsignedPayload,
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

// canonicalQuery has the parameters in the order of their names, without the signature.
func canonicalQuery(raw string) string {
	var pairs [][2]string
	for pair := range strings.SplitSeq(strings.ReplaceAll(raw, "+", "%20"), "&") {
		if name, value, _ := strings.Cut(pair, "="); name != "" && name != v4URLSignature {
			pairs = append(pairs, [2]string{name, value})
		}
	}
	slices.SortStableFunc(pairs, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	var all []string
	for _, pair := range pairs {
		if pair[1] != "" {
			pair[0] += "=" + pair[1]
		}
		all = append(all, pair[0])
	}
	return strings.Join(all, "&")
}

func (d *draft) canonicalHeaders(q *http.Request) string {
	return canonicalLines(q, func(name string) bool { return alwaysSigned(name) || slices.Contains(d.call.Request.SignedToo, name) })
}

func isV4(form scenarios.Form) bool {
	return form == scenarios.FormV4Header || form == scenarios.FormV4URL
}
