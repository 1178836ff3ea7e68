package keep

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Keeper returns what a world.Store needs to keep its world here.
func (f *Folder) Keeper() *world.Keeper { return &world.Keeper{Write: f.write, Replace: f.replace} }

// A change is one transaction. The tables of the Folder follow when the file has it.
type change struct {
	*Folder
	maps, contents *bolt.Bucket
	files          *bolt.Bucket
	added, gone    map[world.Map]string // paths of maps that are new or no longer in the world
	users          map[part]int         // by how many the users of content change
	fresh          map[part]*stored     // content that is new
	err            error                // of writing fresh content
}

// write keeps what a change of the world has touched.
func (f *Folder) write(all []world.Touched) error {
	return f.transact(func(tx *bolt.Tx, c *change) error {
		once := firsts(all)
		for key, old := range once {
			if err := c.leave(key, old, once); err != nil {
				return err
			}
		}
		for key := range once {
			if err := c.enter(key); err != nil {
				return err
			}
		}
		return nil
	})
}

// A place is a key in a map.
type place struct {
	in  world.Map
	key string
}

// firsts lists the places with the values that they had before the whole change.
func firsts(all []world.Touched) map[place]any {
	old := map[place]any{}
	for _, t := range all {
		if _, known := old[place{t.In, t.Key}]; !known {
			old[place{t.In, t.Key}] = t.Old
		}
	}
	return old
}

// replace keeps a world in place of the former one.
func (f *Folder) replace(w *world.World) error {
	next := &Folder{Room: f.Room, codec: f.codec, dir: f.dir, db: f.db, at: map[world.Map]string{}, kept: map[part]*stored{}}
	err := next.transact(func(tx *bolt.Tx, c *change) error {
		for _, name := range [][]byte{mapsPart, contentPart, filesPart} {
			if err := tx.DeleteBucket(name); err != nil {
				return fmt.Errorf("removing the former world: %w", err)
			}
		}
		if err := c.open(tx); err != nil {
			return err
		}
		return c.attach("", reflect.ValueOf(w))
	})
	if err == nil {
		for _, s := range f.kept {
			s.leave()
		}
		f.at, f.kept = next.at, next.kept
	}
	return err
}

func (f *Folder) transact(do func(*bolt.Tx, *change) error) (err error) {
	defer recovered(f.dir, &err)
	c := &change{
		Folder: f, added: map[world.Map]string{}, gone: map[world.Map]string{}, users: map[part]int{}, fresh: map[part]*stored{},
	}
	err = f.db.Update(func(tx *bolt.Tx) error {
		if err := c.open(tx); err != nil {
			return err
		}
		if err := errors.Join(do(tx, c), c.err); err != nil {
			return err
		}
		return c.dropUnused()
	})
	if err == nil {
		c.settle()
	}
	return err
}

// open makes the buckets that are not there yet.
func (c *change) open(tx *bolt.Tx) error {
	var failed [4]error
	var header *bolt.Bucket
	header, failed[0] = tx.CreateBucketIfNotExists(aboutPart)
	c.maps, failed[1] = tx.CreateBucketIfNotExists(mapsPart)
	c.contents, failed[2] = tx.CreateBucketIfNotExists(contentPart)
	c.files, failed[3] = tx.CreateBucketIfNotExists(filesPart)
	if err := errors.Join(failed[:]...); err != nil {
		return fmt.Errorf("making the parts of the file: %w", err)
	}
	if header.Get(formatName) != nil {
		return nil
	}
	return header.Put(formatName, []byte(strconv.Itoa(format)))
}

// leave gives up what a place held before the change: its content, and the maps that it no longer has.
func (c *change) leave(at place, old any, touched map[place]any) error {
	path, known := c.at[at.in]
	if !known || old == nil {
		return nil
	}
	now, _ := at.in.Value(at.key)
	has := map[world.Map]bool{}
	for _, m := range c.mapsIn(reflect.ValueOf(now)) {
		has[m] = true
	}
	return c.detach(path+"/"+at.key, reflect.ValueOf(old), has, touched)
}

// detach gives up a value. Places in its maps that the change has touched are left by themselves.
func (c *change) detach(path string, old reflect.Value, has map[world.Map]bool, touched map[place]any) error {
	if _, err := c.encode(old, c.release); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for name, m := range c.mapsIn(old) {
		at := path + "/" + name
		if has[m] || c.at[m] != at {
			continue
		}
		c.gone[m] = at
		if err := c.maps.DeleteBucket([]byte(at)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
			return fmt.Errorf("removing %s: %w", at, err)
		}
		for key, v := range m.All() {
			if _, itself := touched[place{m, key}]; itself {
				continue
			}
			if err := c.detach(at+"/"+key, reflect.ValueOf(v), nil, touched); err != nil {
				return err
			}
		}
	}
	return nil
}

// enter writes what a place holds after the change. A map that is new was written with the value that has it, or will
// be; one that is in no value any more is not written.
func (c *change) enter(at place) error {
	path, known := c.at[at.in]
	if c.gone[at.in] != "" || c.added[at.in] != "" || !known {
		return nil
	}
	if now, there := at.in.Value(at.key); there {
		return c.put(path, at.key, reflect.ValueOf(now))
	}
	if in := c.maps.Bucket([]byte(path)); in != nil {
		return in.Delete([]byte(at.key))
	}
	return nil
}

// put writes a value into a map, with the maps that it brings along.
func (c *change) put(path, key string, v reflect.Value) error {
	written, err := c.encode(v, c.acquire)
	if err != nil {
		return fmt.Errorf("%s/%s: %w", path, key, err)
	}
	in, err := c.maps.CreateBucketIfNotExists([]byte(path))
	if err != nil {
		return fmt.Errorf("making %s: %w", path, err)
	}
	if err := in.Put([]byte(key), written); err != nil {
		return fmt.Errorf("writing %s/%s: %w", path, key, err)
	}
	return c.attach(path+"/"+key+"/", v)
}

// attach writes the maps of a value that are not known yet. The prefix ends with a slash, or is empty.
func (c *change) attach(prefix string, v reflect.Value) error {
	for name, m := range c.mapsIn(v) {
		at := prefix + name
		if c.added[m] == at || c.at[m] == at && c.gone[m] == "" {
			continue
		}
		c.added[m] = at
		for key, item := range m.All() {
			if err := c.put(at, key, reflect.ValueOf(item)); err != nil {
				return err
			}
		}
	}
	return nil
}

// mapsIn yields the maps among the fields of a value, by name.
func (c *codec) mapsIn(v reflect.Value) map[string]world.Map {
	for v.IsValid() && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if !v.IsValid() || !c.holdsMaps[v.Type()] {
		return nil
	}
	found := map[string]world.Map{}
	for _, f := range c.fields[v.Type()] {
		if f.form == ordered {
			found[f.name] = v.FieldByIndex(f.index).Interface().(world.Map)
		}
	}
	return found
}

func (c *change) encode(v reflect.Value, beside func(world.Content) uint64) ([]byte, error) {
	e := &encoder{codec: c.codec, beside: beside}
	err := e.value(v)
	return e.out, err
}
