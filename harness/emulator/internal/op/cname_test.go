package op_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// Every kind of host reaches the same object.
func TestHostsLeadToTheObject(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Bind(bench.Open, bench.Domain)
	b.Set(bench.Open, "transferAcceleration", bench.AccelerationBody("true"))
	if status, body := b.Control("PATCH", "/v1/buckets/open-bucket", `{"pathStyle":true}`); status != 204 {
		t.Fatal(status, body)
	}
	b.Object("open-bucket", "key", "default")
	for host, target := range map[string]string{
		bench.Open: "/key",
		"open-bucket.oss-cn-hangzhou-internal.aliyuncs.com:80": "/key",
		"open-bucket.cn-hangzhou.oss.aliyuncs.com":             "/key",
		"open-bucket.oss-accelerate.aliyuncs.com":              "/key",
		"open-bucket.oss-accelerate-overseas.aliyuncs.com":     "/key",
		"open-bucket.oss.aliyuncs.com":                         "/key",
		"open-bucket.oss-internal.aliyuncs.com":                "/key",
		"Files.Example.com:8403":                               "/key",
		"127.0.0.1:8403":                                       "/open-bucket/key",
		"[::1]":                                                "/open-bucket/key",
		bench.Hangzhou:                                         "/open-bucket/key",
		"oss-accelerate.aliyuncs.com":                          "/open-bucket/key",
	} {
		if w, why := b.Send(b.Raw("GET", host, target, "")); why != "" || w.Body.String() != "content" {
			t.Errorf("%s: %d %s %s", host, w.Code, why, w.Body)
		}
	}
}

// The white list and the switch belong to one bucket, and can be undone.
func TestHostRulesAreOfOneBucket(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	steps := []struct {
		set  string
		want string
	}{{`{"pathStyle":true}`, ""}, {`{"frozen":false}`, ""}, {`{"pathStyle":false}`, "path-style-signed"}}
	for _, s := range steps {
		if status, body := b.Control("PATCH", "/v1/buckets/private-bucket", s.set); status != 204 {
			t.Fatal(status, body)
		}
		if _, why := b.Send(b.Owner(b.Raw("GET", bench.Hangzhou, "/private-bucket/key", ""))); why != s.want {
			t.Errorf("after %s: %q", s.set, why)
		}
		if _, why := b.Send(b.Owner(b.Raw("GET", bench.Hangzhou, "/open-bucket/key", ""))); why != "path-style-signed" {
			t.Errorf("another bucket after %s: %q", s.set, why)
		}
	}
	b.Set(bench.Private, "transferAcceleration", bench.AccelerationBody("false"))
	if _, why := b.Send(b.Raw("GET", "private-bucket.oss-accelerate.aliyuncs.com", "/key", "")); why != "acceleration-endpoint-off" {
		t.Errorf("switched off: %q", why)
	}
}

// SDK v2 binds, lists and removes a custom domain. Both SDKs sign requests through it.
func TestCnameBySDKs(t *testing.T) {
	s := bench.Serve(t)
	ctx, c := context.Background(), bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	bucket, name := v2.Ptr("bound-bucket"), v2.Ptr(bench.Domain)
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := c.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket})
	ok("PutBucket", err)
	configuration := &v2.BucketCnameConfiguration{Cname: &v2.Cname{Domain: name}}
	put := func() error {
		_, err := c.PutCname(ctx, &v2.PutCnameRequest{Bucket: bucket, BucketCnameConfiguration: configuration})
		return err
	}
	var refused *v2.ServiceError
	if !errors.As(put(), &refused) || refused.Code != "NeedVerifyDomainOwnership" ||
		refused.EC != "0018-00000115" || refused.StatusCode != 403 {
		t.Fatalf("unproven: %+v", refused)
	}
	token, err := c.CreateCnameToken(ctx, &v2.CreateCnameTokenRequest{Bucket: bucket, BucketCnameConfiguration: configuration})
	ok("CreateCnameToken", err)
	again, err := c.CreateCnameToken(ctx, &v2.CreateCnameTokenRequest{Bucket: bucket, BucketCnameConfiguration: configuration})
	ok("CreateCnameToken", err)
	got, err := c.GetCnameToken(ctx, &v2.GetCnameTokenRequest{Bucket: bucket, Cname: name})
	ok("GetCnameToken", err)
	text := *token.CnameToken.Token
	if *again.CnameToken.Token != text || *got.CnameToken.Token != text || *got.CnameToken.Cname != bench.Domain {
		t.Errorf("tokens %q %q %q", text, *again.CnameToken.Token, *got.CnameToken.Token)
	}
	dns(t, s.ControlAddr(), "PUT", `{"txt":["`+text+`"]}`)
	ok("PutCname", put())
	list, err := c.ListCname(ctx, &v2.ListCnameRequest{Bucket: bucket})
	ok("ListCname", err)
	if len(list.Cnames) != 1 || *list.Cnames[0].Domain != bench.Domain || *list.Cnames[0].Status != "Enabled" {
		t.Errorf("%+v", list)
	}

	for _, version := range []v2.SignatureVersionType{v2.SignatureVersionV1, v2.SignatureVersionV4} {
		through := bench.ClientV2(s, "cn-hangzhou", version, func(cfg *v2.Config) {
			cfg.WithEndpoint("http://" + bench.Domain).WithUseCName(true)
		})
		_, err = through.PutObject(ctx, &v2.PutObjectRequest{Bucket: bucket, Key: v2.Ptr("k"), Body: strings.NewReader("content")})
		ok(fmt.Sprint("PutObject ", version), err)
	}
	old, err := oss.New("http://"+bench.Domain, bench.OwnerKey, bench.OwnerSecret, oss.UseCname(true), oss.HTTPClient(bench.Dialing(s)))
	ok("SDK v1", err)
	handle, err := old.Bucket("bound-bucket")
	ok("SDK v1", err)
	body, err := handle.GetObject("k")
	ok("GetObject", err)
	if content, err := io.ReadAll(body); err != nil || string(content) != "content" {
		t.Errorf("%q %v", content, err)
	}

	for range 2 { // the second time, no domain is bound
		_, err = c.DeleteCname(ctx, &v2.DeleteCnameRequest{Bucket: bucket, BucketCnameConfiguration: configuration})
		ok("DeleteCname", err)
	}
	if _, err := handle.GetObject("absent-bucket/k"); err == nil || !strings.Contains(err.Error(), "NoSuchBucket") {
		t.Errorf("unbound: %v", err)
	}
}

func dns(t *testing.T, control, method, body string) {
	t.Helper()
	r, err := http.NewRequest(method, "http://"+control+"/v1/dns/_dnsauth."+bench.Domain, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil || resp.StatusCode != 204 {
		t.Fatalf("%s: %v %v", method, resp, err)
	}
	resp.Body.Close()
}

func TestControlOfDNS(t *testing.T) {
	b := bench.New(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"PUT", "/v1/dns/_dnsauth.example.com", `{"txt":["a","b"]}`, 204, ""},
		{"PUT", "/v1/dns/_dnsauth.example.com", `{"txt":[]}`, 400, "missing or empty"},
		{"PUT", "/v1/dns/_dnsauth.example.com", `{"a":[]}`, 400, "unknown field"},
		{"DELETE", "/v1/dns/_dnsauth.Example.com", "", 204, ""},
		{"DELETE", "/v1/dns/_dnsauth.example.com", "", 404, "no records"},
		{"PATCH", "/v1/buckets/absent", `{"pathStyle":true}`, 404, "no bucket"},
	} {
		if status, body := b.Control(c.method, c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, body)
		}
	}
}
