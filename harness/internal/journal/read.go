package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Left is the journal of a run: what the run has made and not yet removed.
type Left struct {
	File    string
	Run     string
	Target  string
	Account string // UID; empty: not known
	Started time.Time
	Alive   bool // a process holds the lock
	Things  []Thing
}

// Read reads every journal in a folder and returns the oldest run first. It skips a line
// that was cut when its run was killed.
func Read(folder string) ([]Left, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the journals: %w", err)
	}
	var all []Left
	for _, entry := range entries {
		run, ok := strings.CutSuffix(entry.Name(), ending)
		if !ok {
			continue
		}
		left := Left{File: filepath.Join(folder, entry.Name()), Run: run}
		switch err := left.read(); {
		case errors.Is(err, os.ErrNotExist): // the run has ended in the meantime
		case err != nil:
			return nil, fmt.Errorf("reading a journal: %w", err)
		default:
			all = append(all, left)
		}
	}
	slices.SortFunc(all, func(a, b Left) int { return a.Started.Compare(b.Started) })
	return all, nil
}

// read tries the lock before it reads the journal, so that the journal of a dead run is complete.
func (left *Left) read() error {
	alive, err := held(lockOf(left.File))
	if err != nil {
		return fmt.Errorf("asking for the lock of %s: %w", left.File, err)
	}
	left.Alive = alive
	text, err := os.ReadFile(left.File)
	if err != nil {
		return err
	}
	for one := range strings.Lines(string(text)) {
		var l line
		switch err := json.Unmarshal([]byte(one), &l); {
		case err != nil:
		case l.Run != "":
			left.Target, left.Started = l.Target, l.Started
		case l.Account != "":
			left.Account = l.Account
		case l.Making != nil:
			left.Things = append(left.Things, *l.Making)
		case l.Gone != nil:
			left.Things = slices.DeleteFunc(left.Things, func(t Thing) bool { return t == *l.Gone })
		}
	}
	return nil
}

// held reports whether a process holds the lock file. Without a lock file the run has ended.
func held(path string) (bool, error) {
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY)) // does not create the file
	free, err := lock.TryRLock()
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil || !free {
		return true, err
	}
	return false, lock.Unlock()
}
