package main

import (
	"bufio"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/wire"
)

// The page is served until an interrupt, in the look of the report. It uses no secret of the environment and leaves
// nothing behind.
func TestExplainServesAPage(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("TMPDIR", filepath.Join(folder))
	const secret = "secret-of-the-canary"
	t.Setenv("OSS_ACCESS_KEY_SECRET", secret)
	said, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := execute([]string{"explain", "--web"}, out, out)
		out.Close()
		ended <- code
	}()
	reader := bufio.NewReader(said)
	line, err := reader.ReadString('\n')
	address, _, _ := strings.Cut(line, " ")
	if err != nil || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("%v %q", err, line)
	}
	if page := get(t, address); !strings.Contains(page, "--accent:#c2410c") {
		t.Error("the page has not the look of the report")
	}
	const signed = "GET\n\n\n1\n/b/k"
	answer := "<Error><Code>SignatureDoesNotMatch</Code><SignatureProvided>" + wire.SignV1(secret, signed) + "</SignatureProvided>" +
		"<StringToSign>" + signed + "</StringToSign></Error>"
	request := "https://b.oss-cn-hangzhou.aliyuncs.com/k?OSSAccessKeyId=LTAI5tEXAMPLE&Expires=1&Signature=x"
	response, err := http.PostForm(address, url.Values{"answer": {answer}, "request": {request}})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil || !strings.Contains(string(page), "R48") || strings.Contains(string(page), "proven") {
		t.Errorf("%v %s", err, page)
	}
	interruptItself(t)
	rest, err := io.ReadAll(reader)
	if code := <-ended; code != 0 || err != nil || len(rest) > 0 {
		t.Errorf("exit code %d, %v, and it says %q", code, err, rest)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

func TestExplainServesThisMachineOnly(t *testing.T) {
	for says, args := range map[string][]string{
		"other machines could reach the page":  {"--web", "--listen=0.0.0.0:0"},
		"on the loopback interface alone":      {"--web", "--listen=:0"},
		"is no address":                        {"--web", "--listen=nonsense"},
		"--web with something to explain":      {"--web", "R48"},
		"--json, --request, --decode":          {"--web", "--json"},
		"accepted: together with --web":        {"R48", "--listen=127.0.0.1:0"},
		"accepted: --listen=127.0.0.1:PORT, [": {"--web", "--listen=192.0.2.1:8080"},
	} {
		code, out, err := run(t, append([]string{"explain"}, args...)...)
		if code != exitUsage || out != "" || !strings.Contains(err, says) || !strings.Contains(err, "accepted: ") ||
			strings.Count(err, "\n") != 1 {
			t.Errorf("%v: exit code %d, %q, %q", args, code, out, err)
		}
	}
}
