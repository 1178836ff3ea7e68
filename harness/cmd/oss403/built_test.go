package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
)

// TestMain is the program where this test's own program was started under one of the
// names of that.
func TestMain(m *testing.M) {
	if name := filepath.Base(os.Args[0]); name == "oss403" || partPlayed(name) != nil {
		main()
		return
	}
	os.Unsetenv("GITHUB_STEP_SUMMARY") // the page of the job that tests this is not for the runs of tests
	os.Exit(m.Run())
}

// named is this test's own program under the name of the command, beside it.
var named = sync.OnceValues(func() (path string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	path = filepath.Join(filepath.Dir(self), "oss403")
	return path, os.Link(self, path)
})

// program is the command as it is installed.
func program(t *testing.T) (binary string) {
	t.Helper()
	path, err := named()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// standIn puts a program beside the one in a folder, to play a part of it.
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
