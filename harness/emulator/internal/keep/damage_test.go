package keep

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// begun returns a store that is kept in a directory, with a bucket.
func begun(t *testing.T, dir string) (*world.Store, *Folder) {
	t.Helper()
	s, f := world.NewStore(world.Terms{}), opened(t, dir)
	s.KeepWith(f.Keeper())
	err := s.Reset(func(d *world.Draft) error {
		return Restore(d, []byte(`{"accounts":{"1":{"keys":[{"id":"k","secret":"s"}]}},"buckets":{"b":{}}}`), Given{})
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, f
}

// put stores an object in the bucket, and a new version of a former one.
func put(s *world.Store, key string, size int) error {
	return s.Update(func(d *world.Draft) error {
		b, _ := d.Buckets.Get("b")
		content := large.Of(bytes.Repeat([]byte(key[:1]), size))
		world.Set(d, b.Objects, key, &world.Object{Key: key, Data: content, Headers: []world.Header{{Name: "n", Value: key}}})
		former, _ := b.Former.Get("all")
		world.Set(d, b.Former, "all", append([]*world.Object{{Key: "all", Version: key, Data: content}}, former...))
		return nil
	})
}

// When the disk is full, a change is undone, on disk too. When there is room again, changes are kept again.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	s, f := begun(t, dir)
	f.db.MaxSize = 400 << 10
	failed := 0
	for i := range 30 {
		before := snapshotOf(t, s)
		if err := put(s, fmt.Sprint("big ", i), 20<<10); err != nil {
			failed++
			if after := snapshotOf(t, s); !bytes.Equal(before, after) {
				t.Fatal("the change is not undone")
			}
		}
	}
	if failed == 0 || failed == 30 {
		t.Fatalf("%d of 30 changes failed", failed)
	}
	f.db.MaxSize = 0
	if err := s.Update(func(d *world.Draft) error {
		b, _ := d.Buckets.Get("b")
		world.Remove(d, b.Former, "all")
		world.Remove(d, b.Objects, "big 0")
		world.Remove(d, b.Objects, "big 1")
		return nil
	}); err != nil {
		t.Fatalf("a deletion: %v", err)
	}
	if err := put(s, "small", 10); err != nil {
		t.Fatalf("a small object: %v", err)
	}
	closed(t, f)
	again := world.NewStore(world.Terms{})
	f = opened(t, dir)
	defer closed(t, f)
	if err := again.Reset(f.Load); err != nil {
		t.Fatal(err)
	}
	same(t, "the directory", s, again)
}

// Content that objects share is kept once, as long as one of them has it, and no longer.
func TestContentIsKeptOnce(t *testing.T) {
	dir := t.TempDir()
	s, f := begun(t, dir)
	if err := put(s, "first", 100); err != nil {
		t.Fatal(err)
	}
	for step, users := range []int{2, 3, 2, 1, 0} {
		if got := usersOf(f); got != users {
			t.Fatalf("step %d: %d users, want %d", step, got, users)
		}
		closed(t, f)
		f = opened(t, dir)
		s = world.NewStore(world.Terms{})
		if err := s.Reset(f.Load); err != nil {
			t.Fatal(err)
		}
		s.KeepWith(f.Keeper())
		if got := usersOf(f); got != users || len(f.kept) > 1 {
			t.Fatalf("step %d: after a start %d users, want %d; %d contents", step, got, users, len(f.kept))
		}
		if err := s.Update(func(d *world.Draft) error {
			b, _ := d.Buckets.Get("b")
			switch step {
			case 0:
				o, _ := b.Objects.Get("first")
				copied := *o
				copied.Key = "copy"
				world.Set(d, b.Objects, "copy", &copied)
				world.Set(d, b.Objects, "first", &copied)
			case 1:
				world.Remove(d, b.Objects, "first")
			case 2:
				world.Remove(d, b.Former, "all")
			case 3:
				world.Remove(d, b.Objects, "copy")
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, f)
}

func usersOf(f *Folder) (users int) {
	for _, s := range f.kept {
		users += s.users
	}
	return users
}

// A map within a value goes with the value, comes with it, and moves with it.
func TestMapsFollowTheirValues(t *testing.T) {
	dir := t.TempDir()
	s, f := begun(t, dir)
	upload := func(d *world.Draft, b *world.Bucket, id string, parts *world.Ordered[world.Part]) {
		world.Set(d, parts, "00001", world.Part{Number: 1, Data: large.Of([]byte(id))})
		world.Set(d, b.Uploads, world.UploadKey("k", id), &world.Upload{ID: id, Key: "k", Parts: parts})
		world.Set(d, parts, "00002", world.Part{Number: 2, Data: large.Of([]byte(id))})
	}
	steps := []func(*world.Draft, *world.Bucket){
		func(d *world.Draft, b *world.Bucket) { upload(d, b, "one", world.NewOrdered[world.Part]()) },
		func(d *world.Draft, b *world.Bucket) { upload(d, b, "two", world.NewOrdered[world.Part]()) },
		func(d *world.Draft, b *world.Bucket) { // the same parts under another id
			u, _ := b.Uploads.Get(world.UploadKey("k", "one"))
			world.Remove(d, b.Uploads, world.UploadKey("k", "one"))
			upload(d, b, "three", u.Parts)
		},
		func(d *world.Draft, b *world.Bucket) { // another map under the same id
			world.Remove(d, b.Uploads, world.UploadKey("k", "two"))
			upload(d, b, "two", world.NewOrdered[world.Part]())
		},
		func(d *world.Draft, b *world.Bucket) { // a bucket with uploads goes, one with its name comes
			u, _ := b.Uploads.Get(world.UploadKey("k", "two"))
			world.Set(d, u.Parts, "00003", world.Part{Number: 3})
			world.Remove(d, d.Buckets, "b")
			next := &world.Bucket{Name: "b", Objects: b.Objects.Fresh(0).(*world.Ordered[*world.Object]),
				Former: world.NewOrdered[[]*world.Object](), Uploads: world.NewOrdered[*world.Upload]()}
			upload(d, next, "four", world.NewOrdered[world.Part]())
			world.Set(d, d.Buckets, "b", next)
		},
		func(d *world.Draft, b *world.Bucket) { d.RemoveAccount("1"); world.Remove(d, d.Buckets, "b") },
	}
	for i, step := range steps {
		if err := s.Update(func(d *world.Draft) error {
			b, _ := d.Buckets.Get("b")
			step(d, b)
			return nil
		}); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		closed(t, f)
		maps, contents := len(f.at), len(f.kept)
		again := world.NewStore(world.Terms{})
		f = opened(t, dir)
		if err := again.Reset(f.Load); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		if maps != len(f.at) || contents != len(f.kept) {
			t.Errorf("step %d: %d maps and %d contents, after a start %d and %d", i, maps, contents, len(f.at), len(f.kept))
		}
		same(t, fmt.Sprint("step ", i), s, again)
		s = again
		s.KeepWith(f.Keeper())
	}
	if len(f.kept) != 0 || len(f.at) != len(f.fields[worldType]) {
		t.Errorf("%d contents and %d maps are left", len(f.kept), len(f.at))
	}
	closed(t, f)
}

// Whatever bytes of the file are damaged: the start succeeds, or fails with one line.
func TestDamagedFiles(t *testing.T) {
	from := t.TempDir()
	s, f := begun(t, from)
	for i := range 20 {
		if err := put(s, fmt.Sprint("key ", i), 3000); err != nil {
			t.Fatal(err)
		}
	}
	closed(t, f)
	good, err := os.ReadFile(filepath.Join(from, "world.db"))
	if err != nil {
		t.Fatal(err)
	}
	random, refused := rand.New(rand.NewPCG(1, 2)), 0
	for range 200 {
		dir := t.TempDir()
		bad := bytes.Clone(good)
		for range 1 + random.IntN(8) {
			bad[random.IntN(len(bad))] ^= byte(1 << random.IntN(8))
		}
		page := random.IntN(len(bad)/4096) * 4096
		switch random.IntN(4) {
		case 0:
			copy(bad[page:page+4096], bad[random.IntN(len(bad)/4096)*4096:])
		case 1:
			copy(bad[page:page+32], make([]byte, 32))
		case 2:
			bad = bad[:random.IntN(len(bad))]
		}
		if err := os.WriteFile(filepath.Join(dir, "world.db"), bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := openAndLoad(dir); err != nil {
			refused++
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %v", err)
			}
		}
	}
	if refused < 50 {
		t.Errorf("%d of 200 are refused", refused)
	}
}

func openAndLoad(dir string) error {
	f, err := Open(dir, nil)
	if err != nil {
		return err
	}
	defer f.Close()
	if empty, err := f.Empty(); err != nil || empty {
		return err
	}
	s := world.NewStore(world.Terms{})
	return s.Reset(f.Load)
}

// A file of another format, or of another program, is refused.
func TestOtherFormats(t *testing.T) {
	dir := t.TempDir()
	_, f := begun(t, dir)
	write := func(do func(*bolt.Tx) error) {
		if err := f.db.Update(do); err != nil {
			t.Fatal(err)
		}
		closed(t, f)
	}
	write(func(tx *bolt.Tx) error { return tx.Bucket(aboutPart).Put(formatName, []byte("2")) })
	if _, err := Open(dir, nil); err == nil || !strings.Contains(err.Error(), "has format 2; accepted: 1") {
		t.Error(err)
	}
	dir = t.TempDir()
	f = opened(t, dir)
	write(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("other"))
		return err
	})
	if _, err := Open(dir, nil); err == nil || !strings.Contains(err.Error(), "something else than a world") {
		t.Error(err)
	}
}

// What a newer program has added is refused, and not dropped.
func TestUnknownFields(t *testing.T) {
	dir := t.TempDir()
	_, f := begun(t, dir)
	if err := f.db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket(mapsPart).Bucket([]byte("buckets")).Put([]byte("b"), []byte(`{"name":"b","owner":"1","novelty":true}`))
	}); err != nil {
		t.Fatal(err)
	}
	closed(t, f)
	if err := openAndLoad(dir); err == nil || !strings.Contains(err.Error(), `buckets/b: "novelty" is not known; accepted: name, region`) {
		t.Error(err)
	}
}
