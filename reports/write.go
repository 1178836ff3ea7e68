package reports

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// The files that Write makes.
const (
	ConformanceFile = "conformance.json"
	JUnitFile       = "junit.xml"
)

// Write writes conformance.json and junit.xml into dir, which it makes. Those of
// an earlier run are removed first, and each new one appears whole or not at
// all: no CI job can take the old or half a report for this run's.
func Write(dir string, s Summary, p Policy) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the report folder: %w", err)
	}
	for _, name := range []string{ConformanceFile, JUnitFile} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the earlier report: %w", err)
		}
	}
	return errors.Join(
		writeWhole(filepath.Join(dir, ConformanceFile), func(w io.Writer) error { return WriteJSON(w, s) }),
		writeWhole(filepath.Join(dir, JUnitFile), func(w io.Writer) error { return WriteJUnit(w, s, p) }),
	)
}

// writeWhole fills a temporary file beside path, and renames it once it is complete.
func writeWhole(path string, fill func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write %s: %w", path, err), ignoreMissing(os.Remove(file.Name())))
		}
	}()
	if err := errors.Join(fill(file), file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
