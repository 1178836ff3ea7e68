package world

import (
	"errors"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// at changes the world at a moment.
func at(s *Store, second float64, change func(*Draft)) {
	s.Update(func(d *Draft) error {
		d.At = moment(second)
		change(d)
		return nil
	})
}

func moment(second float64) time.Time { return noon.Add(time.Duration(second * float64(time.Second))) }

// keySeen returns the secret of an AccessKey as OSS sees it; empty: OSS does not see the key.
func keySeen(s *Store, id string, second float64) (secret string) {
	s.View(func(w *World) {
		key, _ := w.Seen(func() time.Time { return moment(second) }).Key(id)
		secret = key.Secret
	})
	return secret
}

// A creation, a change and a removal are seen after the delay, exactly.
func TestRightsAreSeenLate(t *testing.T) {
	s := NewStore(Terms{Propagation: 2 * time.Second})
	if err := account(t, s, "1", "root"); err != nil {
		t.Fatal(err)
	}
	if got := keySeen(s, "root", 0); got != "s" {
		t.Errorf("what the platform makes is seen at once: %q", got)
	}
	at(s, 0, func(d *Draft) { Set(d, d.Keys, "k", Key{Secret: "a"}) })
	at(s, 1, func(d *Draft) { Set(d, d.Keys, "k", Key{Secret: "b"}) })
	at(s, 1.5, func(d *Draft) { Remove(d, d.Keys, "k") })
	for second, want := range map[float64]string{0: "", 1.999: "", 2: "a", 2.999: "a", 3: "b", 3.499: "b", 3.5: "", 9: ""} {
		if got := keySeen(s, "k", second); got != want {
			t.Errorf("after %v s: %q, want %q", second, got, want)
		}
	}
	s.View(func(w *World) {
		if _, known := w.Key("k"); known {
			t.Error("RAM itself sees what was removed")
		}
	})
}

// A change that fails leaves the past as it was.
func TestFailedChangeLeavesThePast(t *testing.T) {
	s := NewStore(Terms{Propagation: 2 * time.Second})
	at(s, 0, func(d *Draft) { Set(d, d.Keys, "k", Key{Secret: "a"}) })
	err := s.Update(func(d *Draft) error {
		d.At = moment(1)
		Remove(d, d.Keys, "k")
		Set(d, d.Keys, "other", Key{Secret: "o"})
		return errors.New("given up")
	})
	if err == nil {
		t.Fatal("no error")
	}
	for second, want := range map[float64]string{1: "", 2: "a", 4: "a"} {
		if got := keySeen(s, "k", second); got != want {
			t.Errorf("after %v s: %q, want %q", second, got, want)
		}
		if got := keySeen(s, "other", second); got != "" {
			t.Errorf("after %v s: %q", second, got)
		}
	}
}

// Values that nobody can see any more are dropped, for every key.
func TestPastIsForgotten(t *testing.T) {
	o := NewRemembering[int](time.Second)
	for i, second := range []float64{0, 0.5, 5} {
		d := &Draft{World: New(Terms{}), At: moment(second)}
		Set(d, o, string(rune('a'+i)), i)
	}
	if len(o.past) != 1 || len(o.past["c"]) != 1 {
		t.Errorf("remembered: %v", o.past)
	}
	for i := range 100 {
		Set(&Draft{World: New(Terms{}), At: moment(10 + float64(i)/10)}, o, "c", i)
	}
	if got := len(o.past["c"]); got > 11 {
		t.Errorf("%d values are remembered of ten changes in a second", got)
	}
	plain := NewOrdered[int]()
	Set(&Draft{World: New(Terms{}), At: noon}, plain, "a", 1)
	if plain.past != nil {
		t.Error("a map that is not asked to remembers")
	}
}

// The settings of a bucket are seen late, each change by itself. The settings of a new bucket are
// seen at once.
func TestSettingsAreSeenLate(t *testing.T) {
	s := NewStore(Terms{Consistency: time.Second})
	make := func(second float64, acl string) {
		at(s, second, func(d *Draft) {
			Set(d, d.Buckets, "b", &Bucket{Name: "b", Settings: Settings{ACL: acl}})
		})
	}
	seen := func(second float64) (acl string, pays bool) {
		s.View(func(w *World) {
			b, _ := w.Seen(func() time.Time { return moment(second) }).Bucket("b")
			acl, pays = b.ACL, b.RequesterPays
		})
		return acl, pays
	}
	make(0, "first")
	at(s, 0.5, func(d *Draft) { d.ChangeBucket("b", func(b *Bucket) { b.ACL = "second" }) })
	at(s, 0.7, func(d *Draft) { d.ChangeBucket("b", func(b *Bucket) { b.RequesterPays = true }) })
	at(s, 0.8, func(d *Draft) { d.ChangeBucket("b", func(b *Bucket) { b.Frozen = true }) })
	for second, want := range map[float64]struct {
		acl  string
		pays bool
	}{0: {"first", false}, 1.499: {"first", false}, 1.5: {"second", false}, 1.699: {"second", false}, 1.7: {"second", true}} {
		if acl, pays := seen(second); acl != want.acl || pays != want.pays {
			t.Errorf("after %v s: %s %v, want %v", second, acl, pays, want)
		}
	}
	at(s, 1.8, func(d *Draft) { Remove(d, d.Buckets, "b") })
	make(1.9, "anew")
	if acl, _ := seen(1.9); acl != "anew" {
		t.Errorf("a bucket made anew has the settings of the old one: %s", acl)
	}
}
