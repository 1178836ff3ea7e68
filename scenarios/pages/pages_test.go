package pages_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/pages"
)

func editions(t *testing.T) []pages.Edition {
	t.Helper()
	all, err := pages.Editions()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The name of an edition is that of its file. A day of reading lies after the day of the edition.
func TestEditionsAreNamedAsTheirFiles(t *testing.T) {
	for _, e := range editions(t) {
		if _, err := os.Stat(e.Name() + ".json"); err != nil {
			t.Errorf("the edition %s: %v; rename the file", e.Name(), err)
		}
		if e.Read < e.Date {
			t.Errorf("%s was read on %s, before its date", e.Name(), e.Read)
		}
		for _, f := range e.Facts {
			if e.Page == "403" && f.Status != 403 {
				t.Errorf("%s: %s has the status %d on the page of 403", e.Name(), f.Code, f.Status)
			}
		}
	}
}

// The newest edition of the 403 page that is known as a whole has the official rows, in their order.
func TestTheNewestWholeEditionHasTheOfficialRows(t *testing.T) {
	var newest pages.Edition
	for _, e := range editions(t) {
		if e.Page == "403" && e.Complete && e.Date > newest.Date {
			newest = e
		}
	}
	official := scenarios.OfficialRows()
	if len(newest.Facts) != len(official) {
		t.Errorf("%s has %d facts, the official rows are %d", newest.Name(), len(newest.Facts), len(official))
	}
	for i, f := range newest.Facts {
		says := func(r scenarios.Row) bool { return i < len(official) && r.ID == official[i].ID }
		if !slices.ContainsFunc(pages.Rows(f), says) {
			t.Errorf("%s, fact %d: %s %q is not the row at its place; add the row to scenarios/rows.go, or correct the fact",
				newest.Name(), i+1, f.Code, f.Message)
		}
	}
}

const small = `{"schema": "oss403/page/1", "page": "403", "address": "https://example.com/a", "language": "en",
	"edition": "2026-01-31", "read": "2026-02-01", "complete": true, "facts": [{"code": "A", "message": "a", "status": 403}]}`

// A file that is no edition is refused with the reason.
func TestWhatIsNoEditionIsRefused(t *testing.T) {
	if _, err := pages.Read(strings.NewReader(small)); err != nil {
		t.Fatalf("refused: %v", err)
	}
	for _, c := range []struct{ old, new, says string }{
		{"page/1", "page/2", `"oss403/page/2"`},
		{`"read"`, `"notes": "", "read"`, `unknown field "notes"`},
		{"2026-01-31", "2026-02-30", "YYYY-MM-DD"},
		{"2026-01-31", "", "neither edition nor commit"},
		{"2026-02-01", "", "read is"},
		{"https://", "http://", "https address"},
		{`"en"`, `"English"`, "two letters"},
		{`"403", "add`, `"../a", "add`, "page is"},
		{`[{"code": "A", "message": "a", "status": 403}]`, "[]", "0 facts"},
		{`"code": "A"`, `"code": "A B"`, "letters and digits"},
		{`"status": 403`, `"status": 43`, "status is 43"},
		{`"message": "a"`, `"message": "a\u001b[2J"`, "control characters"},
		{`"status": 403`, `"status": 403, "ec": "3-1"`, "NNNN-NNNNNNNN"},
		{`403}]`, `403}, {"code": "A", "message": "a.", "status": 403}]`, "twice"},
		{`403}]`, `403}, {"code": "B", "status": 403}, {"code": "A", "message": "b", "status": 403}]`, "in two places"},
		{small, "[]", "no JSON object"},
		{small, small + "{}", "no JSON object"},
		{small, small + strings.Repeat(" ", 64<<10), "larger than"},
	} {
		text := strings.Replace(small, c.old, c.new, 1)
		if _, err := pages.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s in place of %s: %v; want %q", c.new[:min(len(c.new), 80)], c.old[:min(len(c.old), 80)], err, c.says)
		}
	}
}

// An edition compared with itself has not changed.
func FuzzRead(f *testing.F) {
	f.Add(small)
	f.Add(strings.Replace(small, `"message": "a", `, "", 1))
	f.Fuzz(func(t *testing.T, text string) {
		e, err := pages.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		started := time.Now()
		if changes, same := pages.Compare(e, e); len(changes) > 0 || same != len(e.Facts) {
			t.Errorf("%d of %d facts are the same, %v", same, len(e.Facts), changes)
		}
		if took := time.Since(started); took > 5*time.Second {
			t.Errorf("comparing took %s", took)
		}
	})
}
