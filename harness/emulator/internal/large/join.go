package large

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Join returns contents one after the other, and shows each piece of them in its turn.
func (r *Room) Join(show func([]byte), contents ...Content) (Content, error) {
	size := int64(0)
	for _, c := range contents {
		size += int64(c.Len())
	}
	if size <= r.most() {
		return joinedInMemory(show, size, contents), nil
	}
	w, err := r.create()
	switch {
	case err != nil && size <= r.withoutFile(err):
		return joinedInMemory(show, size, contents), nil
	case err != nil:
		return Content{}, r.failed("joining contents", err)
	}
	if err := w.add(show, contents); err != nil {
		w.drop()
		return Content{}, err
	}
	return w.content()
}

func joinedInMemory(show func([]byte), size int64, contents []Content) Content {
	whole := make([]byte, 0, size)
	for _, c := range contents {
		whole = append(whole, c.bytes...)
		show(c.bytes)
		c.KeepAlive()
	}
	return Of(whole)
}

// add writes contents in pieces: one that is shown is in the cache still when it is written.
func (w *writing) add(show func([]byte), contents []Content) error {
	for _, c := range contents {
		for rest := c.bytes; len(rest) > 0; {
			piece := rest[:min(len(rest), oneRead)]
			rest = rest[len(piece):]
			show(piece)
			if err := w.write(piece); err != nil {
				return err
			}
		}
		c.KeepAlive()
	}
	return nil
}

// Extend returns a content with another one behind it. In a file that was extended before and ends with the content,
// only the other one is written: who reads the content itself goes on to do so.
func (r *Room) Extend(c, more Content) (Content, error) {
	if int64(c.Len()+more.Len()) <= r.most() {
		return r.Join(func([]byte) {}, c, more)
	}
	if c.file != nil {
		if grown, can, err := r.extendInPlace(c, more); can {
			return grown, err
		}
	}
	w, err := r.create()
	switch {
	case err != nil && int64(c.Len()+more.Len()) <= r.withoutFile(err):
		return joinedInMemory(func([]byte) {}, int64(c.Len()+more.Len()), []Content{c, more}), nil
	case err != nil:
		return Content{}, r.failed("extending a content", err)
	}
	if err := w.add(func([]byte) {}, []Content{c, more}); err != nil {
		w.drop()
		return Content{}, err
	}
	if !r.kept {
		w.disk.file = w.file
	}
	return w.content()
}

// extendInPlace reports whether it can be done.
func (r *Room) extendInPlace(c, more Content) (grown Content, can bool, err error) {
	d := c.file.disk
	defer c.KeepAlive()
	d.lock.Lock()
	if d.end != int64(c.Len()) || d.file == nil && d.name == "" { // another one has extended it, or it can't be opened any more
		d.lock.Unlock()
		return grown, false, nil
	}
	grown, err = r.grow(d, more)
	return grown, true, err
}

// grow adds a content to a file, whose lock it is given.
func (r *Room) grow(d *disk, more Content) (grown Content, err error) {
	file := d.file
	if file == nil {
		if file, err = os.OpenFile(filepath.Join(r.dir, d.name), os.O_RDWR, 0); err != nil {
			d.lock.Unlock()
			return grown, r.failed("opening a large content", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
	}
	w, before := &writing{r, d, file}, d.end
	r.weigh(int64(more.Len()))
	if err = w.add(func([]byte) {}, []Content{more}); err == nil {
		if unsettled := r.settle(file); unsettled != nil {
			err = r.failed("extending a large content", unsettled)
		}
	}
	if err != nil {
		d.end = before
	}
	size := d.end
	d.lock.Unlock()
	if err != nil {
		return grown, err
	}
	if grown, err = r.mapped(d, file, size); err != nil {
		return grown, r.failed("extending a large content", err)
	}
	return grown, nil
}

// Open returns the content that is the begin of a file with a name. Contents of the same file are opened together.
func (r *Room) Open(name string, sizes ...int64) (opened []Content, err error) {
	file, err := os.OpenFile(filepath.Join(r.dir, name), os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("opening a content: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	there, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("looking at a content: %w", err)
	}
	d := &disk{name: name, end: there.Size()}
	for _, size := range sizes {
		if size > d.end {
			return nil, fmt.Errorf("%s is cut: it has %d bytes of %d", file.Name(), d.end, size)
		}
		c, err := r.mapped(d, file, size)
		if err != nil {
			return nil, err
		}
		opened = append(opened, c)
	}
	return opened, nil
}
