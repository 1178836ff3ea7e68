// Package journal writes to disk what a run makes on its target, before it makes it.
// So a sweep knows exactly what a killed run has left. It removes nothing from a target.
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

// A Kind is the kind of a thing.
type Kind string

// The kinds.
const (
	Bucket  Kind = "bucket"
	User    Kind = "RAM user"
	Role    Kind = "RAM role"
	Policy  Kind = "RAM policy"
	Setting Kind = "account setting" // a run changes it, and does not make it
)

// A Thing is something that a run has made or is about to make.
type Thing struct {
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`
	Endpoint string `json:"endpoint,omitempty"` // of a bucket, e.g. "https://oss-ap-southeast-1.aliyuncs.com"
	Region   string `json:"region,omitempty"`   // of a bucket
	Account  string `json:"account,omitempty"`  // of a bucket: its account, "owner" or "other account"
	Was      string `json:"was,omitempty"`      // of a setting: its value before the run
}

// line is one line of a journal: the beginning of a run, its account, or the making or
// removal of a thing.
type line struct {
	Run     string    `json:"run,omitempty"`
	Target  string    `json:"target,omitempty"`
	Started time.Time `json:"started,omitzero"`
	Account string    `json:"account,omitempty"`
	Making  *Thing    `json:"making,omitempty"`
	Gone    *Thing    `json:"gone,omitempty"`
}

// A Journal belongs to one run. The process of the run holds a lock file next to it; the
// kernel releases the lock when the process ends in any way. A nil Journal writes nothing.
type Journal struct {
	path string
	file *os.File
	lock *flock.Flock
	here []Thing
}

// Folder is the folder with the journals of this user.
func Folder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the folder of the journals: %w", err)
	}
	return filepath.Join(cache, "oss403", "runs"), nil
}

// The files of a run: its journal, and the lock file that it holds while it is alive. They are
// two files because Windows does not let a locked file be written.
const (
	ending     = ".jsonl"
	lockEnding = ".lock"
)

// lockOf is the path of the lock file of a journal.
func lockOf(path string) string { return strings.TrimSuffix(path, ending) + lockEnding }

// Remove deletes the journal of a dead run, and its lock file.
func Remove(path string) error {
	if err := os.Remove(lockOf(path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("removing the lock of a journal: %w", err)
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("removing a journal: %w", err)
	}
	return nil
}

// Begin begins the journal of a run. The lock comes before the journal: a sweep removes an
// unlocked journal as that of a dead run.
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
	begins := j.path + ".begins" // closed before the rename: Windows does not rename an open file
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

// end closes the files. It removes an empty journal before the lock: a sweep takes an
// unlocked journal for that of a dead run.
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

// Of notes the UID of the account of the run.
func (j *Journal) Of(account string) error {
	if j == nil {
		return nil
	}
	return j.write(line{Account: account})
}

// Making notes that the run is about to make a thing.
func (j *Journal) Making(t Thing) error {
	if j == nil || slices.Contains(j.here, t) {
		return nil
	}
	j.here = append(j.here, t)
	return j.write(line{Making: &t})
}

// Gone notes that a thing no longer exists.
func (j *Journal) Gone(t Thing) error {
	if j == nil {
		return nil
	}
	j.here = slices.DeleteFunc(j.here, func(one Thing) bool { return one == t })
	return j.write(line{Gone: &t})
}

// Close ends the journal. The file stays on disk if things are left over.
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
