package reports

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/oss403/oss403/harness/verdict"
)

// A run in several processes tells what it brings home as it goes: each process appends
// lines to a file of its own in one folder, and whoever started it follows them. A run that
// dies has told what it had judged.

// A line of a stream holds one of these.
type line struct {
	Result  *verdict.Result `json:"result,omitempty"`
	Usage   *verdict.Usage  `json:"usage,omitempty"`   // of one process, told at its end
	Trouble string          `json:"trouble,omitempty"` // with the run itself
	Over    bool            `json:"over,omitempty"`    // the run has come to its end
}

// A Teller tells what one process brings home. A nil one tells nobody.
type Teller struct {
	file   *os.File
	broken bool // the last line may not be whole: the next begins on one of its own
}

const streamEnding = ".jsonl"

// Tell begins the file of a process in the folder of the run's stream.
func Tell(folder, process string) (*Teller, error) {
	file, err := os.OpenFile(filepath.Join(folder, process+streamEnding), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("beginning a stream of results: %w", err)
	}
	return &Teller{file: file}, nil
}

// Result tells of one scenario.
func (t *Teller) Result(r verdict.Result) error { return t.write(line{Result: &r}) }

// Usage tells what the process has asked of its target.
func (t *Teller) Usage(u verdict.Usage) error { return t.write(line{Usage: &u}) }

// Trouble tells what went wrong with the run itself.
func (t *Teller) Trouble(what string) error { return t.write(line{Trouble: what}) }

// Over tells that no process of the run has more to tell.
func (t *Teller) Over() error { return t.write(line{Over: true}) }

func (t *Teller) write(l line) error {
	if t == nil {
		return nil
	}
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("telling a result: %w", err)
	}
	text = append(text, '\n')
	if t.broken {
		text = append([]byte{'\n'}, text...)
	}
	_, err = t.file.Write(text)
	if t.broken = err != nil; t.broken {
		return fmt.Errorf("telling a result: %w", err)
	}
	return nil
}

// A Listener hears a run's stream while it grows.
type Listener struct {
	folder  string
	read    map[string]int64 // bytes, by file
	Results []verdict.Result
	Usage   *verdict.Usage // of the processes that have ended; nil: none has
	Trouble []string
	Over    bool
}

// Listen hears the stream in a folder, from its beginning.
func Listen(folder string) *Listener { return &Listener{folder: folder, read: map[string]int64{}} }

// Hear reads what was told since it was last asked. A line that is not whole yet waits.
func (l *Listener) Hear() error {
	files, err := filepath.Glob(filepath.Join(l.folder, "*"+streamEnding))
	if err != nil {
		return fmt.Errorf("finding the streams of results: %w", err)
	}
	slices.Sort(files)
	for _, file := range files {
		if err := l.hear(file); err != nil {
			return fmt.Errorf("reading the results in %s: %w", filepath.Base(file), err)
		}
	}
	return nil
}

func (l *Listener) hear(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Seek(l.read[name], io.SeekStart); err != nil {
		return err
	}
	for lines := bufio.NewReader(file); ; {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		l.read[name] += int64(len(text))
		var told line
		if len(text) == 1 {
			continue
		}
		if err := json.Unmarshal(text, &told); err != nil {
			l.Trouble = append(l.Trouble, fmt.Sprintf("a line of what the suite told can't be read: %v", err))
			continue
		}
		l.note(told)
	}
}

func (l *Listener) note(told line) {
	switch {
	case told.Result != nil:
		l.Results = append(l.Results, *told.Result)
	case told.Usage != nil && l.Usage == nil:
		l.Usage = told.Usage
	case told.Usage != nil:
		both := l.Usage.Plus(*told.Usage)
		l.Usage = &both
	case told.Over:
		l.Over = true
	default:
		l.Trouble = append(l.Trouble, told.Trouble)
	}
}
