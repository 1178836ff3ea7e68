// Package journal writes down what a run makes on its target before it is made, so
// that what a killed run has left behind is known exactly. It removes nothing.
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

// A Kind is what was made.
type Kind string

// The kinds.
const (
	Bucket  Kind = "bucket"
	User    Kind = "RAM user"
	Role    Kind = "RAM role"
	Policy  Kind = "RAM policy"
	Setting Kind = "account setting" // changed, rather than made
)

// A Thing was made, or is about to be.
type Thing struct {
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`
	Endpoint string `json:"endpoint,omitempty"` // of a bucket, e.g. "https://oss-ap-southeast-1.aliyuncs.com"
	Region   string `json:"region,omitempty"`   // of a bucket
	Account  string `json:"account,omitempty"`  // of a bucket: whose it is, owner or other account
	Was      string `json:"was,omitempty"`      // of a setting: what stood before
}

// line is one line of a journal: how a run began, whose account it runs on, or what
// became of a thing.
type line struct {
	Run     string    `json:"run,omitempty"`
	Target  string    `json:"target,omitempty"`
	Started time.Time `json:"started,omitzero"`
	Account string    `json:"account,omitempty"`
	Making  *Thing    `json:"making,omitempty"`
	Gone    *Thing    `json:"gone,omitempty"`
}

// A Journal is that of one run, whose process holds the lock beside it: the kernel lets go
// when the process ends, however it ends. A nil one writes nothing.
type Journal struct {
	path string
	file *os.File
	lock *flock.Flock
	here []Thing
}

// Folder is where the journals of this user stand.
func Folder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the folder of the journals: %w", err)
	}
	return filepath.Join(cache, "oss403", "runs"), nil
}

// The files of a run: its journal, and the lock that it holds while it is alive. A lock on
// the journal itself would keep it from being written on Windows.
const (
	ending     = ".jsonl"
	lockEnding = ".lock"
)

// lockOf is the lock beside a journal.
func lockOf(path string) string { return strings.TrimSuffix(path, ending) + lockEnding }

// Remove removes the journal of a dead run.
func Remove(path string) error {
	if err := os.Remove(lockOf(path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("removing the lock of a journal: %w", err)
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("removing a journal: %w", err)
	}
	return nil
}

// Begin begins the journal of a run. It is there once it is locked: others would take it
// for that of a dead run before, and remove it.
func Begin(folder, run, target string) (*Journal, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the journals: %w", err)
	}
	j := &Journal{path: filepath.Join(folder, run+ending)}
	if err := j.begin(run, target); err != nil {
		return nil, fmt.Errorf("beginning the journal of run %s: %w", run, err)
	}
	return j, nil
}

func (j *Journal) begin(run, target string) error {
	if _, err := os.Lstat(j.path); !errors.Is(err, os.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s is another's", j.path), err)
	}
	j.lock = flock.New(lockOf(j.path))
	if locked, err := j.lock.TryLock(); err != nil || !locked {
		return errors.Join(fmt.Errorf("%s is another's", lockOf(j.path)), err)
	}
	first, err := json.Marshal(line{Run: run, Target: target, Started: time.Now().UTC()})
	begins := j.path + ".begins" // Windows renames no file that is open
	if err == nil {
		err = os.WriteFile(begins, append(first, '\n'), 0o600)
	}
	if err == nil {
		err = os.Rename(begins, j.path)
	}
	if err == nil {
		j.file, err = os.OpenFile(j.path, os.O_WRONLY|os.O_APPEND, 0o600)
	}
	if err != nil {
		return errors.Join(err, j.end())
	}
	return nil
}

// end lets go of the files. The journal goes before the lock does, or others may take it
// for that of a dead run.
func (j *Journal) end() error {
	var failures []error
	if j.file != nil {
		failures = append(failures, j.file.Close())
	}
	if len(j.here) == 0 {
		if err := os.Remove(j.path); err != nil && !errors.Is(err, os.ErrNotExist) {
			failures = append(failures, err)
		}
		failures = append(failures, os.Remove(j.lock.Path()))
	}
	return errors.Join(append(failures, j.lock.Unlock())...)
}

// Of says whose account the run is on, by UID.
func (j *Journal) Of(account string) error {
	if j == nil {
		return nil
	}
	return j.write(line{Account: account})
}

// Making says that a thing is about to be made.
func (j *Journal) Making(t Thing) error {
	if j == nil || slices.Contains(j.here, t) {
		return nil
	}
	j.here = append(j.here, t)
	return j.write(line{Making: &t})
}

// Gone says that a thing is no more.
func (j *Journal) Gone(t Thing) error {
	if j == nil {
		return nil
	}
	j.here = slices.DeleteFunc(j.here, func(one Thing) bool { return one == t })
	return j.write(line{Gone: &t})
}

// Close ends the journal; it stays on disk while something is left.
func (j *Journal) Close() error {
	if j == nil {
		return nil
	}
	if err := j.end(); err != nil {
		return fmt.Errorf("closing the journal: %w", err)
	}
	return nil
}

func (j *Journal) write(l line) error {
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if _, err := j.file.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}
