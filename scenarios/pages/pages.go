// Package pages holds what the documentation pages of OSS said in each of their editions: Codes,
// Messages, HTTP statuses and ECs, and nothing of what a page explains. It compares two editions.
//
// A file here is one edition of one page. The page "403" is "HTTP 403 errors". Its Messages are as
// printed; a translated page is written with the English Message that stands for each translated
// heading. To add an edition, write a file of the same form; go test ./scenarios/pages says what is
// wrong with it.
package pages

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/oss403/oss403/scenarios"
)

// Schema names the form of an edition's file.
const Schema = "oss403/page/1"

// The limits of an edition's file.
const (
	mostBytes = 64 << 10
	mostFacts = 300
)

// Edition is what one page said on one day.
type Edition struct {
	Schema   string `json:"schema"`
	Page     string `json:"page"`     // name of the page, such as 403
	Address  string `json:"address"`  // where it was read
	Language string `json:"language"` // such as en
	Date     string `json:"edition"`  // YYYY-MM-DD as the page prints it; empty where it prints none
	// Commit is the version of a page that is kept in a Git repository and prints no date.
	Commit string `json:"commit,omitempty"`
	Read   string `json:"read"` // YYYY-MM-DD on which it was read
	// Complete says that the facts are those of the whole page. If not, they are its beginning: what
	// follows the last of them is not known.
	Complete bool   `json:"complete"`
	Facts    []Fact `json:"facts"` // in the order of the page
}

// Fact is one refusal that a page lists.
type Fact struct {
	Code string `json:"code"`
	// Message is the literal text. An ellipsis (…) stands for what varies, or what the page leaves out.
	// Empty: the page lists the Code, and its Messages in a part that was not read.
	Message string `json:"message,omitempty"`
	Status  int    `json:"status"`
	EC      string `json:"ec,omitempty"`
}

// Name is the name of the edition: page, language, and date or beginning of the commit.
func (e Edition) Name() string {
	version := e.Date
	if version == "" {
		version = e.Commit[:min(7, len(e.Commit))]
	}
	return strings.Join([]string{e.Page, e.Language, version}, "-")
}

//go:embed *.json
var files embed.FS

// Editions lists the editions that are known, those without a date first, then by date. An error says
// which file is wrong.
func Editions() ([]Edition, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("listing the editions: %w", err)
	}
	var all []Edition
	for _, entry := range entries {
		text, err := files.ReadFile(entry.Name())
		if err != nil {
			return nil, fmt.Errorf("reading an edition: %w", err)
		}
		edition, err := Read(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("scenarios/pages/%s: %w", entry.Name(), err)
		}
		all = append(all, edition)
	}
	slices.SortStableFunc(all, func(a, b Edition) int { return strings.Compare(a.Page+a.Date, b.Page+b.Date) })
	return all, nil
}

// Read reads the file of one edition: at most 64 KiB, no field that the schema lacks. The error says
// what is wrong with it.
func Read(in io.Reader) (Edition, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	if err != nil {
		return Edition{}, fmt.Errorf("reading it: %w", err)
	}
	if len(text) > mostBytes {
		return Edition{}, fmt.Errorf("larger than %d bytes", mostBytes)
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return Edition{}, fmt.Errorf("no JSON object: %w", err)
	}
	if head.Schema != Schema {
		return Edition{}, fmt.Errorf("the schema is %q, not %q", head.Schema, Schema)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var e Edition
	if err := decoder.Decode(&e); err != nil {
		return Edition{}, fmt.Errorf("not of the schema %s: %w", Schema, err)
	}
	return e, e.check()
}

var (
	slug   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	tag    = regexp.MustCompile(`^[a-z]{2}$`)
	commit = regexp.MustCompile(`^[0-9a-f]{40}$`)
	code   = regexp.MustCompile(`^[A-Za-z0-9]+$`)
	number = regexp.MustCompile(`^\d{4}-\d{8}$`)
)

// check says what is wrong with the edition.
func (e Edition) check() error {
	switch {
	case !slug.MatchString(e.Page):
		return fmt.Errorf("page is %q; write lower-case words joined by -", e.Page)
	case !strings.HasPrefix(e.Address, "https://") || hasControl(e.Address):
		return fmt.Errorf("address is %q; write the https address at which the page was read", e.Address)
	case !tag.MatchString(e.Language):
		return fmt.Errorf("language is %q; write two letters, such as en", e.Language)
	case e.Date == "" && !commit.MatchString(e.Commit):
		return errors.New("neither edition nor commit; write the date that the page prints, or the 40 hex digits of its commit")
	case e.Date != "" && !isDay(e.Date):
		return fmt.Errorf("edition is %q; write YYYY-MM-DD", e.Date)
	case !isDay(e.Read):
		return fmt.Errorf("read is %q; write YYYY-MM-DD", e.Read)
	case len(e.Facts) == 0 || len(e.Facts) > mostFacts:
		return fmt.Errorf("%d facts; write 1 to %d", len(e.Facts), mostFacts)
	}
	for i, f := range e.Facts {
		if err := f.check(e.Facts[:i]); err != nil {
			return fmt.Errorf("fact %d: %w", i+1, err)
		}
	}
	return nil
}

// check says what is wrong with the fact, which stands behind others.
func (f Fact) check(before []Fact) error {
	sameCode := func(b Fact) bool { return b.Code == f.Code }
	switch {
	case !code.MatchString(f.Code):
		return fmt.Errorf("code is %q; write letters and digits", f.Code)
	case f.Status < 100 || f.Status > 599:
		return fmt.Errorf("status is %d; write that of the refusal, such as 403", f.Status)
	case hasControl(f.Message):
		return errors.New("message has control characters; write one line of text")
	case f.EC != "" && !number.MatchString(f.EC):
		return fmt.Errorf("ec is %q; write NNNN-NNNNNNNN", f.EC)
	case slices.ContainsFunc(before, func(b Fact) bool { return sameCode(b) && equal(b.Message, f.Message) && b.EC == f.EC }):
		return fmt.Errorf("%s %q is there twice", f.Code, f.Message)
	case len(before) > 0 && before[len(before)-1].Code != f.Code && slices.ContainsFunc(before, sameCode):
		return fmt.Errorf("%s stands in two places; write the facts of one Code one after the other", f.Code)
	}
	return nil
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func hasControl(text string) bool { return strings.ContainsFunc(text, unicode.IsControl) }

// Rows lists the rows of the catalogue that say what the fact says: the same Code, and the same Message
// but for one trailing period. Where no row has just that Message, they are those that it fits, an
// ellipsis standing for any text; where the Message was not read, all of the Code. Of a Code that no row has, it is the
// one row with the Message.
func Rows(f Fact) []scenarios.Row {
	all := scenarios.AllRows()
	messageOf := func(r scenarios.Row) string {
		other, refers := strings.CutPrefix(r.Message, "as ")
		i := slices.IndexFunc(all, func(o scenarios.Row) bool { return o.ID == other })
		if !refers || i < 0 {
			return r.Message
		}
		return all[i].Message
	}
	for _, says := range []func(a, b string) bool{equal, fits} {
		var found []scenarios.Row
		for _, r := range all {
			if r.Code == f.Code && (f.Message == "" || says(f.Message, messageOf(r))) {
				found = append(found, r)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return sameWords(f, all)
}

// sameWords is the one row with the words of a fact, whose Code no row has: an edition has renamed it.
func sameWords(f Fact, all []scenarios.Row) []scenarios.Row {
	known := slices.ContainsFunc(all, func(r scenarios.Row) bool { return r.Code == f.Code })
	var found []scenarios.Row
	for _, r := range all {
		if !known && f.Message != "" && equal(f.Message, r.Message) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found
}
