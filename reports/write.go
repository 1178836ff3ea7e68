package reports

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

// The names of the files that Write creates.
const (
	ConformanceFile = "conformance.json"
	JUnitFile       = "junit.xml"
	SummaryFile     = "summary.md"
	HTMLFile        = "conformance.html"
	BadgeFile       = "badge.json"
	QualityFile     = "codequality.json"
)

// files lists the names of all files of a run.
func files() []string {
	return []string{BadgeFile, QualityFile, HTMLFile, ConformanceFile, JUnitFile, SummaryFile}
}

// Clear removes the reports of an earlier run from dir. Otherwise, after a run that
// writes no reports, a reader would take the old ones for its own.
func Clear(dir string) error {
	for _, name := range files() {
		if err := ignoreMissing(os.Remove(filepath.Join(dir, name))); err != nil {
			return fmt.Errorf("remove the earlier report: %w", err)
		}
	}
	return nil
}

// Prepare creates dir, checks that it is writable, and clears it. A run calls it
// first, so that a run of an hour does not fail at its end.
func Prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the report folder: %w", err)
	}
	probe, err := os.CreateTemp(dir, ".oss403-*")
	if err != nil {
		return fmt.Errorf("write to the report folder: %w", err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return fmt.Errorf("write to the report folder: %w", err)
	}
	return Clear(dir)
}

// Write writes all reports into dir, and creates dir
// if needed. It first removes the reports of an earlier run. The new files appear
// only when all are complete, so a CI job never reads an old or half report.
func Write(dir string, s Summary, p Gate) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the report folder: %w", err)
	}
	if err := Clear(dir); err != nil {
		return err
	}
	fill := map[string]func(io.Writer) error{
		ConformanceFile: func(w io.Writer) error { return WriteJSON(w, s) },
		JUnitFile:       func(w io.Writer) error { return WriteJUnit(w, s, p) },
		SummaryFile:     func(w io.Writer) error { return WriteMarkdown(w, s) },
		HTMLFile:        func(w io.Writer) error { return WriteHTML(w, s) },
		BadgeFile:       func(w io.Writer) error { return WriteBadge(w, s, p) },
		QualityFile:     func(w io.Writer) error { return WriteCodeQuality(w, s, p) },
	}
	parts := make([]string, len(files())) // the temporary file of each report
	var all errgroup.Group
	for i, name := range files() {
		all.Go(func() (err error) {
			parts[i], err = complete(filepath.Join(dir, name), fill[name])
			return err
		})
	}
	err := all.Wait()
	for i, part := range parts {
		switch {
		case part == "":
		case err != nil:
			err = errors.Join(err, ignoreMissing(os.Remove(part)))
		default:
			err = os.Rename(part, filepath.Join(dir, files()[i]))
		}
	}
	return err
}

// complete fills a temporary file in the folder of path, and returns its name.
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
