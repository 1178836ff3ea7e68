package keep_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// worldOf returns the whole world of a bench, as GET /v1/world shows it.
func worldOf(t *testing.T, b *bench.Bench) string {
	t.Helper()
	status, world := b.Control("GET", "/v1/world", "")
	if status != 200 {
		t.Fatalf("%d %s", status, world)
	}
	return world
}

// reopened ends the emulator of a bench, and starts another one in the same directory.
func reopened(t *testing.T, b *bench.Bench, dir string) *bench.Bench {
	t.Helper()
	if err := b.Emulator.Close(); err != nil {
		t.Fatal(err)
	}
	next := bench.NewWith(t, emulator.Options{Data: dir})
	t.Cleanup(func() { next.Emulator.Close() })
	return next
}

// Whatever requests have made of a world is in the directory: in memory and on disk are the same. Every eighth
// provocation is looked at; all of them with OSS403_EVERY_WORLD.
func TestEveryChangeIsKept(t *testing.T) {
	step := 8
	if os.Getenv("OSS403_EVERY_WORLD") != "" {
		step = 1
	}
	staged := bench.New(t)
	bench.Stage(staged)
	begin := worldOf(t, staged)
	dir := t.TempDir()
	b := bench.NewWith(t, emulator.Options{Data: dir})
	fill(b, 5)
	all := bench.Provocations()
	for i := 0; i < len(all); i += step {
		if i > 0 {
			restored(t, b, begin)
			mine := b.Emulator
			b.Send(all[i].By(b))
			b.Emulator = mine // some provocations replace it by another one, in memory
		}
		before := worldOf(t, b)
		b = reopened(t, b, dir)
		if after := worldOf(t, b); after != before {
			t.Fatalf("%s: %s", all[i].Why, firstDifference(before, after))
		}
	}
}

func restored(t *testing.T, b *bench.Bench, world string) {
	t.Helper()
	if status, said := b.Control("PUT", "/v1/world", world); status != 204 {
		t.Fatalf("%d %s", status, said)
	}
}

// fill makes versions, uploads and appended objects, and overwrites, deletes and renames.
func fill(b *bench.Bench, n int) {
	b.Bucket("filled", "private")
	send := func(method, target, body string, headers ...string) *http.Response {
		w, _ := b.Send(b.Owner(b.Raw(method, "filled."+bench.Hangzhou, target, body, headers...)))
		return w.Result()
	}
	send("PUT", "/plain", "one")
	send("PUT", "/plain", "two", "x-oss-meta-latin: caf\xe9")
	send("PUT", "/copy", "", "x-oss-copy-source: /filled/plain")
	send("PUT", "/empty", "")
	send("DELETE", "/copy", "")
	send("POST", "/grown?append&position=0", "one")
	send("POST", "/grown?append&position=3", "two")
	send("POST", "/upload?uploads", "")
	send("PUT", "/?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
	for i := range n%7 + 2 {
		send("PUT", "/plain", fmt.Sprint("version ", i))
	}
	send("PUT", "/plain?acl", "", "x-oss-object-acl: public-read")
	send("DELETE", "/plain", "")
	send("PUT", "/plain", "again")
	send("PUT", "/plain", "again")
}

func firstDifference(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			return fmt.Sprintf("line %d: before %s, after %s", i+1, one[i], other[i])
		}
	}
	return fmt.Sprintf("%d lines before, %d after", len(one), len(other))
}

// A snapshot of one emulator makes the same world in another one.
func TestSnapshotMakesTheSameWorld(t *testing.T) {
	for i, p := range bench.Provocations() {
		b := bench.New(t)
		bench.Stage(b)
		fill(b, i)
		mine := b.Emulator
		b.Send(p.By(b))
		b.Emulator = mine
		before := worldOf(t, b)
		other := bench.New(t)
		restored(t, other, before)
		if after := worldOf(t, other); after != before {
			t.Fatalf("%s: %s", p.Why, firstDifference(before, after))
		}
	}
}

// A directory that can't be used is said in one line, and stays as it is.
func TestDirectoriesThatCannotBeUsed(t *testing.T) {
	good := t.TempDir()
	b := bench.NewWith(t, emulator.Options{Data: good})
	fill(b, 1)
	_, err := emulator.New(emulator.Options{Data: good, Accounts: bench.Accounts()})
	oneLine(t, "in use", err, "in use by another process")
	if err := b.Emulator.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(good, "world.db"))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"cut": whole[:6*4096], "a page": whole[:4096], "other": []byte(strings.Repeat("no database\n", 1000)),
		"zeros": append(make([]byte, 8192), whole[8192:]...),
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "world.db")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := emulator.New(emulator.Options{Data: dir, Accounts: bench.Accounts()})
		oneLine(t, name, err, map[string]string{"cut": " is cut: it has 24576 bytes of ", "a page": "file size too small"}[name])
		if after, err := os.ReadFile(path); err != nil || string(after) != string(file) {
			t.Errorf("%s: the file has changed: %v", name, err)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = emulator.New(emulator.Options{Data: file, Accounts: bench.Accounts()})
	oneLine(t, "a file", err, file)
}

func oneLine(t *testing.T, name string, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("%s: %v; want one line with %q", name, err, want)
	}
}

// What can't be written to disk is answered with 500 and undone, and a line says so. What was acknowledged before stays.
func TestChangeThatCannotBeKept(t *testing.T) {
	dir := t.TempDir()
	var log strings.Builder
	b := bench.NewWith(t, emulator.Options{Data: dir, Log: &log})
	fill(b, 1)
	before := worldOf(t, b)
	if err := b.Emulator.Close(); err != nil { // from now on every write fails
		t.Fatal(err)
	}
	w, why := b.Send(b.Owner(b.Raw("PUT", "filled."+bench.Hangzhou, "/late", "late")))
	if w.Code != 500 || !strings.Contains(w.Body.String(), "<Code>InternalError</Code>") {
		t.Errorf("%d %s %s", w.Code, why, w.Body)
	}
	for _, request := range [][3]string{
		{"POST", "/v1/reset", ""}, {"PUT", "/v1/world", before}, {"DELETE", "/v1/accounts/1000000000000001", ""},
		{"PUT", "/v1/accounts/3", `{"keys":[{"id":"k","secret":"s"}]}`}, {"PATCH", "/v1/buckets/filled", `{"frozen":true}`},
	} {
		if status, said := b.Control(request[0], request[1], request[2]); status != 500 || !strings.Contains(said, "it can't be kept") {
			t.Errorf("%s %s: %d %s", request[0], request[1], status, said)
		}
	}
	if status, said := b.RPC(bench.Identity{ID: bench.OwnerKey, Secret: bench.OwnerSecret}, "CreateUser", "UserName", "late"); status != 500 {
		t.Errorf("%d %v", status, said)
	}
	if after := worldOf(t, b); after != before {
		t.Errorf("not undone: %s", firstDifference(before, after))
	}
	if lines := strings.Count(log.String(), "\n"); lines != 7 || strings.Count(log.String(), "it can't be kept") != 7 {
		t.Errorf("%d lines:\n%s", lines, log.String())
	}
	b = bench.NewWith(t, emulator.Options{Data: dir})
	defer b.Emulator.Close()
	if after := worldOf(t, b); after != before {
		t.Errorf("lost: %s", firstDifference(before, after))
	}
}
