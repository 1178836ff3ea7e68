package explain_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
)

func TestWhatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"empty":       {"", "the text is empty"},
		"blank":       {" \n\t\r\n", "the text is empty"},
		"too large":   {strings.Repeat("<Code>AccessDenied</Code>\n", explain.MaxText/26+1), "more than 1048576 bytes"},
		"binary":      {"\x00\xff\xfe\x1f\x8b\x08" + strings.Repeat("\x00\x01\x80", 5000), "tells no Code, no EC and no Message"},
		"other":       {"dial tcp: lookup example.com: no such host", "tells no Code, no EC and no Message"},
		"empty error": {"<Error></Error>", "tells no Code, no EC and no Message"},
	} {
		if _, err := explain.Read(c.text, known()); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	largest := strings.Repeat(" ", explain.MaxText-27) + "  <Code>AccessDenied</Code>\n"
	if _, err := explain.Read(largest[:explain.MaxText], known()); err != nil {
		t.Errorf("the largest text: %v", err)
	}
}

// canaries are secrets in the places where people paste them.
func canaries() map[string]string {
	return map[string]string{
		"Xq7CanarySecretKey0123456789aB": "accessKeySecret: Xq7CanarySecretKey0123456789aB",
		"canarysecret":                   `{"AccessKeySecret":"canarysecret"}`,
		"CAIScanary1/Token+abcdefghijk=": "x-oss-security-token:CAIScanary1/Token+abcdefghijk=",
		"canarytoken":                    "?security-token=canarytoken&Expires=1",
		"c4n4rySIGN+/abcdefghijklmno=":   "Authorization: OSS LTAI5tExample:c4n4rySIGN+/abcdefghijklmno=",
		"canarysignature":                "&Signature=canarysignature&x=y",
		"canary0123456789abcdef":         "x-oss-signature=canary0123456789abcdef",
		"canaryv4":                       "OSS4-HMAC-SHA256 Credential=canaryid/20250101/cn-hangzhou/oss/aliyun_v4_request, Signature=canaryv4",
		"canaryaws":                      "aws_secret_access_key = canaryaws",
		"canarypassword":                 "password=canarypassword",
		"canarysts":                      "stsToken: 'canarysts'",
		"canarysession":                  "aws_session_token=canarysession",
		"canaryflag":                     "ossutil ls --access-key-secret canaryflag",
		"canaryshort":                    "ak=x sk: canaryshort",
		"canarywide":                     "密钥：canarywide",
		"canaryescaped":                  `{\"accessKeySecret\":\"canaryescaped\"}`,
		"canaryelement":                  "&lt;accessKeySecret&gt;canaryelement",
		"canarycookie":                   "Cookie: a=b; session=canarycookie",
	}
}

// No secret is printed, wherever in the text it stands.
func TestSecretsAreNotPrinted(t *testing.T) {
	for secret, line := range canaries() {
		for name, text := range map[string]string{
			"beside":          "<Error><Code>SignatureDoesNotMatch</Code></Error>\n" + line,
			"in the Message":  "<Error><Code>SignatureDoesNotMatch</Code><Message>" + strings.ReplaceAll(line, "&", "&amp;") + "</Message></Error>",
			"in the HostId":   "<Error><Code>SignatureDoesNotMatch</Code><HostId>" + strings.ReplaceAll(line, "&", "&amp;") + "</HostId></Error>",
			"in the Code":     "<Error><Code>" + strings.ReplaceAll(line, "&", "&amp;") + "</Code></Error>",
			"in StringToSign": "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>GET\n\n\n1\n" + line + "\n/b/k</StringToSign></Error>",
			"as an element":   "<Error><Code>SignatureDoesNotMatch</Code><AccessKeySecret>" + secret + "</AccessKeySecret></Error>",
			"as a name": "<Error><Code>AccessDenied</Code><AuthAction>oss:GetObject</AuthAction><AuthPrincipalDisplayName>" + line +
				"</AuthPrincipalDisplayName></Error>",
			"of a client": `oss: service returned error: StatusCode=403, ErrorCode=AccessDenied, ErrorMessage="` +
				strings.ReplaceAll(line, `"`, "'") + `"`,
		} {
			if page := printed(t, text); strings.Contains(page, secret) {
				t.Errorf("%q %s is printed:\n%s", line, name, page)
			}
		}
	}
}

// What a terminal would act on is printed as its escape.
func TestHostileTextIsPrintedVisibly(t *testing.T) {
	for _, hostile := range []string{
		"\x1b]0;title\x07", "\x1b[2J\x1b[H", "\u202e\u2066", "\r\rrm -rf", "\x9b31m", "\u009b31m", "\x00\x08\x08", "\u200b",
	} {
		for _, text := range []string{
			"<Error><Code>AccessDenied" + hostile + "</Code><Message>x" + hostile + "y</Message><HostId>h" + hostile + "</HostId></Error>",
			"<Error><Code>AccessDenied</Code><AuthAction>oss:" + hostile + "</AuthAction><Bucket>" + hostile + "b</Bucket></Error>",
			`StatusCode=403, ErrorCode=AccessDenied, ErrorMessage="no ` + hostile + `", RequestId=65F1A2B3C4D5E6F708192A3B`,
		} {
			if i := strings.IndexFunc(printed(t, text), func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
				t.Errorf("%q is printed as it is", hostile)
			}
		}
	}
}

// printed is all that explain prints of a text: the page and the JSON.
func printed(t testing.TB, text string) string {
	t.Helper()
	answer, err := explain.Read(text, known())
	if err != nil {
		return err.Error()
	}
	return pages(t, explain.Diagnose(answer, known(), lang.Language{}))
}

func pages(t testing.TB, d explain.Diagnosis) string {
	t.Helper()
	page := &bytes.Buffer{}
	if err := explain.WriteText(page, d, lang.Language{}); err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(page)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(d); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// The form of the JSON that scripts read.
func TestTheFormOfJSON(t *testing.T) {
	for _, text := range []string{"<Code>AccessDenied</Code>", "<Code>NoSuchThing</Code>", "<Code>X</Code><EC>0003-00000001</EC>"} {
		answer, err := explain.Read(text, known())
		if err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(explain.Diagnose(answer, known(), lang.Language{}))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"row", "code", "ec", "message", "cause", "certainty", "because"} {
			if _, ok := got[name].(string); !ok {
				t.Errorf("%s: %s is %T", text, name, got[name])
			}
		}
		for _, name := range []string{"remedy", "alternatives", "faults", "sources"} {
			if _, ok := got[name].([]any); !ok {
				t.Errorf("%s: %s is %T", text, name, got[name])
			}
		}
	}
}

// FuzzExplain: whatever is pasted, reading and diagnosing end, and nothing that a terminal acts on is printed.
func FuzzExplain(f *testing.F) {
	for _, render := range renderings() {
		f.Add(render(refusal{"R25", "AccessDenied", "You have no right to access this object because of bucket acl.", "0003-00000001"}))
	}
	for _, line := range canaries() {
		f.Add("<Error><Code>SignatureDoesNotMatch</Code><StringToSign>" + line + "</StringToSign></Error>")
	}
	f.Add("x-oss-err: ////\n0002-00000040 \\u003c \\\" &lt;Code&gt; \x1b[1m\xff")
	f.Fuzz(func(t *testing.T, text string) {
		page := printed(t, text)
		if len(page) > 200_000 {
			t.Errorf("%d bytes are printed", len(page))
		}
		if i := strings.IndexFunc(page, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("%q is printed", page[i:min(len(page), i+8)])
		}
	})
}

// FuzzRequest: whatever is given as a request, reading and comparing end, and nothing that a terminal acts on is printed.
func FuzzRequest(f *testing.F) {
	for _, s := range slips() {
		f.Add(raw(s.arrives, "V1", "x"), "GET\n\n\n1\n/b/k")
		f.Add(raw(s.arrives, "V4", "x"), "OSS4-HMAC-SHA256\n20241205T023104Z\n20241205/cn-hangzhou/oss/aliyun_v4_request\n0")
	}
	f.Add(`curl -X PUT 'https://b.oss-cn-hangzhou.aliyuncs.com/k?OSSAccessKeyId=i&Expires=1&Signature=s' -H "a: b"`, "\x1b[31m")
	f.Add("GET /k?x-oss-access-key-id=i&x-oss-expires=1&x-oss-signature=s HTTP/1.1\nHost: b.oss-cn-hangzhou.aliyuncs.com",
		"GET\n\n\n1\n\n%2Fb%2Fk?x")
	f.Add("GET /k HTTP/1.1\nHost: b.oss-cn-hangzhou.aliyuncs.com\nx-amz-date: 20241205T023104Z\n"+
		"Authorization: AWS4-HMAC-SHA256 Credential=a/20241205/r/s3/aws4_request,SignedHeaders=host;x-amz-date,Signature=0",
		"AWS4-HMAC-SHA256\n20241205T023104Z\n20241205/r/s3/aws4_request\n0")
	f.Add("POST / HTTP/1.1\nHost: b.oss-cn-hangzhou.aliyuncs.com\nContent-Type: multipart/form-data; boundary=x\n\n--x\n"+
		"Content-Disposition: form-data; name=\"policy\"\n\ne30=\n--x\n"+
		"Content-Disposition: form-data; name=\"x-oss-credential\"\n\na/b/c/d/e\n--x--",
		"e30=")
	f.Add("curl h://b -F policy=e30= -F X-Amz-Credential=a/20241205/r/s3/aws4_request -F x-amz-signature=0", "ZTMwPQ==")
	f.Add(`{"request":{"url":"https://h/k?x-oss-credential=a/b/c/d/e&x-oss-date=20241205T023104Z&x-oss-expires=1"}}`, "")
	f.Fuzz(func(t *testing.T, request, text string) {
		answer, err := explain.Read("<Code>SignatureDoesNotMatch</Code><StringToSign>"+text+"</StringToSign><CanonicalRequest>"+text+
			"</CanonicalRequest>", known())
		if err != nil {
			return
		}
		q, err := explain.ReadRequest(request)
		if err != nil {
			return
		}
		c, err := explain.Compare(answer, &q, "secret\n", lang.Language{})
		if err != nil {
			return
		}
		d := explain.Diagnose(answer, known(), lang.Language{})
		d.Comparison = c
		page := pages(t, d)
		if i := strings.IndexFunc(page, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("%q is printed", page[i:min(len(page), i+8)])
		}
	})
}
