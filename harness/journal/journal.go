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
	"syscall"
	"time"
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

// A Journal is that of one run, whose process holds a lock on it: the kernel lets go
// when the process ends, however it ends. A nil one writes nothing.
type Journal struct {
	path string
	file *os.File
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

const ending = ".jsonl"

// Begin begins the journal of a run. It gets its name once it is locked: others would
// take it for that of a dead run before, and remove it.
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
	file, err := os.OpenFile(j.path+".begins", os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	j.file = file
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX)
	if err == nil {
		err = j.write(line{Run: run, Target: target, Started: time.Now().UTC()})
	}
	if err == nil {
		err = os.Rename(file.Name(), j.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()), file.Close())
	}
	return nil
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
	var failures []error
	if len(j.here) == 0 { // before the lock goes, or others may take it for that of a dead run
		failures = append(failures, os.Remove(j.path))
	}
	if err := errors.Join(append(failures, j.file.Close())...); err != nil {
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
