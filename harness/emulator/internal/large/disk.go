package large

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// A disk is a file on disk. An object that grows has several mappings of the same one.
type disk struct {
	name   string       // in the folder; empty: it was removed when it was made
	needed atomic.Int64 // by how many it is needed after the process

	lock sync.Mutex
	file *os.File // open to grow; nil: it does not grow, or is opened by its name
	end  int64    // bytes
	maps int      // mappings
}

// A writing is a new file.
type writing struct {
	room *Room
	disk *disk
	file *os.File
}

// create makes a file.
func (r *Room) create() (*writing, error) {
	file, err := os.CreateTemp(r.dir, "oss403-*")
	if r.kept && errors.Is(err, fs.ErrNotExist) {
		if err = r.makeDir(); err == nil {
			file, err = os.CreateTemp(r.dir, "oss403-*")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("making a file for a large content: %w", err)
	}
	w := &writing{r, &disk{name: filepath.Base(file.Name())}, file}
	if r.kept {
		return w, nil
	}
	w.disk.name = ""
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("unlinking a file for a large content: %w", err), file.Close())
	}
	return w, nil
}

// makeDir makes the folder, so that it outlives the machine.
func (r *Room) makeDir() error {
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return err
	}
	return syncDir(filepath.Dir(r.dir))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// write adds bytes at the end of the file. If there is no room on the disk, files that nobody has any more make some.
func (w *writing) write(p []byte) error {
	for tries := 0; ; tries++ {
		n, err := w.file.WriteAt(p, w.disk.end)
		w.disk.end += int64(n)
		p = p[n:]
		if err == nil {
			return nil
		}
		if tries == 1 || !isFull(err) {
			return w.room.failed("writing a large content", err)
		}
		w.room.reclaim()
	}
}

// content ends the file, and maps it.
func (w *writing) content() (Content, error) {
	w.room.weigh(w.disk.end)
	err := w.room.settle(w.file)
	c := Content{}
	if err == nil {
		c, err = w.room.mapped(w.disk, w.file, w.disk.end)
	}
	if err != nil {
		w.drop()
		return c, w.room.failed("ending a large content", err)
	}
	if w.disk.file == nil {
		err = w.file.Close()
	}
	if err != nil {
		return c, w.room.failed("closing a large content", err)
	}
	return c, nil
}

// drop removes the file.
func (w *writing) drop() {
	err := w.file.Close()
	if w.disk.name != "" {
		err = errors.Join(err, os.Remove(filepath.Join(w.room.dir, w.disk.name)))
	}
	if err != nil {
		w.room.log(fmt.Errorf("dropping a large content: %w", err))
	}
}

// settle brings a file that is kept to disk, with its name.
func (r *Room) settle(file *os.File) error {
	if !r.kept {
		return nil
	}
	return errors.Join(file.Sync(), syncDir(r.dir))
}

// mapped maps the first bytes of a file.
func (r *Room) mapped(d *disk, file *os.File, size int64) (Content, error) {
	bytes, err := mapFile(file, size)
	if err != nil {
		return Content{}, fmt.Errorf("mapping %d bytes: %w", size, err)
	}
	d.lock.Lock()
	d.maps++
	d.lock.Unlock()
	return r.hold(bytes, d), nil
}

// unmap ends a mapping, and removes the file after the last one, unless it is needed later.
func (r *Room) unmap(m mapping) {
	r.live.Add(-1)
	err := unmapFile(m.bytes)
	m.disk.lock.Lock()
	defer m.disk.lock.Unlock()
	if m.disk.maps--; m.disk.maps == 0 {
		if m.disk.file != nil {
			err = errors.Join(err, m.disk.file.Close())
		}
		if m.disk.name != "" && m.disk.needed.Load() == 0 {
			err = errors.Join(err, os.Remove(filepath.Join(r.dir, m.disk.name)))
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.log(fmt.Errorf("freeing a large content: %w", err))
	}
}
