package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pasted is a file that holds a text.
func pasted(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "pasted.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestExplainSaysWhatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ what, says string }{
		"empty":      {pasted(t, ""), "the text is empty"},
		"too large":  {pasted(t, strings.Repeat("<Code>AccessDenied</Code>\n", 50_000)), "more than 1048576 bytes"},
		"binary":     {pasted(t, "\x7fELF\x00\x01\x1b[31m"), "tells no Code"},
		"no file":    {"/does/not/exist", "no such file"},
		"a folder":   {t.TempDir(), "is a directory"},
		"a typo":     {"R99", `"R99" is no EC, Code or row`},
		"a long row": {"R999", `"R999" is no EC, Code or row`},
		"no EC":      {"9999-00000001", `"9999-00000001" is no EC, Code or row`},
		"no word":    {"", `"" is no EC, Code or row`},
	} {
		code, out, err := run(t, "explain", c.what)
		if code != exitUsage || out != "" || !strings.Contains(err, c.says) || !strings.Contains(err, "accepted: ") ||
			strings.Count(err, "\n") != 1 || strings.Contains(err, "\x1b") {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out, err)
		}
	}
}

// A row may be written in small letters.
func TestExplainARowInSmallLetters(t *testing.T) {
	code, out, err := run(t, "explain", "r48")
	if code != exitConformant || !strings.HasPrefix(out, "R48 SignatureDoesNotMatch\n") {
		t.Errorf("%d %q %s", code, out, err)
	}
}

func TestExplainInTextAndJSON(t *testing.T) {
	file := pasted(t, `oss: service returned error: StatusCode=403, ErrorCode=AccessDenied, `+
		`ErrorMessage="The bucket you access does not belong to you.", RequestId=65F1A2B3C4D5E6F708192A3B, Ec=0003-00000905`)
	code, text, err := run(t, "explain", file)
	if code != 0 || err != "" || !strings.Contains(text, "R29") || !strings.Contains(text, "0003-00000905") ||
		!strings.Contains(text, "aliyun-oss-go-sdk") {
		t.Errorf("exit code %d, %q, %s", code, err, text)
	}
	code, text, err = run(t, "explain", "--json", file)
	var got struct {
		Row, Code, EC, Cause, Certainty string
		Remedy                          []string
		Alternatives                    []struct{ Row, Code, Cause, Tells string }
	}
	if failure := json.Unmarshal([]byte(text), &got); failure != nil || code != 0 || err != "" {
		t.Fatalf("exit code %d, %q, %v: %s", code, err, failure, text)
	}
	if got.Row != "R29" || got.Code != "AccessDenied" || got.EC != "0003-00000905" || got.Cause == "" || len(got.Remedy) == 0 {
		t.Errorf("%+v", got)
	}
}

// A row, a Code and an EC are explained without a text.
func TestExplainAWord(t *testing.T) {
	for word, says := range map[string]string{"R48": "R48 SignatureDoesNotMatch", "InvalidObjectState": "R35 ", "0003-00000501": "R19 "} {
		if code, text, err := run(t, "explain", word); code != 0 || err != "" || !strings.HasPrefix(text, says) {
			t.Errorf("%s: exit code %d, %q, %s", word, code, err, text)
		}
	}
}

// A request and the secret name the mistake behind SignatureDoesNotMatch; neither is printed.
func TestExplainWithARequest(t *testing.T) {
	answer := pasted(t, "<Error><Code>SignatureDoesNotMatch</Code><SignatureProvided>JVcvxJdSJ8yaKJYpuAlJYc/4xuQ=</SignatureProvided>"+
		"<StringToSign>PUT\n\ntext/plain\nThu, 05 Dec 2024 02:31:04 GMT\n/example-bucket/a.txt</StringToSign></Error>")
	request := pasted(t, "PUT /a.txt HTTP/1.1\nHost: example-bucket.oss-cn-hangzhou.aliyuncs.com\nDate: Thu, 05 Dec 2024 02:31:04 GMT\n"+
		"Authorization: OSS LTAI5tEXAMPLE:JVcvxJdSJ8yaKJYpuAlJYc/4xuQ=\n")
	t.Setenv("OSS_ACCESS_KEY_SECRET", "a-canary-of-a-secret")
	code, text, err := run(t, "explain", answer, "--request", request)
	if code != 0 || err != "" || !strings.Contains(text, "sends a Content-Type that was not signed") ||
		!strings.Contains(text, `3 > ""`) || !strings.Contains(text, `3 < "text/plain"`) {
		t.Errorf("exit code %d, %q, %s", code, err, text)
	}
	_, document, _ := run(t, "explain", answer, "--request", request, "--json")
	var got struct {
		StringToSign struct{ Mistake struct{ ID string } }
	}
	if failure := json.Unmarshal([]byte(document), &got); failure != nil || got.StringToSign.Mistake.ID != "content-type-added" {
		t.Errorf("%v, %+v", failure, got)
	}
	if strings.Contains(text+document, "a-canary-of-a-secret") || strings.Contains(text+document, "JVcvxJdSJ8yaKJYpuAlJYc") {
		t.Errorf("a secret is printed: %s%s", text, document)
	}
	for name, says := range map[string]string{
		pasted(t, ""): "the request is empty", pasted(t, "GET / HTTP/1.1"): "no header Host", "/does/not/exist": "no such file",
		pasted(t, "https://example.com/a"): "has no signature",
	} {
		if code, _, err := run(t, "explain", answer, "--request", name); code != exitUsage || !strings.Contains(err, says) ||
			!strings.Contains(err, "accepted: ") {
			t.Errorf("%s: exit code %d, %q", says, code, err)
		}
	}
}
