package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator"
)

// What --hosts prints works as it is printed: the lines for curl and the proxy, and for a Go program its dialer and its
// certificate. The folder of the certificate has a blank.
func TestTheHostsOfAnEmulatorWorkAsPrinted(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not on this machine")
	}
	e, err := emulator.New(emulator.Options{TLS: "127.0.0.1:0", Accounts: []emulator.Account{
		{UID: "1000", Keys: []emulator.AccessKey{{ID: "id", Secret: "secret"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close(context.Background())
	folder := filepath.Join(t.TempDir(), "a folder")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	ca := filepath.Join(folder, "ca.pem")
	certificate, err := e.CA()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(ca, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	putPublic(t, server.DataAddr(), "photos", "cat.jpg", "meow")

	code, stdout, stderr := run(t, "emulator", "--hosts", "--listen="+server.DataAddr(), "--tls="+server.TLSAddr(), "--ca="+ca)
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	tried := 0
	for line := range strings.Lines(strings.NewReplacer("BUCKET", "photos", "KEY", "cat.jpg").Replace(stdout)) {
		line = strings.TrimSpace(line)
		command, ofCurl := strings.CutPrefix(line, "curl ")
		export, ofProxy := strings.CutPrefix(line, "a proxy ")
		if export, _, _ = strings.Cut(export, "("); ofProxy {
			command = export + "; curl http://photos.oss-cn-hangzhou.aliyuncs.com/cat.jpg"
		}
		if !ofCurl && !ofProxy {
			continue
		}
		tried++
		got, err := exec.Command("sh", "-c", "unset http_proxy https_proxy no_proxy; "+command).Output()
		if err != nil || string(got) != "meow" {
			t.Errorf("%s: %q, %v", command, got, err)
		}
	}
	if tried != 4 {
		t.Errorf("%d lines for a shell are printed, want 4:\n%s", tried, stdout)
	}
	goAsPrinted(t, stdout, server)
}

// goProgram reads the page that its argument names, with the transport that --hosts prints.
const goProgram = `package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
)

var transport = TRANSPORT

func main() {
	response, err := (&http.Client{Transport: &transport}).Get(os.Args[1])
	if err != nil {
		panic(err)
	}
	io.Copy(os.Stdout, response.Body)
}
`

// goAsPrinted runs a Go program with the printed dialer over HTTP, and over HTTPS with the printed certificate and without it.
func goAsPrinted(t *testing.T, printed string, server *emulator.Server) {
	t.Helper()
	transport := regexp.MustCompile(`(?s)http\.Transport\{.*?\}\}`).FindString(printed)
	export := regexp.MustCompile(`export SSL_CERT_FILE=.*?  `).FindString(printed)
	for _, c := range []struct{ before, dials, page, want string }{
		{"", server.DataAddr(), "http://photos.oss-cn-hangzhou.aliyuncs.com/cat.jpg", "meow"},
		{export + "; ", server.TLSAddr(), "https://photos.oss-cn-hangzhou.aliyuncs.com/cat.jpg", "meow"},
		{"", server.TLSAddr(), "https://photos.oss-cn-hangzhou.aliyuncs.com/cat.jpg", ""},
	} {
		folder := t.TempDir()
		source := strings.Replace(goProgram, "TRANSPORT", strings.Replace(transport, server.DataAddr(), c.dials, 1), 1)
		if err := os.WriteFile(filepath.Join(folder, "main.go"), []byte(source), 0o600); err != nil {
			t.Fatal(err)
		}
		build := exec.Command("go", "build", "-o", "program", "main.go")
		build.Dir = folder
		if said, err := build.CombinedOutput(); err != nil {
			t.Fatalf("what is printed for Go does not compile: %v\n%s", err, said)
		}
		get := exec.Command("sh", "-c", "unset http_proxy https_proxy SSL_CERT_FILE SSL_CERT_DIR; "+c.before+"./program "+c.page)
		get.Dir = folder
		if got, err := get.Output(); string(got) != c.want {
			t.Errorf("%s%s: %q, %v, want %q", c.before, c.page, got, err, c.want)
		}
	}
}

// Addresses are printed as clients can use them, or refused.
func TestTheAddressesOfHosts(t *testing.T) {
	for listen, want := range map[string]string{
		"nowhere": "", "127.0.0.1:0": "", "localhost:8403": "http://127.0.0.1:8403", ":80": "http://127.0.0.1:80",
		"[::]:80": "http://127.0.0.1:80", "[::1]:80": "http://[::1]:80", "192.0.2.1:80": "http://192.0.2.1:80",
	} {
		code, stdout, _ := run(t, "emulator", "--hosts", "--listen="+listen)
		if refused := code == exitUsage; refused != (want == "") || !strings.Contains(stdout, want) {
			t.Errorf("--listen=%s: exit code %d, want %q in\n%s", listen, code, want, stdout)
		}
	}
}

// putPublic makes a bucket with one object that everybody may read.
func putPublic(t *testing.T, address, bucket, key, content string) {
	t.Helper()
	client, err := oss.New("http://"+address, "id", "secret", oss.AuthVersion(oss.AuthV4), oss.Region("cn-hangzhou"))
	if err != nil {
		t.Fatal(err)
	}
	if err := client.CreateBucket(bucket); err != nil {
		t.Fatal(err)
	}
	off := `<PublicAccessBlockConfiguration><BlockPublicAccess>false</BlockPublicAccess></PublicAccessBlockConfiguration>`
	response, err := client.Conn.Do(http.MethodPut, bucket, "", map[string]any{"publicAccessBlock": nil}, nil, strings.NewReader(off), 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	at, err := client.Bucket(bucket)
	if err != nil {
		t.Fatal(err)
	}
	if err := at.PutObject(key, strings.NewReader(content), oss.ObjectACL(oss.ACLPublicRead)); err != nil {
		t.Fatal(err)
	}
}
