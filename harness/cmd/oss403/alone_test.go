package main

import (
	"net/http"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A suite must not go on alone on an account. When the command that started it is
// killed, the suite ends as if interrupted and leaves nothing behind.
func TestASuiteWhoseCommandIsKilledEndsToo(t *testing.T) {
	g := startGuestTarget(t)
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	run := exec.Command(program(t), "run", "--target="+guestTarget, "--profile="+g.profile, "--focus=R48,R25,R42", "--reports="+t.TempDir())
	var killed time.Time
	g.behave(false, func(seen int64, _ *http.Request) bool { return seen == 60 }, func() {
		killed = time.Now()
		run.Process.Kill()
	})
	_ = run.Run()
	if killed.IsZero() {
		t.Fatal("the run ended before it could be killed")
	}
	journals := filepath.Join(cache, "oss403", "runs", "*")
	for deadline := killed.Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		files, err := filepath.Glob(journals)
		if err != nil {
			t.Fatal(err)
		}
		left := g.standing(t)
		if len(left) == 0 && len(files) == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("30 s after its command was killed, the suite has left %q and %q", left, files)
		}
	}
	g.open.Wait()
	seen := g.front.Load().seen.Load()
	time.Sleep(2 * aloneAfter)
	if after := g.front.Load().seen.Load(); after != seen {
		t.Errorf("%d requests came after the suite had cleaned up", after-seen)
	}
	t.Logf("ended and cleaned up %s after its command was killed, and %d requests in all",
		time.Since(killed).Round(100*time.Millisecond), seen)
}

// aloneAfter is the interval at which a suite checks whether it is alone.
const aloneAfter = time.Second
