package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/onsi/ginkgo/v2/ginkgo/command"
	ginkgorun "github.com/onsi/ginkgo/v2/ginkgo/run"
	_ "golang.org/x/crypto/x509roots/fallback" // root certificates for a system that has none, such as an image FROM scratch

	"github.com/oss403/oss403/suites/conformance"
)

// This program starts itself under these names to play another part: the suite, or
// Ginkgo's runner of several processes. The runner recognizes a compiled suite by
// its ending ".test".
const (
	suiteName  = "conformance.test"
	runnerName = "ginkgo"
)

// partVariable is the environment variable that this program sets when it starts
// itself in another part.
const partVariable = "OSS403_PART"

// partPlayed returns the part for the name under which the program started itself.
// It returns nil for the command line.
func partPlayed(name string) func() int {
	if os.Getenv(partVariable) == "" {
		return nil
	}
	switch strings.TrimSuffix(filepath.Base(name), ".exe") {
	case suiteName:
		return playSuite
	case runnerName:
		return playRunner
	}
	return nil
}

// outcome takes the place of a testing.T for the suite: it records a failure.
type outcome struct{ failed bool }

func (o *outcome) Fail() { o.failed = true }

// playSuite does the work of the test program of suites/conformance, and returns its
// exit code.
func playSuite() int {
	told := conformance.Bind(flag.CommandLine, "")
	testing.Init() // the runner passes flags of package testing
	flag.Parse()
	if err := told.Check(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	heard := &outcome{}
	if conformance.Run(heard, told); heard.failed {
		return 1
	}
	return 0
}

// playRunner does the work of the command `ginkgo run`, and returns its exit code.
func playRunner() int {
	code := 0
	command.Program{
		Name: runnerName, DefaultCommand: ginkgorun.BuildRunCommand(),
		Exiter: func(with int) { code = with },
	}.RunAndExit(os.Args)
	return code
}

// partsFolder is an optional folder beside this program. It holds programs that play
// the parts instead of this one.
const partsFolder = "oss403-parts"

// partOf returns the path of the program that plays a part: a program of that name in
// partsFolder, or otherwise a link of that name in folder that leads to this program.
func partOf(name, folder string) (string, error) {
	if beside, ok := besideThis(filepath.Join(partsFolder, name)); ok {
		return beside, nil
	}
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding this program: %w", err)
	}
	link := filepath.Join(folder, name)
	if runtime.GOOS == "windows" {
		link += ".exe"
	}
	symbolic := os.Symlink(self, link)
	if symbolic == nil {
		return link, nil
	}
	if err := copyProgram(self, link); err != nil { // on Windows, making a link needs a privilege
		return "", errors.Join(fmt.Errorf("giving this program the name %s: %w", name, symbolic), err)
	}
	return link, nil
}

// besideThis returns the path of a file in the folder of this program. ok is false if
// there is no such file.
func besideThis(name string) (path string, ok bool) {
	self, err := os.Executable()
	if err != nil {
		return "", false
	}
	path = filepath.Join(filepath.Dir(self), name)
	_, err = os.Stat(path)
	return path, err == nil
}

func copyProgram(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o700)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}
