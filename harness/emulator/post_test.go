package emulator_test

import (
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const anyKey = `["starts-with","$key",""]`

func TestPostObject(t *testing.T) {
	b := newBench(t)
	stage(b)
	for name, credentials := range map[string][]field{
		"v1": v1Form(policyOf(b, anyKey, `{"bucket":"private-bucket"}`, `["content-length-range",1,7]`)),
		"v4": v4Form(b, policyOf(b, anyKey, `["eq","$x-oss-signature-version","OSS4-HMAC-SHA256"]`), b.scope()),
	} {
		fields := append([]field{
			{"KEY", "user/" + name + "/${filename}"}, {"Cache-Control", "no-cache"}, {"x-oss-meta-color", "red"}, {"x-oss-object-acl", "private"},
		}, credentials...)
		w := b.must(b.form(private, fields))
		if w.Code != 204 || w.Header()["ETag"][0] != `"9A0364B9E99BB480DD25E1F0284C8555"` || w.Body.Len() != 0 {
			t.Errorf("%s: %d %v %s", name, w.Code, w.Header(), w.Body)
		}
		got := b.must(b.owner(b.raw("GET", private, "/user/"+name+"/dir/a.txt", "")))
		h := got.Header()
		if got.Body.String() != "content" || h.Get("Cache-Control") != "no-cache" || h.Get("Content-Type") != "text/plain" ||
			h["x-oss-meta-color"][0] != "red" {
			t.Errorf("%s: %v %s", name, h, got.Body)
		}
	}
}

func TestPostObjectAnswers(t *testing.T) {
	b := newBench(t)
	stage(b)
	for _, c := range []struct {
		fields   []field
		status   int
		location string
		body     string
	}{
		{[]field{{"success_action_status", "200"}}, 200, "", ""},
		{[]field{{"success_action_status", "204"}}, 204, "", ""},
		{[]field{{"success_action_status", "299"}}, 204, "", ""},
		{[]field{{"success_action_status", "201"}}, 201, "http://" + open + "/a%20b",
			"<PostResponse><Bucket>open-bucket</Bucket><ETag>&#34;9A0364B9E99BB480DD25E1F0284C8555&#34;</ETag>" +
				"<Key>a b</Key><Location>http://" + open + "/a%20b</Location></PostResponse>"},
		{[]field{{"success_action_status", "201"}, {"success_action_redirect", "https://example.com/done?x=1"}},
			303, "https://example.com/done?x=1", ""},
		{[]field{{"success_action_redirect", "a\r\nSet-Cookie: b"}}, 204, "", ""},
	} {
		w, why := b.send(b.form(open, append(c.fields, field{"key", "a b"})))
		if w.Code != c.status || w.Header().Get("Location") != c.location || !strings.HasSuffix(w.Body.String(), c.body) ||
			c.body == "" && w.Body.Len() > 0 {
			t.Errorf("%v: %d %s %v %s", c.fields, w.Code, why, w.Header(), w.Body)
		}
	}
}

// The type of the object comes from x-oss-content-type, else Content-Type, else the file.
func TestPostObjectType(t *testing.T) {
	b := newBench(t)
	stage(b)
	for want, fields := range map[string][]field{
		"text/plain": nil,
		"image/png":  {{"content-type", "image/png"}},
		"image/gif":  {{"Content-Type", "image/png"}, {"x-oss-content-type", "image/gif"}},
	} {
		b.must(b.form(open, append(fields, field{"key", "typed"})))
		if got := b.must(b.raw("HEAD", open, "/typed", "")).Header().Get("Content-Type"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A form has its credentials in its fields. Headers and URL are ignored.
func TestPostObjectIgnoresOtherCredentials(t *testing.T) {
	b := newBench(t)
	stage(b)
	fields := append(v1Form(policyOf(b, anyKey)), field{"key", "a"})
	r := b.form(private, fields)
	r.Header.Set("Authorization", "OSS nobody:wrong")
	r.Header.Set("x-oss-object-acl", "public-read")
	r.RequestURI = "/?OSSAccessKeyId=a&Expires=1&Signature=b"
	b.must(r)
	r = b.form(private, []field{{"key", "a"}})
	if _, why := b.send(b.owner(r)); why != string(deny.ByBucketACL) {
		t.Errorf("anonymous form with a signed header: %q", why)
	}
}

// The whole answer to a wrong signature. The string to sign is the policy.
func TestPostObjectMismatchAnswer(t *testing.T) {
	b := newBench(t)
	stage(b)
	fields := v1Form(policyOf(b, anyKey))
	w, _ := b.send(b.form(private, append(with(fields, field{"Signature", "d3Jvbmc="}), field{"key", "a"})))
	var bytes strings.Builder
	for _, c := range []byte(fields[1][1]) {
		fmt.Fprintf(&bytes, "%02X ", c)
	}
	want := "  <OSSAccessKeyId>" + ownerKey +
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
		b := newBench(t)
		stage(b)
		fields := append(v1Form(policyOf(b, anyKey, condition)), field{"success_action_status", "201"}, field{"key", "other"},
			field{"x-oss-meta-prop", "x"}, field{"x-oss-meta-quote", ""}, field{"Cache-Control", "no-cache"})
		w, why := b.send(b.form(private, fields))
		message := "<Message>Invalid according to Policy: Policy Condition failed: " + want + "</Message>"
		if why != string(deny.ConditionFailed) || !strings.Contains(w.Body.String(), message) {
			t.Errorf("%s: %s\n%s", condition, why, w.Body)
		}
	}
}

// goodForms: a policy is valid to its last second; ${filename} is replaced after the policy is
// checked; of two fields the first counts, for the policy and for the object.
func goodForms(b *bench) map[string][]field {
	return map[string][]field{
		"last second":       append(v1Form(policyUntil(b.now, anyKey)), field{"key", "a"}),
		"no fraction":       append(v1Form(`{"expiration":"2027-01-01T00:00:00Z","conditions":[["eq","$key","a"]]}`), field{"key", "a"}),
		"before filename":   append(v1Form(policyOf(b, `{"key":"dir/${filename}"}`)), field{"key", "dir/${filename}"}),
		"first of two":      append(v1Form(policyOf(b, `{"key":"good"}`)), field{"key", "good"}, field{"Key", "bad"}),
		"numbers in quotes": append(v1Form(policyOf(b, `["content-length-range","0","7"]`)), field{"key", "a"}),
		"type of the file":  append(v1Form(policyOf(b, `["in","$content-type",["text/plain"]]`)), field{"key", "a"}),
		"V4 a week later":   append(v4Form(b, policyOf(b, anyKey), scopeOf(b, "20260226")), field{"key", "a"}),
		"longest name":      append(v1Form(policyOf(b, anyKey)), field{"key", "a"}, field{strings.Repeat("n", 8<<10), ""}),
		"longest value":     append(v1Form(policyOf(b, anyKey)), field{"key", "a"}, field{"x-oss-meta-a", strings.Repeat("v", 4<<10)}),
	}
}

func TestPolicyHolds(t *testing.T) {
	b := newBench(t)
	stage(b)
	for name, fields := range goodForms(b) {
		if w, why := b.send(b.form(private, fields)); why != "" {
			t.Errorf("%s: %s\n%s", name, why, w.Body)
		}
	}
	if w := b.must(b.owner(b.raw("GET", private, "/?prefix=bad", ""))); strings.Contains(w.Body.String(), "<Contents>") {
		t.Error("the second key was used")
	}
}

// Browsers send a submit button after the file.
func TestSubmitAfterFile(t *testing.T) {
	b := newBench(t)
	stage(b)
	body := formText([]field{{"key", "a"}}) + filePart("content") + formText([]field{{"submit", "Upload to OSS"}}) + "--" + boundary + "--\r\n"
	b.must(b.post(open, body))
	digest := md5Of(body)
	b.must(b.post(open, body, "Content-MD5: "+digest))
	if _, why := b.send(b.post(open, body, "Content-MD5: eB5eJF1ptWaXm4bijSPyxw==")); why != string(deny.InvalidDigest) {
		t.Errorf("wrong digest: %q", why)
	}
}

// A refused form is not read up to its file.
func TestRefusedFormIsNotRead(t *testing.T) {
	b := newBench(t)
	stage(b)
	short := formText([]field{{"key", "a"}}) + strings.TrimSuffix(filePart(""), "\r\n")
	if _, why := b.send(b.post(private, short, "Content-Length: 99999999")); why != string(deny.ByBucketACL) {
		t.Errorf("a truncated file: %q", why)
	}
	lost := b.raw("POST", "absent-bucket."+hangzhou, "/", "", "Content-Length: 5", multipartType)
	if _, why := b.send(lost); why != string(deny.NoSuchBucket) {
		t.Errorf("a missing form: %q", why)
	}
}

func md5Of(body string) string {
	sum := md5.Sum([]byte(body))
	return base64.StdEncoding.EncodeToString(sum[:])
}
