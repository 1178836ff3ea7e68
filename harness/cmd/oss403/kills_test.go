package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/cmd/internal/served"
)

const killedAccount = "1000000000000001"

// A victim is an emulator in a process of its own, that is killed.
type victim struct {
	process *exec.Cmd
	serving served.Serving
}

// begin starts the emulator on a directory, and returns when it serves.
func begin(t *testing.T, dir string) *victim {
	t.Helper()
	v := starting(t, dir)
	file := dir + ".ready"
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		text, err := os.ReadFile(file)
		if err == nil {
			if err := json.Unmarshal(text, &v.serving); err != nil {
				t.Fatalf("the ready file is torn: %v: %s", err, text)
			}
			return v
		}
		if time.Now().After(end) {
			t.Fatalf("no ready file: %v; %s", err, v.process.Stderr)
		}
	}
}

// starting starts the emulator, and does not wait.
func starting(t *testing.T, dir string) *victim {
	t.Helper()
	if err := os.Remove(dir + ".ready"); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	v := &victim{process: exec.Command(program(t), "emulator", "--listen=127.0.0.1:0", "--control=127.0.0.1:0", "--account="+killedAccount,
		"--access-key-id=LTAIkilled", "--access-key-secret=s", "--data="+dir, "--ready-file="+dir+".ready")}
	v.process.Stderr = &strings.Builder{}
	if err := v.process.Start(); err != nil {
		t.Fatal(err)
	}
	return v
}

// kill is kill -9.
func (v *victim) kill(t *testing.T) {
	t.Helper()
	if err := v.process.Process.Kill(); err != nil {
		t.Fatalf("%v: %s", err, v.process.Stderr)
	}
	v.process.Wait() // an error says that it was killed
	if said := v.process.Stderr.(*strings.Builder).String(); said != "" {
		t.Errorf("the emulator said: %s", said)
	}
}

// A writer writes to things of its own, one request at a time, and remembers what was acknowledged.
type writer struct {
	name    string
	random  *rand.Rand
	parts   map[string][]byte
	things  []thing
	acked   []state // of each thing
	flying  []state // what a thing is if the request without an answer had its effect; nil: there is none
	written int

	client            *oss.Client
	bucket, versioned *oss.Bucket
}

// connect leads the writer to an emulator.
func (w *writer) connect(t *testing.T, at served.Serving) {
	t.Helper()
	client, err := oss.New(at.Data, at.AccessKeyID, at.AccessKeySecret, oss.Timeout(5, 20))
	if err != nil {
		t.Fatal(err)
	}
	w.client = client
	w.bucket, err = client.Bucket(w.name)
	if err != nil {
		t.Fatal(err)
	}
	if w.versioned, err = client.Bucket(w.name + "-versioned"); err != nil {
		t.Fatal(err)
	}
}

// prepare makes the buckets.
func (w *writer) prepare(t *testing.T) {
	t.Helper()
	err := errors.Join(w.client.CreateBucket(w.name), w.client.CreateBucket(w.versioned.BucketName),
		w.client.SetBucketVersioning(w.versioned.BucketName, oss.VersioningConfig{Status: "Enabled"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, thing := range w.things {
		now, err := thing.see(w)
		if err != nil {
			t.Fatalf("%s: %v", thing.name, err)
		}
		w.acked, w.flying = append(w.acked, now), append(w.flying, nil)
	}
}

// work writes until a request gets no answer.
func (w *writer) work(killed *atomic.Bool) error {
	for {
		at := w.random.IntN(len(w.things))
		thing := w.things[at]
		next := maps.Clone(w.acked[at])
		err := thing.writes[w.random.IntN(len(thing.writes))](w, next)
		if err != nil {
			if w.flying[at] = next; code(err) != "" || !killed.Load() {
				return fmt.Errorf("%s of %s: %w", thing.name, w.name, err)
			}
			return nil
		}
		w.acked[at] = next
		w.written++
	}
}

// compare finds what was lost and what is torn: a thing must be what was acknowledged, or what the request without an
// answer makes of it.
func (w *writer) compare(t *testing.T) (lost int) {
	t.Helper()
	for at, thing := range w.things {
		now, err := thing.see(w)
		if err != nil {
			t.Errorf("%s of %s can't be seen: %v", thing.name, w.name, err)
			lost++
			continue
		}
		if !maps.Equal(now, w.acked[at]) && (w.flying[at] == nil || !maps.Equal(now, w.flying[at])) {
			t.Errorf("%s of %s is\n%v\nacknowledged was\n%v\nin flight was\n%v", thing.name, w.name, now, w.acked[at], w.flying[at])
			lost++
		}
		w.acked[at], w.flying[at] = now, nil
	}
	return lost
}

// killRounds is how often the test kills. OSS403_KILLS makes it 200.
func killRounds() int {
	if os.Getenv("OSS403_KILLS") != "" {
		return 200
	}
	return 8
}

// However an emulator with --data is killed, what it has acknowledged is there when it starts again, and what it has not
// is there whole or not at all.
func TestKilledEmulatorLosesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	var writers []*writer
	for i := range 8 {
		writers = append(writers, &writer{
			name: fmt.Sprint("writer-", i), random: rand.New(rand.NewPCG(random.Uint64(), 0)), parts: partContents(), things: killedThings(),
		})
	}
	v := begin(t, dir)
	for _, w := range writers {
		w.connect(t, v.serving)
		w.prepare(t)
	}
	lost, written := 0, 0
	for round := range killRounds() {
		var killed atomic.Bool
		var working sync.WaitGroup
		failures := make([]error, len(writers))
		for i, w := range writers {
			working.Go(func() { failures[i] = w.work(&killed) })
		}
		time.Sleep(time.Duration(random.IntN(200)) * time.Millisecond)
		killed.Store(true)
		v.kill(t)
		working.Wait()
		if err := errors.Join(failures...); err != nil {
			t.Fatalf("round %d: %v", round+1, err)
		}
		for random.IntN(4) == 0 { // killed while it starts
			v = starting(t, dir)
			time.Sleep(time.Duration(random.IntN(100)) * time.Millisecond)
			v.kill(t)
		}
		v = begin(t, dir)
		for _, w := range writers {
			w.connect(t, v.serving)
			lost += w.compare(t)
		}
		if t.Failed() {
			break
		}
	}
	v.kill(t)
	for _, w := range writers {
		written += w.written
	}
	t.Logf("%d rounds, %d writes acknowledged, lost or torn %d", killRounds(), written, lost)
}
