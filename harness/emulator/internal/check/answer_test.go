package check_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The whole answer, byte for byte as the service sends it.
func TestMismatchAnswer(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := "private-bucket.oss-cn-hangzhou.aliyuncs.com:8080"
	r := b.Raw("PUT", host, "/1.c%20%20%E7%8E%AF%E5%A2%83&%3C%22.png?uploadId=a%26b&foo=1", "", "Content-Type: image/png",
		"Date: Thu, 05 Mar 2026 12:00:00 GMT", "Authorization: OSS "+bench.OwnerKey+":X5eag9XWCsd/Cq3QzZjWZMOgF0Y=")
	w, _ := b.Send(r)
	id := w.Header()["x-oss-request-id"][0]
	text := "PUT\n\nimage/png\nThu, 05 Mar 2026 12:00:00 GMT\n/private-bucket/1.c  环境&<\".png?uploadId=a&b"
	var bytes strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&bytes, "%02X ", c)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>SignatureDoesNotMatch</Code>
  <Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message>
  <RequestId>` + id + `</RequestId>
  <HostId>` + host + `</HostId>
  <OSSAccessKeyId>LTAIowner</OSSAccessKeyId>
  <SignatureProvided>X5eag9XWCsd/Cq3QzZjWZMOgF0Y=</SignatureProvided>
  <StringToSign>` + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text) + `</StringToSign>
  <StringToSignBytes>` + bytes.String() + `</StringToSignBytes>
  <EC>0002-00000040</EC>
  <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0002-00000040</RecommendDoc>
</Error>
`
	if got := w.Body.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for name, value := range map[string]string{
		"Server": "AliyunOSS", "Date": "Thu, 05 Mar 2026 12:00:00 GMT", "Content-Type": "application/xml", "Connection": "keep-alive",
		"x-oss-server-time": "0", "x-oss-ec": "0002-00000040", "Content-Length": fmt.Sprint(len(want)),
	} {
		if got := w.Header()[name]; len(got) != 1 || got[0] != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
	if w.Code != 403 || len(id) != 24 || id[:8] != fmt.Sprintf("%X", b.Now.Unix()) {
		t.Errorf("status %d, request id %s", w.Code, id)
	}
}

// A HEAD has no body: x-oss-err is the base64 of the document.
func TestHeadAnswer(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	get, _ := b.Send(b.Raw("GET", bench.Private, "/key", ""))
	head, _ := b.Send(b.Raw("HEAD", bench.Private, "/key", ""))
	document, err := base64.StdEncoding.DecodeString(head.Header()["x-oss-err"][0])
	if err != nil {
		t.Fatal(err)
	}
	id := func(h map[string][]string) string { return h["x-oss-request-id"][0] }
	if got := strings.Replace(string(document), id(head.Header()), id(get.Header()), 1); got != get.Body.String() {
		t.Errorf("x-oss-err holds\n%s\nGET answers\n%s", document, get.Body)
	}
	if head.Code != 403 || head.Body.Len() != 0 || head.Header()["x-oss-ec"][0] != "0003-00000001" {
		t.Errorf("status %d, body %q, header %v", head.Code, head.Body, head.Header())
	}
}

// The evidence of the other refusals, in the order of the body.
func TestEvidence(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	between := func(body string) string {
		_, rest, _ := strings.Cut(body, "</HostId>\n")
		fields, _, _ := strings.Cut(rest, "  <EC>")
		return strings.ReplaceAll(strings.TrimSpace(fields), "\n  ", "\n")
	}
	w, _ := b.Send(b.Owner(b.Raw("GET", bench.Private, "/key", "", "x-oss-date: 20260305T130000Z")))
	want := "<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>\n" +
		"<RequestTime>2026-03-05T13:00:00.000Z</RequestTime>\n<ServerTime>2026-03-05T12:00:00.000Z</ServerTime>"
	if got := between(w.Body.String()); got != want {
		t.Errorf("skew: %s", got)
	}
	w, _ = b.Send(b.V1URL(b.Raw("GET", bench.Private, "/key", ""), "1772711999"))
	want = "<Expires>2026-03-05T11:59:59.000Z</Expires>\n<ServerTime>2026-03-05T12:00:00.000Z</ServerTime>"
	if got := between(w.Body.String()); got != want {
		t.Errorf("expiry: %s", got)
	}
	w, _ = b.Send(b.Raw("GET", "far-bucket."+bench.Hangzhou, "/key", ""))
	want = "<Bucket>far-bucket</Bucket>\n<Endpoint>oss-ap-southeast-1.aliyuncs.com</Endpoint>"
	if got := between(w.Body.String()); got != want {
		t.Errorf("endpoint: %s", got)
	}
	w, _ = b.Send(b.V1(b.Raw("GET", bench.Private, "/key", ""), " LTAIblank", "sk"))
	if got, want := between(w.Body.String()), "<OSSAccessKeyId> LTAIblank</OSSAccessKeyId>"; got != want {
		t.Errorf("unknown key: %s", got)
	}
	r := b.V4(b.Raw("GET", bench.Private, "/key", ""), b.Scope())
	r.Header.Set("Authorization", r.Header.Get("Authorization")+"0")
	w, _ = b.Send(r)
	var names []string
	for _, line := range strings.Split(between(w.Body.String()), "\n") {
		if name, _, ok := strings.Cut(strings.TrimPrefix(line, "<"), ">"); ok && strings.HasPrefix(line, "<") {
			names = append(names, name)
		}
	}
	if got, want := strings.Join(names, " "), "OSSAccessKeyId SignatureProvided CanonicalRequest StringToSign StringToSignBytes"; got != want {
		t.Errorf("V4 mismatch: %s", got)
	}
}

// A successful answer has the request id and the server time too.
func TestEveryAnswerCarriesTheRequestID(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	w := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", "")))
	if len(w.Header()["x-oss-request-id"]) != 1 || len(w.Header()["x-oss-server-time"]) != 1 ||
		w.Header().Get("Date") != "Thu, 05 Mar 2026 12:00:00 GMT" {
		t.Errorf("%v", w.Header())
	}
}

// A key stays as the request line has it.
func TestRawKeys(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for target, key := range map[string]string{
		"/a/b": "a/b", "/a%2Fb2": "a/b2", "/a%252Fb": "a%2Fb", "/x//": "x//", "/a/../b": "a/../b", "/%2B": "+",
		"/+": " ", "/%20": " ", "/a%3Fb": "a?b",
		"http://private-bucket.oss-cn-hangzhou.aliyuncs.com/absolute?uploadIdx=1": "absolute",
	} {
		b.Must(b.Owner(b.Raw("PUT", bench.Private, target, key)))
		if got := b.Must(b.Owner(b.Raw("GET", bench.Private, target, ""))).Body.String(); got != key {
			t.Errorf("%s: got %q", target, got)
		}
		listing := b.Raw("GET", bench.Private, "/?max-keys=1&encoding-type=url&prefix="+wire.Escape(key, "/"), "")
		if got := b.Must(b.Owner(listing)).Body.String(); !strings.Contains(got, "<Contents>") {
			t.Errorf("%s: not listed as %q\n%s", target, key, got)
		}
	}
}
