package sign

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The signatures are HMAC-SHA256 of the texts with the secret sk, computed with a tool of its
// own; the texts are what aliyun-oss-go-sdk signs with AuthV2.
func TestV2Vectors(t *testing.T) {
	const date = "Wed, 28 Dec 2022 10:27:41 GMT"
	const url = "security-token=token&x-oss-access-key-id=ak&x-oss-expires=1699807420&x-oss-signature-version=OSS2"
	for _, v := range []struct {
		name                    string
		request                 wire.Request
		stringToSign, signature string
	}{
		{
			"header", wire.Request{Method: "PUT", Bucket: "examplebucket", Key: "a b/nelson", Query: query(t, "prefix=x/y&acl"), Header: header(
				"Content-MD5", "eB5eJF1ptWaXm4bijSPyxw==", "Content-Type", "text/html", "Date", date, "x-oss-date", date,
				"x-oss-meta-author", "alice", "Range", "bytes=0-9", "Authorization", "OSS2 AccessKeyId:ak,AdditionalHeaders:range,Signature:0")},
			"PUT\neB5eJF1ptWaXm4bijSPyxw==\ntext/html\n" + date + "\nrange:bytes=0-9\nx-oss-date:" + date +
				"\nx-oss-meta-author:alice\nrange\n%2Fexamplebucket%2Fa%20b%2Fnelson?acl&prefix=x%2Fy",
			"5zBBaKfeHYGbKt+jGyaQ1PnwUraxK96YtPthv+R5AxQ=",
		},
		{
			"URL", wire.Request{Method: "GET", Bucket: "bucket", Key: "key", Query: query(t, url+"&x-oss-signature=0"), Header: header()},
			"GET\n\n\n1699807420\n\n%2Fbucket%2Fkey?" + url,
			"9kk50gFi5kVAjAju+bR4rbzwxF4ynbwx14Yu3afeSJ0=",
		},
	} {
		claim, denial := Read(&v.request)
		if denial != nil {
			t.Fatal(v.name, denial)
		}
		proof := claim.Prove(&v.request, "sk")
		if proof.StringToSign != v.stringToSign || proof.Signature != v.signature {
			t.Errorf("%s: %s of\n%q, want %s of\n%q", v.name, proof.Signature, proof.StringToSign, v.signature, v.stringToSign)
		}
	}
}
