package keep

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// changed makes one random change among a few buckets, keys and contents, so that changes meet.
func changed(d *world.Draft, random *rand.Rand) {
	name, key := fmt.Sprint("b", random.IntN(3)), fmt.Sprint("k", random.IntN(4))
	b, there := d.Buckets.Get(name)
	switch what := random.IntN(10); {
	case !there:
		world.Set(d, d.Buckets, name, &world.Bucket{Name: name, Objects: world.NewOrdered[*world.Object](),
			Former: world.NewOrdered[[]*world.Object](), Uploads: world.NewOrdered[*world.Upload]()})
	case what == 0:
		world.Remove(d, d.Buckets, name)
	case what == 1: // a setting: the maps stay
		next := *b
		next.ACL = key
		world.Set(d, d.Buckets, name, &next)
	case what < 4:
		world.Remove(d, b.Objects, key)
	case what < 6: // a copy shares its content, also with another bucket
		if o, known := b.Objects.Get(key); known {
			to, _ := d.Buckets.Get("b0")
			if to != nil {
				world.Set(d, to.Objects, "copy", &world.Object{Key: "copy", Data: o.Data})
			}
		}
	case what == 6: // a part, of an upload that may be new
		id := world.UploadKey(key, "id")
		u, known := b.Uploads.Get(id)
		if !known {
			u = &world.Upload{ID: "id", Key: key, Parts: world.NewOrdered[world.Part]()}
			world.Set(d, b.Uploads, id, u)
		}
		world.Set(d, u.Parts, world.PartKey(1), world.Part{Number: 1, Data: large.Of([]byte(key))})
	case what == 7:
		world.Remove(d, b.Uploads, world.UploadKey(key, "id"))
	default:
		world.Set(d, b.Objects, key, &world.Object{Key: key, Data: large.Of(bytes.Repeat([]byte{byte(random.Uint32())}, 1+random.IntN(9000)))})
	}
}

// Changes that are kept together leave on disk what they leave in memory, whatever one of them has made of another one's.
func TestChangesKeptTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 3))
	dir := t.TempDir()
	s, f := begun(t, dir)
	for round := range 150 {
		var together []world.Touched
		s.KeepWith(&world.Keeper{Write: func(all []world.Touched) error {
			together = append(together, all...)
			return nil
		}})
		for range 1 + random.IntN(12) {
			if err := s.Update(func(d *world.Draft) error { changed(d, random); return nil }); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.write(together); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		maps, contents, users := len(f.at), len(f.kept), usersOf(f)
		closed(t, f)
		again := world.NewStore(world.Terms{})
		f = opened(t, dir)
		if err := again.Reset(f.Load); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		same(t, fmt.Sprint("round ", round), s, again)
		if maps != len(f.at) || contents != len(f.kept) || users != usersOf(f) {
			t.Fatalf("round %d: %d maps, %d contents of %d; after a start %d, %d of %d",
				round, maps, contents, users, len(f.at), len(f.kept), usersOf(f))
		}
		s = again
	}
	closed(t, f)
}
