package learn_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/scenarios"
)

const (
	oneAnswer     scenarios.Source = "issue one/answer#1 (2026)"
	anotherAnswer scenarios.Source = "issue another/answer#2 (2026)"
)

// A row of the emulator is behind where each part of its look was seen, and together. It is contradicted where another
// value was seen in the place of one that nobody saw.
func TestTheEmulatorIsComparedByTheLookOfARefusal(t *testing.T) {
	seen, printed := scenarios.Captured(oneAnswer), scenarios.Documented(scenarios.Page403)
	of := func(id, message string, messageSeen, ecSeen scenarios.Evidence) scenarios.Scenario {
		return scenarios.Scenario{ID: id, Row: "R05", Then: scenarios.Denied("AccessDenied", seen).
			Message(scenarios.Exactly(message), messageSeen).EC("0003-00000001", ecSeen)}
	}
	twice := of("twice", "said in two ways", seen, scenarios.Captured(anotherAnswer))
	twice.Then.Fields[len(twice.Then.Fields)-2].Answers = append(twice.Then.Fields[len(twice.Then.Fields)-2].Answers,
		scenarios.Accepted{Match: scenarios.Exactly("said otherwise"), Evidence: scenarios.Captured(anotherAnswer)})
	changed := of("changed", "new words", seen, seen)
	changed.Then = changed.Then.Message(scenarios.Exactly("new words"), seen).Or(scenarios.Exactly("old words"), printed)
	all := []scenarios.Scenario{of("whole", "seen", seen, seen), of("printed", "printed", printed, seen),
		of("no EC", "no EC seen", seen, printed), twice, {ID: "changed", Row: "R06", Then: changed.Then.For(scenarios.V4Header)},
		of("shared", "shared", seen, seen),
		of("sure", "sure", seen, seen), {ID: "page", Row: "R07",
			Then: scenarios.Denied("Other", printed).Message(scenarios.Exactly("no"), printed).EC("0003-00000002", printed)}}
	row := func(reason, message, level string) control.Reason {
		return control.Reason{Reason: reason, Status: 403, Code: "AccessDenied", Message: message, EC: "0003-00000001", Level: level}
	}
	var got []string
	for _, l := range learn.OfEmulator([]control.Reason{
		row("a seen row", "seen", "inferred"), row("a sure row", "sure", "captured"), row("a printed row", "printed", "assumed"),
		row("a row whose EC nobody saw", "no EC seen", "assumed"), row("a row of two answers", "said in two ways", "inferred"),
		row("a row that changed", "old words", "documented"), row("one cause", "shared", "assumed"), row("another cause", "shared", "assumed"),
		row("a row of no scenario", "unheard", "assumed"),
		{Reason: "a page", Status: 403, Code: "Other", Message: "no", EC: "0003-00000002"},
	}, all) {
		got = append(got, strings.Join([]string{string(l.Kind), l.Field, l.Row, l.Expected, l.Actual, strings.Join(l.Scenarios, "+")}, "|"))
	}
	want := []string{"emulator behind|a seen row|R05|seen|seen|whole",
		"emulator contradicted|a row that changed|R06|old words|new words|changed"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
