package reports

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

func TestTheBadgeIsGreenOnlyIfEveryRowPasses(t *testing.T) {
	whole := of(verdict.Pass)
	whole.Rows = whole.Rows[:1]
	partial := of(verdict.Pass)
	for name, test := range map[string]struct {
		run         Run
		color, says string
	}{
		"every row":       {whole, "brightgreen", "1 of 1 rows"},
		"a row untested":  {partial, "yellow", "1 of 6 rows"},
		"a deviation":     {of(verdict.Pass, verdict.Fail), "red", "0 of 6 rows"},
		"nothing":         {Run{}, "red", "0 of 0 rows"},
		"all unsupported": {of(verdict.NotSupported), "red", "0 of 6 rows"},
	} {
		var text strings.Builder
		var b badge
		if err := WriteBadge(&text, test.run.Summarise(), Gate{}); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(text.String()), &b); err != nil || b.Color != test.color || b.Message != test.says {
			t.Errorf("%s: %+v %v", name, b, err)
		}
	}
}

// One line for each group that failed alike, ten at most. Hostile text makes no command of its own.
func TestAnnotations(t *testing.T) {
	command := regexp.MustCompile(`^::error title=[^:]*::.+$`)
	for name, run := range map[string]Run{"plain": everyVerdict(), "hostile": hostileRun()} {
		var text strings.Builder
		if err := WriteAnnotations(&text, run.Summarise(), Gate{}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n")
		if len(lines) < 3 || len(lines) > mostAnnotations {
			t.Errorf("%s: %d lines", name, len(lines))
		}
		for _, line := range lines {
			if !command.MatchString(line) {
				t.Errorf("%s: %q", name, line)
			}
		}
	}
}

// GitLab shows each scenario that fails the run, under a fingerprint of its own.
func TestCodeQuality(t *testing.T) {
	var text strings.Builder
	s := everyVerdict().Summarise()
	if err := WriteCodeQuality(&text, s, Gate{}); err != nil {
		t.Fatal(err)
	}
	var findings []codeQuality
	if err := json.Unmarshal([]byte(text.String()), &findings); err != nil {
		t.Fatal(err)
	}
	fingerprints := map[string]bool{}
	for _, f := range findings {
		fingerprints[f.Fingerprint] = true
	}
	counts := s.Score.Scenarios
	red := counts[verdict.Fail] + counts[verdict.Stale] + counts[verdict.Error] + counts[verdict.Untestable]
	if len(findings) != red || len(fingerprints) != red {
		t.Errorf("%d findings, %d fingerprints; %d scenarios fail", len(findings), len(fingerprints), red)
	}
}
