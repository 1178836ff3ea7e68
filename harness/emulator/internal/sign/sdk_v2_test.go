package sign_test

import (
	"context"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/signer"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
)

// repeated doubles a parameter. SDK v2 gives all equal names in V4 the value
// of the last, so the values are equal; in V1 the first counts.
func repeated(params []param, differ bool) []param {
	if len(params) == 0 {
		return params
	}
	again := params[0]
	if differ {
		again.value += "other"
	}
	return append(params, again)
}

func TestRequestsOfSDKv2(t *testing.T) {
	for _, c := range []struct {
		carrier sign.Carrier
		signer  signer.Signer
		params  []string
		differ  bool
	}{
		{sign.V1Header, &signer.SignerV1{}, paramsV1, true},
		{sign.V1URL, &signer.SignerV1{}, paramsV1, true},
		{sign.V4Header, &signer.SignerV4{}, append([]string{"a b"}, paramsV4...), false},
		{sign.V4URL, &signer.SignerV4{}, paramsV4, false},
	} {
		t.Run(string(c.carrier), func(t *testing.T) {
			g := newGenerator(3)
			for i := range perCarrier {
				s := g.sample(i, c.params)
				if i%3 == 0 {
					s.params = repeated(s.params, c.differ)
				}
				if i%4 == 0 {
					s.headers["Range"] = "bytes=0-9"
				}
				r := s.httpRequest(t)
				product, where, key := "oss", region, &s.key
				if s.key == "" {
					key = nil
				}
				err := c.signer.Sign(context.Background(), &signer.SigningContext{
					Product: &product, Region: &where, Bucket: &s.bucket, Key: key, Request: r,
					SubResource:       []string{"x-oss-process"},
					AdditionalHeaders: []string{"Range", "Content-Type"},
					Credentials:       &credentials.Credentials{AccessKeyID: accessKey, AccessKeySecret: secret},
					AuthMethodQuery:   c.carrier.InURL(),
					Time:              time.Now().Add(10 * time.Minute),
				})
				if err != nil {
					t.Fatal(err)
				}
				accepted(t, "SDK v2", c.carrier, r)
			}
		})
	}
}
