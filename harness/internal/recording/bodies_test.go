package recording

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// onlyBody is a word of a user that has no form of its own, and stands in bodies alone.
const onlyBody = "ledger of hypatia"

// bodies are bodies with every canary in each of their places, and what must stay of them.
func bodies(t *testing.T) map[string]struct{ text, kind, stays string } {
	t.Helper()
	secret := onlyBody + " " + strings.ReplaceAll(everything(), "&", "&amp;") + " " + onlySecret
	quoted, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	field := func(name, value string) string {
		return "--border\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	return map[string]struct{ text, kind, stays string }{
		"a listing": {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListAllMyBucketsResult><Buckets><Bucket><Name>" + secret +
			"</Name><StorageClass>Standard</StorageClass><Comment>" + bucketCanary + "</Comment></Bucket></Buckets></ListAllMyBucketsResult>",
			"application/xml", "<StorageClass>Standard</StorageClass>"},
		"other places of XML": {"<a><!-- " + onlyBody + " > --><![CDATA[" + onlyBody + "]]>" + secret + "<b/>" + secret + "</a>", "", "<b/>"},
		"broken XML":          {"<a><b>" + secret, "application/xml", ""},
		"JSON": {`{"Statement": [{"Effect": "Deny", "Principal": [` + string(quoted) + `], "oss:Prefix": ` + string(quoted) +
			`, "n": 1234567890123456, ` + string(quoted) + `: true}]}`, "application/json", `{"Statement": [{"Effect": "Deny", "Principal": ["`},
		"a form": {field("key", secret) + field("policy", encoded(`{"expiration":"2026-11-30T03:46:42.000Z","bucket":"`+bucketCanary+`"}`)) +
			field("OSSAccessKeyId", keyCanary) + field("Signature", signatureCanary) + field("success_action_status", "201") +
			field("file", secret) + "--border--", "multipart/form-data; boundary=border", "name=\"success_action_status\"\r\n\r\n201\r\n"},
		"a playlist": {"#EXTM3U\nhttps://" + onlyBucket + ".oss-cn-hangzhou.aliyuncs.com/1.ts?OSSAccessKeyId=" + keyCanary + "&Signature=" +
			signatureCanary + "\n", "application/x-mpegURL", ".ts?OSSAccessKeyId="},
		"a content":     {secret, "text/plain", ""},
		"no text":       {"\x00\x01" + secret, "image/png", fmt.Sprintf("[%d bytes, ", len(secret)+2)},
		"a long text":   {strings.Repeat(secret, 1+mostBody/len(secret)), "text/plain", " bytes, "},
		"the suite's":   {stage.Content, "text/plain", stage.Content},
		"the catalogue": {scenarios.WroteByProvocation, "", scenarios.WroteByProvocation},
	}
}

// No canary is anywhere in a body, whether a request brought it or a success has it.
func TestNoCanaryIsInABody(t *testing.T) {
	for name, b := range bodies(t) {
		with := told(http.MethodGet)
		refused := with.Answers[0]
		refused.Brought = wire.Brought{Text: []byte(b.text), Length: int64(len(b.text)), Type: b.kind}
		success := refused
		success.Status, success.Body, success.Header = 200, []byte(b.text), http.Header{"Content-Type": {b.kind}}
		success.Exchange = verdict.Exchange{Step: control, Method: http.MethodGet, Status: 200}
		with.Answers = []wire.Answer{refused, success}
		with.Result.Exchanges = append(with.Result.Exchanges, success.Exchange)
		entry, left, err := Capture(with)
		if err != nil || left > 0 || len(entry.Exchanges) != 2 {
			t.Fatalf("%s: %d left, %v, %s", name, left, err, entry.Carried)
		}
		for place, body := range map[string]string{"request": entry.Exchanges[0].RequestBody, "success": entry.Exchanges[1].ResponseBody} {
			if body == "" || !strings.Contains(body, b.stays) {
				t.Errorf("%s in a %s: %q is not in %q", name, place, b.stays, body)
			}
			for _, view := range viewsOf(unquoted(body), 0) {
				for _, canary := range append(canaries(), onlyBody, "ledger of", "hypatia") {
					if at := strings.Index(view, canary); at >= 0 {
						t.Errorf("%s in a %s: %q is in %q", name, place, canary, view[max(0, at-60):min(len(view), at+60)])
					}
				}
			}
		}
	}
}

// Equal bodies of a scenario have equal stand-ins, and others have others, also where only their length is told.
func TestBodiesKeepEqualities(t *testing.T) {
	s := NewSanitiser("a/one", canaryTime)
	of := func(text string) string { return s.body([]byte(text), int64(len(text)), "") }
	for _, text := range []string{"a word", "\x00 a word", `{"a": "a word"}`, "<a>a word</a>"} {
		other := strings.Replace(text, "word", "lord", 1)
		first, again, second := of(text), of(text), of(other)
		if first != again || first == second || len(first) != len(second) {
			t.Errorf("%q became %q and %q, %q became %q", text, first, again, other, second)
		}
	}
	if got := s.body([]byte("begins"), 5000000, ""); !strings.HasPrefix(got, "[5000000 bytes, ") {
		t.Errorf("of a body whose beginning is kept: %q", got)
	}
}
