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
	_ "golang.org/x/crypto/x509roots/fallback" // where the system has no roots to trust, as in an image FROM scratch

	"github.com/oss403/oss403/suites/conformance"
)

// The names under which this program plays another part: the suite, and Ginkgo's
// runner of several processes, which knows a compiled suite by its ending.
const (
	suiteName  = "conformance.test"
	runnerName = "ginkgo"
)

// partVariable is set where this program has started itself in another part.
const partVariable = "OSS403_PART"

// partPlayed is the part that the name asks for under which the program was
// started by itself; nil: the command line.
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

// outcome hears of a suite what a testing.T would.
type outcome struct{ failed bool }

func (o *outcome) Fail() { o.failed = true }

// playSuite is what the test program of suites/conformance is.
func playSuite() int {
	told := conformance.Bind(flag.CommandLine, "")
	testing.Init() // the runner of several processes passes its flags on
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

// playRunner is the command ginkgo, as far as it runs suites.
func playRunner() int {
	code := 0
	command.Program{
		Name: runnerName, DefaultCommand: ginkgorun.BuildRunCommand(),
		Exiter: func(with int) { code = with },
	}.RunAndExit(os.Args)
	return code
}

// partsFolder may stand beside this program, with programs that play its parts.
const partsFolder = "oss403-parts"

// partOf is the program that plays a part: one of that name in the folder of parts beside
// this one, or else this one, by a link of that name in a folder.
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
	if err := copyProgram(self, link); err != nil { // Windows asks for a right to link
		return "", errors.Join(fmt.Errorf("giving this program the name %s: %w", name, symbolic), err)
	}
	return link, nil
}

// besideThis is a program in the folder of this one.
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
