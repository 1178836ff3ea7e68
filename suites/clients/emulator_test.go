// Package clients drives the emulator by clients that no one here wrote: both
// official Go SDKs, ossutil, and the test suite of aliyun-oss-go-sdk. They reach
// it as its users do, through the command `oss403 emulator`.
package clients

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/oss403/oss403/harness/control"
)

// An emulator is one that runs as a process of its own.
type emulator struct {
	Data, Control                         string // URLs
	Account, AccessKeyID, AccessKeySecret string // of its first account
}

// startEmulator starts the program. It must end cleanly when it is told to.
func startEmulator(t *testing.T, program string) emulator {
	t.Helper()
	process := exec.Command(program, "emulator", "--listen=127.0.0.1:0", "--control=127.0.0.1:0", "--json")
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

// port speaks to the control port.
func (e emulator) port() *control.Port { return control.At(e.Control, "", nil) }

// by is the same emulator with the credentials of another account.
func (e emulator) by(a control.Account) emulator {
	e.Account, e.AccessKeyID, e.AccessKeySecret = a.UID(), a.Credentials.AccessKeyID, a.Credentials.AccessKeySecret
	return e
}

// address is the data port without a scheme.
func (e emulator) address() string { return strings.TrimPrefix(e.Data, "http://") }

// build lets go build or go test -c make a program, and says where it is.
func build(t *testing.T, verb string, flags ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	if out, err := exec.Command("go", append([]string{verb, "-o", program}, flags...)...).CombinedOutput(); err != nil {
		t.Fatalf("go %s %s: %v\n%s", verb, strings.Join(flags, " "), err, out)
	}
	return program
}

// withoutOSS is an environment in which no client finds credentials or
// endpoints of the person who runs the tests.
func withoutOSS(environment []string) []string {
	var kept []string
	for _, pair := range environment {
		if !strings.HasPrefix(pair, "OSS") {
			kept = append(kept, pair)
		}
	}
	return kept
}

// bytesOf are as many pseudo-random bytes, the same each time.
func bytesOf(size int) []byte {
	seed := [32]byte{byte(size), byte(size >> 8), byte(size >> 16)}
	content := make([]byte, size)
	rand.NewChaCha8(seed).Read(content)
	return content
}

// file writes a file for the test and says where.
func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// holds fails unless the file has that content.
func holds(t *testing.T, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, path, got, want)
}

// same fails, with the place of the first difference, unless two contents are.
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
