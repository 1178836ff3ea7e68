package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// mostAnnotations is how many annotations GitHub shows of a step.
// https://docs.github.com/en/rest/checks/runs
const mostAnnotations = 10

// WriteAnnotations writes a workflow command for each group of scenarios that failed alike, so that GitHub
// shows them on the page of the job.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func WriteAnnotations(w io.Writer, s Summary, p Gate) error {
	groups := alike(failing(s, p), func(r verdict.Result) []string { return []string{oneLine(withoutColour(reason(r)), maxRunes)} })
	for _, g := range groups[:min(mostAnnotations, len(groups))] {
		first := g.members[0]
		title := fmt.Sprintf("%s %s", first.Verdict, name(first))
		if more := len(g.members) - 1; more > 0 {
			title += fmt.Sprintf(" and %d alike", more)
		}
		if _, err := fmt.Fprintf(w, "::error title=%s::%s\n", property(title), data(g.lines[0])); err != nil {
			return fmt.Errorf("write annotations: %w", err)
		}
	}
	return nil
}

// failing lists the results that fail the run under the policy.
func failing(s Summary, p Gate) []verdict.Result {
	var all []verdict.Result
	for _, r := range s.Results {
		if outcome := outcomeOf(r.Verdict, p); outcome == "failure" || outcome == "error" {
			all = append(all, r)
		}
	}
	return all
}

// data escapes the text of a workflow command.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// property escapes a property of a workflow command.
func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(text))
}

// codeQuality is a finding as GitLab shows it in a merge request.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type codeQuality struct {
	Description string   `json:"description"`
	CheckName   string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Location    location `json:"location"`
}

type location struct {
	Path  string         `json:"path"`
	Lines map[string]int `json:"lines"`
}

// WriteCodeQuality writes each scenario that fails the run as a finding for GitLab. Its place is the id of the
// scenario, since no file of the user's repository has it.
func WriteCodeQuality(w io.Writer, s Summary, p Gate) error {
	findings := []codeQuality{}
	for _, r := range failing(s, p) {
		id := sha256.Sum256([]byte(r.ID + "\n" + string(r.Verdict)))
		findings = append(findings, codeQuality{
			Description: fmt.Sprintf("%s: %s", r.Verdict, oneLine(withoutColour(reason(r)), maxMessage)),
			CheckName:   "oss403/" + oneLine(r.Row, 20), Fingerprint: hex.EncodeToString(id[:]), Severity: "major",
			Location: location{name(r), map[string]int{"begin": 1}},
		})
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(findings); err != nil {
		return fmt.Errorf("write codequality.json: %w", err)
	}
	return nil
}
