package recording_test

import (
	"encoding/base64"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/internal/run"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// recorded runs scenarios on the carried emulator, and returns what a run tells of each.
func recorded(t *testing.T, picked []scenarios.Scenario) []run.Told {
	t.Helper()
	session, err := run.Open(t.Context(), target.Spec{Target: "emulator:"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []run.Told
	session.Record(func(told run.Told) { all = append(all, told) })
	groups, alone := run.Groups(picked)
	for _, group := range append(groups, alone) {
		if err := session.Prepare(t.Context(), group); err != nil {
			t.Fatal(err)
		}
		for _, s := range group {
			session.Run(t.Context(), s)
		}
	}
	if err := session.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(all) != len(picked) {
		t.Fatalf("%d of %d scenarios were told", len(all), len(picked))
	}
	return all
}

// A sanitised recording, written and read back, is judged as the original was: each verdict, and each finding.
func TestARecordingIsJudgedAsTheOriginalWas(t *testing.T) {
	all := recorded(t, scenarios.Quick(catalogue.All()))
	var r recording.Recording
	r.Origin = recording.OfEmulator
	for _, told := range all {
		entry, left, err := recording.Capture(told)
		if err != nil || left > 0 {
			t.Errorf("%s: %d private values are left, %v", told.Scenario.ID, left, err)
		}
		r.Scenarios = append(r.Scenarios, entry)
	}
	file := filepath.Join(t.TempDir(), "quick.json.gz")
	if err := recording.Write(file, r); err != nil {
		t.Fatal(err)
	}
	read, err := recording.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	entries := map[string]recording.Entry{}
	for _, e := range read.Scenarios {
		entries[e.Scenario] = e
	}
	for _, told := range all {
		again := entries[told.Scenario.ID].Replay(told.Scenario)
		if again.Verdict != told.Result.Verdict {
			t.Errorf("%s: %s, and was %s: %s", told.Scenario.ID, again.Verdict, told.Result.Verdict, again.Reason)
		}
		if got, want := outcomes(again), outcomes(told.Result); got != want {
			t.Errorf("%s: found\n%s\nand was\n%s", told.Scenario.ID, got, want)
		}
	}
}

// outcomes lists the findings with their outcome, in order.
func outcomes(r verdict.Result) string {
	var list []string
	for _, f := range r.Findings {
		list = append(list, f.Field+" "+f.Level+" "+map[bool]string{true: "ok", false: "NOT " + f.Expected + " BUT " + f.Actual}[f.OK])
	}
	return strings.Join(list, "\n")
}

// In the base64 of an error document only the document is sanitised, although its letters may hold a known value.
func TestNothingIsFoundInTheLettersOfBase64(t *testing.T) {
	between := regexp.MustCompile(`[+/]([A-Za-z0-9]{6,9})[+/]`)
	for n := range 10000 {
		document := fmt.Sprintf("<?xml version=\"1.0\"?>\n<Error>\n  <Code>AccessDenied</Code>\n  <Message>~?~?%d?~?~%d>>??</Message>\n"+
			"</Error>\n", n, n*n)
		encoded := base64.StdEncoding.EncodeToString([]byte(document))
		found := between.FindStringSubmatch(encoded)
		if found == nil {
			continue
		}
		s := recording.NewSanitiser("some/scenario", time.Now())
		s.Hide(found[1])
		if got := s.Text(encoded); got != encoded {
			t.Errorf("%q is found in %s", found[1], encoded)
		}
		return
	}
	t.Fatal("no document has a value in its base64")
}
