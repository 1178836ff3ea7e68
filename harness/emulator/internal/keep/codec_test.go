package keep

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A filler makes values in which no field is zero.
type filler struct {
	*codec
	random *rand.Rand
	draft  *world.Draft
}

// texts are policies by the field that holds their text, in the grammar of that field.
func texts(f field) string {
	const ram = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"*",` +
		`"Condition":{"Bool":{"acs:SecureTransport":"true"}}}]}`
	for _, text := range []string{
		ram, strings.Replace(ram, `"Resource":"*"`, `"Principal":{"RAM":["acs:ram::1:root"]}`, 1),
		strings.Replace(ram, `"Resource":"*"`, `"Principal":["1"],"Resource":["acs:oss:*:1:b/*"]`, 1),
	} {
		if _, err := f.parse(text); err == nil {
			return text
		}
	}
	panic("no policy for " + f.name)
}

func (f *filler) value(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	switch f.forms[t] {
	case scalar:
		switch {
		case t.Kind() == reflect.Bool:
			v.SetBool(true)
		case v.CanInt():
			v.SetInt(-1 - f.random.Int64N(1<<62)) // JSON numbers of other programs end at 2^53
		default:
			v.SetUint(1<<63 + f.random.Uint64N(1<<62))
		}
	case text:
		switch t {
		case reflect.TypeFor[time.Time]():
			v.Set(reflect.ValueOf(time.Unix(f.random.Int64N(1e9), f.random.Int64N(1e9)).UTC()))
		case reflect.TypeFor[netip.Prefix]():
			v.Set(reflect.ValueOf(netip.MustParsePrefix("192.0.2.0/24")))
		default:
			v.SetString(f.letters())
		}
	case content:
		v.Set(reflect.ValueOf(large.Of([]byte(f.letters()))))
	case pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(f.value(t.Elem()))
	case list:
		v.Set(reflect.MakeSlice(t, 2, 2))
		for i := range 2 {
			v.Index(i).Set(f.value(t.Elem()))
		}
	case table:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(reflect.ValueOf(fmt.Sprint("é<", f.random.Uint32())), f.value(t.Elem()))
	case ordered:
		m := v.Interface().(world.Map).Fresh(0)
		for range 2 {
			m.Put(f.draft, fmt.Sprint("k\x00/", f.random.Uint32()), f.value(m.Of()).Interface())
		}
		v.Set(reflect.ValueOf(m))
	case record:
		f.record(v)
	}
	return v
}

func (f *filler) record(v reflect.Value) {
	fields := f.fields[v.Type()]
	for _, field := range fields {
		if field.form != parsed {
			target := v.FieldByIndex(field.index)
			target.Set(f.value(target.Type()))
		}
	}
	for _, field := range fields {
		if field.form == parsed {
			v.FieldByIndex(field.from).SetString(texts(field))
		}
	}
	if err := parseTexts(fields, v); err != nil {
		panic(err)
	}
	for _, field := range fields {
		if field.title != nil { // as where the policy was made
			v.FieldByIndex(field.index).Interface().(*policy.Document).Name = v.FieldByIndex(field.title).String()
		}
	}
}

// letters returns some bytes; every second time they are not UTF-8.
func (f *filler) letters() string {
	return string([]byte{'a', 0, '"', byte(0x80 * f.random.IntN(2)), byte(f.random.IntN(0x80))})
}

// Whatever the fields of a world hold comes back, from the directory and from a snapshot: of every field, also of those
// that somebody adds.
func TestEveryFieldComesBack(t *testing.T) {
	c, err := newCodec(worldType)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(20) {
		s := world.NewStore(world.Terms{})
		f := &filler{c, rand.New(rand.NewPCG(seed, 1)), nil}
		dir := t.TempDir()
		folder := opened(t, dir)
		s.KeepWith(folder.Keeper())
		if err := s.Reset(func(d *world.Draft) error {
			f.draft = d
			f.record(reflect.ValueOf(d.World).Elem())
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		closed(t, folder)
		kept, restored := world.NewStore(world.Terms{}), world.NewStore(world.Terms{})
		folder = opened(t, dir)
		if err := kept.Reset(folder.Load); err != nil {
			t.Fatal(err)
		}
		closed(t, folder)
		if err := restored.Reset(func(d *world.Draft) error { return restore(d, snapshotOf(t, s)) }); err != nil {
			t.Fatal(err)
		}
		same(t, "the directory", s, kept)
		same(t, "the snapshot", s, restored)
	}
}

func opened(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := Open(dir, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func closed(t *testing.T, f *Folder) {
	t.Helper()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func snapshotOf(t *testing.T, s *world.Store) (snapshot []byte) {
	t.Helper()
	var err error
	s.View(func(w *world.World) { snapshot, err = Snapshot(w) })
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

// same compares two worlds, with the policies that were parsed.
func same(t *testing.T, what string, want, got *world.Store) {
	t.Helper()
	want.View(func(w *world.World) {
		got.View(func(g *world.World) {
			if at := difference(reflect.ValueOf(w).Elem(), reflect.ValueOf(g).Elem()); at != "" {
				t.Fatalf("%s differs at %s", what, at)
			}
		})
	})
}

// difference returns the path of the first difference between two values, or nothing.
func difference(a, b reflect.Value) string {
	if m, is := a.Interface().(world.Map); is {
		n := b.Interface().(world.Map)
		for key, v := range m.All() {
			w, known := n.Value(key)
			if !known {
				return "." + key
			}
			if at := difference(reflect.ValueOf(v), reflect.ValueOf(w)); at != "" {
				return "." + key + at
			}
		}
		if m.Len() != n.Len() {
			return ": its length"
		}
		return ""
	}
	switch {
	case a.Kind() == reflect.Pointer && !a.IsNil() && !b.IsNil():
		return difference(a.Elem(), b.Elem())
	case a.Kind() == reflect.Struct && a.NumField() > 0 && a.Type().PkgPath() == worldType.PkgPath():
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.Tag.Get("keep") != "-" {
				if at := difference(a.Field(i), b.Field(i)); at != "" {
					return "." + f.Name + at
				}
			}
		}
		return ""
	}
	if !reflect.DeepEqual(a.Interface(), b.Interface()) {
		return fmt.Sprintf(": %v, want %v", b, a)
	}
	return ""
}

// A type that would not come back as it was is refused at the start, not at some write.
func TestTypesThatCannotBeKept(t *testing.T) {
	for name, root := range map[string]any{
		"a field that is not exported": struct{ hidden int }{},
		"a function":                   struct{ F func() }{},
		"an interface":                 struct{ R io.Reader }{},
		"a channel":                    struct{ C chan int }{},
		"a float":                      struct{ F float64 }{},
		"a map by number":              struct{ M map[int]string }{},
		"deep inside":                  struct{ L []map[string]*struct{ f int } }{},
		"a policy without its text":    struct{ P *policy.Document }{},
		"a text that is not there": struct {
			P *policy.Document `keep:"ram Text"`
		}{},
		"a grammar that does not exist": struct {
			Text string
			P    *policy.Document `keep:"ramm Text"`
		}{},
		"a tag of a policy on something else": struct {
			Text string
			N    int `keep:"ram Text"`
		}{},
		"a tag of a map on something else": struct {
			N int `keep:"late"`
		}{},
	} {
		if _, err := newCodec(reflect.TypeOf(root)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := newCodec(reflect.TypeFor[struct {
		Text string
		P    *policy.Document `keep:"ram Text"`
		F    func()           `keep:"-"`
		M    *world.Ordered[[]string]
	}]()); err != nil {
		t.Error(err)
	}
}

// Names are written as a reader of JSON expects them.
func TestNamesOfFields(t *testing.T) {
	for name, want := range map[string]string{
		"Owner": "owner", "UID": "uid", "MD5": "md5", "KMSKeys": "kmsKeys", "ETag": "eTag", "PolicyText": "policyText", "CRC64": "crc64",
		"V1": "v1", "HTTPS": "https",
	} {
		if got := written(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
