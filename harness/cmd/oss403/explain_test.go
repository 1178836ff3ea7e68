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
		"empty":     {pasted(t, ""), "the text is empty"},
		"too large": {pasted(t, strings.Repeat("<Code>AccessDenied</Code>\n", 50_000)), "more than 1048576 bytes"},
		"binary":    {pasted(t, "\x7fELF\x00\x01\x1b[31m"), "tells no Code"},
		"no file":   {"/does/not/exist", "no such file"},
		"a folder":  {t.TempDir(), "is a directory"},
		"a typo":    {"R99", `"R99" is no EC, Code or row`},
	} {
		code, out, err := run(t, "explain", c.what)
		if code != exitUsage || out != "" || !strings.Contains(err, c.says) || !strings.Contains(err, "accepted: ") ||
			strings.Count(err, "\n") != 1 || strings.Contains(err, "\x1b") {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out, err)
		}
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
