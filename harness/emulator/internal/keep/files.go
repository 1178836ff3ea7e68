package keep

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A fileOf says where a large content is: in the begin of a file. An object that grew may share it with what it was.
type fileOf struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
}

func (f *Folder) contents() string { return filepath.Join(f.dir, "contents") }

func writtenFile(c world.Content) []byte {
	written, err := json.Marshal(fileOf{c.File().Name(), int64(c.Len())})
	if err != nil {
		panic("keep: the name of a file can't be marshalled: " + err.Error())
	}
	return written
}

// enter: the content is in the file, so that its own file outlives the process.
func (s *stored) enter() {
	if file := s.content.File(); file != nil {
		file.Use()
	}
}

// leave: the content is not in the file any more. Its own file goes with the last who has it.
func (s *stored) leave() {
	if file := s.content.File(); file != nil {
		file.Leave()
	}
}

// named returns the files of large contents, by number.
func named(tx *bolt.Tx) (map[uint64]fileOf, error) {
	files := map[uint64]fileOf{}
	b := tx.Bucket(filesPart)
	if b == nil { // none was ever kept
		return files, nil
	}
	err := b.ForEach(func(key, written []byte) error {
		var f fileOf
		if err := json.Unmarshal(written, &f); err != nil || len(key) != 8 || f.Name == "" || f.Name != filepath.Base(f.Name) || f.Size <= 0 {
			return fmt.Errorf("the file of content %x is not readable", key)
		}
		files[binary.BigEndian.Uint64(key)] = f
		return nil
	})
	return files, err
}

// removeUnnamed removes the files of contents that no transaction names: of requests that a former process did not end,
// and of what was removed while somebody was still reading it.
func (f *Folder) removeUnnamed() (err error) {
	defer recovered(f.dir, &err)
	entries, err := os.ReadDir(f.contents())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking for contents: %w", err)
	}
	var files map[uint64]fileOf
	if err := f.db.View(func(tx *bolt.Tx) error { files, err = named(tx); return err }); err != nil {
		return fmt.Errorf("looking for contents in %s: %w", f.db.Path(), err)
	}
	used := map[string]bool{}
	for _, file := range files {
		used[file.Name] = true
	}
	for _, entry := range entries {
		if used[entry.Name()] {
			continue
		}
		if err := os.Remove(filepath.Join(f.contents(), entry.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing a content that is not used: %w", err)
		}
	}
	return nil
}

// openFiles opens the files of large contents.
func (l *loader) openFiles(tx *bolt.Tx) error {
	files, err := named(tx)
	if err != nil {
		return err
	}
	numbers := map[string][]uint64{}
	for number, file := range files {
		numbers[file.Name] = append(numbers[file.Name], number)
	}
	for name, same := range numbers {
		sizes := make([]int64, len(same))
		for i, number := range same {
			sizes[i] = files[number].Size
		}
		opened, err := l.Room.Open(name, sizes...)
		if err != nil {
			return err
		}
		for i, number := range same {
			l.read[number] = opened[i]
			s := &stored{number: number, content: opened[i]}
			s.enter()
			l.kept[partOf(opened[i])] = s
		}
	}
	return nil
}
