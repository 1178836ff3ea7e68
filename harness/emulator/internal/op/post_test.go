package op_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func TestPostObject(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for name, credentials := range map[string][]bench.Field{
		"v1": bench.V1Form(bench.PolicyOf(b, bench.AnyKey, `{"bucket":"private-bucket"}`, `["content-length-range",1,7]`)),
		"v4": bench.V4Form(b, bench.PolicyOf(b, bench.AnyKey, `["eq","$x-oss-signature-version","OSS4-HMAC-SHA256"]`), b.Scope()),
	} {
		fields := append([]bench.Field{
			{"KEY", "user/" + name + "/${filename}"}, {"Cache-Control", "no-cache"}, {"x-oss-meta-color", "red"}, {"x-oss-object-acl", "private"},
		}, credentials...)
		w := b.Must(b.Form(bench.Private, fields))
		if w.Code != 204 || w.Header()["ETag"][0] != `"9A0364B9E99BB480DD25E1F0284C8555"` || w.Body.Len() != 0 {
			t.Errorf("%s: %d %v %s", name, w.Code, w.Header(), w.Body)
		}
		got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/user/"+name+"/dir/a.txt", "")))
		h := got.Header()
		if got.Body.String() != "content" || h.Get("Cache-Control") != "no-cache" || h.Get("Content-Type") != "text/plain" ||
			h["x-oss-meta-color"][0] != "red" {
			t.Errorf("%s: %v %s", name, h, got.Body)
		}
	}
}

func TestPostObjectAnswers(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for _, c := range []struct {
		fields   []bench.Field
		status   int
		location string
		body     string
	}{
		{[]bench.Field{{"success_action_status", "200"}}, 200, "", ""},
		{[]bench.Field{{"success_action_status", "204"}}, 204, "", ""},
		{[]bench.Field{{"success_action_status", "299"}}, 204, "", ""},
		{[]bench.Field{{"success_action_status", "201"}}, 201, "http://" + bench.Open + "/a%20b",
			"<PostResponse><Bucket>open-bucket</Bucket><ETag>&#34;9A0364B9E99BB480DD25E1F0284C8555&#34;</ETag>" +
				"<Key>a b</Key><Location>http://" + bench.Open + "/a%20b</Location></PostResponse>"},
		{[]bench.Field{{"success_action_status", "201"}, {"success_action_redirect", "https://example.com/done?x=1"}},
			303, "https://example.com/done?x=1", ""},
		{[]bench.Field{{"success_action_redirect", "a\r\nSet-Cookie: b"}}, 204, "", ""},
	} {
		w, why := b.Send(b.Form(bench.Open, append(c.fields, bench.Field{"key", "a b"})))
		if w.Code != c.status || w.Header().Get("Location") != c.location || !strings.HasSuffix(w.Body.String(), c.body) ||
			c.body == "" && w.Body.Len() > 0 {
			t.Errorf("%v: %d %s %v %s", c.fields, w.Code, why, w.Header(), w.Body)
		}
	}
}

// The type of the object comes from x-oss-content-type, else Content-Type, else the file.
func TestPostObjectType(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for want, fields := range map[string][]bench.Field{
		"text/plain": nil,
		"image/png":  {{"content-type", "image/png"}},
		"image/gif":  {{"Content-Type", "image/png"}, {"x-oss-content-type", "image/gif"}},
	} {
		b.Must(b.Form(bench.Open, append(fields, bench.Field{"key", "typed"})))
		if got := b.Must(b.Raw("HEAD", bench.Open, "/typed", "")).Header().Get("Content-Type"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A form has its credentials in its fields. Headers and URL are ignored.
func TestPostObjectIgnoresOtherCredentials(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	fields := append(bench.V1Form(bench.PolicyOf(b, bench.AnyKey)), bench.Field{"key", "a"})
	r := b.Form(bench.Private, fields)
	r.Header.Set("Authorization", "OSS nobody:wrong")
	r.Header.Set("x-oss-object-acl", "public-read")
	r.RequestURI = "/?OSSAccessKeyId=a&Expires=1&Signature=b"
	b.Must(r)
	r = b.Form(bench.Private, []bench.Field{{"key", "a"}})
	if _, why := b.Send(b.Owner(r)); why != string(deny.ByBucketACL) {
		t.Errorf("anonymous form with a signed header: %q", why)
	}
}

// The whole answer to a wrong signature. The string to sign is the policy.
func TestPostObjectMismatchAnswer(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	fields := bench.V1Form(bench.PolicyOf(b, bench.AnyKey))
	w, _ := b.Send(b.Form(bench.Private, append(bench.WithFields(fields, bench.Field{"Signature", "d3Jvbmc="}), bench.Field{"key", "a"})))
	var bytes strings.Builder
	for _, c := range []byte(fields[1][1]) {
		fmt.Fprintf(&bytes, "%02X ", c)
	}
	want := "  <OSSAccessKeyId>" + bench.OwnerKey +
		"</OSSAccessKeyId>\n  <SignatureProvided>d3Jvbmc=</SignatureProvided>\n  <StringToSign>" + fields[1][1] +
		"</StringToSign>\n  <StringToSignBytes>" + bytes.String() + "</StringToSignBytes>\n  <EC>0002-00000705</EC>\n"
	if w.Code != 403 || !strings.Contains(w.Body.String(), want) {
		t.Errorf("%d %s\nwant\n%s", w.Code, w.Body, want)
	}
}

// The refusal of a condition prints the text of the policy.
func TestConditionAnswers(t *testing.T) {
	for condition, want := range map[string]string{
		`["eq","$success_action_status","200"]`:            `["eq", "$success_action_status", "200"]`,
		`["eq","success_action_status","200"]`:             `["eq", "$success_action_status", "200"]`,
		`{"bucket":"mingdi-bjx"}`:                          `["eq", "$bucket", "mingdi-bjx"]`,
		`["starts-with","$key","user/eric/"]`:              `["starts-with", "$key", "user/eric/"]`,
		`["eq","$Content-Type","image/png"]`:               `["eq", "$Content-Type", "image/png"]`,
		`["starts-with","$x-oss-meta-prop","prop-"]`:       `["starts-with", "$x-oss-meta-prop", "prop-"]`,
		`["in","$Content-Type",["image/png","image/jpg"]]`: `["in", "$Content-Type", ["image/png", "image/jpg"]]`,
		`["not-in","$cache-control",["no-cache"]]`:         `["not-in", "$cache-control", ["no-cache"]]`,
		`{"x-oss-meta-quote":"\$\u0041\"<"}`:               `["eq", "$x-oss-meta-quote", "$A"&lt;"]`,
	} {
		b := bench.New(t)
		bench.Stage(b)
		fields := append(bench.V1Form(bench.PolicyOf(b, bench.AnyKey, condition)), bench.Field{"success_action_status", "201"},
			bench.Field{"key", "other"},
			bench.Field{"x-oss-meta-prop", "x"}, bench.Field{"x-oss-meta-quote", ""}, bench.Field{"Cache-Control", "no-cache"})
		w, why := b.Send(b.Form(bench.Private, fields))
		message := "<Message>Invalid according to Policy: Policy Condition failed: " + want + "</Message>"
		if why != string(deny.ConditionFailed) || !strings.Contains(w.Body.String(), message) {
			t.Errorf("%s: %s\n%s", condition, why, w.Body)
		}
	}
}

func TestPolicyHolds(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for name, fields := range bench.GoodForms(b) {
		if w, why := b.Send(b.Form(bench.Private, fields)); why != "" {
			t.Errorf("%s: %s\n%s", name, why, w.Body)
		}
	}
	if w := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?prefix=bad", ""))); strings.Contains(w.Body.String(), "<Contents>") {
		t.Error("the second key was used")
	}
}

// Browsers send a submit button after the file.
func TestSubmitAfterFile(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	body := bench.FormText([]bench.Field{{"key", "a"}}) + bench.FilePart("content") +
		bench.FormText([]bench.Field{{"submit", "Upload to OSS"}}) + "--" + bench.Boundary + "--\r\n"
	b.Must(b.Post(bench.Open, body))
	digest := bench.MD5Of(body)
	b.Must(b.Post(bench.Open, body, "Content-MD5: "+digest))
	if _, why := b.Send(b.Post(bench.Open, body, "Content-MD5: eB5eJF1ptWaXm4bijSPyxw==")); why != string(deny.InvalidDigest) {
		t.Errorf("wrong digest: %q", why)
	}
}

// A refused form is not read up to its file.
func TestRefusedFormIsNotRead(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	short := bench.FormText([]bench.Field{{"key", "a"}}) + strings.TrimSuffix(bench.FilePart(""), "\r\n")
	if _, why := b.Send(b.Post(bench.Private, short, "Content-Length: 99999999")); why != string(deny.ByBucketACL) {
		t.Errorf("a truncated file: %q", why)
	}
	lost := b.Raw("POST", "absent-bucket."+bench.Hangzhou, "/", "", "Content-Length: 5", bench.MultipartType)
	if _, why := b.Send(lost); why != string(deny.NoSuchBucket) {
		t.Errorf("a missing form: %q", why)
	}
}
