package explain_test

import (
	"bufio"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/wire"
)

const secretOfClient = "Xq7CanarySecretKey0123456789aB"

// A slip is a request as its client signs it, and as it arrives.
type slip struct {
	mistake         string
	signed, arrives string // the first line and the headers that matter; Host, Date and Authorization are added
	only            string // the form of signature in which the mistake can be made; empty: all
	unproven        bool   // what the client signs can't be guessed from the answer
}

func slips() []slip {
	return []slip{
		{"content-type-added", "PUT /a.txt", "PUT /a.txt\nContent-Type: application/x-www-form-urlencoded", "", false},
		{"content-type-changed", "PUT /a.txt\nContent-Type: text/plain", "PUT /a.txt\nContent-Type: text/plain;charset=UTF-8", "", false},
		{"method", "GET /a.txt", "HEAD /a.txt", "", false},
		{"time-zone", "GET /a.txt\nDate: Thu, 05 Dec 2024 10:31:04 GMT", "GET /a.txt", "V1", false},
		{"date", "GET /a.txt\nDate: Thu, 05 Dec 2024 02:31:01 GMT", "GET /a.txt", "V1", true},
		{"content-md5", "PUT /a.txt", "PUT /a.txt\nContent-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==", "", false},
		{"header-added", "GET /a.txt", "GET /a.txt\nx-oss-range-behavior: standard", "", false},
		{"header-dropped", "PUT /a.txt\nx-oss-meta-a: b", "PUT /a.txt", "", true},
		{"header-dropped", "PUT /a.txt\nx-oss-meta-a: b", "PUT /a.txt\nx-oss-meta-a: c", "", true},
		{"v4-region", "GET /a.txt\nRegion: oss-cn-beijing", "GET /a.txt\nRegion: cn-beijing", "V4", false},
		{"plus-and-blank", "GET /p%2Bq.txt", "GET /p%20q.txt", "", false},
		{"key-encoded-twice", "GET /a%20b.txt", "GET /a%2520b.txt", "", false},
		{"path-style", "GET /a.txt", "GET /example-bucket/a.txt", "", false},
		{"host", "GET /a.txt\nHost: other.oss-cn-hangzhou.aliyuncs.com", "GET /a.txt", "", true},
		{"key", "GET /a.txt", "GET /b.txt", "", true},
		{"parameter-added", "GET /a.txt", "GET /a.txt?response-content-type=text%2Fplain", "", false},
		{"parameter-dropped", "PUT /a.txt?partNumber=1&uploadId=0123", "PUT /a.txt?partNumber=1", "", true},
	}
}

// raw is a whole request in a form of signature.
func raw(part, form, signature string) string {
	lines := strings.Split(part, "\n")
	region := "cn-hangzhou"
	lines = slices.DeleteFunc(lines, func(line string) bool {
		value, ok := strings.CutPrefix(line, "Region: ")
		if ok {
			region = value
		}
		return ok
	})
	separator := "?"
	if strings.Contains(lines[0], "?") {
		separator = "&"
	}
	switch form {
	case "V1 URL":
		lines[0] += separator + "OSSAccessKeyId=LTAI5tEXAMPLE&Expires=1733369464&Signature=" + url.QueryEscape(signature)
	case "V4 URL":
		lines[0] += separator + "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=20241205T023104Z&x-oss-expires=600&x-oss-credential=" +
			url.QueryEscape("LTAI5tEXAMPLE/20241205/"+region+"/oss/aliyun_v4_request") + "&x-oss-signature=" + signature
	}
	lines[0] += " HTTP/1.1"
	has := func(name string) bool {
		return slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, name+":") })
	}
	if !has("Host") {
		lines = append(lines, "Host: example-bucket.oss-cn-hangzhou.aliyuncs.com")
	}
	if !has("Date") {
		lines = append(lines, "Date: Thu, 05 Dec 2024 02:31:04 GMT")
	}
	switch form {
	case "V1":
		lines = append(lines, "Authorization: OSS LTAI5tEXAMPLE:"+signature)
	case "V4":
		lines = append(lines, "x-oss-date: 20241205T023104Z", "x-oss-content-sha256: UNSIGNED-PAYLOAD",
			"Authorization: OSS4-HMAC-SHA256 Credential=LTAI5tEXAMPLE/20241205/"+region+"/oss/aliyun_v4_request,Signature="+signature)
	}
	return strings.Join(lines, "\r\n") + "\r\n\r\n"
}

// texts are what the official signer signs for a raw request.
func texts(t *testing.T, request string) wire.Texts {
	t.Helper()
	q, err := http.ReadRequest(bufio.NewReader(strings.NewReader(request)))
	if err != nil {
		t.Fatal(err)
	}
	bucket, _, _ := strings.Cut(q.Host, ".")
	got, err := wire.TextsOf(q, bucket, strings.TrimPrefix(q.URL.Path, "/"))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func signature(of wire.Texts, secret string) string {
	if of.Scope == "" {
		return wire.SignV1(secret, of.StringToSign)
	}
	return wire.SignV4(secret, of.Scope, of.StringToSign)
}

// refused is the answer to a request that arrives with a signature.
func refused(of wire.Texts, provided string) string {
	element := func(name, text string) string {
		return "  <" + name + ">" + html.EscapeString(text) + "</" + name + ">\n"
	}
	text := "<Error>\n" + element("Code", "SignatureDoesNotMatch") + element("SignatureProvided", provided) +
		element("StringToSign", of.StringToSign) + element("StringToSignBytes", fmt.Sprintf("% X ", of.StringToSign))
	if of.CanonicalRequest != "" {
		text += element("CanonicalRequest", of.CanonicalRequest)
	}
	return text + "</Error>\n"
}

func compared(t *testing.T, answer string, q *explain.Request, secret string) *explain.Comparison {
	t.Helper()
	read, err := explain.Read(answer, known())
	if err != nil {
		t.Fatal(err)
	}
	c, err := explain.Compare(read, q, secret, lang.Language{})
	if err != nil {
		t.Fatal(err)
	}
	d := explain.Diagnose(read, known(), lang.Language{})
	d.Comparison = c
	if page := pages(t, d); strings.Contains(page, secretOfClient) {
		t.Errorf("the secret is printed:\n%s", page)
	}
	return c
}

// Each mistake of the table is found from the request alone, and proven by the secret alone where it can be.
func TestEachMistakeIsNamed(t *testing.T) {
	named := map[string]bool{}
	for _, s := range slips() {
		for _, form := range []string{"V1", "V4", "V1 URL", "V4 URL"} {
			if s.only != "" && s.only != form {
				continue
			}
			own, arrived := texts(t, raw(s.signed, form, "x")), texts(t, raw(s.arrives, form, "x"))
			provided := signature(own, secretOfClient)
			answer := refused(arrived, provided)
			q, err := explain.ReadRequest(raw(s.signed, form, provided))
			if err != nil {
				t.Fatal(err)
			}
			if c := compared(t, answer, &q, ""); c.Mistake == nil || c.Mistake.ID != s.mistake || c.Mistake.Proven {
				t.Errorf("%s of %s, by the request: %+v, %s", s.mistake, form, c.Mistake, c.Says)
			}
			c := compared(t, answer, nil, secretOfClient)
			if !s.unproven && (c.Mistake == nil || c.Mistake.ID != s.mistake || !c.Mistake.Proven) {
				t.Errorf("%s of %s, by the secret: %+v, %s", s.mistake, form, c.Mistake, c.Says)
			}
			if s.unproven && c.Mistake != nil {
				t.Errorf("%s of %s can't be told by the secret alone: %+v", s.mistake, form, c.Mistake)
			}
			named[s.mistake] = true
		}
	}
	t.Logf("%d mistakes of requests, each named", len(named))
}

// Where both sign the same text the secret is wrong: it has something at its ends, or belongs to another AccessKey.
func TestMistakesOfTheSecret(t *testing.T) {
	for _, form := range []string{"V1", "V4", "V1 URL", "V4 URL"} {
		same := texts(t, raw("GET /a.txt", form, "x"))
		for _, secret := range []string{
			secretOfClient + "\n", secretOfClient + "\r\n", secretOfClient + " ", " " + secretOfClient, `"` + secretOfClient + `"`,
		} {
			for _, given := range []string{secretOfClient, secret} {
				c := compared(t, refused(same, signature(same, secret)), nil, given)
				if c.Mistake == nil || c.Mistake.ID != "secret-blank" || !c.Mistake.Proven {
					t.Errorf("%s, signed with %q: %+v", form, secret, c.Mistake)
				}
			}
		}
		c := compared(t, refused(same, signature(same, secretOfClient)), nil, secretOfClient)
		if c.Mistake == nil || c.Mistake.ID != "secret-of-another-key" {
			t.Errorf("%s: %+v", form, c.Mistake)
		}
		if c = compared(t, refused(same, "0123"), nil, secretOfClient); c.Mistake != nil {
			t.Errorf("%s, a made-up signature: %+v", form, c.Mistake)
		}
	}
}

// What a copy does to a URL shows without any secret.
func TestMistakesOfACopiedURL(t *testing.T) {
	answer := "<Error><Code>SignatureDoesNotMatch</Code><SignatureProvided>6jyvZH mGD80nDscjtdZPnjhHm0=</SignatureProvided></Error>"
	if c := compared(t, answer, nil, ""); c.Mistake == nil || c.Mistake.ID != "signature-plus" {
		t.Errorf("%+v", c.Mistake)
	}
	for _, ampersand := range []string{"&amp;", `\u0026`, "%5Cu0026"} {
		q, err := explain.ReadRequest("https://example-bucket.oss-cn-hangzhou.aliyuncs.com/a.txt?OSSAccessKeyId=LTAI" + ampersand + "Expires=1" +
			ampersand + "Signature=x")
		if err != nil {
			t.Fatal(err)
		}
		if c := compared(t, answer, &q, ""); c.Mistake == nil || c.Mistake.ID != "copied-ampersand" {
			t.Errorf("%s: %+v", ampersand, c.Mistake)
		}
	}
}

// One request is read alike in each form.
func TestRequestsAreReadInEachForm(t *testing.T) {
	own := texts(t, raw("PUT /a%20b.txt?acl\nContent-Type: text/plain", "V1", "x"))
	answer := refused(own, "x")
	const address = "https://example-bucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt?acl"
	for name, text := range map[string]string{
		"raw": raw("PUT /a%20b.txt?acl\nContent-Type: text/plain", "V1", "x"),
		"curl": "curl -v -X PUT '" + address + "' \\\n  -H 'Content-Type: text/plain' -H \"Date: Thu, 05 Dec 2024 02:31:04 GMT\" " +
			"-H 'Authorization: OSS LTAI5tEXAMPLE:x' --data-binary @file",
		"HAR": `{"request":{"method":"PUT","url":"` + address + `","headers":[{"name":":authority","value":"x"},` +
			`{"name":"content-type","value":"text/plain"},{"name":"date","value":"Thu, 05 Dec 2024 02:31:04 GMT"},` +
			`{"name":"authorization","value":"OSS LTAI5tEXAMPLE:x"}]}}`,
	} {
		q, err := explain.ReadRequest(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c := compared(t, answer, &q, ""); c.Mistake != nil || !slices.Equal(c.Request, c.Answer) || len(c.Request) == 0 {
			t.Errorf("%s: %q, %q", name, c.Request, c.Answer)
		}
	}
	link := address + "=&OSSAccessKeyId=LTAI5tEXAMPLE&Expires=1733369464&Signature=x"
	q, err := explain.ReadRequest(link)
	if err != nil {
		t.Fatal(err)
	}
	c := compared(t, "<Code>SignatureDoesNotMatch</Code><StringToSign>GET\n\n\n1733369464\n/example-bucket/a b.txt?acl</StringToSign>", &q, "")
	if c.Mistake != nil || !slices.Equal(c.Request, c.Answer) {
		t.Errorf("a URL: %q, %q", c.Request, c.Answer)
	}
	for _, bad := range []string{"", "hello", "GET /", "{", `{"log":{"entries":[]}}`, "curl", "https://"} {
		if _, err := explain.ReadRequest(bad); err == nil {
			t.Errorf("%q is a request", bad)
		}
	}
}
