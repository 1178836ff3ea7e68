package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// suite runs the conformance suite, showing how far it is. It returns the end of
// what the suite said.
func (c *runCommand) suite(to output, directory string, scenarios int) (string, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	marks, err := os.CreateTemp("", "oss403-progress-")
	if err != nil {
		return "", fmt.Errorf("making a file for the progress: %w", err)
	}
	defer os.Remove(marks.Name())
	marks.Close()
	name, args, workDir, err := c.suiteCommand(directory, marks.Name())
	if err != nil {
		return "", err
	}
	var said strings.Builder
	suite := exec.Command(name, args...)
	suite.Dir, suite.Stdout, suite.Stderr = workDir, &said, &said
	suite.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := suite.Start(); err != nil {
		return "", fmt.Errorf("starting the suite: %w", err)
	}
	done := make(chan error, 1)
	go func() { done <- suite.Wait() }()
	err = follow(ctx, to.err, marks.Name(), scenarios, done, func() { syscall.Kill(-suite.Process.Pid, syscall.SIGINT) })
	const most = 4 << 10
	words := said.String()
	return strings.ToValidUTF8(words[max(0, len(words)-most):], ""), err
}

// suiteCommand is a precompiled suite beside this program, else ginkgo in the module.
func (c *runCommand) suiteCommand(directory, marks string) (name string, args []string, workDir string, err error) {
	profile := c.Profile
	if profile != "" {
		if profile, err = filepath.Abs(profile); err != nil {
			return "", nil, "", fmt.Errorf("finding the profile: %w", err)
		}
	}
	flags := []string{"--oss.target=" + c.Target, "--oss.profile=" + profile, "--oss.dialect=" + c.Dialect, "--oss.focus=" + c.Focus,
		"--oss.timeout=" + c.Timeout.String(), "--oss.reports=" + directory, "--oss.quiet", "--oss.marks=" + marks}
	if self, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(self), "conformance.test")
		if _, err := os.Stat(beside); err == nil && c.Procs == 1 {
			return beside, append(flags, "--ginkgo.no-color"), "", nil
		}
	}
	module, err := exec.Command("go", "env", "GOMOD").Output()
	root := filepath.Dir(strings.TrimSpace(string(module)))
	if _, missing := os.Stat(filepath.Join(root, "suites", "conformance")); err != nil || missing != nil {
		return "", nil, "", errors.New("no conformance suite: neither conformance.test beside this program nor the oss403 module around the working directory")
	}
	ginkgo := []string{"tool", "ginkgo", "run", "--no-color", "--procs=" + strconv.Itoa(c.Procs), "./suites/conformance", "--"}
	return "go", append(ginkgo, flags...), root, nil
}

// follow shows how many scenarios are done until the suite is; interrupt passes
// on a signal, so that the suite still removes what it made.
func follow(ctx context.Context, to io.Writer, marks string, of int, done <-chan error, interrupt func()) error {
	const patience = 2 * time.Second
	tick := time.NewTicker(patience / 10)
	defer tick.Stop()
	started, shown := time.Now(), false
	for {
		select {
		case err := <-done:
			if shown {
				fmt.Fprintln(to)
			}
			return err
		case <-ctx.Done():
			interrupt()
			ctx = context.Background()
		case <-tick.C:
			if time.Since(started) < patience {
				continue
			}
			count := int64(0)
			if info, err := os.Stat(marks); err == nil {
				count = info.Size()
			}
			if count == 0 {
				fmt.Fprint(to, "\rbuilding and starting the suite … ")
			} else {
				fmt.Fprintf(to, "\r%d of %d scenarios                ", count, of)
			}
			shown = true
		}
	}
}
