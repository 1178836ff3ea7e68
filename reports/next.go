package reports

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// WriteNext writes the exit code of a run, what it means, and what the person can do next. The reports of the run
// are in folder.
func WriteNext(w io.Writer, s Summary, p Gate, folder string) error {
	code := s.ExitCode(p)
	lines := []string{fmt.Sprintf("exit code %d: %s · everything on one page: %s", code, meaning(s, code), filepath.Join(folder, HTMLFile))}
	if _, nothing := untried(s.Results); nothing {
		lines = append(lines, "next: do what stands under NOTHING WAS TRIED, then run again")
	}
	for _, step := range steps() {
		if step.fits(s) {
			lines = append(lines, "next: "+strings.ReplaceAll(step.text, "{flags}", on(s)))
		}
	}
	if _, err := fmt.Fprintln(w, strings.Join(lines, "\n")); err != nil {
		return fmt.Errorf("write the exit code and the next step: %w", err)
	}
	return nil
}

func meaning(s Summary, code int) string {
	_, nothing := untried(s.Results)
	switch {
	case nothing, s.Score.Scenarios.Total() == 0:
		return "nothing could be judged"
	case code == ExitDeviations:
		return "deviations"
	case code == ExitNotJudged:
		return "could not judge"
	case s.Partial():
		return "conformant as far as it was tested"
	}
	return "conformant"
}

// step is what to do about a kind of result. In text, {flags} stands for the flags that name the target.
type step struct {
	fits func(Summary) bool
	text string
}

func steps() []step {
	has := func(v verdict.Verdict) func(Summary) bool {
		return func(s Summary) bool {
			_, nothing := untried(s.Results)
			return s.Score.Scenarios[v] > 0 && !nothing
		}
	}
	return []step{
		{func(s Summary) bool { return len(s.Trouble) > 0 }, "read the problem with the run itself, above"},
		{has(verdict.Error), "run the scenarios of ERROR again; they say which request got no usable answer"},
		{has(verdict.Untestable), "let the controls of UNTESTABLE succeed: `oss403 plan{flags}` names the rights and settings that they need"},
		{has(verdict.Fail), "mend what FAIL shows, or take it as known: --write-baseline=known.yaml now, then --baseline=known.yaml"},
		{has(verdict.Stale), "take the entries of STALE out of the baseline"},
		{has(verdict.NotSupported), "test more: `oss403 plan{flags}` says what NOT-SUPPORTED needs"},
	}
}

// on names the target and the profile of a run as flags; nothing for the default.
func on(s Summary) string {
	flags := ""
	if s.Target != "" && s.Target != "emulator:" {
		flags += " --target=" + s.Target
	}
	if s.Settings.Profile != "" {
		flags += " --profile=" + s.Settings.Profile
	}
	return flags
}
