package decide

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/target"
)

// Expected is a line of a file of expectations.
type Expected struct {
	Question
	Allowed bool
	Line    int
	Note    string // what the line is about, in its writer's words
}

// The outcomes.
const (
	allowed = "allowed"
	refused = "refused"
)

// Outcome is the word for an outcome.
func Outcome(isAllowed bool) string {
	if isAllowed {
		return allowed
	}
	return refused
}

// columns of a file without a line that names them.
func plainColumns() []string { return []string{"caller", "action", "resource", "outcome"} }

// columnNames lists the names of the columns of a file of expectations.
func columnNames() []string {
	return slices.Concat([]string{"caller", "action", "resource", "request", "outcome", "note"}, circumstanceNames())
}

// ReadExpected reads a CSV file of expectations. Its first line names the columns, unless it has the four of
// plainColumns. A column that it has not, and an empty field, is as in the base question. Lines that are empty or begin
// with # are left out. read reads the file that the column request names.
func ReadExpected(from io.Reader, name string, base Question, read func(string) (string, error)) ([]Expected, error) {
	lines := csv.NewReader(bufio.NewReader(from))
	lines.Comment, lines.TrimLeadingSpace, lines.FieldsPerRecord = '#', true, -1
	columns := plainColumns()
	var all []Expected
	for first := true; ; first = false {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, target.Usagef("%s: %v; accepted: CSV", name, err)
		}
		line, _ := lines.FieldPos(0)
		if first && slices.Contains(fields, "outcome") {
			if columns, err = named(fields); err != nil {
				return nil, target.Usagef("%s:%d: %v", name, line, err)
			}
			continue
		}
		if len(fields) != len(columns) {
			return nil, target.Usagef("%s:%d: %d fields; accepted: %s", name, line, len(fields), strings.Join(columns, ","))
		}
		e := Expected{Question: base, Line: line}
		for i, field := range fields {
			if err := e.set(columns[i], strings.TrimSpace(field), read); err != nil {
				return nil, target.Usagef("%s:%d: %v", name, line, err)
			}
		}
		if _, err := e.asked(); err != nil {
			return nil, target.Usagef("%s:%d: %v", name, line, err)
		}
		all = append(all, e)
	}
	if len(all) == 0 {
		return nil, target.Usagef("%s has no line; accepted: %s", name, strings.Join(plainColumns(), ","))
	}
	return all, nil
}

// named checks the line that names the columns.
func named(fields []string) ([]string, error) {
	for i, field := range fields {
		fields[i] = strings.TrimSpace(field)
		if !slices.Contains(columnNames(), fields[i]) || slices.Contains(fields[:i], fields[i]) {
			return nil, target.Usagef("column %q; accepted: each once, %s", fields[i], strings.Join(columnNames(), ", "))
		}
	}
	return fields, nil
}

func (e *Expected) set(column, field string, read func(string) (string, error)) error {
	switch {
	case column == "outcome" && field != allowed && field != refused:
		return target.Usagef("%q; accepted: %s, %s", field, allowed, refused)
	case column == "outcome":
		e.Allowed = field == allowed
	case field == "":
	case column == "caller":
		e.Caller = field
	case column == "action":
		e.Action = field
	case column == "resource":
		e.Resource = field
	case column == "note":
		e.Note = field
	case column == "request":
		text, err := read(field)
		if err != nil {
			return err
		}
		e.Raw, err = ReadRaw(field, text)
		return err
	default:
		return e.Set(column, field)
	}
	return nil
}
