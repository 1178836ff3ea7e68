package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
)

// built is the folder of this test's program, with the command, its suite and the runner
// of several processes beside it: built once, where each run would link a suite again.
var built = sync.OnceValues(func() (folder string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	folder = filepath.Dir(self)
	for _, args := range [][]string{
		{"build", "-ldflags=-s -w", "-o", folder, "."},
		{"build", "-ldflags=-s -w", "-o", folder, "github.com/onsi/ginkgo/v2/ginkgo"},
		{"test", "-c", "-ldflags=-s -w", "-o", folder, "../../../suites/conformance"},
	} {
		if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	return folder, nil
})

// program is the command as it is installed, with its suite beside it.
func program(t *testing.T) (binary string) {
	t.Helper()
	folder, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "oss403")
}

// startedInProcess is an emulator on two ports of this machine, as long as the test runs.
func startedInProcess(t *testing.T, o emulator.Options) (*emulator.Emulator, *emulator.Server) {
	t.Helper()
	e, err := emulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close(context.Background()) })
	return e, server
}

// interruptItself lets this process hear an interrupt, as from its terminal.
func interruptItself(t *testing.T) {
	t.Helper()
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Signal(os.Interrupt)
	}
	if err != nil {
		t.Error(err)
	}
}
