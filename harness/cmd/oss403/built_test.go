package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
)

// TestMain runs the command instead of the tests if the test binary was started under
// a name of the command or of its parts.
func TestMain(m *testing.M) {
	if name := filepath.Base(os.Args[0]); name == "oss403" || partPlayed(name) != nil {
		main()
		return
	}
	os.Unsetenv("GITHUB_STEP_SUMMARY") // runs of the tests must not write to the page of the CI job
	os.Exit(m.Run())
}

// named links the test binary under the name of the command, in the same folder, and
// returns the path.
var named = sync.OnceValues(func() (path string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	path = filepath.Join(filepath.Dir(self), "oss403")
	return path, os.Link(self, path)
})

// program returns the path of the command.
func program(t *testing.T) (binary string) {
	t.Helper()
	path, err := named()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// standIn puts a script into partsFolder, so that it plays a part of the program in
// the folder.
func standIn(t *testing.T, folder, part, script string) {
	t.Helper()
	parts := filepath.Join(folder, partsFolder)
	if err := os.MkdirAll(parts, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(parts, part), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
}

// startedInProcess starts an emulator on two ports of this machine. It ends with the
// test.
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

// interruptItself sends an interrupt to this process, as its terminal would.
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
