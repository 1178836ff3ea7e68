package reports

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

// The last lines of a run say its exit code, what it means, and what to do about each kind of result.
func TestTheNextStepOfARun(t *testing.T) {
	for _, c := range []struct {
		name     string
		run      Run
		gate     Gate
		contains []string
		lines    int
	}{
		{"conformant", of(verdict.Pass), Gate{}, []string{"exit code 0: conformant · ", "out/conformance.html"}, 1},
		{"partial", of(verdict.Pass, verdict.NotSupported), Gate{},
			[]string{"exit code 0: conformant as far as it was tested", "`oss403 plan --target=https://oss.example --profile=my.yaml`"}, 2},
		{"strict", of(verdict.Pass, verdict.NotSupported), Gate{Strict: true}, []string{"exit code 1: deviations", "test more"}, 2},
		{"deviations", of(verdict.Pass, verdict.Fail, verdict.Stale), Gate{},
			[]string{"exit code 1: deviations", "--write-baseline=known.yaml", "take the entries of STALE out"}, 3},
		{"not judged", of(verdict.Error, verdict.Untestable), Gate{}, []string{"exit code 2: could not judge", "UNTESTABLE", "ERROR"}, 3},
		{"empty", Run{}, Gate{}, []string{"exit code 2: nothing could be judged", "read the problem"}, 2},
		{"untried", Run{Expected: []string{"a"}, Results: []verdict.Result{{ID: "a", Verdict: verdict.Error, Reason: "preflight: no key"}}},
			Gate{}, []string{"exit code 2: nothing could be judged", "next: do what stands under NOTHING WAS TRIED"}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.run.Target, c.run.Settings.Profile = "https://oss.example", "my.yaml"
			var text strings.Builder
			if err := WriteNext(&text, c.run.Summarise(), c.gate, "out"); err != nil {
				t.Fatal(err)
			}
			for _, part := range c.contains {
				if !strings.Contains(text.String(), part) {
					t.Errorf("%q is missing in:\n%s", part, text.String())
				}
			}
			if lines := strings.Count(text.String(), "\n"); lines != c.lines {
				t.Errorf("%d lines, want %d:\n%s", lines, c.lines, text.String())
			}
		})
	}
}
