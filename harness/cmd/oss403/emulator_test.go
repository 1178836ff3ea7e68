package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// startEmulator runs the command until the test ends, and returns its output.
func startEmulator(t *testing.T, args ...string) *bufio.Reader {
	t.Helper()
	said, out := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		code := execute(append([]string{"emulator", "--listen=127.0.0.1:0"}, args...), out, out)
		out.Close()
		ended <- code
	}()
	t.Cleanup(func() {
		interruptItself(t) // the command serves until an interrupt
		go io.Copy(io.Discard, said)
		if code := <-ended; code != 0 {
			t.Errorf("the emulator ended with %d", code)
		}
	})
	return bufio.NewReader(said)
}

// With --like-service the emulator has HTTPS under the real names, two accounts and
// terms, and no control port.
func TestEmulatorLikeTheService(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ca.pem")
	line, err := startEmulator(t, "--like-service", "--tls=127.0.0.1:0", "--ca="+file, "--qps=7", "--consistency=0s", "--json",
		"--access-key-id=LTAIfirst", "--access-key-secret=s1", "--other-account=2", "--other-access-key-id=LTAIother",
		"--other-access-key-secret=s2").ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal([]byte(line), &s); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	for name, want := range map[string]any{
		"ca": file, "account": "1000000000000001", "accessKeyId": "LTAIfirst", "accessKeySecret": "s1",
		"otherAccount": "2", "otherAccessKeyId": "LTAIother", "otherAccessKeySecret": "s2", "control": nil, "dialect": "observed",
	} {
		if s[name] != want {
			t.Errorf("%s: %v, want %v", name, s[name], want)
		}
	}
	if got := fmt.Sprint(s["terms"]); got != "map[bucketQuota:100 latency:50ms propagation:2s qps:7]" {
		t.Errorf("terms: %s", got)
	}
	certificate, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(certificate)
	client := http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: trusted},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, strings.TrimPrefix(s["tls"].(string), "https://"))
		},
	}}
	defer client.CloseIdleConnections()
	response, err := client.Get("https://oss-ap-southeast-1.aliyuncs.com/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusForbidden {
		t.Error(response.Status)
	}
}

// The first lines of output name the terms, or say that there are none.
func TestEmulatorSaysItsTerms(t *testing.T) {
	for want, args := range map[string][]string{
		"terms      bucketQuota 3, propagation 1m0s\n": {"--control=127.0.0.1:0", "--bucket-quota=3", "--propagation=1m"},
		"terms      at once, and any number\n":         {"--control="},
	} {
		t.Run(want, func(t *testing.T) {
			said := startEmulator(t, args...)
			var all strings.Builder
			for !strings.Contains(all.String(), "terms ") {
				line, err := said.ReadString('\n')
				if err != nil {
					t.Fatal(err)
				}
				all.WriteString(line)
			}
			if !strings.HasSuffix(all.String(), want) || strings.Contains(all.String(), "control    none") != (args[0] == "--control=") {
				t.Error(all.String())
			}
		})
	}
}
