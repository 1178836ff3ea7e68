package wire

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// SignV1 is the V1 signature of a text: base64(HMAC-SHA1(secret, text)).
func SignV1(secret, text string) string {
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// SignV4 is the V4 signature of a text under a scope <day>/<region>/<product>/aliyun_v4_request.
func SignV4(secret, scope, text string) string {
	key := []byte("aliyun_v4" + secret)
	for part := range strings.SplitSeq(scope, "/") {
		key = mac256(key, part)
	}
	return hex.EncodeToString(mac256(key, text))
}

func mac256(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
