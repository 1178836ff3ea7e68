package keep

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// MaxContents bounds the contents of a world that is one document.
const MaxContents = 512 << 20 // bytes

// Snapshot writes a world as one JSON document, with the content of its objects and its secrets. Text is a string;
// what is not UTF-8 is {"base64":"…"}. A world with too much content is an error (world.TooMuch).
func Snapshot(w *world.World) ([]byte, error) {
	c, err := newCodec(worldType)
	if err != nil {
		return nil, err
	}
	e := &encoder{codec: c, nested: true}
	switch err := e.value(reflect.ValueOf(w).Elem()); {
	case err != nil:
		return nil, fmt.Errorf("writing the world: %w", err)
	case e.left > 0:
		return nil, &world.TooMuch{Bytes: e.written + e.left, Most: MaxContents}
	}
	var out bytes.Buffer
	if err := json.Indent(&out, e.out, "", "  "); err != nil {
		return nil, fmt.Errorf("indenting the world: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// Given is what a snapshot need not say.
type Given struct {
	Now    time.Time // when things were made
	Region string    // of buckets
}

// Restore fills an empty draft from a snapshot, or from a shorter document: see complete. An unknown name is an error.
func Restore(d *world.Draft, snapshot []byte, given Given) error {
	if err := restore(d, snapshot); err != nil {
		return fmt.Errorf("reading the world: %w", err)
	}
	if err := complete(d, given); err != nil {
		return fmt.Errorf("reading the world: %w", err)
	}
	return nil
}

func restore(d *world.Draft, snapshot []byte) error {
	c, err := newCodec(worldType)
	switch {
	case err != nil:
		return err
	case !utf8.Valid(snapshot):
		return errors.New("it is not UTF-8")
	case !json.Valid(snapshot):
		return errors.New("it is no JSON")
	}
	r := &decoder{codec: c, terms: d.Terms}
	r.fill = func(_ string, empty world.Map, written json.RawMessage) error { return r.fillFrom(d, empty, written) }
	return r.value(snapshot, reflect.ValueOf(d.World).Elem())
}

// maxName bounds the names in a map. Directories can't keep longer ones.
const maxName = 8 << 10

func (d *decoder) fillFrom(draft *world.Draft, empty world.Map, written json.RawMessage) error {
	if written == nil {
		return nil
	}
	members, err := membersOf(written)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(members)) { // in order, a map grows fastest
		if name == "" || len(name) > maxName {
			return fmt.Errorf("a name has %d bytes; accepted: 1 to %d", len(name), maxName)
		}
		v := reflect.New(empty.Of()).Elem()
		if err := d.value(members[name], v); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		empty.Put(draft, name, v.Interface())
	}
	return nil
}
