//go:build unix

package large

import (
	"bytes"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// rooms are a temporary and a kept one, in folders of the test, whose errors fail it.
func rooms(t *testing.T) map[string]*Room {
	failed := func(err error) { t.Error(err) }
	return map[string]*Room{"temporary": Temporary(t.TempDir(), failed), "kept": Kept(t.TempDir()+"/contents", failed)}
}

func noise(size int) []byte {
	random := rand.New(rand.NewPCG(uint64(size), 7))
	out := make([]byte, size)
	for i := range out {
		out[i] = byte(random.Uint32())
	}
	return out
}

// taken is a content that has come in pieces.
func taken(t *testing.T, r *Room, whole []byte, announced int64) Content {
	t.Helper()
	s := r.NewSink(announced)
	defer s.Drop()
	for rest := whole; len(rest) > 0; {
		n := copy(s.Space(int64(len(rest))), rest)
		rest = rest[n:]
		if err := s.Take(n); err != nil {
			t.Fatal(err)
		}
	}
	c, err := s.Content()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// files counts the files in the folder of a room, once those that nobody has are gone.
func files(t *testing.T, r *Room, want int) (names []string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		runtime.GC()
		entries, err := os.ReadDir(r.dir)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if names = nil; len(entries) == want {
			for _, e := range entries {
				names = append(names, e.Name())
			}
			return names
		}
		if time.Now().After(end) {
			t.Fatalf("%d files, want %d", len(entries), want)
		}
	}
}

func alive(t *testing.T, r *Room, want int64) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); r.live.Load() != want; time.Sleep(time.Millisecond) {
		if runtime.GC(); time.Now().After(end) {
			t.Fatalf("%d contents in files, want %d", r.live.Load(), want)
		}
	}
}

// What comes is the content, in memory or in a file by its length, and a file is freed with its content.
func TestContentLiesWhereItsLengthSays(t *testing.T) {
	for name, r := range rooms(t) {
		for _, size := range []int{0, 1, from - 1, from, from + 1, from + oneRead, 3<<20 + 7} {
			for _, announced := range []int64{-1, int64(size)} {
				whole := noise(size)
				c := taken(t, r, whole, announced)
				if !bytes.Equal(c.Bytes(), whole) || (c.File() != nil) != (size > from) || c.Len() != size {
					t.Errorf("%s: %d of %d bytes, in a file: %v", name, c.Len(), size, c.File() != nil)
				}
				if c.File() == nil && cap(c.Bytes()) > size+size/8 {
					t.Errorf("%s: room for %d behind %d", name, cap(c.Bytes()), size)
				}
				c.KeepAlive()
			}
		}
		alive(t, r, 0)
		files(t, r, 0)
	}
}

// Contents that are joined are one, and each piece was shown.
func TestJoined(t *testing.T) {
	for name, r := range rooms(t) {
		a, b := noise(from+5), noise(100)
		var shown []byte
		c, err := r.Join(func(p []byte) { shown = append(shown, p...) }, taken(t, r, a, -1), Of(b), Of(nil))
		if want := append(bytes.Clone(a), b...); err != nil || !bytes.Equal(c.Bytes(), want) || !bytes.Equal(shown, want) || c.File() == nil {
			t.Errorf("%s: %d bytes, %d shown, %v", name, c.Len(), len(shown), err)
		}
		small, err := r.Join(func([]byte) {}, c.Clip(3, 40), Of(b))
		if err != nil || small.File() != nil || !bytes.Equal(small.Bytes(), append(bytes.Clone(a[3:40]), b...)) {
			t.Errorf("%s: %d bytes, %v", name, small.Len(), err)
		}
		c.KeepAlive()
	}
}

// A content grows in its file, and what it was stays readable. Of two that grow from the same, each gets its own.
func TestExtended(t *testing.T) {
	for name, r := range rooms(t) {
		whole := noise(from + 1)
		first := taken(t, r, whole, -1)
		all := []Content{first}
		for i := range 20 {
			more := noise(1000 * (i + 1))
			whole = append(bytes.Clone(whole), more...)
			grown, err := r.Extend(all[len(all)-1], Of(more))
			if err != nil || !bytes.Equal(grown.Bytes(), whole) {
				t.Fatalf("%s: %d bytes of %d, %v", name, grown.Len(), len(whole), err)
			}
			all = append(all, grown)
		}
		left, errLeft := r.Extend(all[5], Of([]byte("left")))
		right, errRight := r.Extend(all[20], Of([]byte("right")))
		again, errAgain := r.Extend(all[20], Of([]byte("again")))
		if errLeft != nil || errRight != nil || errAgain != nil {
			t.Fatal(name, errLeft, errRight, errAgain)
		}
		if string(left.Bytes()[all[5].Len():]) != "left" || string(right.Bytes()[len(whole):]) != "right" ||
			string(again.Bytes()[len(whole):]) != "again" || !bytes.Equal(right.Bytes()[:len(whole)], whole) {
			t.Errorf("%s: what grew is another content", name)
		}
		for i, c := range all {
			if !bytes.Equal(c.Bytes(), whole[:c.Len()]) {
				t.Errorf("%s: the content after step %d has changed", name, i)
			}
		}
		if r.kept { // the first where it grew, and those that could not
			if got := len(files(t, r, 3)); got != 3 {
				t.Errorf("%d files", got)
			}
		} else if all[1].file.disk != all[20].file.disk {
			t.Errorf("%s: it was copied each time", name)
		}
		for _, c := range append(all, left, right, again) {
			c.KeepAlive()
		}
	}
}

// A file that is in use stays when its content goes, and is opened by its name: with each length that it had.
func TestFileInUseStays(t *testing.T) {
	r := rooms(t)["kept"]
	whole := noise(2 * from)
	c := taken(t, r, whole[:from+1], -1)
	grown, err := r.Extend(c, Of(whole[from+1:]))
	if err != nil {
		t.Fatal(err)
	}
	name := c.File().Name()
	c.File().Use()
	grown.File().Use()
	c, grown = Content{}, Content{}
	alive(t, r, 0)
	if names := files(t, r, 1); names[0] != name {
		t.Fatalf("%s, want %s", names, name)
	}
	again := Kept(r.dir, r.log)
	opened, err := again.Open(name, from+1, 2*from)
	if err != nil || !bytes.Equal(opened[0].Bytes(), whole[:from+1]) || !bytes.Equal(opened[1].Bytes(), whole) {
		t.Fatalf("%d contents, %v", len(opened), err)
	}
	longer, err := again.Extend(opened[1], Of([]byte("more")))
	if err != nil || longer.File().Name() != name || string(longer.Bytes()[2*from:]) != "more" {
		t.Errorf("%d bytes, %v", longer.Len(), err)
	}
	if _, err := again.Open(name, 3*from); err == nil || !strings.Contains(err.Error(), "is cut") {
		t.Errorf("a file that is cut: %v", err)
	}
	for _, c := range opened {
		c.KeepAlive()
	}
}

// Where there are many files, only what is very long gets one: a process can map so many.
func TestManyFiles(t *testing.T) {
	r := rooms(t)["temporary"]
	r.live.Store(many)
	if c := taken(t, r, noise(from+1), -1); c.File() != nil {
		t.Error("a short content has a file")
	}
	if c := taken(t, r, make([]byte, fromMany+1), -1); c.File() == nil {
		t.Error("a long content has none")
	}
}

// Where no file can be made, a line says so, contents stay in memory, and what is too long for that fails.
func TestNoPlaceForFiles(t *testing.T) {
	var said []string
	r := Temporary(t.TempDir()+"/missing", func(err error) { said = append(said, err.Error()) })
	for range 2 {
		whole := noise(from + 2*oneRead + 1)
		if c := taken(t, r, whole, -1); c.File() != nil || !bytes.Equal(c.Bytes(), whole) {
			t.Errorf("%d bytes, in a file: %v", c.Len(), c.File() != nil)
		}
	}
	if len(said) != 1 || !strings.Contains(said[0], "stay in memory, up to 128 MiB") || strings.Contains(said[0], "\n") {
		t.Errorf("%q", said)
	}
	half := Of(make([]byte, homeless/2+1))
	if _, err := r.Join(func([]byte) {}, half, half); err == nil || len(said) != 2 {
		t.Errorf("%v, %q", err, said)
	}
}
