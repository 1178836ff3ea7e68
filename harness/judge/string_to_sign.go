package judge

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/oss403/oss403/harness/wire"
)

// stringToSign is the oracle. The returned text must be, byte for byte, what
// the official signer makes of the request as sent. Where only the signature
// is false, the text signed again with the true secret must also give the
// signature that the SDK made with it. No canonicalisation stands here.
func stringToSign(actual string, sent wire.Sent) (want string, ok bool) {
	ok = actual == sent.StringToSign && actual != ""
	if sent.TrueSignature != "" {
		ok = ok && signAgain(actual, sent.TrueSecret) == sent.TrueSignature
	}
	return sent.StringToSign, ok
}

// signAgain signs a StringToSign as its own first line says: V4 where that is
// OSS4-HMAC-SHA256, else V1.
func signAgain(text, secret string) string {
	lines := strings.Split(text, "\n")
	if lines[0] != "OSS4-HMAC-SHA256" {
		return base64.StdEncoding.EncodeToString(mac1(secret, text))
	}
	if len(lines) != 4 {
		return ""
	}
	key := []byte("aliyun_v4" + secret)
	for part := range strings.SplitSeq(lines[2], "/") {
		key = mac256(key, part)
	}
	return hex.EncodeToString(mac256(key, text))
}

func mac1(secret, text string) []byte {
	h := hmac.New(sha1.New, []byte(secret))
	h.Write([]byte(text))
	return h.Sum(nil)
}

func mac256(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
