// Package keep keeps a world in a directory, so that it outlives the process, and writes and reads worlds as JSON.
//
// The directory holds one file of go.etcd.io/bbolt. Each map of the world is a bucket in it, under the path of the
// map (buckets/photos/objects), and each value is a JSON document there. The content of objects lies beside, once for
// all objects that share it: in that file too, or, if it is large, in a file of its own in the folder contents. That one
// is on disk before the transaction that names it. One that is named nowhere is removed at the start.
//
// What a change of the world writes goes into one transaction, perhaps with others that come at the same time. It is on
// disk before the change is acknowledged. In memory is the whole world all the same: the file is read only at the start,
// and large contents are mapped.
//
// Not kept are former values (world.Past), nonces, and rates of requests.
package keep

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// format is the number of the way in which the file is written. A field that a record gains needs no new number: who
// does not know the field refuses the file.
const format = 1

// The parts of the file: buckets.
var (
	aboutPart   = []byte("oss403")   // the format, under formatName
	mapsPart    = []byte("maps")     // buckets by the path of a map
	contentPart = []byte("contents") // bytes by number, 8 bytes with the high one first
	filesPart   = []byte("files")    // files of large contents by number, in JSON; their numbers are those of contentPart too

	formatName = []byte("format")
)

const lockWithin = time.Second // how long Open waits for a process that is ending

// A Folder is a directory that keeps a world. One process has it open.
type Folder struct {
	Room *large.Room // of contents that can be kept here
	*codec
	dir  string
	db   *bolt.DB
	at   map[world.Map]string
	kept map[part]*stored
}

// A part identifies content by its place in memory: contents never change.
type part struct {
	first *byte
	size  int
}

func partOf(c world.Content) part { return part{&c.Bytes()[0], c.Len()} }

// A stored is content in the file.
type stored struct {
	number  uint64
	users   int           // objects and parts that have it
	content world.Content // its place in memory names no other
}

var worldType = reflect.TypeFor[world.World]()

// Open opens a directory, and makes it if it does not exist. A directory that another process has open, that can't be
// read or that a newer format is in is an error. It stays as it is. log gets errors of the files of large contents.
func Open(dir string, log func(error)) (f *Folder, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer recovered(dir, &err)
	c, err := newCodec(worldType)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the directory for data: %w", err)
	}
	file := filepath.Join(dir, "world.db")
	if err := whole(file); err != nil {
		return nil, err
	}
	db, err := openFile(file, &bolt.Options{FreelistType: bolt.FreelistMapType})
	if err != nil {
		return nil, err
	}
	f = &Folder{codec: c, dir: dir, db: db, at: map[world.Map]string{}, kept: map[part]*stored{}}
	f.Room = large.Kept(f.contents(), log)
	if err := f.checkFormat(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := f.removeUnnamed(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return f, nil
}

func openFile(file string, o *bolt.Options) (*bolt.DB, error) {
	o.Timeout = lockWithin
	db, err := bolt.Open(file, 0o600, o)
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%s is in use by another process", file)
	case err != nil:
		return nil, fmt.Errorf("opening %s: %w", file, err)
	}
	return db, nil
}

// whole returns an error for a file that lacks its end. bbolt does not look, and would read beyond it.
func whole(file string) error {
	there, err := os.Stat(file)
	if errors.Is(err, os.ErrNotExist) || err == nil && there.Size() == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking for the data: %w", err)
	}
	db, err := openFile(file, &bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	err = db.View(func(tx *bolt.Tx) error {
		if tx.Size() > there.Size() {
			return fmt.Errorf("%s is cut: it has %d bytes of %d", file, there.Size(), tx.Size())
		}
		return nil
	})
	return errors.Join(err, db.Close())
}

// recovered turns a panic into an error: bbolt panics at pages that make no sense, and reads beyond the end of a file
// that was cut.
func recovered(dir string, err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("the data in %s is damaged: %v", dir, fault)
	}
}

func (f *Folder) checkFormat() error {
	return f.db.View(func(tx *bolt.Tx) error {
		b := tx.Bucket(aboutPart)
		if b == nil {
			if first, _ := tx.Cursor().First(); first != nil {
				return fmt.Errorf("%s holds something else than a world of oss403", f.db.Path())
			}
			return nil
		}
		written, err := strconv.Atoi(string(b.Get(formatName)))
		if err != nil || written != format {
			return fmt.Errorf("%s has format %s; accepted: %d", f.db.Path(), b.Get(formatName), format)
		}
		return nil
	})
}

// Empty reports whether no world was ever kept here.
func (f *Folder) Empty() (empty bool, err error) {
	err = f.db.View(func(tx *bolt.Tx) error {
		empty = tx.Bucket(aboutPart) == nil
		return nil
	})
	return empty, err
}

// Close ends the work on the directory. A change after that fails.
func (f *Folder) Close() error { return f.db.Close() }

// Load fills an empty draft with the world that is kept. Only the draft of a Folder that was just opened may be filled.
func (f *Folder) Load(d *world.Draft) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer recovered(f.dir, &err)
	err = f.db.View(func(tx *bolt.Tx) error {
		l := &loader{Folder: f, draft: d, maps: tx.Bucket(mapsPart), contents: tx.Bucket(contentPart), read: map[uint64]world.Content{}}
		if l.maps == nil || l.contents == nil {
			return errors.New("a part is missing")
		}
		if err := l.openFiles(tx); err != nil {
			return err
		}
		root := reflect.ValueOf(d.World).Elem()
		for _, field := range f.fields[worldType] {
			if err := l.load(field.name, root.FieldByIndex(field.index).Interface().(world.Map)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("reading the world in %s: %w", f.dir, err)
	}
	return nil
}

func keyOf(number uint64) []byte { return binary.BigEndian.AppendUint64(nil, number) }
