package wire

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// The vectors of the SDKs' own tests:
// https://github.com/aliyun/alibabacloud-oss-go-sdk-v2/blob/master/oss/signer/signer_test.go
func TestSigningVectors(t *testing.T) {
	at := func(text string) time.Time {
		at, err := time.Parse(iso8601, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	params := []scenarios.Param{{Name: "+param1", Value: "value3"}, {Name: "param1", Value: "value1"}, {Name: "+param2"},
		{Name: "|param1", Value: "value4"}, {Name: "|param2"}, {Name: "param2"}}
	headers := func(contentType string) []scenarios.Param {
		return []scenarios.Param{{Name: "x-oss-head1", Value: "value"}, {Name: "abc", Value: "value"}, {Name: "ZAbc", Value: "value"},
			{Name: "XYZ", Value: "value"}, {Name: "content-type", Value: contentType}}
	}
	v4 := Unsigned{Form: scenarios.FormV4Header, Method: "PUT", Scheme: "http", Host: "bucket.oss-cn-hangzhou.aliyuncs.com",
		Path: "/1234+-/123/1.txt", Bucket: "bucket", Key: "1234+-/123/1.txt", Query: params, Headers: headers("text/plain"),
		Credentials: caller.Credentials{AccessKeyID: "ak", AccessKeySecret: "sk"}, Region: "cn-hangzhou"}
	url := v4
	url.Form, url.Headers = scenarios.FormV4URL, headers("application/octet-stream")
	v1 := Unsigned{Form: scenarios.FormV1Header, Method: "PUT", Scheme: "http", Host: "examplebucket.oss-cn-hangzhou.aliyuncs.com",
		Path: "/nelson", Bucket: "examplebucket", Key: "nelson", Headers: []scenarios.Param{
			{Name: "Content-MD5", Value: "eB5eJF1ptWaXm4bijSPyxw=="}, {Name: "Content-Type", Value: "text/html"},
			{Name: "x-oss-date", Value: "Wed, 28 Dec 2022 10:27:41 GMT"}, {Name: "x-oss-meta-author", Value: "alice"},
			{Name: "x-oss-meta-magic", Value: "abracadabra"}},
		Credentials: v4.Credentials, At: at("20221228T102741Z")}
	v1URL := Unsigned{Form: scenarios.FormV1URL, Method: "GET", Scheme: "http", Host: "bucket.oss-cn-hangzhou.aliyuncs.com",
		Path: "/key", Bucket: "bucket", Key: "key", Query: []scenarios.Param{{Name: "versionId", Value: "versionId"}},
		Credentials: v4.Credentials, At: at("20231112T170000Z"), Until: time.Unix(1699807420, 0)}
	for name, v := range map[string]struct {
		request   Unsigned
		change    func(u *Unsigned)
		hash      string // of the CanonicalRequest; empty: not told
		signature string
	}{
		"V4": {v4, func(u *Unsigned) { u.At = at("20231216T162057Z") },
			"f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4",
			"e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe"},
		"V4 for a cloud box": {v4, func(u *Unsigned) { u.At, u.Region, u.Product = at("20231216T162057Z"), "cb-123", "oss-cloudbox" },
			"f4613657f1b108998e8dbd10a1aa5da621dc2c6e02c9ddec0f163664848704c4",
			"94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43"},
		"V4 with a token": {v4, func(u *Unsigned) { u.At, u.Credentials.SecurityToken = at("20231217T034736Z"), "token" },
			"69494678fb11579d4ee12996e2796d9e2ba43c34aa4c723c4aec018f3d6b86b8",
			"b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea"},
		"V4 with more headers": {v4, func(u *Unsigned) {
			u.At, u.Named = at("20231216T172512Z"), []string{"zabc", "abc", "x-oss-head1", "absent"}
		}, "16b86004ed2cc3406dd7a13081bd940ef6a5ad49e508da2d4fdf84e8a5dd2145",
			"4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f"},
		"V4 URL": {url, func(u *Unsigned) { u.At = at("20231217T025437Z"); u.Until = u.At.Add(599 * time.Second) }, "",
			"a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe"},
		"V4 URL with a token": {url, func(u *Unsigned) {
			u.At, u.Credentials.SecurityToken = at("20231217T035628Z"), "token"
			u.Until = u.At.Add(599 * time.Second)
		}, "", "3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5"},
		"V4 URL with more headers": {url, func(u *Unsigned) {
			u.At, u.Named = at("20231217T033009Z"), []string{"abc", "zabc"}
			u.Until = u.At.Add(599 * time.Second)
		}, "", "6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7"},
		"V1":         {v1, func(*Unsigned) {}, "", "kSHKmLxlyEAKtZPkJhG9bZb5k7M="},
		"V1 of ?acl": {v1, func(u *Unsigned) { u.Query = []scenarios.Param{{Name: "acl"}} }, "", "/afkugFbmWDQ967j1vr6zygBLQk="},
		"V1 of ?acl&unknown": {v1, func(u *Unsigned) { u.Query = []scenarios.Param{{Name: "unknown"}, {Name: "acl"}} }, "",
			"/afkugFbmWDQ967j1vr6zygBLQk="},
		"V1 URL": {v1URL, func(*Unsigned) {}, "", "dcLTea+Yh9ApirQ8o8dOPqtvJXQ="},
		"V1 URL with a token": {v1URL, func(u *Unsigned) {
			u.Key, u.Path, u.Until, u.Credentials.SecurityToken = "key+123", "/key+123", time.Unix(1699808204, 0), "token"
		}, "", "jzKYRrM5y6Br0dRFPaTGOsbrDhY="},
	} {
		v.change(&v.request)
		signed, err := v.request.Sign()
		if err != nil || signed.Signature != v.signature {
			t.Errorf("%s: %s, %v, of\n%q", name, signed.Signature, err, signed.StringToSign)
		}
		if sum := sha256.Sum256([]byte(signed.CanonicalRequest)); v.hash != "" && hex.EncodeToString(sum[:]) != v.hash {
			t.Errorf("%s: the CanonicalRequest %q", name, signed.CanonicalRequest)
		}
	}
}

// What was signed is read from the signed request again, in each form.
func TestASignedRequestTellsItsTexts(t *testing.T) {
	for form := range ways() {
		for _, path := range []string{"/a b/ä+.txt", "/bucket/a b/ä+.txt"} {
			u := Unsigned{Form: form, Method: "PUT", Scheme: "http", Host: "bucket.oss-cn-hangzhou.aliyuncs.com", Path: path,
				Bucket: "bucket", Key: "a b/ä+.txt", Region: "cn-hangzhou", At: time.Date(2024, 12, 5, 2, 31, 4, 0, time.UTC),
				Query: []scenarios.Param{{Name: "acl"}, {Name: "prefix-x"}, {Name: "prefix", Value: "ä b"}, {Name: "versionId", Value: "1/2"}},
				Headers: []scenarios.Param{{Name: "Content-Type", Value: "text/plain"}, {Name: "X-Oss-Meta-A", Value: "b"},
					{Name: "Range", Value: "bytes=0-1"}},
				Credentials: caller.Credentials{AccessKeyID: "id/with/slashes", AccessKeySecret: "a-secret", SecurityToken: "token"}}
			u.Until = u.At.Add(time.Hour)
			if list := strings.TrimSuffix(strings.TrimSuffix(string(form), " header"), " URL"); list == "V4" || list == "V2" {
				u.Named = []string{"host", "range"}
			}
			signed, err := u.Sign()
			if err != nil {
				t.Errorf("%s: %v", form, err)
				continue
			}
			q := signed.Request.Clone(t.Context())
			texts, err := TextsOf(q, u.Bucket, u.Key)
			if err != nil || texts != signed.Texts {
				t.Errorf("%s: %v\n%q\n%q", form, err, texts, signed.Texts)
			}
			if _, err = TextsOf(&http.Request{Method: "GET", URL: q.URL, Header: http.Header{"Authorization": {"OSS3 x"}}}, "b", "k"); err == nil {
				t.Errorf("%s: another scheme is read", form)
			}
		}
	}
}
