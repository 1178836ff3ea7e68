package wire

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

const refusalBody = `<?xml version="1.0" encoding="UTF-8"?>
<Error>
  <Code>SignatureDoesNotMatch</Code>
  <StringToSign>GET

a &amp; "b" 'c' &#x3C; 键
/b/k</StringToSign>
  <AccessDeniedDetail>
    <AuthAction>oss:PutObject</AuthAction>
  </AccessDeniedDetail>
</Error>
`

func TestADocumentIsReadByteForByte(t *testing.T) {
	d, err := ParseDocument([]byte(refusalBody))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Code":                          "SignatureDoesNotMatch",
		"StringToSign":                  "GET\n\na & \"b\" 'c' < 键\n/b/k",
		"AccessDeniedDetail/AuthAction": "oss:PutObject",
	} {
		if got, _ := d.Text(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	crlf, err := ParseDocument([]byte(strings.ReplaceAll(refusalBody, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := crlf.Text("StringToSign"); !strings.Contains(got, "\r\n") {
		t.Errorf("CR is lost: %q", got)
	}
}

func TestWhatIsNoDocumentIsRefused(t *testing.T) {
	for name, raw := range map[string]string{
		"cut":                refusalBody[:len(refusalBody)/2],
		"without its end":    strings.Replace(refusalBody, "</Error>", "", 1),
		"twice":              refusalBody + refusalBody,
		"with text behind":   refusalBody + "x",
		"another root":       declaration + "<Other><Error/></Other>",
		"an element twice":   declaration + "<Error><Code>a</Code><Code>b</Code></Error>",
		"an unknown entity":  declaration + "<Error><Code>&nope;</Code></Error>",
		"no declaration":     strings.TrimPrefix(refusalBody, declaration),
		"a name space":       strings.Replace(refusalBody, "<Error>", `<Error xmlns="http://x">`, 1),
		"an attribute":       strings.Replace(refusalBody, "<Code>", `<Code a="b">`, 1),
		"text between":       strings.Replace(refusalBody, "</Code>", "</Code>text", 1),
		"text before nested": strings.Replace(refusalBody, "<AccessDeniedDetail>", "<AccessDeniedDetail>text", 1),
	} {
		if _, err := ParseDocument([]byte(raw)); err == nil || errors.Is(err, errNoErrorDocument) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, page := range []string{"<html></html>", "<html><!-- <Error> --></html>", "<ErrorPage></ErrorPage>"} {
		if _, err := ParseDocument([]byte(page)); !errors.Is(err, errNoErrorDocument) {
			t.Errorf("%s: %v", page, err)
		}
	}
}

func TestTheLayoutIsThatOfOSS(t *testing.T) {
	if d, err := ParseDocument([]byte(refusalBody)); err != nil || !d.LaidOut {
		t.Errorf("%+v, %v", d, err)
	}
	for name, raw := range map[string]string{
		"minified":             strings.ReplaceAll(strings.ReplaceAll(refusalBody, ">\n  ", ">"), ">\n    ", ">"),
		"CR LF":                strings.ReplaceAll(refusalBody, ">\n", ">\r\n"),
		"tabs":                 strings.ReplaceAll(refusalBody, "\n  <", "\n\t<"),
		"no line at the end":   strings.TrimSuffix(refusalBody, "\n"),
		"two lines at the end": refusalBody + "\n",
		"a blank line":         strings.Replace(refusalBody, "</Code>\n", "</Code>\n\n", 1),
	} {
		if d, err := ParseDocument([]byte(raw)); err != nil || d.LaidOut {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseDocument(f *testing.F) {
	f.Add([]byte(refusalBody))
	f.Add([]byte("<Error><Code>&#x41;\r</Code></Error>"))
	f.Add([]byte("<Error><a><b></a></b>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := ParseDocument(raw)
		if err == nil && !bytes.Contains(raw, []byte("<Error")) {
			t.Errorf("a document without <Error>: %v", d)
		}
	})
}

func TestARedactorHidesEveryCredential(t *testing.T) {
	const secret, signature, token = "s3cr3t/with+chars", "c2lnbmF0dXJl/+=", "CAISt0k3nt0k3n"
	r := newRedactor([]string{secret, signature})
	address, err := url.Parse("http://b.example/k?OSSAccessKeyId=ak&Signature=" + url.QueryEscape(signature) +
		"&x-oss-signature=abc123&security-token=" + token + "&x=" + url.QueryEscape(secret))
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{
		"Authorization":        {"OSS ak:" + signature},
		"X-Oss-Security-Token": {token},
		"X-Oss-Err":            {base64.StdEncoding.EncodeToString([]byte("<Error>" + signature + "</Error>"))},
	}
	shown := r.URL(address) + r.Text("a text with "+signature+" and "+secret)
	for _, h := range r.Headers(header) {
		shown += h.Value
		if decoded, err := base64.StdEncoding.DecodeString(h.Value); err == nil {
			shown += string(decoded)
		}
	}
	v4 := http.Header{"Authorization": {"OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,Signature=abc123"}}
	for _, h := range r.Headers(v4) {
		shown += h.Value
	}
	for _, hidden := range []string{secret, signature, token, "abc123", url.QueryEscape(signature)} {
		if strings.Contains(shown, hidden) {
			t.Errorf("%q stands in %q", hidden, shown)
		}
	}
	if !strings.Contains(shown, "cn-hangzhou/oss/aliyun_v4_request") {
		t.Errorf("more than the signature is hidden: %q", shown)
	}
}

func TestEachFaultChangesOneThing(t *testing.T) {
	signed := func() *http.Request {
		q, _ := http.NewRequest("GET", "http://b.oss-r1.aliyuncs.com/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature=a%2B", nil)
		return q
	}
	first, second := Endpoint{URL: "http://oss-r1.aliyuncs.com"}, Endpoint{URL: "http://oss-r2.aliyuncs.com"}
	const host = "http://b.oss-r1.aliyuncs.com"
	for _, c := range []struct {
		fault scenarios.Fault
		want  string // method and address
	}{
		{scenarios.Fault{}, "GET " + host + "/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature=a%2B"},
		{scenarios.TamperedSignature(), "GET " + host + "/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature=0%2B"},
		{scenarios.QueryAdded("acl", ""), "GET " + host + "/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature=a%2B&acl"},
		{scenarios.QueryRemoved("Expires"), "GET " + host + "/a%2Fb?OSSAccessKeyId=ak&Signature=a%2B"},
		{scenarios.QueryEmptied("Signature"), "GET " + host + "/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature="},
		{scenarios.MethodChanged("DELETE"), "DELETE " + host + "/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature=a%2B"},
		{scenarios.SentToOtherRegion(), "GET http://b.oss-r2.aliyuncs.com/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature=a%2B"},
		{scenarios.PathStyle(), "GET http://oss-r1.aliyuncs.com/b/a%2Fb?Expires=1&OSSAccessKeyId=ak&Signature=a%2B"},
	} {
		q := signed()
		call := Call{Request: scenarios.GetObject(), Faults: []scenarios.Fault{c.fault}, Endpoint: first, Elsewhere: second, Bucket: "b",
			Key: "a/b"}
		if err := call.draft(time.Now()).applySigned(q); err != nil {
			t.Fatal(err)
		}
		if got := q.Method + " " + q.URL.String(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.fault.Kind, got, c.want)
		}
	}
}

// The official signer judges canonicalRequest: its hash ends the StringToSign.
func TestTheCanonicalRequestIsKnownForEveryV4Request(t *testing.T) {
	for _, carrier := range []scenarios.Carrier{scenarios.V4Header, scenarios.V4URL} {
		for _, key := range []string{"object.txt", `a dir/键 + plus & amp=1 %41 <x> "q" 'a'~.txt`} {
			request := scenarios.PutObject().With("x-oss-meta-b", "2").With("Content-Type", "text/plain").WithQuery("x-oss-test", "a b/+&")
			call := Call{Request: request, Carrier: carrier, Credentials: caller.Credentials{AccessKeyID: "ak", AccessKeySecret: "sk"},
				Endpoint: Endpoint{URL: "http://oss-cn-hangzhou.aliyuncs.com", Region: "cn-hangzhou"}, Bucket: "bucket", Key: key}
			draft := call.draft(time.Unix(1702743657, 0))
			q, err := draft.signed()
			if err != nil {
				t.Fatal(err)
			}
			text, err := draft.stringToSignOf(q)
			if err != nil {
				t.Fatal(err)
			}
			if draft.canonicalRequest(q, text) == "" {
				t.Errorf("%s, key %q: unknown", carrier, key)
			}
		}
	}
}
