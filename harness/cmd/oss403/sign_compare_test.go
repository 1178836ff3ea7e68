package main

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/osstest"
	"github.com/oss403/oss403/harness/internal/sign"
)

// The answer to a request that was sent otherwise than it was signed is compared: whole, with its texts masked, and
// in one line.
func TestSignComparesWithARefusedAnswer(t *testing.T) {
	oss := osstest.Start(t, osstest.Bucket{Name: "photos"})
	as(t, oss.Owner)
	const address = "http://photos.oss-cn-hangzhou.aliyuncs.com/a%20b.txt"
	masked := func(answer string) string {
		before, after, _ := strings.Cut(answer, "<StringToSign>")
		_, after, _ = strings.Cut(after, "</StringToSign>")
		return before + "<StringToSign>***</StringToSign>" + after
	}
	oneLine := func(answer string) string {
		_, document, _ := strings.Cut(answer, "\r\n\r\n")
		before, after, _ := strings.Cut(document, "<StringToSignBytes>")
		_, after, _ = strings.Cut(after, "</StringToSignBytes>")
		return strings.Join(strings.Fields(before+after), " ")
	}
	for _, form := range sign.Forms() {
		for _, place := range [][]string{nil, {"--url"}} {
			args := append([]string{"PUT", address, "--form=" + form}, place...)
			q := requestOf(t, signed(t, append(args, "--time="+time.Now().UTC().Add(-time.Minute).Format(time.RFC3339))...).Curl)
			q.Header.Set("Content-Type", "text/plain")
			if form == "s3-v4" { // which signs no Content-Type that was not there
				q.Header.Del("Content-Type")
				q.Method = http.MethodDelete
			}
			status, answer := answerTo(t, oss.HTTPClient(), q)
			if status != http.StatusForbidden {
				t.Fatalf("%s %s: %d %s", form, place, status, answer)
			}
			forms := map[string]string{"whole": answer, "in one line": oneLine(answer)}
			if form != "v4" && form != "s3-v4" {
				forms["masked"] = masked(answer)
			}
			for name, text := range forms {
				d := signed(t, append(args, "--compare", pasted(t, text))...).Compared
				of := "Content-Type header (none)"
				switch form {
				case "v4":
					of = "signed header x-oss-*"
					if len(place) > 0 {
						of = "end of the headers"
					}
				case "s3-v4": // whose CanonicalRequest the answer does not tell
					of = "SHA-256 of the CanonicalRequest"
				}
				if d == nil || d.Of != of || d.Signed == d.Answer {
					t.Errorf("%s %s, %s: %+v\n%s", form, place, name, d, text)
				}
			}
		}
	}
}

// With the right request, both sign the same text.
func TestSignFindsNoDifference(t *testing.T) {
	oss := osstest.Start(t, osstest.Bucket{Name: "photos"})
	for _, form := range sign.Forms() {
		for _, place := range [][]string{nil, {"--url"}} {
			args := append([]string{"GET", "http://photos.oss-cn-hangzhou.aliyuncs.com/a%20%20b.txt?acl", "--form=" + form}, place...)
			wrong := oss.Owner
			wrong.AccessKeySecret += "x"
			as(t, wrong)
			_, answer := answerTo(t, oss.HTTPClient(), requestOf(t, signed(t, args...).Curl))
			for secret, says := range map[string]string{
				wrong.AccessKeySecret:     "OSS signs the same text, and this signature was refused",
				oss.Owner.AccessKeySecret: "OSS signs the same text, and another signature was refused",
			} {
				t.Setenv("OSS_ACCESS_KEY_SECRET", secret)
				if d := signed(t, append(args, "--compare", pasted(t, answer))...).Compared; d == nil || !strings.HasPrefix(d.Says, says) {
					t.Errorf("%s %s: %+v\n%s", form, place, d, answer)
				}
			}
		}
	}
}

func TestSignSaysWhatIsWrong(t *testing.T) {
	const address = "https://photos.oss-cn-hangzhou.aliyuncs.com/a.txt"
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"nothing":      {nil, "no request"},
		"a form":       {[]string{"GET", address, "--form=v3"}, `the form "v3" is not known`},
		"a list":       {[]string{"GET", address, "--form=v1", "--additional-header=range"}, "the form v1 lists none"},
		"an end":       {[]string{"GET", address, "--expires=1h"}, "accepted: with --url"},
		"a scheme":     {[]string{"GET", "photos/a.txt"}, "its URL has no host"},
		"a key":        {[]string{"GET", address + "%zz"}, "its path can't be decoded"},
		"a query":      {[]string{"GET", address + "?a=%zz"}, "its query can't be decoded"},
		"a method":     {[]string{"G T", address}, "invalid method \"G T\"; accepted: METHOD URL"},
		"twice":        {[]string{"GET", address + "?acl&acl"}, `the parameter "acl" stands twice`},
		"a header":     {[]string{"GET", address, "-H", "x"}, "has no colon"},
		"a name":       {[]string{"GET", address, "-H", ": x"}, "has no name"},
		"a line feed":  {[]string{"GET", address, "-H", "x: a\r\nEvil: b"}, "has a line feed"},
		"a region":     {[]string{"GET", address, "--region=../x y"}, `the region "../x y"`},
		"Host":         {[]string{"GET", address, "-H", "Host: x"}, "the URL names the host"},
		"a time":       {[]string{"GET", address, "--time=today"}, `the time "today"`},
		"a week":       {[]string{"GET", address, "--url", "--expires=169h"}, "that lasts 169h"},
		"no time":      {[]string{"GET", address, "--url", "--expires=-1s"}, "--expires=-1s; accepted: from 1s"},
		"no time left": {[]string{"GET", address, "--url", "--expires=0s"}, "--expires=0s; accepted: from 1s"},
		"a domain":     {[]string{"GET", "https://photos.example.com/a.txt"}, "its bucket is not named"},
		"no region":    {[]string{"GET", "http://127.0.0.1/photos/a.txt"}, "names no region"},
		"oss-":         {[]string{"GET", address, "--region=oss-cn-hangzhou"}, "the region without oss-"},
		"no file":      {[]string{"--request=/does/not/exist"}, "no such file"},
		"two requests": {[]string{"GET", address, "--request=/does/not/exist"}, "and another one"},
		"no answer":    {[]string{"GET", address, "--compare", pasted(t, "hello")}, "nothing to compare with"},
		"another answer": {[]string{"GET", address, "--compare", pasted(t, "<Error><Code>AccessDenied</Code></Error>")},
			"has no StringToSign to compare with"},
	} {
		as(t, osstest.Credentials{AccessKeyID: canaryID, AccessKeySecret: canarySecret})
		t.Setenv("OSS_REGION", "")
		code, out, said := run(t, append([]string{"sign"}, c.args...)...)
		if code != exitUsage || out != "" || !strings.Contains(said, c.says) || !strings.Contains(said, "accepted: ") ||
			strings.Count(said, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out, said)
		}
	}
	for name, value := range map[string]string{"OSS_ACCESS_KEY_ID": "", "OSS_ACCESS_KEY_SECRET": "", "OSS_SESSION_TOKEN": "tok\nen"} {
		as(t, osstest.Credentials{AccessKeyID: canaryID, AccessKeySecret: canarySecret})
		t.Setenv(name, value)
		if code, out, said := run(t, "sign", "GET", address); code != exitUsage || out != "" || !strings.Contains(said, name) ||
			strings.Contains(said, canarySecret) {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out, said)
		}
	}
}

// A request is read in each form that explain reads, and keeps its form of signature. The secret is in no output.
func TestSignReadsRequestsAndPrintsNoSecret(t *testing.T) {
	as(t, osstest.Credentials{AccessKeyID: canaryID, AccessKeySecret: canarySecret, SecurityToken: "token"})
	const at = "--time=2024-12-05T02:31:04Z"
	var all bytes.Buffer
	for _, form := range sign.Forms() {
		for _, place := range [][]string{nil, {"--url"}} {
			args := append([]string{"PUT", "https://photos.oss-cn-hangzhou.aliyuncs.com/a%20b?acl", "-H", "Content-Type: text/plain",
				"--form=" + form, at}, place...)
			want := signed(t, args...)
			got := signed(t, "--request", pasted(t, want.Curl), at)
			if got.Signature != want.Signature || got.Curl != want.Curl {
				t.Errorf("%s %s: %s, want %s", form, place, got.Curl, want.Curl)
			}
			for _, json := range []string{"--json=false", "--json"} {
				_, out, said := run(t, append([]string{"sign", json}, args...)...)
				io.WriteString(&all, out+said)
			}
		}
	}
	if strings.Contains(all.String(), canarySecret) || !strings.Contains(all.String(), canaryID) {
		t.Error("the secret is printed, or nothing is")
	}
}
