package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/decide"
)

// written writes a file into a folder of the test and returns its path.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const readsPhotos = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"acs:oss:*:*:photos/2024/*"}]}`

// A decision names the statement, what a client sees, and what would let the request pass.
func TestDecideOne(t *testing.T) {
	policy := written(t, "user.json", readsPhotos)
	code, out, _ := run(t, "decide", "--policy="+policy, "oss:GetObject", "acs:oss:*:*:photos/2024/cat.jpg")
	if code != exitConformant || !strings.HasPrefix(out, "ALLOWED: oss:GetObject by user") || !strings.Contains(out, "by statement 1") {
		t.Errorf("%d %s", code, out)
	}
	code, out, _ = run(t, "decide", "--policy="+policy, "oss:GetObject", "photos/2025/cat.jpg")
	toPass := `allow it in a RAM policy of the user: {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:photos/2025`
	if code != exitDeviations || !strings.Contains(out, "a client sees  403 AccessDenied") || !strings.Contains(out, toPass) {
		t.Errorf("%d %s", code, out)
	}
	var decisions []decide.Decision
	_, out, _ = run(t, "decide", "--policy="+policy, "--json", "oss:PutObject", "photos/2024/cat.jpg")
	if err := json.Unmarshal([]byte(out), &decisions); err != nil || len(decisions) != 1 || decisions[0].Allowed || decisions[0].ToPass == "" {
		t.Errorf("%s %v", out, err)
	}
}

// A file of expectations is a test for policies: it names each line that is decided otherwise.
func TestDecideExpected(t *testing.T) {
	policy := written(t, "user.json", readsPhotos)
	good := "# who, what, where, outcome\nuser, oss:GetObject, photos/2024/cat.jpg, allowed\n" +
		"user,oss:GetObject,photos/2025/cat.jpg,refused\nanonymous,oss:GetObject,photos/2024/cat.jpg,refused\n"
	code, out, err := run(t, "decide", "--policy="+policy, "--expect="+written(t, "good.csv", good))
	if code != exitConformant || out != "3 of 3 as expected\n" {
		t.Errorf("%d %s%s", code, out, err)
	}
	bad := written(t, "bad.csv", strings.Replace(good, "2025/cat.jpg,refused", "2025/cat.jpg,allowed", 1))
	code, out, _ = run(t, "decide", "--policy="+policy, "--expect="+bad)
	named := strings.Contains(out, "bad.csv:3: expected allowed\nREFUSED: ")
	if code != exitDeviations || !named || !strings.HasSuffix(out, "2 of 3 as expected\n") {
		t.Errorf("%d %s", code, out)
	}
}

// A file of expectations becomes a JUnit file too, with a failure for each line that is decided otherwise.
func TestDecideJUnit(t *testing.T) {
	policy := written(t, "user.json", readsPhotos)
	expect := written(t, "expect.csv", "caller,action,resource,from,outcome,note\n"+
		"user,oss:GetObject,photos/2024/a,192.0.2.1,allowed,the folder\nuser,oss:GetObject,photos/2025/a,,allowed,\n")
	into := filepath.Join(t.TempDir(), "junit.xml")
	if code, out, complaint := run(t, "decide", "--policy="+policy, "--expect="+expect, "--junit="+into); code != exitDeviations {
		t.Errorf("%d %s%s", code, out, complaint)
	}
	text, err := os.ReadFile(into)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Cases    []struct {
			Name    string `xml:"name,attr"`
			Failure *struct {
				Text string `xml:",chardata"`
			} `xml:"failure"`
		} `xml:"testsuite>testcase"`
	}
	if err := xml.Unmarshal(text, &got); err != nil || got.Tests != 2 || got.Failures != 1 || len(got.Cases) != 2 {
		t.Fatalf("%v\n%s", err, text)
	}
	if first := got.Cases[0]; first.Failure != nil || !strings.Contains(first.Name, "line 2") || !strings.Contains(first.Name, "the folder") {
		t.Errorf("%+v", first)
	}
	if second := got.Cases[1]; second.Failure == nil || !strings.Contains(second.Failure.Text, "ImplicitDeny") {
		t.Errorf("%s", text)
	}
}

// The request itself may be asked about, in a file, or in one that a line of --expect names.
func TestDecideRequest(t *testing.T) {
	policy := written(t, "user.json", readsPhotos)
	request := written(t, "request", "HEAD /2024/cat.jpg HTTP/1.1\nHost: photos.oss-cn-hangzhou.aliyuncs.com\n")
	code, out, complaint := run(t, "decide", "--policy="+policy, "--request="+request)
	named := strings.HasPrefix(out, "ALLOWED: oss:GetObject by user on acs:oss:cn-hangzhou:") && strings.Contains(out, "(HeadObject)")
	if code != exitConformant || !named {
		t.Errorf("%d %s%s", code, out, complaint)
	}
	expect := filepath.Join(filepath.Dir(request), "expect.csv")
	if err := os.WriteFile(expect, []byte("caller,request,outcome\nuser,request,allowed\nanonymous,request,refused\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, complaint := run(t, "decide", "--policy="+policy, "--expect="+expect); code != exitConformant {
		t.Errorf("%d %s%s", code, out, complaint)
	}
}

const listing = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:ListBuckets","Resource":"*"}]}`

// Editors and spreadsheets write a mark of the byte order, CR LF, and blanks beside commas.
func TestDecideReadsFilesOfEditors(t *testing.T) {
	policy := written(t, "p.json", "\ufeff"+listing+"\r\n")
	for _, text := range []string{
		"\ufeffuser,oss:ListBuckets,,allowed\r\n", "\ufeffcaller,action,outcome\r\nuser , oss:ListBuckets , allowed \r\n",
	} {
		code, out, err := run(t, "decide", "--policy="+policy, "--expect="+written(t, "e.csv", text))
		if code != exitConformant || out != "1 of 1 as expected\n" {
			t.Errorf("%q: %d %s%s", text, code, out, err)
		}
	}
}

func TestDecideRefusesBadInput(t *testing.T) {
	for name, args := range map[string][]string{
		"nothing":       {},
		"no such file":  {"--policy=absent.json", "oss:GetObject", "photos/a"},
		"both":          {"--expect=" + written(t, "e.csv", "user,oss:GetObject,photos/a,allowed"), "oss:GetObject"},
		"empty file":    {"--expect=" + written(t, "e.csv", "")},
		"three fields":  {"--expect=" + written(t, "e.csv", "user,oss:GetObject,photos/a")},
		"other outcome": {"--expect=" + written(t, "e.csv", "user,oss:GetObject,photos/a,perhaps")},
		"JUnit alone":   {"--junit=x.xml", "oss:GetObject", "photos/a"},
		"two requests":  {"--request=" + written(t, "r", "GET / HTTP/1.1\nHost: h"), "oss:GetObject", "photos/a"},
		"no request":    {"--request=" + written(t, "r", "nothing")},
		"a folder":      {"--policy=" + t.TempDir(), "oss:GetObject", "photos/a"},
		"own domain":    {"--request=" + written(t, "r", "GET /a HTTP/1.1\nHost: files.example.com")},
		"an alias":      {"--request=" + written(t, "r", "GET / HTTP/1.1\nHost: a-1-ossalias.oss-cn-hangzhou.aliyuncs.com")},
		"address":       {"--from=here", "oss:GetObject", "photos/a"},
		"time":          {"--time=noon", "oss:GetObject", "photos/a"},
		"name":          {"--name=nobody=1", "oss:GetObject", "photos/a"},
		"large tests": {"--expect=" + written(t, "e.csv", "user,oss:ListBuckets,,refused\n"+strings.Repeat("# …\n", 1<<18)+
			"user,oss:ListBuckets,,allowed\n")},
		"large policy":    {"--policy=" + written(t, "p.json", listing+strings.Repeat(" ", 1<<20)+"{"), "oss:ListBuckets"},
		"another version": {"--policy=" + written(t, "p.json", strings.Replace(listing, `"1"`, `"2"`, 1)), "oss:ListBuckets"},
		"no version":      {"--policy=" + written(t, "p.json", strings.Replace(listing, `"Version":"1",`, "", 1)), "oss:ListBuckets"},
		"an element":      {"--policy=" + written(t, "p.json", strings.Replace(listing, `{`, `{"Id":"x",`, 1)), "oss:ListBuckets"},
		"no JSON":         {"--bucket-policy=" + written(t, "p.json", "{"), "oss:GetObject", "photos/a"},
	} {
		if code, out, err := run(t, append([]string{"decide"}, args...)...); code != exitUsage || out != "" || strings.Count(err, "\n") != 1 {
			t.Errorf("%s: %d %q %q", name, code, out, err)
		}
	}
}
