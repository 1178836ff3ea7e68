package sign_test

import (
	"net/http"
	"testing"

	"github.com/minio/minio-go/v7/pkg/signer"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// paramsS3 are parameters that minio-go signs: those that its version 2 lists, and for
// version 4 any. It sorts names before it escapes them, so none needs escaping.
var (
	paramsS3V2 = []string{"acl", "uploads", "uploadId", "partNumber", "response-content-type", "response-content-disposition",
		"tagging", "versionId", "location", "policy", "prefix", "max-keys"}
	paramsS3V4 = append([]string{"list-type", "continuation-token", "x-id", "start-after"}, paramsS3V2...)
)

// asS3 lets a sample speak S3. Version 4 of S3 signs a type when there is one; that it must
// then be signed is what the forgeries want.
func (s sample) asS3() sample {
	headers := map[string]string{"Content-Type": "text/plain"}
	for name, value := range s.headers {
		if len(name) > len("x-oss-meta-") && name[:len("x-oss-meta-")] == "x-oss-meta-" {
			name = "x-amz-meta-" + name[len("x-oss-meta-"):]
		}
		headers[name] = value
	}
	s.headers = headers
	return s
}

func TestRequestsOfMinIO(t *testing.T) {
	for _, c := range []struct {
		carrier sign.Carrier
		params  []string
		sign    func(r *http.Request) *http.Request
	}{
		{sign.S3V4Header, paramsS3V4, func(r *http.Request) *http.Request {
			r.Header.Set("X-Amz-Content-Sha256", sign.UnsignedPayload)
			return signer.SignV4(*r, accessKey, secret, "", "us-east-1")
		}},
		{sign.S3V4URL, paramsS3V4, func(r *http.Request) *http.Request {
			return signer.PreSignV4(*r, accessKey, secret, "", "oss-cn-hangzhou", 600)
		}},
		{sign.S3V2Header, paramsS3V2, func(r *http.Request) *http.Request { return signer.SignV2(*r, accessKey, secret, true) }},
		{sign.S3V2URL, paramsS3V2, func(r *http.Request) *http.Request {
			signed := signer.PreSignV2(*r, accessKey, secret, 600, true)
			signed.Header.Del("Expires") // the signer leaves its own argument behind
			return signed
		}},
	} {
		t.Run(string(c.carrier), func(t *testing.T) {
			g := newGenerator(5)
			for i := range perCarrier {
				s := g.sample(i, c.params).asS3()
				if i%4 == 0 {
					s.headers["Range"] = "bytes=0-9"
				}
				if i%3 == 0 { // one name begins with the other
					s.headers["x-amz-copy-source"], s.headers["x-amz-copy-source-range"] = "a/b", "bytes=0-9"
				}
				accepted(t, "minio-go", c.carrier, c.sign(s.httpRequest(t)))
			}
		})
	}
}
