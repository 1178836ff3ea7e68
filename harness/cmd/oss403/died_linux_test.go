package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
)

// What a process says that dies in a scenario is shown, though it is one of several.
func TestWhatAProcessSaysThatDiesIsShown(t *testing.T) {
	withCredentials(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	e, err := emulator.New(emulator.Options{Accounts: []emulator.Account{{
		UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: os.Getenv("OSS_ACCESS_KEY_ID"), Secret: os.Getenv("OSS_ACCESS_KEY_SECRET")}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	both := make(chan struct{})
	var mu sync.Mutex
	runs := map[string]bool{} // whose first bucket is being made
	target := serve(t, func(w http.ResponseWriter, q *http.Request) {
		of := regexp.MustCompile("oss403-[0-9a-f]{8}").FindString(q.URL.Path)
		if of == "" {
			e.Data().ServeHTTP(w, q)
			return
		}
		mu.Lock()
		if !runs[of] && len(runs) == 1 {
			close(both)
		}
		runs[of] = true
		mu.Unlock()
		<-q.Context().Done()
	})
	var out bytes.Buffer
	dying := exec.Command(program(t), "run", "--target="+target, "--timeout=20s", "--focus=R48", "--procs=2", "--reports="+t.TempDir())
	dying.Stdout, dying.Stderr = &out, &out
	if err := dying.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-both:
	case <-time.After(time.Minute):
		t.Error("not both processes have begun a scenario")
	}
	processes := lastOf(t, dying.Process.Pid)
	if len(processes) < 2 {
		t.Errorf("the run has the processes %d, want two that share the scenarios", processes)
	}
	for _, process := range processes {
		if err := syscall.Kill(process, syscall.SIGQUIT); err != nil { // Go says where it stands, and dies
			t.Error(err)
		}
	}
	if err := dying.Wait(); err == nil || !strings.Contains(out.String(), "runtime.goexit") {
		t.Errorf("%v; what the process said is not shown:\n%s", err, out.String())
	}
}

// lastOf lists the processes that a process has started, and those that they have started, without those in between.
func lastOf(t *testing.T, process int) (last []int) {
	t.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", process))
	if err != nil || len(threads) == 0 {
		t.Skipf("this system does not say which processes one has started: %v", err)
	}
	for _, thread := range threads {
		children, _ := os.ReadFile(thread) // a thread may have ended
		for _, child := range strings.Fields(string(children)) {
			id, err := strconv.Atoi(child)
			if err != nil {
				t.Fatal(err)
			}
			last = append(last, lastOf(t, id)...)
		}
	}
	if last == nil {
		return []int{process}
	}
	return last
}
