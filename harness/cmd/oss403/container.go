package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/target"
)

// A contained emulator runs in a container. A helper program starts and removes the
// container, so that this program links no client of a container engine. The helper
// prints the exported fields as one line of JSON.
type contained struct {
	Data        string `json:"data"`
	Control     string `json:"control"`
	Token       string `json:"token"`
	ContainerID string `json:"containerId"`
	BootMs      int64  `json:"bootMs"`

	helper *exec.Cmd
	hold   io.Closer  // input of the helper; when closed, the helper removes the container and ends
	ended  chan error // how the helper ended
}

const helperPackage = "./harness/container/cmd/oss403-container"

// startContainer starts the helper and waits until the container serves. If it does
// not, the helper has already printed why, and the error is only an exit code.
func startContainer(ctx context.Context, to output, image, dialect string) (*contained, error) {
	folder, err := os.MkdirTemp("", "oss403-container-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the helper that holds the container: %w", err)
	}
	defer os.RemoveAll(folder) // a running program does not need its file
	program, err := helperProgram(ctx, to, folder)
	if err != nil {
		return nil, err
	}
	c := &contained{helper: exec.Command(program, "--image="+image, "--dialect="+dialect), ended: make(chan error, 1)}
	c.helper.Stderr = to.err
	inOwnGroup(c.helper) // an interrupt ends the suite first, then the container
	if c.hold, err = c.helper.StdinPipe(); err != nil {
		return nil, fmt.Errorf("preparing the helper that holds the container: %w", err)
	}
	line, err := c.helper.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("preparing the helper that holds the container: %w", err)
	}
	if err := c.helper.Start(); err != nil {
		return nil, fmt.Errorf("starting the helper that holds the container: %w", err)
	}
	defer context.AfterFunc(ctx, func() { c.hold.Close() })()
	defer sayLater(to, "starting a container of "+image+" …")()
	unread := json.NewDecoder(line).Decode(c)
	go func() { c.ended <- c.helper.Wait() }()
	if unread != nil {
		return nil, c.failure()
	}
	fmt.Fprintf(to.err, "container  %s serves after %s (%.12s)\n", image, time.Duration(c.BootMs)*time.Millisecond, c.ContainerID)
	return c, nil
}

// helperProgram returns the path of the helper. It prefers a compiled helper beside
// this program, and otherwise builds one into the folder.
func helperProgram(ctx context.Context, to output, folder string) (string, error) {
	if beside, ok := besideThis(filepath.Base(helperPackage)); ok {
		return beside, nil
	}
	root, ok := moduleRoot()
	if !ok {
		return "", errors.New(
			"nothing to start a container with: neither oss403-container beside this program nor the oss403 module around the working " +
				"directory; go install github.com/oss403/oss403/harness/container/cmd/oss403-container@latest puts it where go install puts this")
	}
	defer sayLater(to, "building what holds the container …")()
	build := exec.CommandContext(ctx, "go", "build", "-o", folder, helperPackage)
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the helper that holds the container: %w\n%s", err, said)
	}
	return filepath.Join(folder, filepath.Base(helperPackage)), nil
}

// moduleRoot returns the folder of the oss403 module that holds the working
// directory. ok is false if there is none.
func moduleRoot() (root string, ok bool) {
	module, err := exec.Command("go", "env", "GOMOD").Output()
	root = filepath.Dir(strings.TrimSpace(string(module)))
	_, missing := os.Stat(filepath.Join(root, "suites", "conformance"))
	return root, err == nil && missing == nil
}

// failure ends a helper whose container does not serve, and returns its exit code:
// 64 if it was called wrongly, otherwise 2.
func (c *contained) failure() error {
	err := c.end()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == exitUsage {
		return exitCode(exitUsage)
	}
	return exitCode(exitNoVerdict)
}

// end makes the helper remove the container, and waits for it.
func (c *contained) end() error {
	const within = 40 * time.Second
	c.hold.Close()
	select {
	case err := <-c.ended:
		if err != nil {
			return fmt.Errorf("removing the container: %w", err)
		}
		return nil
	case <-time.After(within):
		killGroup(c.helper)
		return fmt.Errorf("the container %.12s is not removed within %s; docker rm --force does it by hand", c.ContainerID, within)
	}
}

// place returns the target and environment that lead the suite to the emulator.
func (c *contained) place() place {
	return place{target: target.RunningAt(c.Control, c.Data), environment: []string{target.TokenVariable + "=" + c.Token}}
}

// patience is how long a step may take before the user is told what it is.
const patience = 2 * time.Second

// sayLater prints word after patience, unless callOff is called first.
func sayLater(to output, word string) (callOff func()) {
	timer := time.AfterFunc(patience, func() { fmt.Fprintln(to.err, word) })
	return func() { timer.Stop() }
}
