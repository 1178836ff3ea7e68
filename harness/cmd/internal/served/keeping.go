package served

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// keepingFlags say where the state comes from and stays, and who is told when the emulator serves.
type keepingFlags struct {
	Data      string `help:"${data}" env:"OSS403_DATA" placeholder:"DIR"`
	Seed      string `help:"${seed}" placeholder:"FILE"`
	ReadyFile string `help:"${ready_file}" placeholder:"FILE"`
}

// begin reads the seed, and removes what an emulator that was killed has left.
func (f keepingFlags) begin() (seed []byte, err error) {
	if at, err := os.Lstat(f.ReadyFile); err == nil && at.IsDir() {
		return nil, usagef("--ready-file=%s is no file, but a directory; accepted: a file, which is removed at the end", f.ReadyFile)
	}
	if err := f.notReady(); err != nil {
		return nil, usagef("the ready file of before can't be removed: %v", err)
	}
	if f.Seed == "" {
		return nil, nil
	}
	if seed, err = os.ReadFile(f.Seed); err != nil {
		return nil, usagef("the seed can't be read: %v", err)
	}
	return seed, nil
}

// ready writes the addresses into the ready file. It appears with all that it holds, and only for this user: it has a
// secret.
func (f keepingFlags) ready(s Serving) error {
	if f.ReadyFile == "" {
		return nil
	}
	text, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("writing the ready file: %w", err)
	}
	part := f.ReadyFile + ".part"
	if err := os.WriteFile(part, append(text, '\n'), 0o600); err != nil {
		return usagef("the ready file can't be written: %v", err)
	}
	if err := os.Rename(part, f.ReadyFile); err != nil {
		return usagef("the ready file can't be written: %v", err)
	}
	return nil
}

// notReady removes the ready file.
func (f keepingFlags) notReady() error {
	if f.ReadyFile == "" {
		return nil
	}
	if err := os.Remove(f.ReadyFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the ready file: %w", err)
	}
	return nil
}

// place says in words where the state is.
func (f keepingFlags) place() string {
	if f.Data == "" {
		return "in memory"
	}
	return "in " + f.Data
}
