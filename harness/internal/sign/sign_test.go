package sign

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios/catalogue"
)

const secret = "a-secret-that-no-page-may-show"

func order(t *testing.T, address, form string, inURL bool) Order {
	t.Helper()
	q, err := explain.NewRequest("PUT", address,
		[]string{"Content-Type:  text/plain;  x=y ", "x-oss-meta-a: ·↵\\", "x-amz-meta-a: b  c", "Range: bytes=0-9"})
	if err != nil {
		t.Fatal(err)
	}
	var lifetime time.Duration
	if inURL {
		lifetime = time.Hour
	}
	return Order{Request: q, Form: form, URL: inURL, Lifetime: lifetime, Region: "cn-hangzhou",
		At:          time.Date(2024, 12, 5, 2, 31, 4, 0, time.UTC),
		Credentials: caller.Credentials{AccessKeyID: "LTAI5tEXAMPLE", AccessKeySecret: secret, SecurityToken: "token of a session"}}
}

func joined(lines []Line) string {
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.Text)
	}
	return strings.Join(texts, "\n")
}

// signatureOf is the signature of a text by the published rule of a form.
func signatureOf(form, scope, text string) string {
	switch form {
	case "v4":
		return wire.SignV4(secret, scope, text)
	case "s3-v4":
		return wire.SignS3V4(secret, scope, text)
	case "v2":
		return wire.SignV2(secret, text)
	}
	return wire.SignV1(secret, text)
}

var escaped = regexp.MustCompile(`\\(\\|x[0-9a-f]{2}|u\{[0-9a-f]+\})`)

// seen undoes visible.
func seen(text string) string {
	text = strings.ReplaceAll(text, "·", " ")
	return escaped.ReplaceAllStringFunc(text, func(word string) string {
		if word == `\\` {
			return `\`
		}
		code, _ := strconv.ParseInt(strings.Trim(word[2:], "{}"), 16, 32)
		return string(rune(code))
	})
}

// The shown lines are the text that was signed, byte for byte, and each says what it is made of.
func TestTheLinesAreTheTextThatWasSigned(t *testing.T) {
	for _, form := range Forms() {
		for _, inURL := range []bool{false, true} {
			for _, target := range []string{"photos/a%20b.txt?acl&prefix=x", "photos/?uploads", "photos", "", "photos/a%20",
				"photos/%E4%B8%AD%C2%B7%5C%0A/x%0Ay?response-content-type=a%0A/b"} {
				page, err := Sign(order(t, "http://127.0.0.1/"+target, form, inURL))
				if err != nil {
					t.Errorf("%s %v %s: %v", form, inURL, target, err)
					continue
				}
				text := joined(page.StringToSign)
				if got := signatureOf(form, page.Scope, text); got != page.Signature {
					t.Errorf("%s %v %s: the signature is %s, that of the lines %s:\n%q", form, inURL, target, page.Signature, got, text)
				}
				canonical := joined(page.CanonicalRequest)
				if sum := sha256.Sum256([]byte(canonical)); page.Scope != "" && !strings.HasSuffix(text, "\n"+hex.EncodeToString(sum[:])) {
					t.Errorf("%s %v %s: not what is hashed: %q", form, inURL, target, canonical)
				}
				shown := page.Text()
				for _, l := range append(page.StringToSign, page.CanonicalRequest...) {
					if l.Of == "" || seen(visible(l.Text)) != l.Text || !strings.Contains(shown, l.Of+" ") || !strings.Contains(shown, visible(l.Text)) {
						t.Errorf("%s %v %s: the line %+v in\n%s", form, inURL, target, l, shown)
					}
				}
				if strings.Contains(shown, secret) {
					t.Errorf("the secret is shown:\n%s", shown)
				}
			}
		}
	}
}

// Each line is named by what it is made of.
func TestEachLineSaysWhatItIsMadeOf(t *testing.T) {
	for form, want := range map[string]string{
		"v1": "method|Content-MD5 header (none)|Content-Type header|Date header|signed header x-oss-*|signed header x-oss-*|" +
			"CanonicalizedResource: /bucket/key?sub-resources",
		"v2": "method|Content-MD5 header (none)|Content-Type header|Date header|signed header range|signed header x-oss-*|" +
			"signed header x-oss-*|names of headers signed beside|CanonicalizedResource: /bucket/key?parameters, percent-encoded",
		"s3-v2": "method|Content-MD5 header (none)|Content-Type header|Date header|signed header x-amz-*|signed header x-amz-*|" +
			"CanonicalizedResource: /bucket/key?sub-resources",
		"v4": "method|URI: /bucket/key, percent-encoded|query: all parameters, sorted|signed header content-type|signed header range|" +
			"signed header x-oss-*|signed header x-oss-*|signed header x-oss-*|signed header x-oss-*|end of the headers|AdditionalHeaders|" +
			"payload: the body is not signed",
		"s3-v4": "method|URI: the path, percent-encoded|query: all parameters, sorted|signed header content-type|signed header host|" +
			"signed header range|signed header x-amz-*|signed header x-amz-*|signed header x-amz-*|signed header x-amz-*|end of the headers|" +
			"SignedHeaders|payload: the body is not signed",
	} {
		o := order(t, "https://photos.oss-cn-hangzhou.aliyuncs.com/a.txt?acl", form, false)
		if strings.Contains(want, "range") {
			o.Additional = []string{"Range"}
		}
		page, err := Sign(o)
		if err != nil {
			t.Fatal(err)
		}
		lines := page.CanonicalRequest
		if lines == nil {
			lines = page.StringToSign
		}
		var got []string
		for _, l := range lines {
			got = append(got, l.Of)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %s\nwant %s", form, strings.Join(got, "|"), want)
		}
	}
}

// What a form has no place for is refused, not left out.
func TestAnOrderThatDoesNotFitItsForm(t *testing.T) {
	const address = "https://photos.oss-cn-hangzhou.aliyuncs.com/a.txt"
	for _, form := range Forms() {
		o := order(t, address, form, false)
		o.Additional = []string{"Range"}
		_, err := Sign(o)
		lists := form != "v1" && form != "s3-v2"
		if lists != (err == nil) || !lists && !strings.Contains(err.Error(), "accepted: v4, v2, s3-v4") {
			t.Errorf("%s, an additional header: %v", form, err)
		}
		o = order(t, address, form, false)
		o.Lifetime = time.Minute
		if _, err = Sign(o); err == nil || !strings.Contains(err.Error(), "accepted: with --url") {
			t.Errorf("%s, a lifetime in a header: %v", form, err)
		}
		o = order(t, address, form, true)
		o.Lifetime = 0
		page, err := Sign(o)
		if end := strconv.FormatInt(o.At.Add(usualLifetime).Unix(), 10); err != nil ||
			!strings.Contains(page.URL, "xpires=900") && !strings.Contains(page.URL, "xpires="+end) {
			t.Errorf("%s, no lifetime: %v %s", form, err, page.URL)
		}
	}
}

// A difference is marked at its bytes.
func TestADifferenceIsMarked(t *testing.T) {
	d := inLines([]Line{{Text: "GET", Of: "method"}, {Text: "/a ä", Of: "path"}}, "GET\n/a ö")
	if d == nil || d.Line != 2 || d.From != 4 {
		t.Fatalf("%+v", d)
	}
	d.Text = "StringToSign"
	want := "StringToSign differs in line 2 (path), from its byte 4 on\n" +
		"  signed  /a·ä\n             ^\n          C3 A4\n" +
		"  answer  /a·ö\n             ^\n          C3 B6\n" + d.Says
	if got := strings.Join(d.lines(), "\n"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// Whatever an answer and a request hold, they are compared, or refused in one sentence, and the secret is not shown.
func FuzzCompare(f *testing.F) {
	known := explain.Knowing(catalogue.All())
	f.Add("/a.txt?acl", "<Code>SignatureDoesNotMatch</Code><StringToSign>GET\n\n\n1\n/b</StringToSign>")
	f.Add("/a%20b", "<Code>SignatureDoesNotMatch</Code><StringToSign>OSS4-HMAC-SHA256 20241205T023104Z x y</StringToSign>"+
		"<CanonicalRequest>\xff</CanonicalRequest>")
	f.Add("/%0A?x-oss-credential=a/b", "<Code>SignatureDoesNotMatch</Code><StringToSign>PUT</StringToSign>"+
		"<StringToSignBytes>50 55</StringToSignBytes>")
	f.Add("/%00", "SignatureDoesNotMatch") // a bucket that aliyun-oss-go-sdk dies of
	f.Fuzz(func(t *testing.T, target, text string) {
		answer, err := explain.Read(text, known)
		if err != nil {
			return
		}
		for _, form := range Forms() {
			q, err := explain.NewRequest("GET", "http://127.0.0.1"+target, nil)
			if err != nil {
				return
			}
			page, err := Sign(Order{Request: q, Form: form, URL: len(text)%2 == 0, Region: "r", Refused: &answer,
				Credentials: caller.Credentials{AccessKeyID: "id", AccessKeySecret: secret}})
			shown := page.Text()
			if err != nil {
				shown = err.Error()
			}
			if strings.Contains(shown, secret) || err != nil && strings.Contains(shown, "\n") {
				t.Errorf("%q", shown)
			}
		}
	})
}
