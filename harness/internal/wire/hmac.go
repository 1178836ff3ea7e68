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

// SignV2 is the V2 signature of a text: base64(HMAC-SHA256(secret, text)).
// https://github.com/aliyun/aliyun-oss-go-sdk/blob/master/oss/auth.go
func SignV2(secret, text string) string {
	return base64.StdEncoding.EncodeToString(mac256([]byte(secret), text))
}

// SignV4 is the V4 signature of a text under a scope <day>/<region>/<product>/aliyun_v4_request.
func SignV4(secret, scope, text string) string {
	return signInScope([]byte("aliyun_v4"+secret), scope, text)
}

// SignS3V4 is the S3-compatible V4 signature of a text under a scope <day>/<region>/s3/aws4_request.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
func SignS3V4(secret, scope, text string) string {
	return signInScope([]byte("AWS4"+secret), scope, text)
}

func signInScope(key []byte, scope, text string) string {
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
