//go:build unix

package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// guestFocus selects scenarios that need buckets of both accounts, RAM users, a role,
// and a setting of the account.
const guestFocus = "public-access/v4-header/account-,invalid-target-bucket-for-logging/v4-header,put-public-access-block"

// A run leaves nothing behind, or only what sweep lists and then removes. This holds
// for every way in which a run can end.
func TestSweepRemovesWhatRunsLeaveBehind(t *testing.T) {
	binary := buildRun(t)
	g := startGuestTarget(t)
	setsAccount := func(_ int64, q *http.Request) bool {
		return q.Method == http.MethodPut && q.URL.Query().Has("publicAccessBlock") && !strings.HasPrefix(q.Host, "oss403-")
	}
	for _, c := range []struct {
		name      string
		focus     string
		procs     int
		falsifies bool                                   // answers are falsified, so that scenarios fail
		moment    func(seen int64, q *http.Request) bool // when the run is stopped; nil: never
		stop      func(t *testing.T, run *os.Process)
		code      int
		least     int // least number of leftovers
	}{
		{"normal", guestFocus, 1, false, nil, nil, exitConformant, 0},
		{"failed", guestFocus, 1, true, nil, nil, exitDeviations, 0},
		{"interrupted", guestFocus, 1, false, func(seen int64, _ *http.Request) bool { return seen == 60 }, interrupt, exitNoVerdict, 0},
		{"interrupted at its first bucket", guestFocus, 1, false,
			func(_ int64, q *http.Request) bool { return q.URL.Query().Has("tagging") }, interrupt, exitNoVerdict, 0},
		{"killed, of two processes", "bucket-acl", 2, false, twoRuns(), kill, -1, 2},
		{"killed while the account was changed", guestFocus, 1, false, setsAccount, kill, -1, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("XDG_CACHE_HOME", t.TempDir())
			t.Setenv(pidFile, filepath.Join(t.TempDir(), "pid"))
			run := exec.Command(binary, "run", "--target="+guestTarget, "--profile="+g.profile, "--focus="+c.focus, "--reports="+t.TempDir(),
				"--procs="+strconv.Itoa(c.procs))
			inOwnGroup(run)
			var said bytes.Buffer
			run.Stdout, run.Stderr = &said, &said
			stopped := make(chan struct{})
			g.behave(c.falsifies, c.moment, func() { c.stop(t, run.Process); close(stopped) })
			if err := run.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
				t.Fatal(err)
			}
			waitUntilDead(t)
			g.open.Wait()
			g.behave(false, nil, nil)
			if code := run.ProcessState.ExitCode(); code != c.code {
				t.Errorf("the run ended with %d, want %d:\n%s", code, c.code, said.String())
			}
			select {
			case <-stopped:
			default:
				if c.moment != nil {
					t.Error("the moment to stop the run did not come")
				}
			}
			left := g.standing(t)
			if len(left) < c.least || c.least == 0 && len(left) > 0 {
				t.Errorf("%d things are left over, want %d or more, and none where it is 0: %q\n%s", len(left), c.least, left, said.String())
			}
			t.Logf("%d things are left over: %q", len(left), left)
			if listed := sweep(t, g.profile, "left over", "--dry-run"); !slices.Equal(listed, left) {
				t.Errorf("sweep lists %q; there stand %q", listed, left)
			}
			if removed := sweep(t, g.profile, "removed"); !slices.Equal(removed, left) {
				t.Errorf("sweep removed %q of %q", removed, left)
			}
			if left := g.standing(t); len(left) > 0 {
				t.Errorf("still there: %q", left)
			}
			if journals, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "oss403", "runs", "*")); len(journals) > 0 {
				t.Errorf("still there: %q", journals)
			}
		})
	}
}

// pidFile is the environment variable that names the file for the process id of the
// suite.
const pidFile = "SUITE_PID_FILE"

// buildRun returns the program with stand-ins for the suite and for the runner. The
// first stand-in that starts writes its process id to pidFile. Each of them then
// becomes the real part.
func buildRun(t *testing.T) (binary string) {
	t.Helper()
	folder, real := t.TempDir(), t.TempDir()
	if err := os.Link(program(t), filepath.Join(folder, "oss403")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{runnerName, suiteName} {
		if err := os.Symlink(program(t), filepath.Join(real, name)); err != nil {
			t.Fatal(err)
		}
		script := "#!/bin/sh\n[ -e \"$" + pidFile + "\" ] || echo $$ > \"$" + pidFile + "\"\nexec \"" + filepath.Join(real, name) + "\" \"$@\"\n"
		standIn(t, folder, name, script)
	}
	return filepath.Join(folder, "oss403")
}

// sweep runs the command and returns the names of the things that it reports. Each
// must have the outcome.
func sweep(t *testing.T, profile, outcome string, args ...string) []string {
	t.Helper()
	code, stdout, stderr := run(t, append([]string{"sweep", "--json", "--target=" + guestTarget, "--profile=" + profile}, args...)...)
	if code != 0 {
		t.Errorf("sweep ended with %d: %s%s", code, stdout, stderr)
	}
	var names []string
	for line := range strings.Lines(stdout) {
		var thing struct{ Kind, Name, Outcome, KnownBy string }
		if err := json.Unmarshal([]byte(line), &thing); err != nil || thing.KnownBy != "journal" {
			t.Errorf("%v: %s", err, line)
		}
		want := outcome
		if thing.Kind == "account setting" && want == "removed" {
			want = "restored"
		}
		if thing.Outcome != want {
			t.Errorf("outcome of %s, want %s", line, want)
		}
		names = append(names, thing.Name)
	}
	slices.Sort(names)
	return names
}

// twoRuns returns a function that reports the moment when both processes have tagged
// a bucket. The answer to the first waits for the second, so that each of them still
// has its bucket at that moment.
func twoRuns() func(int64, *http.Request) bool {
	var first string
	var lock sync.Mutex
	both, met := context.WithCancel(context.Background())
	return func(_ int64, q *http.Request) bool {
		if q.Method != http.MethodPut || !q.URL.Query().Has("tagging") {
			return false
		}
		run := q.Host[:len("oss403-0badcafe")]
		lock.Lock()
		first = cmp.Or(first, run)
		second := run != first
		lock.Unlock()
		if second {
			met()
			return true
		}
		select {
		case <-both.Done():
		case <-q.Context().Done():
		}
		return false
	}
}

func interrupt(t *testing.T, run *os.Process) {
	if err := run.Signal(syscall.SIGINT); err != nil {
		t.Error(err)
	}
}

// waitUntilDead waits until the locks of all journals are free. The kernel releases
// them some time after it kills a process.
func waitUntilDead(t *testing.T) {
	t.Helper()
	locks, err := filepath.Glob(filepath.Join(os.Getenv("XDG_CACHE_HOME"), "oss403", "runs", "*.lock"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for _, path := range locks {
		lock := flock.New(path)
		if free, err := lock.TryLockContext(ctx, 10*time.Millisecond); err != nil || !free {
			t.Errorf("the run holds %s still: %v", path, err)
		}
		lock.Close()
	}
}

// kill kills the run and its suite together. Each of them has its own process group.
func kill(t *testing.T, run *os.Process) {
	said, err := os.ReadFile(os.Getenv(pidFile))
	suite, number := strconv.Atoi(strings.TrimSpace(string(said)))
	if err != nil || number != nil {
		t.Errorf("the process of the suite: %q, %v", said, err)
		return
	}
	for _, group := range []int{suite, run.Pid} {
		if err := syscall.Kill(-group, syscall.SIGKILL); err != nil {
			t.Error(err)
		}
	}
}
