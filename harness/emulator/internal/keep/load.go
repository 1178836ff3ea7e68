package keep

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	bolt "go.etcd.io/bbolt"

	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A loader reads a world from the file.
type loader struct {
	*Folder
	draft          *world.Draft
	maps, contents *bolt.Bucket
	read           map[uint64]world.Content
}

// load fills a map from its bucket, and the maps within its values.
func (l *loader) load(path string, m world.Map) error {
	l.at[m] = path
	from := l.maps.Bucket([]byte(path))
	if from == nil { // it never held anything
		return nil
	}
	var at string
	d := &decoder{codec: l.codec, terms: l.draft.Terms, beside: l.content}
	d.fill = func(name string, within world.Map, _ json.RawMessage) error { return l.load(at+"/"+name, within) }
	return from.ForEach(func(key, written []byte) error {
		at = path + "/" + string(key)
		v := reflect.New(m.Of()).Elem()
		if err := d.value(written, v); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		m.Put(l.draft, string(key), v.Interface())
		return nil
	})
}

// content returns content by its number. Objects that shared it share it again.
func (l *loader) content(number uint64) (world.Content, error) {
	c, known := l.read[number]
	if !known {
		kept := l.contents.Get(keyOf(number))
		if len(kept) == 0 {
			return world.Content{}, fmt.Errorf("content %d is missing", number)
		}
		c = large.Of(bytes.Clone(kept))
		l.read[number] = c
	}
	if l.kept[partOf(c)] == nil {
		l.kept[partOf(c)] = &stored{number: number, content: c}
	}
	l.kept[partOf(c)].users++
	return c, nil
}
