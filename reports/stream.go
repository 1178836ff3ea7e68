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
	"sync"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// The processes of a run stream their results while they run: each process appends
// lines to its own file in a common folder, and the program that started them reads
// these files. If a process dies, the results that it wrote before are kept.

// line is one line of a stream. Exactly one of its fields is set.
type line struct {
	Result  *verdict.Result  `json:"result,omitempty"`
	Usage   *verdict.Usage   `json:"usage,omitempty"`   // of one process, written at its end
	Product *verdict.Product `json:"product,omitempty"` // what the process has opened
	Trouble string           `json:"trouble,omitempty"` // a problem of the run itself
	Over    bool             `json:"over,omitempty"`    // the run has ended
	Waiting *Waiting         `json:"waiting,omitempty"` // what the process waits for now
	Record  json.RawMessage  `json:"record,omitempty"`  // what is recorded of a scenario
}

// Waiting is what a process waits for. The zero value is nothing.
type Waiting struct {
	For   string    `json:"for,omitempty"`
	Since time.Time `json:"since,omitzero"`
}

// A Teller writes the results of one process to its stream. A nil Teller writes
// nothing.
type Teller struct {
	mu     sync.Mutex
	file   *os.File
	broken bool // the last write failed, so the next one starts a new line
}

const streamEnding = ".jsonl"

// Tell creates the stream file of a process in the folder of the run. It returns
// an error if the file exists already.
func Tell(folder, process string) (*Teller, error) {
	file, err := os.OpenFile(filepath.Join(folder, process+streamEnding), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("beginning a stream of results: %w", err)
	}
	return &Teller{file: file}, nil
}

// Result writes the result of one scenario.
func (t *Teller) Result(r verdict.Result) error { return t.write(line{Result: &r}) }

// Usage writes how many requests, calls and buckets the process needed.
func (t *Teller) Usage(u verdict.Usage) error { return t.write(line{Usage: &u}) }

// Product writes what the process has opened.
func (t *Teller) Product(p verdict.Product) error { return t.write(line{Product: &p}) }

// Trouble writes a problem of the run itself.
func (t *Teller) Trouble(what string) error { return t.write(line{Trouble: what}) }

// Record writes what is recorded of a scenario, sanitised.
func (t *Teller) Record(entry any) error {
	text, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("telling what is recorded: %w", err)
	}
	return t.write(line{Record: text})
}

// Over writes that the run has ended: no process writes anything after it.
func (t *Teller) Over() error { return t.write(line{Over: true}) }

// Waiting writes what the process waits for, and since when; an empty text: it waits no longer. Only the progress that
// is shown depends on it, so that a failure is of no consequence.
func (t *Teller) Waiting(what string, since time.Time) {
	_ = t.write(line{Waiting: &Waiting{For: what, Since: since}})
}

func (t *Teller) write(l line) error {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
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

// A Listener reads the stream of a run while it grows. Hear fills its fields.
type Listener struct {
	folder  string
	read    map[string]int64   // bytes read so far, by file
	waits   map[string]Waiting // by file
	Results []verdict.Result
	Usage   *verdict.Usage   // sum of the processes that have ended; nil if none has
	Product *verdict.Product // nil if no process has told it
	Trouble []string
	Over    bool
	Records []json.RawMessage // what is recorded, in the order of the streams
}

// Listen returns a Listener for the stream in a folder. It starts at the beginning
// of the stream.
func Listen(folder string) *Listener {
	return &Listener{folder: folder, read: map[string]int64{}, waits: map[string]Waiting{}}
}

// Waiting returns what a process of the run waits for, the one that waits longest. The zero value is nothing.
func (l *Listener) Waiting() Waiting {
	longest := Waiting{}
	for _, w := range l.waits {
		if w.For != "" && (longest.For == "" || w.Since.Before(longest.Since)) {
			longest = w
		}
	}
	return longest
}

// Hear reads the lines that were added since its last call. It leaves an
// incomplete last line for the next call.
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
		if told.Waiting != nil {
			l.waits[name] = *told.Waiting
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
	case told.Product != nil:
		l.Product = told.Product
	case told.Record != nil:
		l.Records = append(l.Records, told.Record)
	case told.Over:
		l.Over = true
	default:
		l.Trouble = append(l.Trouble, told.Trouble)
	}
}
