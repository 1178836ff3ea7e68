package reports

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// The marks in reports/README.md between which the table of published statements stands.
const (
	publishedBegin = "<!-- published -->"
	publishedEnd   = "<!-- /published -->"
)

// fileOf is the name of the file of a statement.
func (s Statement) fileOf() string {
	safe := func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '-':
			return r
		}
		return '-'
	}
	words := strings.ToLower(strings.Join([]string{s.Product.Name, s.Product.Version, s.Product.Dialect}, "-"))
	parts := strings.FieldsFunc(strings.Map(safe, words), func(r rune) bool { return r == '-' })
	return strings.Trim(strings.Join(parts, "-"), ".") + ".json"
}

// Publish writes the statement into folder/published, and the table of all statements there into
// folder/README.md, between the marks <!-- published --> and <!-- /published -->. A statement of the same
// product, version and dialect is replaced.
func Publish(folder string, s Statement) (file string, err error) {
	published := filepath.Join(folder, "published")
	if err := os.MkdirAll(published, 0o755); err != nil {
		return "", fmt.Errorf("make the folder of statements: %w", err)
	}
	file = filepath.Join(published, s.fileOf())
	out, err := os.Create(file)
	if err != nil {
		return "", fmt.Errorf("publish a statement: %w", err)
	}
	if err := errors.Join(WriteStatement(out, s), out.Close()); err != nil {
		return "", err
	}
	table, err := tableOf(published)
	if err != nil {
		return "", err
	}
	return file, between(filepath.Join(folder, "README.md"), table)
}

// tableOf returns the statements in a folder as a Markdown table, the best first.
func tableOf(published string) (string, error) {
	files, err := filepath.Glob(filepath.Join(published, "*.json"))
	if err != nil {
		return "", err
	}
	type entry struct {
		file string
		Statement
	}
	var all []entry
	for _, name := range files {
		in, err := os.Open(name)
		if err != nil {
			return "", err
		}
		s, err := ReadStatement(in)
		if err = errors.Join(err, in.Close()); err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, entry{filepath.Base(name), s})
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.Score.RowsPassed, a.Score.RowsPassed), strings.Compare(a.Product.Name, b.Product.Name),
			strings.Compare(a.file, b.file))
	})
	lines := []string{"| product | rows | beyond the page | scenarios | not tested | judged | statement |", "|---|---|---|---|---|---|---|"}
	for _, e := range all {
		product := strings.Join(slices.DeleteFunc([]string{e.Product.Name, e.Product.Version, e.Product.Dialect},
			func(word string) bool { return word == "" }), " ")
		lines = append(lines, fmt.Sprintf("| %s | %d of %d | %d of %d | %d of %d | %d | %s, catalogue %s | [%s](published/%s) |",
			prose(oneLine(product, 80)), e.Score.RowsPassed, e.Score.RowsDocumented, e.Score.BeyondPassed, e.Score.BeyondTotal,
			e.Score.Scenarios[verdict.Pass], e.Score.Scenarios.Total(), e.Score.Scenarios[verdict.NotSupported],
			prose(oneLine(e.Date, 20)), prose(oneLine(e.Suite.Catalogue, 20)), e.file, e.file))
	}
	return strings.Join(lines, "\n"), nil
}

// between replaces what stands between the marks in a file.
func between(file, text string) error {
	page, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("list the statement: %w", err)
	}
	before, rest, begins := strings.Cut(string(page), publishedBegin)
	_, after, ends := strings.Cut(rest, publishedEnd)
	if !begins || !ends {
		return fmt.Errorf("list the statement: %s has no %s and %s", file, publishedBegin, publishedEnd)
	}
	return os.WriteFile(file, []byte(before+publishedBegin+"\n"+text+"\n"+publishedEnd+after), 0o644)
}
