package check_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The answer to a mismatch of S3's version 4, byte for byte as it was captured.
// https://github.com/pig-mesh/oss-spring-boot-starter/issues/12
func TestMismatchAnswerOfS3(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	r := bench.S3V4URL(b, b.Raw("GET", bench.Private, "/key", ""), bench.Identity{ID: bench.OwnerKey, Secret: "wrong", Token: ""}, b.Now, "60")
	signature := r.RequestURI[strings.LastIndex(r.RequestURI, "=")+1:]
	w, _ := b.Send(r)
	id := w.Header()["x-amz-request-id"][0]
	text := b.Trace(id).StringToSign
	if !strings.HasPrefix(text, "AWS4-HMAC-SHA256\n20260305T120000Z\n20260305/us-east-1/s3/aws4_request\n") {
		t.Errorf("%q", text)
	}
	var bytes strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&bytes, "%02X ", c)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>SignatureDoesNotMatch</Code>
  <Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message>
  <RequestId>` + id + `</RequestId>
  <HostId>` + bench.Private + `</HostId>
  <AWSAccessKeyId>LTAIowner</AWSAccessKeyId>
  <SignatureProvided>` + signature + `</SignatureProvided>
  <StringToSign>` + text + `</StringToSign>
  <StringToSignBytes>` + bytes.String() + `</StringToSignBytes>
  <EC>0002-00000429</EC>
  <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0002-00000429</RecommendDoc>
</Error>
`
	if got := w.Body.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if h := w.Header(); h["x-oss-ec"][0] != "0002-00000429" || h["x-oss-request-id"] != nil || w.Code != 403 {
		t.Errorf("%d %v", w.Code, h)
	}
}

// A repeated parameter with the same meaning counts once. With another meaning it is refused.
func TestParametersTwice(t *testing.T) {
	for _, s := range bench.Signings() {
		if !s.Carrier.InURL() {
			continue
		}
		b := bench.New(t)
		bench.Stage(b)
		r := s.Asked(b, bench.OwnerCredentials())
		name := map[string]string{"v2-url": "x-oss-expires", "s3-v2-url": "Expires", "s3-v4-url": "X-Amz-Expires"}[s.Carrier.String()]
		first := *r
		first.RequestURI = strings.Replace(r.RequestURI, "?", "?"+name+"=9999999999&", 1)
		if _, why := b.Send(&first); why == "" {
			t.Errorf("%s: another %s before the signed one is accepted", s.Carrier, name)
		}
		last := *r
		last.RequestURI += "&" + name + "=9999999999"
		late := b.Now
		b.Now = b.Now.Add(time.Hour)
		if _, why := b.Send(&last); why == "" {
			t.Errorf("%s: another %s behind the signed one prolongs it", s.Carrier, name)
		}
		b.Now = late
	}
}

// x-amz-* has no effect with a signature of OSS, and x-oss-* none with a signature of S3.
func TestNamesOfTheOther(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	acl := func(key string) string {
		return b.Must(b.Owner(b.Raw("GET", bench.Open, key+"?acl", ""))).Body.String()
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Open, "/a", "content", "x-amz-acl: public-read", "x-amz-meta-a: 1")))
	b.Must(bench.S3V4Header(b, b.Raw("PUT", bench.Open, "/b", "content", "x-oss-object-acl: public-read"), bench.OwnerCredentials(), b.Now,
		""))
	b.Must(bench.S3V4Header(b, b.Raw("PUT", bench.Open, "/c", "content", "x-amz-acl: public-read", "x-amz-meta-a: 1"),
		bench.OwnerCredentials(), b.Now, ""))
	for key, want := range map[string]string{"/a": "default", "/b": "default", "/c": "public-read"} {
		if got := acl(key); !strings.Contains(got, "<Grant>"+want+"</Grant>") {
			t.Errorf("%s: %s", key, got)
		}
	}
	if h := b.Must(b.Owner(b.Raw("HEAD", bench.Open, "/a", ""))).Header(); h["x-oss-meta-a"] != nil {
		t.Errorf("%v", h)
	}
	if h := b.Must(b.Owner(b.Raw("HEAD", bench.Open, "/c", ""))).Header(); len(h["x-oss-meta-a"]) != 1 {
		t.Errorf("%v", h)
	}
	for _, s := range bench.Signings() { // the ACL as S3 writes it
		got := b.Must(s.By(b, b.Raw("GET", bench.Open, "/c?acl", ""), bench.OwnerCredentials())).Body.String()
		if want := map[bool]int{true: 2}[s.Carrier.IsS3()]; strings.Count(got, "<Permission>") != want {
			t.Errorf("%s: %s", s.Carrier, got)
		}
	}
}
