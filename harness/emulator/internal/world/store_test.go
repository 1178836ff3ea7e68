package world

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

func keysOf[V any](o *Ordered[V]) []string {
	var out []string
	for k := range o.From("") {
		out = append(out, k)
	}
	return out
}

func TestOrderedWalksFromAnyPoint(t *testing.T) {
	o := NewOrdered[int]()
	for i, k := range []string{"b", "a", "d", "b"} {
		o.set(k, i)
	}
	o.remove("x")
	var got []string
	for k, v := range o.From("b") {
		got = append(got, k)
		if k == "b" && v != 3 {
			t.Errorf("b holds %d", v)
		}
	}
	if want := []string{"b", "d"}; !slices.Equal(got, want) || o.Len() != 3 {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A tree with several levels holds what a map holds, and walks in byte order from keys that it has and
// keys that it lacks.
func TestOrderedIsASortedMap(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	o, model := NewOrdered[int](), map[string]int{}
	for i := range 20_000 {
		key := strconv.Itoa(random.IntN(5_000))
		if random.IntN(3) == 0 {
			o.remove(key)
			delete(model, key)
		} else {
			o.set(key, i)
			model[key] = i
		}
	}
	sorted := slices.Sorted(maps.Keys(model))
	if got := keysOf(o); !slices.Equal(got, sorted) || o.Len() != len(sorted) {
		t.Fatalf("%d keys, %d walked, of %d", o.Len(), len(got), len(sorted))
	}
	for i := range 5_000 {
		start := strconv.Itoa(i)
		want, known := model[start]
		if got, there := o.Get(start); got != want || there != known {
			t.Errorf("%s holds %d %v, want %d %v", start, got, there, want, known)
		}
		at, _ := slices.BinarySearch(sorted, start)
		for key, v := range o.From(start) {
			if at == len(sorted) || key != sorted[at] || v != model[key] {
				t.Errorf("from %s: %s holds %d", start, key, v)
			}
			break
		}
	}
}

// account stores the account, with AccessKeys, from which a test starts.
func account(t *testing.T, s *Store, uid string, ids ...string) error {
	t.Helper()
	a := &Account{UID: uid}
	for _, id := range ids {
		a.Keys = append(a.Keys, Key{ID: id, Secret: "s"})
	}
	return s.Update(func(d *Draft) error { return d.PutAccount(a) })
}

func TestFailedChangeLeavesNothing(t *testing.T) {
	s := NewStore(Terms{})
	if err := account(t, s, "1", "k1", "k2"); err != nil {
		t.Fatal(err)
	}
	failing := []struct {
		name   string
		change func(*Draft) error
	}{
		{"an error after several writes", func(d *Draft) error {
			Set(d, d.Buckets, "bucket", &Bucket{Name: "bucket", Owner: "1"})
			Set(d, d.Buckets, "bucket", &Bucket{Name: "bucket", Owner: "2"})
			d.RemoveAccount("1")
			return errors.New("given up")
		}},
		{"an AccessKey of somebody else", func(d *Draft) error {
			return d.PutAccount(&Account{UID: "2", Keys: []Key{{ID: "fresh"}, {ID: "k2"}}})
		}},
	}
	for _, f := range failing {
		if err := s.Update(f.change); err == nil {
			t.Errorf("%s: no error", f.name)
		}
		asBefore(t, s, f.name)
	}
	func() {
		defer func() { recover() }()
		s.Update(func(d *Draft) error {
			d.RemoveAccount("1")
			panic("fault")
		})
	}()
	asBefore(t, s, "a panic")
}

func asBefore(t *testing.T, s *Store, name string) {
	t.Helper()
	s.View(func(w *World) {
		if got := keysOf(w.Keys); !slices.Equal(got, []string{"k1", "k2"}) || w.Accounts.Len() != 1 || w.Buckets.Len() != 0 {
			t.Errorf("%s: keys %v, %d accounts, %d buckets", name, got, w.Accounts.Len(), w.Buckets.Len())
		}
	})
}

func TestReplacedAccountLosesItsOldKeys(t *testing.T) {
	s := NewStore(Terms{})
	for _, ids := range [][]string{{"old", "kept"}, {"kept", "new"}} {
		if err := account(t, s, "1", ids...); err != nil {
			t.Fatal(err)
		}
	}
	s.View(func(w *World) {
		if got := keysOf(w.Keys); !slices.Equal(got, []string{"kept", "new"}) {
			t.Errorf("keys %v", got)
		}
	})
	var taken *KeyTaken
	if err := account(t, s, "2", "kept"); !errors.As(err, &taken) || taken.UID != "1" {
		t.Errorf("got %v", err)
	}
}

func TestBlockPublicAccessReadsPublicAsPrivate(t *testing.T) {
	for _, c := range []struct {
		block     bool
		acl, want string
	}{
		{true, ACLPublicRead, ACLPrivate}, {true, ACLPublicReadWrite, ACLPrivate}, {true, ACLDefault, ACLDefault},
		{false, ACLPublicRead, ACLPublicRead}, {false, ACLPrivate, ACLPrivate},
	} {
		w, b := New(Terms{}), &Bucket{Settings: Settings{BlockPublic: c.block}}
		if got := w.EffectiveACL(b, c.acl); got != c.want {
			t.Errorf("%v: got %s", c, got)
		}
	}
}

// The old world is visible until the new one is complete, and it stays if the new one fails.
func TestResetIsWhole(t *testing.T) {
	s := NewStore(Terms{})
	if err := account(t, s, "1", "k1"); err != nil {
		t.Fatal(err)
	}
	seen := func() (uids []string) {
		s.View(func(w *World) { uids = keysOf(w.Accounts) })
		return uids
	}
	begin := func(failure error) error {
		return s.Reset(func(d *Draft) error {
			if err := d.PutAccount(&Account{UID: "2"}); err != nil {
				return err
			}
			if got := seen(); !slices.Equal(got, []string{"1"}) {
				t.Errorf("during a reset: %v", got)
			}
			return failure
		})
	}
	if err := begin(errors.New("given up")); err == nil || !slices.Equal(seen(), []string{"1"}) {
		t.Errorf("a reset that failed: %v %v", err, seen())
	}
	if err := begin(nil); err != nil || !slices.Equal(seen(), []string{"2"}) {
		t.Errorf("a reset: %v %v", err, seen())
	}
}
