// Package clients tests the emulator with clients from other authors: both official Go
// SDKs, minio-go, the AWS SDK, ossutil, and the test suite of aliyun-oss-go-sdk. As for every user, the
// emulator is the command `oss403 emulator`.
package clients

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/oss403/oss403/harness/control"
)

// An emulator is an emulator in its own process.
type emulator struct {
	Data, Control, TLS                    string // URLs
	Account, AccessKeyID, AccessKeySecret string // the account that the clients use
}

// usualHost is the address of an emulator with the ports that clients take when none is named, for the suite of SDK v1;
// the others are for the suites of SDK v2 and ossutil.
const usualHost, usualHostV2, usualHostOfOssutil = "127.0.0.3", "127.0.0.4", "127.0.0.5"

// usualPorts are the flags that serve the ports 80 and 443 of a host where that is allowed, and free ports elsewhere.
func usualPorts(host string) []string {
	if !mayListen() {
		return []string{"--listen=127.0.0.1:0", "--tls=127.0.0.1:0"}
	}
	return []string{"--listen=" + host + ":80", "--tls=" + host + ":443"}
}

// mayListen tells whether this process may listen at the usual ports. They are open to root, and to
// everybody where net.ipv4.ip_unprivileged_port_start is 80 or less.
func mayListen() bool {
	for _, port := range []string{"80", "443"} {
		l, err := net.Listen("tcp", usualHost+":"+port)
		if err != nil {
			return false
		}
		l.Close()
	}
	return true
}

// startEmulator starts the program at free ports. At the end of the test, the program must end
// cleanly at SIGTERM.
func startEmulator(t *testing.T, program string) emulator {
	t.Helper()
	return startEmulatorWith(t, program, "--listen=127.0.0.1:0", "--tls=127.0.0.1:0")
}

func startEmulatorWith(t *testing.T, program string, flags ...string) emulator {
	t.Helper()
	process := exec.Command(program, append([]string{"emulator", "--control=127.0.0.1:0", "--json"}, flags...)...)
	process.Env = withoutOSS(os.Environ())
	var said bytes.Buffer
	process.Stderr = &said
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatalf("starting the emulator: %v", err)
	}
	t.Cleanup(func() {
		process.Process.Signal(syscall.SIGTERM)
		if err := process.Wait(); err != nil {
			t.Errorf("the emulator ended with %v: %s", err, &said)
		}
	})
	var e emulator
	if err := json.NewDecoder(out).Decode(&e); err != nil {
		t.Fatalf("reading the addresses of the emulator: %v", err)
	}
	return e
}

// port returns a client of the control port.
func (e emulator) port() *control.Port { return control.At(e.Control, "", nil) }

// by returns the same emulator with the credentials of another account.
func (e emulator) by(a control.Account) emulator {
	e.Account, e.AccessKeyID, e.AccessKeySecret = a.UID(), a.Credentials.AccessKeyID, a.Credentials.AccessKeySecret
	return e
}

// address returns HOST:PORT of the data port.
func (e emulator) address() string { return strings.TrimPrefix(e.Data, "http://") }

// build makes a program with go build or go test -c, and returns its path.
func build(t *testing.T, verb string, flags ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	if out, err := exec.Command("go", append([]string{verb, "-o", program}, flags...)...).CombinedOutput(); err != nil {
		t.Fatalf("go %s %s: %v\n%s", verb, strings.Join(flags, " "), err, out)
	}
	return program
}

// withoutOSS removes all variables that begin with OSS from the environment, so that no
// client finds credentials or endpoints of the person who runs the tests.
func withoutOSS(environment []string) []string {
	var kept []string
	for _, pair := range environment {
		if !strings.HasPrefix(pair, "OSS") {
			kept = append(kept, pair)
		}
	}
	return kept
}

// bytesOf returns size pseudo-random bytes, the same in each call.
func bytesOf(size int) []byte {
	seed := [32]byte{byte(size), byte(size >> 8), byte(size >> 16)}
	content := make([]byte, size)
	rand.NewChaCha8(seed).Read(content)
	return content
}

// file writes a temporary file and returns its path.
func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// holds fails the test unless the file has the content.
func holds(t *testing.T, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, path, got, want)
}

// same fails the test unless two contents are equal. It shows the first difference.
func same(t *testing.T, what string, got, want []byte) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	t.Fatalf("%s: %d bytes, want %d; they differ from byte %d on", what, len(got), len(want), at)
}
