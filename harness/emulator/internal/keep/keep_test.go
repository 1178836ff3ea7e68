package keep

import (
	"reflect"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

func TestTry(t *testing.T) {
	dir := t.TempDir()
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := world.NewStore(world.Terms{})
	s.KeepWith(f.Keeper())
	err = s.Reset(func(d *world.Draft) error {
		return d.PutAccount(&world.Account{UID: "1", Keys: []world.Key{{ID: "a", Secret: "b"}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(func(d *world.Draft) error {
		b := &world.Bucket{Name: "b", Owner: "1", Objects: world.NewOrdered[*world.Object](), Former: world.NewOrdered[[]*world.Object](), Uploads: world.NewOrdered[*world.Upload]()}
		world.Set(d, d.Buckets, "b", b)
		world.Set(d, b.Objects, "x", &world.Object{Key: "x", Data: []byte("hello")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	f, err = Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s2 := world.NewStore(world.Terms{})
	if err := s2.Reset(f.Load); err != nil {
		t.Fatal(err)
	}
	var w1, w2 []byte
	s.View(func(w *world.World) {
		w1, err = Snapshot(w)
		if err != nil {
			t.Fatal(err)
		}
	})
	s2.View(func(w *world.World) {
		w2, err = Snapshot(w)
		if err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("%s", w1)
	if !reflect.DeepEqual(w1, w2) {
		t.Fatalf("%s", w2)
	}
}
