package explain_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
)

// pasted is an error that somebody met and made public. Names, keys and ids are replaced; a long text is cut.
type pasted struct {
	form, source, text string
	row                string   // the row that answered; "none" if nothing can be read, "unknown" if no row answers so
	certainty          string   // how sure the diagnosis may be at most
	also               []string // rows that can't be told apart from this text alone
}

// readPasted reads testdata/pasted: a file for each form of client. An input begins with a line
// "== ROW CERTAINTY | SOURCE"; a line "also ROW ROW" may follow.
func readPasted(t *testing.T) []pasted {
	t.Helper()
	files, err := filepath.Glob("testdata/pasted/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []pasted
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(text), "\n== ")[1:] {
			head, body, _ := strings.Cut(part, "\n")
			expected, source, ok := strings.Cut(head, " | ")
			p := pasted{form: strings.TrimSuffix(filepath.Base(file), ".txt"), source: source, text: body}
			p.row, p.certainty, _ = strings.Cut(expected, " ")
			if rows, rest, _ := strings.Cut(body, "\n"); strings.HasPrefix(rows, "also ") {
				p.also, p.text = strings.Fields(rows)[1:], rest
			}
			if !ok || source == "" || strings.TrimSpace(p.text) == "" {
				t.Errorf("%s: %q names no source, or no text", file, head)
			}
			all = append(all, p)
		}
	}
	return all
}

// Each pasted error is right, or ambiguous among the rows that can't be told apart; none is wrong.
func TestPastedErrors(t *testing.T) {
	counts, forms, followed := map[string]int{}, map[string]bool{}, 0
	for _, p := range readPasted(t) {
		forms[p.form] = true
		if strings.Contains(p.source, "https://") || strings.Contains(p.source, "http://") {
			followed++
		}
		verdict, got := p.judge()
		counts[verdict]++
		if verdict == "wrong" {
			t.Errorf("%s, %s: %s, not %s %s %v", p.form, p.source, got, p.row, p.certainty, p.also)
		}
	}
	t.Logf("%d inputs in %d forms, %d of them with an address to follow: %d right, %d ambiguous with the right alternatives, "+
		"%d that tell nothing and are refused, %d wrong", counts["right"]+counts["ambiguous"]+counts["refused"]+counts["wrong"], len(forms),
		followed, counts["right"], counts["ambiguous"], counts["refused"], counts["wrong"])
	if all := counts["right"] + counts["ambiguous"]; counts["right"]*4 < all*3 {
		t.Errorf("%d of %d are right; the others are ambiguous", counts["right"], all)
	}
}

// judge says what became of an input: right, ambiguous, refused or wrong, and what the diagnosis was.
func (p pasted) judge() (verdict, got string) {
	answer, err := explain.Read(p.text, known())
	if err != nil {
		if p.row == "none" {
			return "refused", ""
		}
		return "wrong", err.Error()
	}
	d := explain.Diagnose(answer, known(), lang.Language{})
	rows := []string{d.Row}
	for _, other := range d.Alternatives {
		rows = append(rows, other.Row)
	}
	got = strings.Join(append(rows, string(d.Certainty), answer.Code, answer.Message, answer.EC), " ")
	has := func(row string) bool { return slices.Contains(rows, row) }
	surer, front := surety(string(d.Certainty)) > surety(p.certainty), d.Row == p.row
	switch {
	case p.row == "unknown" && d.Certainty == explain.Unknown:
		return "right", got
	case surer || !has(p.row) || slices.ContainsFunc(p.also, func(row string) bool { return !has(row) }):
		return "wrong", got
	case !front && p.certainty != string(explain.Ambiguous): // rows that come later may share the words, but stand behind
		return "wrong", got
	case d.Certainty == explain.Ambiguous:
		return "ambiguous", got
	}
	return "right", got
}

func surety(certainty string) int {
	return slices.Index([]string{"unknown", "ambiguous", "likely", "certain"}, certainty)
}
