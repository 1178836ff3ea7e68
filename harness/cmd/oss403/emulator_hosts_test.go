package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator"
)

// What --hosts prints works as it is printed: the lines for curl, and the certificate for a Go program.
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
	ca := filepath.Join(t.TempDir(), "ca.pem")
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
	if code, _, _ := run(t, "emulator", "--hosts", "--listen=nowhere"); code != exitUsage {
		t.Errorf("an address without a port: exit code %d", code)
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
