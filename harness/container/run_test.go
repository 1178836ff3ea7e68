package container_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// suite is a script in the place of the conformance suite. It connects to the emulator
// in the container with the flags that it gets, leaves a file as a sign, and sleeps.
const suite = `#!/bin/sh
for flag in "$@"; do
  case "$flag" in --oss.target=*) target="${flag#--oss.target=emulator:}";; esac
done
here="$(dirname "$0")/.."
"$here/oss403" wait --control="${target%%\?data=*}" --timeout=10s > "$here/reached" && mv "$here/reached" "$here/served"
exec sleep SECONDS
`

// command is oss403 with its helper and the script suite.
type command struct {
	folder string
	run    *exec.Cmd
	said   *strings.Builder
}

// runOn prepares `oss403 run` on a container of the image, with the programs of a
// folder. The script suite sleeps for the seconds.
func runOn(t *testing.T, programs, image, seconds string) command {
	t.Helper()
	c := command{folder: t.TempDir(), said: &strings.Builder{}}
	for _, name := range []string{"oss403", "oss403-container"} {
		if err := os.Link(filepath.Join(programs, name), filepath.Join(c.folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	script := strings.ReplaceAll(suite, "SECONDS", seconds)
	parts := filepath.Join(c.folder, "oss403-parts")
	if err := os.Mkdir(parts, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(parts, "conformance.test"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	c.run = exec.Command(filepath.Join(c.folder, "oss403"), "run", "--target=container:"+image, "--reports="+t.TempDir())
	c.run.Stdout, c.run.Stderr = c.said, c.said
	return c
}

// served waits until the suite has reached the emulator.
func (c command) served(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for {
		text, err := os.ReadFile(filepath.Join(c.folder, "served"))
		if err == nil && strings.Contains(string(text), "oss403-emulator serves") {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("the suite has not reached the emulator: %v", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// container returns the container id that the run printed.
func (c command) container(t *testing.T) string {
	t.Helper()
	found := regexp.MustCompile(`serves after [0-9.]+m?s \(([0-9a-f]{12})\)`).FindStringSubmatch(c.said.String())
	if found == nil {
		t.Fatalf("no container is named:\n%s", c.said)
	}
	return found[1]
}

func exitCodeOf(err error) int {
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return 0
}

func TestRunOnAContainer(t *testing.T) {
	needDocker(t)
	programs := t.TempDir()
	program(t, programs, "../cmd/oss403")
	helper := program(t, programs, "./cmd/oss403-container")
	t.Run("the container ends with the run", func(t *testing.T) { endsWithTheRun(t, programs) })
	t.Run("no such image", func(t *testing.T) { saysThatThereIsNoImage(t, programs) })
	t.Run("no emulator", func(t *testing.T) { saysWhatWasTried(t, helper) })
}

// The container of a run ends with the run: when the suite ends, when the run is
// interrupted, and when the run is killed. A suite without results is not green.
func endsWithTheRun(t *testing.T, programs string) {
	for name, c := range map[string]struct {
		seconds string
		signal  syscall.Signal
		code    int
	}{
		"the suite ends":         {"0", 0, 2},
		"the run is interrupted": {"60", syscall.SIGINT, 2},
		"the run is killed":      {"5", syscall.SIGKILL, -1},
	} {
		t.Run(name, func(t *testing.T) {
			oss403 := runOn(t, programs, emulatorImage, c.seconds)
			if err := oss403.run.Start(); err != nil {
				t.Fatal(err)
			}
			oss403.served(t)
			if c.signal != 0 {
				if err := oss403.run.Process.Signal(c.signal); err != nil {
					t.Fatal(err)
				}
			}
			if code := exitCodeOf(oss403.run.Wait()); code != c.code {
				t.Errorf("exit code %d, want %d:\n%s", code, c.code, oss403.said)
			}
			gone(t, oss403.container(t))
		})
	}
}

func saysThatThereIsNoImage(t *testing.T, programs string) {
	for image, says := range map[string]string{"oss403/no-such-image:dev": "make image builds", "Not An Image": "invalid reference"} {
		oss403 := runOn(t, programs, image, "0")
		code, said := exitCodeOf(oss403.run.Run()), oss403.said.String()
		if code != 64 || !strings.Contains(said, "has no image") || !strings.Contains(said, says) {
			t.Errorf("%s: exit code %d, want 64 and %q:\n%s", image, code, says, said)
		}
	}
}

// If the container does not serve, the helper prints one line with what it tried and
// how the container ended.
func saysWhatWasTried(t *testing.T, helper string) {
	serve := exec.Command(helper, "--image="+conformanceImage, "--dialect=swiss")
	input, err := serve.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	said, err := serve.CombinedOutput()
	for _, word := range []string{"tried: GET /v1/health", "exited with code 64", "accepted: observed, documented"} {
		if exitCodeOf(err) != 2 || !strings.Contains(string(said), word) || strings.Count(string(said), "\n") != 1 {
			t.Errorf("%v, want exit code 2 and one line with %q:\n%s", err, word, said)
		}
	}
	said, err = exec.Command(helper, "--image="+emulatorImage).CombinedOutput() // its standard input is empty
	if exitCodeOf(err) != 2 || !strings.Contains(string(said), "told to end") {
		t.Errorf("without an input: %v\n%s", err, said)
	}
}
