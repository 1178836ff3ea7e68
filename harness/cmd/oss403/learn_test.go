package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// ofService runs a row on the emulator, and returns the recording with its file, as if the service had answered.
func ofService(t *testing.T) (recording.Recording, string) { return recordedAsService(t, "R01", 6) }

// recordedAsService does so for the scenarios in a focus.
func recordedAsService(t *testing.T, focus string, scenarios int) (recording.Recording, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "emulator.json.gz")
	says := fmt.Sprintf("recorded in %s: %d scenarios", file, scenarios)
	if code, stdout, stderr := run(t, "run", "--focus="+focus, "--record="+file); code != exitConformant ||
		!strings.Contains(stdout, says) || !strings.Contains(stdout, "evidence of nothing") {
		t.Fatalf("%d %s%s", code, stdout, stderr)
	}
	r, err := recording.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	r.Origin, r.Region = recording.OfService, "cn-hangzhou"
	return r, rewritten(t, r)
}

func rewritten(t *testing.T, r recording.Recording) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "singapore.json")
	if err := recording.Write(file, r); err != nil {
		t.Fatal(err)
	}
	return file
}

// A recording of the service teaches what is now seen, as text, as JSON, and as evidence that the catalogue can read.
func TestARecordingTeaches(t *testing.T) {
	r, file := ofService(t)
	code, stdout, stderr := run(t, "learn", file)
	if code != 0 || !strings.Contains(stdout, "NOW SEEN") || !strings.Contains(stdout, "the service cn-hangzhou") {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
	code, stdout, _ = run(t, "learn", "--json", file)
	var lessons []learn.Lesson
	if err := json.Unmarshal([]byte(stdout), &lessons); err != nil || code != 0 || len(lessons) == 0 {
		t.Errorf("%d %v %s", code, err, stdout)
	}
	evidence := filepath.Join(t.TempDir(), "evidence.json")
	code, stdout, stderr = run(t, "learn", "--write="+evidence, file)
	text, err := os.ReadFile(evidence)
	if err != nil {
		t.Fatal(err)
	}
	learnt, err := scenarios.ParseLearnt(text)
	if code != 0 || err != nil || len(learnt.Values) == 0 ||
		!strings.HasPrefix(string(learnt.Values[0].Sources[0]), "recording singapore.json cn-hangzhou") {
		t.Errorf("%d %v %s%s\n%s", code, err, stdout, stderr, text)
	}
	if len(learnt.Confirmed) != 1 || learnt.Confirmed[0].Day != r.Day || len(learnt.Confirmed[0].Scenarios) != len(r.Scenarios) {
		t.Errorf("passed on the service: %+v, want %d scenarios on %s", learnt.Confirmed, len(r.Scenarios), r.Day)
	}
	for _, s := range learnt.Taught(catalogue.Untaught()) {
		passed := slices.ContainsFunc(r.Scenarios, func(e recording.Entry) bool { return e.Scenario == s.ID && e.Verdict == verdict.Pass })
		if want := map[bool]string{true: r.Day}[passed]; s.Confirmed != want {
			t.Errorf("%s is confirmed on %q, want %q", s.ID, s.Confirmed, want)
		}
	}
	if code, _, stderr := run(t, "learn", "--write="+evidence, file); code != 0 {
		t.Errorf("evidence is not written anew: %d %s", code, stderr)
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	code, _, stderr = run(t, "learn", "--write="+file, file)
	after, err := os.ReadFile(file)
	if code != exitUsage || err != nil || string(after) != string(before) || !strings.Contains(stderr, "accepted: a new file") {
		t.Errorf("evidence over a recording: %d %s, and the recording is the same: %t", code, stderr, string(after) == string(before))
	}
}

// From a file that is not evidence nothing is learnt, also of the other files beside it.
func TestNothingIsLearntFromABadFile(t *testing.T) {
	r, good := ofService(t)
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	as := func(name, text string) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	r.Origin = recording.OfEmulator
	emulated := rewritten(t, r)
	r.Origin = recording.OfAnother
	another := rewritten(t, r)
	if code, _, stderr := run(t, "run", "--focus=R01", "--reports="+folder); code != exitConformant {
		t.Fatal(stderr)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{as("cut.json", string(text[:len(text)/2]))}, "it is cut off"},
		{[]string{as("edited.json", strings.Replace(string(text), "cn-hangzhou", "cn-shanghai", 1))}, "it was edited"},
		{[]string{as("schema.json", strings.Replace(string(text), "recording/2", "recording/7", 1))}, "of another schema"},
		{[]string{emulated}, "the carried emulator"},
		{[]string{another}, "not proven to be the service"},
		{[]string{filepath.Join(folder, "conformance.json")}, "the carried emulator"},
		{[]string{filepath.Join(folder, "junit.xml")}, "accepted: "},
		{[]string{filepath.Join(folder, "absent.json")}, "accepted: "},
		{[]string{good, emulated}, "the carried emulator"},
		{[]string{"--write=" + filepath.Join(folder, "evidence.json"), good, emulated}, "the carried emulator"},
		{[]string{"--write=" + filepath.Join(folder, "evidence.json"), filepath.Join(folder, "conformance.json")}, "is no recording"},
	} {
		code, stdout, stderr := run(t, append([]string{"learn"}, c.args...)...)
		if code != exitUsage || !strings.Contains(stderr, c.says) || strings.Contains(stdout, "NOW SEEN") {
			t.Errorf("learn %q: %d %s%s, want %q", c.args, code, stdout, stderr, c.says)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "evidence.json")); err == nil {
		t.Error("evidence was written")
	}
}

// A recording is judged again without a target: as it was, or FAIL where the catalogue contradicts what was seen.
func TestARecordingIsJudgedAgain(t *testing.T) {
	r, good := ofService(t)
	code, stdout, stderr := run(t, "run", "--target=recording:"+good)
	if code != exitConformant || !strings.Contains(stdout, "6 scenarios: 6 PASS") || !strings.Contains(stdout, "oss403-emulator") {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
	for i, e := range r.Scenarios {
		if body := e.Exchanges[0].ResponseBody; body != "" { // that of HEAD is in a header
			r.Scenarios[i].Exchanges[0].ResponseBody = strings.ReplaceAll(body, "AbnormalBucketOwnerStatus", "Other")
			break
		}
	}
	r.Scenarios = append(r.Scenarios, recording.Entry{Scenario: "unknown/one", Exchanges: r.Scenarios[1].Exchanges})
	code, stdout, stderr = run(t, "run", "--target=recording:"+rewritten(t, r))
	if code != exitDeviations || !strings.Contains(stdout, "5 PASS, 1 FAIL") ||
		!strings.Contains(stderr, "1 scenarios of the recording are unknown") {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"run", "--target=recording:"}, "names no file"},
		{[]string{"run", "--target=recording:" + filepath.Join(t.TempDir(), "absent")}, "no such file"},
		{[]string{"run", "--target=recording:" + good, "--focus=R48"}, "the recording has none of these scenarios"},
		{[]string{"run", "--target=recording:" + good, "--allow=billed"}, "nothing is sent"},
		{[]string{"run", "--target=recording:" + good, "--record=new.json"}, "nothing is sent"},
		{[]string{"run", "--record=" + good}, "accepted: a new file"},
		{[]string{"plan", "--target=recording:" + good}, "no target that can be asked"},
	} {
		if code, _, stderr := run(t, c.args...); code != exitUsage || !strings.Contains(stderr, c.says) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%q: %d %s, want %q", c.args, code, stderr, c.says)
		}
	}
}
