package sign

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// neverMatches: whatever is read, it is no valid signature, and nothing
// panics.
func neverMatches(t *testing.T, r *wire.Request) {
	claim, denial := Read(r)
	if denial == nil && claim.Carrier != Anonymous && claim.Prove(r, "a secret nobody has").Matches(claim) {
		t.Errorf("accepted %+v", claim)
	}
}

func FuzzAuthorization(f *testing.F) {
	for _, seed := range []string{
		"", "OSS", "OSS ", "OSS a:b", "OSS  :", "OSS a:b:c", "OSS4-HMAC-SHA256", "OSS4-HMAC-SHA256 ", "OSS4-HMAC-SHA256 Credential=",
		"OSS4-HMAC-SHA256 Credential=a/20260101/r/oss/aliyun_v4_request,AdditionalHeaders=host;host,Signature=0",
		"OSS4-HMAC-SHA256 Credential=a/b/c/d/e/f, Signature==", "OSS4-HMAC-SHA256 =,=", "OSS2 AccessKeyId:a,Signature:b",
		"OSS2 AccessKeyId:a,AdditionalHeaders:host;;,Signature:b,", "OSS2 ::,:", "AWS a:b", "AWS", "AWS4-", "AWS4-HMAC-SHA256 ,,",
		"AWS4-HMAC-SHA256 Credential=a/20260101/r/s3/aws4_request, SignedHeaders=host;host, Signature=" + strings.Repeat("0", 64),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		h := wire.HeaderOf(http.Header{
			"Authorization": {value}, "X-Oss-Content-Sha256": {UnsignedPayload}, "X-Amz-Content-Sha256": {UnsignedPayload}, "Date": {value},
		})
		neverMatches(t, &wire.Request{Method: "GET", Bucket: "b", Key: "k", Path: "/k", Host: wire.Host{Verbatim: "h"}, Header: h})
	})
}

func FuzzQuerySignature(f *testing.F) {
	for _, seed := range []string{
		"OSSAccessKeyId=a&Expires=1&Signature=b", "Expires", "Signature=&Signature=b", "x-oss-signature-version=OSS4-HMAC-SHA256",
		"x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=a/b/c/oss/aliyun_v4_request&x-oss-expires=1&x-oss-date=d&x-oss-signature=s",
		"x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=////&x-oss-expires=1&x-oss-date=d" +
			"&x-oss-signature=s&x-oss-additional-headers=;",
		"x-oss-signature-version=OSS2&x-oss-expires=1&x-oss-access-key-id=a&x-oss-signature=s&x-oss-additional-headers=host;",
		"AWSAccessKeyId=a&Expires=1&Signature=b&x-amz-security-token=t&acl", "X-Amz-Signature",
		"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20260101/r/s3/aws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=1" +
			"&X-Amz-SignedHeaders=host;;&X-Amz-Signature=" + strings.Repeat("0", 64),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		q, err := wire.ParseQuery(raw)
		if err != nil {
			return
		}
		neverMatches(t, &wire.Request{
			Method: "GET", Bucket: "b", Key: "k", Path: "/k", Host: wire.Host{Verbatim: "h"}, Query: q, Header: wire.Header{},
		})
	})
}
