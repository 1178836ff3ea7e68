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
	"syscall"
	"time"
)

// A Kind is what was made.
type Kind string

// The kinds.
const (
	Bucket Kind = "bucket"
	User   Kind = "RAM user"
	Role   Kind = "RAM role"
	Policy Kind = "RAM policy"
)

// A Thing was made, or is about to be.
type Thing struct {
	Kind     Kind   `json:"kind"`
	Name     string `json:"name"`
	Endpoint string `json:"endpoint,omitempty"` // of a bucket, e.g. "https://oss-ap-southeast-1.aliyuncs.com"
	Region   string `json:"region,omitempty"`   // of a bucket
	Account  string `json:"account,omitempty"`  // owner or other account
}

// line is one line of a journal: how a run began, or what became of a thing.
type line struct {
	Run     string    `json:"run,omitempty"`
	Target  string    `json:"target,omitempty"`
	PID     int       `json:"pid,omitempty"`
	Started time.Time `json:"started,omitzero"`
	Making  *Thing    `json:"making,omitempty"`
	Gone    *Thing    `json:"gone,omitempty"`
}

// A Journal is that of one run. A nil one writes nothing.
type Journal struct {
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

// Begin begins the journal of a run.
func Begin(folder, run, target string) (*Journal, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the journals: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(folder, run+ending), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("beginning the journal of run %s: %w", run, err)
	}
	j := &Journal{file: file}
	return j, j.write(line{Run: run, Target: target, PID: os.Getpid(), Started: time.Now().UTC()})
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
	if err := j.file.Close(); err != nil {
		return fmt.Errorf("closing the journal: %w", err)
	}
	if len(j.here) > 0 {
		return nil
	}
	return os.Remove(j.file.Name())
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

// Left is what a run has left behind, as its journal says.
type Left struct {
	File    string
	Run     string
	Target  string
	Started time.Time
	Alive   bool // its process still runs on this machine
	Things  []Thing
}

// Read reads every journal of a folder, the oldest run first. A line that was cut
// when its run was killed is passed over.
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
		if !strings.HasSuffix(entry.Name(), ending) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("reading a journal: %w", err)
		}
		all = append(all, read(filepath.Join(folder, entry.Name()), string(text)))
	}
	slices.SortFunc(all, func(a, b Left) int { return a.Started.Compare(b.Started) })
	return all, nil
}

func read(file, text string) Left {
	left := Left{File: file}
	for one := range strings.Lines(text) {
		var l line
		switch err := json.Unmarshal([]byte(one), &l); {
		case err != nil:
		case l.Run != "":
			left.Run, left.Target, left.Started, left.Alive = l.Run, l.Target, l.Started, alive(l.PID)
		case l.Making != nil:
			left.Things = append(left.Things, *l.Making)
		case l.Gone != nil:
			left.Things = slices.DeleteFunc(left.Things, func(t Thing) bool { return t == *l.Gone })
		}
	}
	return left
}

// alive tells whether a process of that id runs.
func alive(pid int) bool {
	process, err := os.FindProcess(pid)
	return pid > 0 && err == nil && process.Signal(syscall.Signal(0)) == nil
}
