package sign_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

const perCarrier = 500 // generated requests per library and carrier

// catcher takes the requests of a client instead of a network.
type catcher struct{ last *http.Request }

func (c *catcher) RoundTrip(r *http.Request) (*http.Response, error) {
	c.last = r.Clone(r.Context())
	c.last.Body = nil
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

// paramsV1 are parameters that SDK v1 signs; prefix and max-keys it does not.
var paramsV1 = []string{"acl", "uploads", "uploadId", "partNumber", "continuation-token", "response-content-type",
	"response-content-disposition", "tagging", "x-oss-process", "versionId", "objectMeta", "prefix", "max-keys"}

// paramsV4 may have any name; but SDK v1 signs a blank in a name as "+", which
// is not the published rule, so there is none.
var paramsV4 = append([]string{"+param1", "|param", "ключ", "list-type", "~", "a&b", "x=y"}, paramsV1...)

func TestRequestsOfSDKv1(t *testing.T) {
	for _, version := range []struct {
		name        string
		auth        oss.AuthVersionType
		params      []string
		header, url sign.Carrier
	}{
		{"V1", oss.AuthV1, paramsV1, sign.V1Header, sign.V1URL},
		{"V2", oss.AuthV2, paramsV4, sign.V2Header, sign.V2URL},
		{"V4", oss.AuthV4, paramsV4, sign.V4Header, sign.V4URL},
	} {
		caught := &catcher{}
		client, err := oss.New("http://oss-"+region+".aliyuncs.com", accessKey, secret,
			oss.HTTPClient(&http.Client{Transport: caught}), oss.AuthVersion(version.auth), oss.Region(region),
			oss.AdditionalHeaders([]string{"Range", "x-oss-meta-aa"}))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(version.name+" header", func(t *testing.T) {
			g := newGenerator(1)
			for i := range perCarrier {
				s := g.sample(i, version.params)
				if i%4 == 0 {
					s.headers["Range"] = "bytes=0-9"
				}
				params := map[string]any{}
				for _, p := range s.params {
					params[p.name] = p.value
				}
				resp, err := client.Conn.Do(s.method, s.bucket, s.key, params, s.headers, nil, 0, nil)
				if err != nil {
					t.Fatal(err)
				}
				resp.Body.Close()
				accepted(t, "SDK v1", version.header, caught.last)
			}
		})
		t.Run(version.name+" URL", func(t *testing.T) {
			bucket, err := client.Bucket("generated-bucket")
			if err != nil {
				t.Fatal(err)
			}
			g := newGenerator(2)
			for i := range perCarrier {
				s := g.sample(i, version.params)
				if s.key == "" || s.key[0] == '?' { // SDK v1 signs neither
					s.key = "key" + s.key
				}
				var options []oss.Option
				for name, value := range s.headers {
					options = append(options, oss.SetHeader(name, value))
				}
				for _, p := range s.params {
					options = append(options, oss.AddParam(p.name, p.value))
				}
				signed, err := bucket.SignURL(s.key, oss.HTTPMethod(s.method), 600, options...)
				if err != nil {
					t.Fatal(err)
				}
				resp, err := client.Conn.DoURL(oss.HTTPMethod(s.method), signed, s.headers, nil, 0, nil)
				if err != nil {
					t.Fatal(err)
				}
				resp.Body.Close()
				accepted(t, "SDK v1", version.url, caught.last)
			}
		})
	}
}
