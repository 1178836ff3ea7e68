package op

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// wholePage is what a page holds, by looking at every key.
func wholePage(keys []string, w walk) (p page[*world.Object]) {
	for _, key := range keys {
		if !strings.HasPrefix(key, w.prefix) {
			continue
		}
		entry := cmp.Or(w.rollUp(key), key)
		if entry <= w.after || entry == p.lastPrefix() {
			continue
		}
		if len(p.items)+len(p.prefixes) == w.limit {
			p.more = true
			return p
		}
		if p.next = entry; entry != key || w.rollUp(key) != "" {
			p.prefixes = append(p.prefixes, entry)
		} else {
			p.items = append(p.items, &world.Object{Key: key})
		}
	}
	return p
}

func told[V any](p page[V], key func(V) string) string {
	var items []string
	for _, v := range p.items {
		items = append(items, key(v))
	}
	return fmt.Sprintf("%q %q %q %v", items, p.prefixes, p.next, p.more)
}

// A page that skips what lies below common prefixes holds what one holds that looks at every key, for
// objects and for versions.
func TestSkippingLosesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 3))
	text := func(most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			b.WriteString([]string{"a", "b", "/", "\x00", "\uffff", "\ufffd", "\xff"}[random.IntN(7)])
		}
		return b.String()
	}
	for range 3_000 {
		b := &world.Bucket{Objects: world.NewOrdered[*world.Object](), Former: world.NewOrdered[[]*world.Object]()}
		var keys []string
		store := world.NewStore(world.Terms{})
		if err := store.Update(func(d *world.Draft) error {
			for range 30 {
				key := "a" + text(5)
				keys = append(keys, key)
				world.Set(d, b.Objects, key, &world.Object{Key: key})
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		slices.Sort(keys)
		w := walk{prefix: text(2), delimiter: text(2), after: text(3), limit: 1 + random.IntN(8)}
		want := told(wholePage(slices.Compact(keys), w), func(o *world.Object) string { return o.Key })
		of := pageOf(b.Objects, w, func(key string, _ *world.Object) string { return key })
		if got := told(of, func(o *world.Object) string { return o.Key }); got != want {
			t.Fatalf("%+v of %q: %s, want %s", w, keys, got, want)
		}
		versions, _ := versionsPage(b, w, "")
		if got := told(versions, func(v placedVersion) string { return v.Key }); got != want {
			t.Fatalf("versions, %+v of %q: %s, want %s", w, keys, got, want)
		}
	}
}

// A page looks at one key below a common prefix, however many there are.
func TestAPageLooksAtOneKeyBelowAPrefix(t *testing.T) {
	keys := []string{"a/1", "a/2", "a/3", "b", "c/1", "c/2"}
	looked := 0
	from := func(start string) func(func(string, int) bool) {
		return func(yield func(string, int) bool) {
			at, _ := slices.BinarySearch(keys, start)
			for i, key := range keys[at:] {
				if looked++; !yield(key, i) {
					return
				}
			}
		}
	}
	w := walk{delimiter: "/"}
	for range skipping(from, "", func(key string, _ int) string { return w.rollUp(key) }) {
	}
	if looked != 3 {
		t.Errorf("looked at %d keys", looked)
	}
}

// Uploads of the key before a NUL are no part of the common prefix that ends with it.
func TestUploadsAfterANULAreNotSkipped(t *testing.T) {
	uploads := world.NewOrdered[*world.Upload]()
	store := world.NewStore(world.Terms{})
	if err := store.Update(func(d *world.Draft) error {
		for _, u := range []world.Upload{{Key: "a\x00b", ID: "1"}, {Key: "a", ID: "c"}} {
			world.Set(d, uploads, world.UploadKey(u.Key, u.ID), &u)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	found := pageOf(uploads, walk{delimiter: "\x00", limit: 9}, func(_ string, u *world.Upload) string { return u.Key })
	if got := told(found, func(u *world.Upload) string { return u.Key }); got != `["a"] ["a\x00"] "a\x00c" false` {
		t.Error(got)
	}
}
