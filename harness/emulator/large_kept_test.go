//go:build unix

package emulator_test

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// againOn is the emulator that starts on a directory after another one has ended.
func againOn(t *testing.T, b *bench.Bench, dir string) *bench.Bench {
	t.Helper()
	if err := b.Emulator.Close(); err != nil {
		t.Fatal(err)
	}
	b = bench.NewWith(t, emulator.Options{Data: dir})
	t.Cleanup(func() { b.Emulator.Close() })
	return b
}

func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "contents"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// With a directory, large contents are there after a start, grow on, and take their files with them when they go. What a
// process has left that did not end its requests is removed.
func TestLargeContentIsKept(t *testing.T) {
	dir := t.TempDir()
	b := withLarge(t, dir)
	want := map[string]string{}
	for i, path := range largePaths() {
		key := fmt.Sprint("key-", i)
		want[key] = path.store(b, key)
	}
	leftLarge(t, b, int64(len(want)+1)) // of the copies, one shares the content of its source
	stray := filepath.Join(dir, "contents", "oss403-stray")
	if err := os.WriteFile(stray, []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		b = againOn(t, b, dir)
		runtime.GC() // what the former one had is not taken away
		if _, err := os.Stat(stray); err == nil {
			t.Error("a file that nothing names is left")
		}
		for key, content := range want {
			if got := b.Must(b.Owner(b.Raw("GET", largeHost, "/"+key, ""))).Body.String(); got != content {
				t.Errorf("%s: %d bytes of %d, or others", key, len(got), len(content))
			}
		}
		const grown = "key-3"
		b.Must(b.Grow(largeHost, fmt.Sprintf("/%s?append&position=%d", grown, len(want[grown])), "more"))
		want[grown] += "more"
	}
	for key := range want {
		b.Must(b.Owner(b.Raw("DELETE", largeHost, "/"+key, "")))
		b.Must(b.Owner(b.Raw("DELETE", largeHost, "/"+key+"-source", "")))
	}
	leftLarge(t, b, 0)
	if left := namesIn(t, dir); len(left) > 0 {
		t.Errorf("files are left: %s", left)
	}
	b.Must(b.Owner(b.Raw("PUT", largeHost, "/key", noise(1<<20))))
	if status, said := b.Control("POST", "/v1/reset", ""); status >= 300 {
		t.Fatal(status, said)
	}
	leftLarge(t, b, 0)
	if left := namesIn(t, dir); len(left) > 0 {
		t.Errorf("files are left after a reset: %s", left)
	}
}

// A piece that is copied out of a large content into a part does not keep the whole.
func TestCopiedPieceIsOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	b := withLarge(t, dir)
	content := noise(1 << 20)
	b.Must(b.Owner(b.Raw("PUT", largeHost, "/source", content)))
	id := b.Upload("large-bucket", "key")
	for i, span := range [][2]int{{1000, 200_000}, {200_001, 400_000}} {
		b.Must(b.Owner(b.Raw("PUT", largeHost, fmt.Sprintf("/key?partNumber=%d&uploadId=%s", i+1, id), "",
			"x-oss-copy-source: /large-bucket/source", fmt.Sprintf("x-oss-copy-source-range: bytes=%d-%d", span[0], span[1]))))
	}
	b.Must(b.Owner(b.Raw("DELETE", largeHost, "/source", "")))
	leftLarge(t, b, 0)
	b = againOn(t, b, dir)
	b.Must(b.Owner(b.Raw("POST", largeHost, "/key?uploadId="+id, "", "x-oss-complete-all: yes")))
	if got := b.Must(b.Owner(b.Raw("GET", largeHost, "/key", ""))).Body.String(); got != content[1000:400_001] {
		t.Errorf("%d bytes, or others", len(got))
	}
}

// A directory whose large contents are damaged is refused in one line, and stays as it is.
func TestDamagedLargeContent(t *testing.T) {
	for want, damage := range map[string]func(string) error{
		"no such file": os.Remove,
		"is cut":       func(file string) error { return os.Truncate(file, 1<<19) },
	} {
		dir := t.TempDir()
		b := withLarge(t, dir)
		b.Must(b.Owner(b.Raw("PUT", largeHost, "/key", noise(1<<20))))
		if err := b.Emulator.Close(); err != nil {
			t.Fatal(err)
		}
		if err := damage(filepath.Join(dir, "contents", namesIn(t, dir)[0])); err != nil {
			t.Fatal(err)
		}
		_, err := emulator.New(emulator.Options{Data: dir, Accounts: bench.Accounts()})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// What can't be written to disk is answered with 500 and undone, and a line says so: as when a disk is full, here because
// files may have 512 KiB only. Then everything is as before.
func TestNoSpaceForLargeContent(t *testing.T) {
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	for _, dir := range []string{"", t.TempDir()} {
		var log strings.Builder
		b := bench.NewWith(t, emulator.Options{Data: dir, Log: &log})
		defer b.Emulator.Close()
		b.Bucket("large-bucket", "private")
		paths, content := largePaths(), noise(400<<10)
		id := b.Upload("large-bucket", "key")
		for n := 1; n <= 2; n++ {
			b.Must(b.Owner(b.Raw("PUT", largeHost, fmt.Sprintf("/key?partNumber=%d&uploadId=%s", n, id), content)))
		}
		b.Must(b.Owner(b.Raw("PUT", largeHost, "/key", content)))
		b.Must(b.Grow(largeHost, "/grown?append&position=0", content))
		completion := func() (int, string) {
			w, why := b.Send(b.Owner(b.Raw("POST", largeHost, "/key?uploadId="+id, "", "x-oss-complete-all: yes")))
			return w.Code, why
		}
		grow := func() (int, string) {
			w, why := b.Send(b.Grow(largeHost, fmt.Sprint("/grown?append&position=", len(content)), content))
			return w.Code, why
		}
		put := func() (int, string) {
			w, why := b.Send(b.Owner(b.Raw("PUT", largeHost, "/key", noise(1<<20))))
			return w.Code, why
		}
		form := func() (int, string) {
			fields := append([]bench.Field{{"key", "key"}}, bench.V1Form(bench.PolicyOf(b, `["eq","$key","key"]`))...)
			w, why := b.Send(b.Post(largeHost, bench.FormText(fields)+bench.FilePart(noise(1<<20))+"--"+bench.Boundary+"--\r\n"))
			return w.Code, why
		}
		all := []func() (int, string){put, form, completion, grow}
		limited(t, 512<<10, func() {
			for i, ask := range all {
				if code, why := ask(); code != 500 {
					t.Errorf("%d: %d %s", i, code, why)
				}
			}
		})
		if lines := strings.Count(log.String(), "\n"); lines != len(all) || strings.Count(log.String(), "file too large") != len(all) {
			t.Errorf("%d lines:\n%s", lines, log.String())
		}
		if got := b.Must(b.Owner(b.Raw("GET", largeHost, "/key", ""))).Body.String(); got != content {
			t.Errorf("%d bytes are left of %d, or others", len(got), len(content))
		}
		for i, ask := range []func() (int, string){grow, completion, put} {
			if code, why := ask(); code != 200 {
				t.Errorf("with space, %d: %d %s", i, code, why)
			}
		}
		paths[1].store(b, "another")
		leftLarge(t, b, 3)
		if dir != "" && len(namesIn(t, dir)) != 3 {
			t.Errorf("files: %s", namesIn(t, dir))
		}
	}
}

// limited does something while no file may become longer.
func limited(t *testing.T, most uint64, do func()) {
	t.Helper()
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
	}()
	do()
}

// An untouched is a body that nobody may read.
type untouched struct{ t *testing.T }

func (u untouched) Read([]byte) (int, error) {
	u.t.Error("the body of a refused request is read")
	return 0, io.EOF
}

func (untouched) Close() error { return nil }

// A request that is refused for who sent it is refused before its body is read, whatever its length.
func TestRefusedLargeBodyIsNotRead(t *testing.T) {
	b := withLarge(t, "")
	id := b.Upload("large-bucket", "key")
	for _, ask := range [][2]string{{"PUT", "/key"}, {"PUT", "/key?partNumber=1&uploadId=" + id}, {"POST", "/key?append&position=0"}} {
		r := b.Stranger(b.Raw(ask[0], largeHost, ask[1], "", fmt.Sprint("Content-Length: ", wire.MaxObject)))
		r.Body = untouched{t}
		if w, why := b.Send(r); w.Code != 403 {
			t.Errorf("%s %s: %d %s", ask[0], ask[1], w.Code, why)
		}
	}
	if wire.MaxObject != 5<<30 || large.Max != wire.MaxObject {
		t.Error("an object has 5 GiB at most")
	}
}
