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

// Clear removes the reports of an earlier run from dir, so that none of them can
// be taken for those of a run that leaves none.
func Clear(dir string) error {
	for _, name := range []string{ConformanceFile, JUnitFile} {
		if err := ignoreMissing(os.Remove(filepath.Join(dir, name))); err != nil {
			return fmt.Errorf("remove the earlier report: %w", err)
		}
	}
	return nil
}

// Write writes conformance.json and junit.xml into dir, which it makes. Those of
// an earlier run are removed first, and the new ones appear together once both
// are complete: no CI job can take the old or half a report for this run's.
func Write(dir string, s Summary, p Policy) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the report folder: %w", err)
	}
	if err := Clear(dir); err != nil {
		return err
	}
	document, err := complete(filepath.Join(dir, ConformanceFile), func(w io.Writer) error { return WriteJSON(w, s) })
	if err != nil {
		return err
	}
	junit, err := complete(filepath.Join(dir, JUnitFile), func(w io.Writer) error { return WriteJUnit(w, s, p) })
	if err != nil {
		return errors.Join(err, ignoreMissing(os.Remove(document)))
	}
	return errors.Join(
		os.Rename(document, filepath.Join(dir, ConformanceFile)),
		os.Rename(junit, filepath.Join(dir, JUnitFile)),
	)
}

// complete fills a temporary file beside path and returns its name.
func complete(path string, fill func(io.Writer) error) (name string, err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return "", fmt.Errorf("write %s: %w", path, err)
	}
	if err := errors.Join(fill(file), file.Chmod(0o644), file.Close()); err != nil {
		return "", errors.Join(fmt.Errorf("write %s: %w", path, err), ignoreMissing(os.Remove(file.Name())))
	}
	return file.Name(), nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
