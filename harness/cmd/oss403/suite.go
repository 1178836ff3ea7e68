package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/oss403/oss403/reports"
)

// A place says where the suite finds its target.
type place struct {
	target, dialect string
	environment     []string // variables in addition to the environment of this program
}

// unbounded is a time limit that no run reaches. Without it, Ginkgo ends a run after an
// hour.
const unbounded = "240h"

var errInterrupted = errors.New("interrupted")

// suite runs the conformance suite, reads the results that it streams into the
// directory, and shows the progress. It returns the end of the suite's own output.
func (c *runCommand) suite(
	to output, at place, directory string, heard *reports.Listener, scenarios int, interrupts <-chan os.Signal,
) (string, error) {
	alive := flock.New(filepath.Join(directory, "alive")) // the suite ends when this program no longer holds the lock
	if locked, err := alive.TryLock(); err != nil || !locked {
		return "", errors.Join(errors.New("the lock by which the suite knows that this program lives can't be had"), err)
	}
	defer alive.Unlock()
	name, args, err := c.suiteCommand(at, directory)
	if err != nil {
		return "", err
	}
	said, err := os.Create(filepath.Join(directory, "said")) // with a pipe, the suite would die together with this program, without clean-up
	if err != nil {
		return "", fmt.Errorf("making a file for what the suite says: %w", err)
	}
	defer said.Close()
	suite := exec.Command(name, args...)
	suite.Stdout, suite.Stderr = said, said
	suite.Env = append(append(os.Environ(), partVariable+"=1"), at.environment...)
	inOwnGroup(suite)
	if err := suite.Start(); err != nil {
		return "", fmt.Errorf("starting the suite: %w", err)
	}
	done := make(chan error, 1)
	go func() { done <- suite.Wait() }()
	err = c.follow(to, heard, scenarios, done, interrupts, suite)
	return endOf(said), errors.Join(err, heard.Hear())
}

// endOf returns the last 4 KiB of a file as text.
func endOf(file *os.File) string {
	const most = 4 << 10
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return ""
	}
	words := make([]byte, min(size, most))
	if _, err := file.ReadAt(words, size-int64(len(words))); err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(words), "")
}

// suiteCommand returns the command that runs the scenarios: the suite itself, or
// Ginkgo's runner if several processes share them.
func (c *runCommand) suiteCommand(at place, directory string) (name string, args []string, err error) {
	profile, err := absolute(c.Profile)
	if err != nil {
		return "", nil, fmt.Errorf("finding the profile: %w", err)
	}
	baseline, err := absolute(c.Baseline)
	if err != nil {
		return "", nil, fmt.Errorf("finding the baseline: %w", err)
	}
	suite, err := partOf(suiteName, directory)
	if err != nil {
		return "", nil, err
	}
	flags := []string{"--oss.target=" + at.target, "--oss.profile=" + profile, "--oss.dialect=" + at.dialect, "--oss.focus=" + c.Focus,
		"--oss.baseline=" + baseline, "--oss.allow=" + c.Allow,
		"--oss.timeout=" + c.Timeout.String(), "--oss.tell=" + directory, "--oss.alive=" + filepath.Join(directory, "alive")}
	if c.Quick {
		flags = append(flags, "--oss.quick")
	}
	if c.Since != "" {
		flags = append(flags, "--oss.since="+c.Since)
	}
	if c.Budget > 0 {
		flags = append(flags, "--oss.budget="+strconv.Itoa(c.Budget))
	}
	if c.Record != "" {
		flags = append(flags, "--oss.record")
	}
	if c.Shard != "" {
		flags = append(flags, "--oss.shard="+c.Shard)
	}
	if c.Procs == 1 {
		return suite, append(flags, "--ginkgo.no-color", "--ginkgo.timeout="+unbounded), nil
	}
	runner, err := partOf(runnerName, directory)
	told := []string{"run", "--no-color", "--timeout=" + unbounded, "--procs=" + strconv.Itoa(c.Procs),
		"--output-interceptor-mode=none", // else what a process says that dies is lost
		suite, "--"}
	return runner, append(told, flags...), err
}

// absolute makes a path absolute, because the suite runs in another folder. An empty
// path stays empty.
func absolute(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	return filepath.Abs(path)
}

// follow shows the progress until the suite ends. It passes the first interrupt on, so
// that the suite can clean up. It kills the suite at the second interrupt, or if the
// suite does not end within endsWithin.
func (c *runCommand) follow(
	to output, heard *reports.Listener, of int, done <-chan error, interrupts <-chan os.Signal, suite *exec.Cmd,
) error {
	tick := time.NewTicker(onTerminal)
	defer tick.Stop()
	far := newProgress(to.err, of)
	defer far.end()
	var tooLong <-chan time.Time
	for {
		select {
		case err := <-done:
			if tooLong != nil {
				return errInterrupted
			}
			return err
		case <-interrupts:
			if tooLong != nil {
				killGroup(suite)
				continue
			}
			interruptGroup(suite)
			tooLong = time.After(endsWithin)
			fmt.Fprintln(to.err, "interrupted: removing what was made; interrupt again to leave it where it stands")
		case <-tooLong:
			killGroup(suite)
		case now := <-tick.C:
			if err := heard.Hear(); err == nil { // an error is reported after the suite has ended
				far.tell(len(heard.Results), heard.Waiting(), now)
			}
		}
	}
}

// endsWithin is how long an interrupted suite may take to clean up and end.
const endsWithin = 90 * time.Second
