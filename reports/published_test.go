package reports

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

// A statement tells what did not pass and what was not tested, and comes back as it was.
func TestAStatement(t *testing.T) {
	run := everyVerdict()
	run.Settings.Focus = ""
	s, err := State(run.Summarise(), "d1ge57")
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, d := range s.Deviations {
		told += len(d.Scenarios)
	}
	untested := 0
	for _, u := range s.NotSupported {
		untested += u.Scenarios
	}
	counts := run.Summarise().Score.Scenarios
	if want := counts.Total() - counts[verdict.Pass] - counts[verdict.NotSupported]; told != want || untested != counts[verdict.NotSupported] {
		t.Errorf("it tells %d deviations of %d, and %d untested of %d", told, want, untested, counts[verdict.NotSupported])
	}
	var text strings.Builder
	if err := WriteStatement(&text, s); err != nil {
		t.Fatal(err)
	}
	again, err := ReadStatement(strings.NewReader(text.String()))
	if err != nil || again.Product != s.Product || again.Score.RowsPassed != s.Score.RowsPassed {
		t.Errorf("read back: %+v %v", again, err)
	}
}

func TestARunThatMakesNoStatement(t *testing.T) {
	focused, nameless, unknown := everyVerdict(), everyVerdict(), everyVerdict()
	nameless.Settings.Focus, nameless.Product = "", nil
	unknown.Settings.Focus, unknown.Suite = "", Suite{}
	for name, test := range map[string]struct {
		run  Run
		want error
	}{"a focus": {focused, errPart}, "no product": {nameless, errNoProduct}, "no suite": {unknown, errNoSuite}} {
		if _, err := State(test.run.Summarise(), ""); err != test.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Publishing twice replaces the statement, and keeps what stands around the table.
func TestPublish(t *testing.T) {
	folder := t.TempDir()
	readme := filepath.Join(folder, "README.md")
	if err := os.WriteFile(readme, []byte("before\n"+publishedBegin+"\nold\n"+publishedEnd+"\nafter\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, product := range []string{"Gate/way", "../other", "Gate/way"} {
		run := of(verdict.Pass)
		run.About = everyVerdict().About
		run.Settings.Focus, run.Product = "", &verdict.Product{Name: product, Version: "2.1"}
		s, err := State(run.Summarise(), "")
		if err != nil {
			t.Fatal(err)
		}
		if file, err := Publish(folder, s); err != nil || filepath.Dir(file) != filepath.Join(folder, "published") {
			t.Fatalf("%s: %v", file, err)
		}
	}
	page, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	if !strings.HasPrefix(text, "before\n") || !strings.HasSuffix(text, "\nafter\n") || strings.Contains(text, "old") ||
		strings.Count(text, "](published/") != 2 {
		t.Errorf("the page is\n%s", text)
	}
}
