package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// The emulator claims of each refusal as much as the catalogue knows of it, and nothing that was seen contradicts it. It
// reads no evidence: after a recording has taught more, a person takes that over into its catalogue of refusals.
func TestTheEmulatorClaimsWhatIsKnown(t *testing.T) {
	reasons, err := refusalsOfEmulator(context.Background())
	if err != nil || len(reasons) == 0 {
		t.Fatalf("%d refusals, %v", len(reasons), err)
	}
	for _, l := range learn.OfEmulator(reasons, catalogue.All()) {
		t.Errorf("%s: harness/emulator/internal/deny says of %s that it is %s: %q; scenario %s, where %q was seen",
			l.Kind, l.Field, l.Level, l.Expected, l.Scenarios[0], l.Actual)
	}
}

// printed is what a command prints.
func printed(t *testing.T, print func(to output) error) string {
	t.Helper()
	var out bytes.Buffer
	if err := print(output{&out, &out}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func evidenceText(t *testing.T, picked, all []scenarios.Scenario, found []scenarios.LearntCapability) string {
	t.Helper()
	e, err := evidenceOf(picked, all, found)
	if err != nil {
		t.Fatal(err)
	}
	return printed(t, func(to output) error { return printEvidence(to, e, false) })
}

// One recording lifts levels everywhere: in the expectations, in the list of evidence, in what explain is sure of, in the
// matrix, on the page of the catalogue, and in what is told of the emulator's own catalogue of refusals.
func TestOneRecordingLiftsLevelsEverywhere(t *testing.T) {
	const (
		cell = "matrix/v4-header/ram-user-without-policy/describe-regions"
		pair = "precedence/v4-header/region-and-signature"
	)
	r, file := recordedAsService(t, "R01,X21,"+cell+","+pair, 10)
	evidence := filepath.Join(t.TempDir(), "evidence.json")
	if code, _, stderr := run(t, "learn", "--write="+evidence, file); code != 0 {
		t.Fatal(stderr)
	}
	text, err := os.ReadFile(evidence)
	if err != nil {
		t.Fatal(err)
	}
	learnt, err := scenarios.ParseLearnt(text)
	if err != nil {
		t.Fatal(err)
	}
	source := string(scenarios.Recorded("singapore.json", r.Region, r.Suite.Version).Of(r.Day))
	before, after := shownOf(t, catalogue.All(), pair), shownOf(t, learnt.Taught(catalogue.All()), pair)
	for name, want := range map[string][2]string{
		"an expectation":                 {"inferred", "captured"},
		"list --evidence":                {" 0 of them are known better by now", source},
		"the order of two faults":        {"no source orders", source},
		"what explain is sure of":        {string(explain.Unknown), string(explain.Certain)},
		"what explain calls the Message": {"Message: (not published)", "Message: UserDisable"},
		"the matrix":                     {"judged recorded", "judged judged"},
		"the page of the catalogue":      {"`(not published)`", "- level: captured"},
		"the emulator":                   {" 0 of them are known better by now", "account-in-arrears-put-bucket  is captured, not assumed"},
	} {
		if was := before[name]; !strings.Contains(was, want[0]) || strings.Contains(was, want[1]) {
			t.Errorf("%s before: %s", name, was)
		}
		if is := after[name]; !strings.Contains(is, want[1]) {
			t.Errorf("%s after: %s", name, is)
		}
	}
	found := evidenceText(t, nil, nil, learnt.Capabilities)
	if !strings.Contains(found, "has it; "+source) || strings.Contains(found, "no recording of the service") {
		t.Errorf("capabilities: %s", found)
	}
	code, stdout, _ := run(t, "learn", file)
	if code != 0 || !strings.Contains(stdout, "EMULATOR, BEHIND") || !strings.Contains(stdout, "account-in-arrears-put-bucket") ||
		!strings.Contains(stdout, "CAPABILITIES") || !strings.Contains(stdout, "has  cn-hangzhou on "+r.Day) {
		t.Errorf("learn: %d %s", code, stdout)
	}
}

// shownOf is what the program shows of what the test has recorded, by place.
func shownOf(t *testing.T, all []scenarios.Scenario, pair string) map[string]string {
	t.Helper()
	evidence, known := evidenceText(t, all, all, nil), explain.Knowing(all)
	shown := map[string]string{"list --evidence": evidence, "the emulator": evidence}
	for line := range strings.Lines(evidence) {
		if strings.HasPrefix(line, pair) || strings.HasPrefix(line, "no source orders") && shown["the order of two faults"] == "" {
			shown["the order of two faults"] = line
		}
	}
	for _, s := range all {
		if message, _ := s.Then.Field(scenarios.FieldMessage); s.ID == "user-disable/v4-header/overdue-put-bucket" {
			shown["an expectation"] = string(message.Level())
		}
	}
	shown["what explain is sure of"] = string(explain.Diagnose(explain.Answer{EC: "0003-00000805"}, known, lang.Language{}).Certainty)
	row, _ := known.Word("X21")
	shown["what explain calls the Message"] = "Message: " + explain.Diagnose(row, known, lang.Language{}).Message
	matrix := printed(t, func(to output) error { return printMatrix(to, all) })
	_, line, _ := strings.Cut(matrix, "\nDescribeRegions")
	shown["the matrix"] = strings.Join(strings.Fields(line)[:2], " ")
	page := printed(t, func(to output) error { return printMarkdown(to, all) })
	_, page, _ = strings.Cut(page, "\n## X21 ")
	shown["the page of the catalogue"] = page[:strings.Index(page, "\n## ")]
	return shown
}

// A plan says of a capability that reads can't decide what recordings have shown elsewhere.
func TestAPlanNamesWhatWasSeenElsewhere(t *testing.T) {
	found := []scenarios.LearntCapability{
		{Name: string(scenarios.SignatureV2), Has: true, Sources: []scenarios.Source{"recording a.json cn-beijing v1 (2026-12-01)"}},
		{Name: string(scenarios.SignatureV2), Says: "HTTP 400", Sources: []scenarios.Source{"recording b.json us-east-1 v1 (2026-12-02)"}},
		{Name: string(scenarios.Namespaces), Has: true, Sources: []scenarios.Source{"recording a.json cn-beijing v1 (2026-12-01)"}},
	}
	want := "; seen elsewhere: has it; recording a.json cn-beijing v1 (2026-12-01)" +
		"; seen elsewhere: lacks it: HTTP 400; recording b.json us-east-1 v1 (2026-12-02)"
	if got := elsewhere(found, scenarios.SignatureV2); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := elsewhere(found, scenarios.SignatureV4); got != "" {
		t.Errorf("of what no recording shows: %q", got)
	}
}

// What a target refuses, or does not serve, before a scenario begins is recorded too. What a profile does not provide is not.
func TestWhatATargetLacksIsRecorded(t *testing.T) {
	lacks := verdict.Result{ID: "a/lack", Verdict: verdict.NotSupported,
		Reason: "needs signature V2, which the target refuses (HTTP 400, InvalidArgument, ask 1234567890123456); " +
			"run it with a target that takes V2"}
	unprovided, begun, failed := lacks, lacks, lacks
	unprovided.ID, unprovided.Reason = "a/profile", "needs the endpoint of a second region; name one as secondRegion in a profile"
	begun.ID, failed.ID, failed.Verdict = "a/begun", "a/failed", verdict.Fail
	entries := unprovoked([]verdict.Result{lacks, unprovided, begun, failed}, []recording.Entry{{Scenario: "a/begun"}})
	if len(entries) != 1 || entries[0].Scenario != "a/lack" || entries[0].Verdict != verdict.NotSupported ||
		!strings.HasPrefix(entries[0].Reason, "needs signature V2, which the target refuses (HTTP 400, InvalidArgument, ask ") ||
		strings.Contains(entries[0].Reason, "1234567890123456") {
		t.Errorf("%+v", entries)
	}
}
