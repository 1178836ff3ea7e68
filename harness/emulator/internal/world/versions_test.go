package world

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func emptyBucket(versioning string) *Bucket {
	return &Bucket{Versioning: versioning, Objects: NewOrdered[*Object](), Former: NewOrdered[[]*Object](), Uploads: NewOrdered[*Upload]()}
}

// ids lists the ids of the versions of a bucket; a delete marker has an x.
func ids(b *Bucket, start string) (out []string) {
	for key, versions := range b.AllVersions(start) {
		for _, v := range versions {
			one := key + ":" + v.VersionID()
			if v.Marker {
				one += "x"
			}
			out = append(out, one)
		}
	}
	return out
}

// A change that fails leaves every version in place.
func TestFailedChangeLeavesVersions(t *testing.T) {
	s, b := NewStore(Terms{}), emptyBucket(VersioningEnabled)
	s.Update(func(d *Draft) error {
		for _, id := range []string{"1", "2"} {
			d.PutVersion(b, &Object{Key: "a", Version: id})
		}
		d.PutVersion(b, &Object{Key: "b", Version: "3", Marker: true})
		return nil
	})
	before := ids(b, "")
	if want := []string{"a:2", "a:1", "b:3x"}; !slices.Equal(before, want) {
		t.Fatalf("%v, want %v", before, want)
	}
	givenUp := errors.New("given up")
	err := s.Update(func(d *Draft) error {
		d.RemoveVersion(b, "a", "2")
		d.RemoveVersion(b, "b", "3")
		d.PutVersion(b, &Object{Key: "a", Version: "4", Marker: true})
		d.ReplaceVersion(b, &Object{Key: "a", Version: "1", ACL: ACLPrivate})
		d.PutVersion(b, &Object{Key: "c", Version: "5"})
		return givenUp
	})
	if got := ids(b, ""); err != givenUp || !slices.Equal(got, before) {
		t.Errorf("%v: got %v, want %v", err, got, before)
	}
	if o, _ := b.Version("a", "1"); o.ACL != "" {
		t.Errorf("%+v", o)
	}
}

// Versions agree with a plain list of the changes.
func TestVersionsAgainstAList(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		s, b := NewStore(Terms{}), emptyBucket("")
		lists := map[string][]*Object{}
		for step := range 60 {
			if states := []string{VersioningEnabled, VersioningSuspended}; random.IntN(8) == 0 {
				b.Versioning = states[random.IntN(2)]
			}
			key := string(rune('a' + random.IntN(3)))
			list := lists[key]
			made := &Object{Key: key, Marker: b.Versioned() && random.IntN(3) == 0}
			if b.Versioning == VersioningEnabled {
				made.Version = fmt.Sprint("v", step)
			}
			what := random.IntN(3)
			s.Update(func(d *Draft) error {
				switch {
				case what < 2:
					d.PutVersion(b, made)
					list = slices.DeleteFunc(slices.Clone(list), func(o *Object) bool { return o.Version == made.Version })
					list = append([]*Object{made}, list...)
				case len(list) > 0:
					gone := list[random.IntN(len(list))]
					d.RemoveVersion(b, key, gone.VersionID())
					list = slices.DeleteFunc(slices.Clone(list), func(o *Object) bool { return o == gone })
				}
				return nil
			})
			lists[key] = list
			for key, list := range lists {
				if got := b.VersionsOf(key); !slices.Equal(got, list) {
					t.Fatalf("step %d, %s: %d versions, want %d", step, key, len(got), len(list))
				}
				current, there := b.Version(key, "")
				if o, listed := b.Objects.Get(key); there != (len(list) > 0) || there && current != list[0] ||
					listed != (there && !current.Marker) || listed && o != current {
					t.Fatalf("step %d, %s: the current version is another", step, key)
				}
			}
		}
	}
}

// A walk from a key begins with that key.
func TestVersionsAreWalkedFromAnyPoint(t *testing.T) {
	s, b := NewStore(Terms{}), emptyBucket(VersioningEnabled)
	s.Update(func(d *Draft) error {
		for i, key := range []string{"d", "b", "c", "a", "b"} {
			d.PutVersion(b, &Object{Key: key, Version: fmt.Sprint(i), Marker: key == "c"})
		}
		return nil
	})
	for start, want := range map[string][]string{
		"": {"a:3", "b:4", "b:1", "c:2x", "d:0"}, "b": {"b:4", "b:1", "c:2x", "d:0"}, "b\x00": {"c:2x", "d:0"}, "e": nil,
	} {
		if got := ids(b, start); !slices.Equal(got, want) {
			t.Errorf("from %q: got %v, want %v", start, got, want)
		}
	}
	for range b.AllVersions("") {
		break
	}
}
