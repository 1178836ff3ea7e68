package pages_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/scenarios/pages"
)

// edition makes one of lines such as "AccessDenied: no"; with EC: "AccessDenied: no: 0003-00000001".
func edition(complete bool, lines ...string) pages.Edition {
	e := pages.Edition{Page: "403", Complete: complete}
	for _, line := range lines {
		parts := append(strings.Split(line, ": "), "", "")
		e.Facts = append(e.Facts, pages.Fact{Code: parts[0], Message: parts[1], EC: parts[2], Status: 403})
	}
	return e
}

func text(f *pages.Fact) string {
	if f == nil {
		return "-"
	}
	return strings.TrimRight(f.Code+": "+f.Message+": "+f.EC, ": ")
}

func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		old, new pages.Edition
		want     []string
	}{
		"a trailing period is no difference": {edition(true, "A: no."), edition(true, "A: no"), nil},
		"added and removed": {
			edition(true, "A: alpha beta", "B: gone"), edition(true, "A: alpha beta", "A: gamma delta"),
			[]string{"added - | A: gamma delta", "removed B: gone | -"}},
		"the nearest Message of the Code has changed": {
			edition(true, "A: you may not read this", "A: you may not write this"),
			edition(true, "A: you may never write this", "A: you may never read this"),
			[]string{"changed A: you may not read this | A: you may never read this",
				"changed A: you may not write this | A: you may never write this"}},
		"the only Message of a Code has changed": {edition(true, "A: alpha"), edition(true, "A: beta"), []string{"changed A: alpha | A: beta"}},
		"of many Messages, those without words in common are no change": {
			edition(true, "A: alpha", "A: x"), edition(true, "A: beta", "A: x"), []string{"added - | A: beta", "removed A: alpha | -"}},
		"an EC": {
			edition(true, "A: a: 0003-00000001"), edition(true, "A: a: 0003-00000002"),
			[]string{"changed A: a: 0003-00000001 | A: a: 0003-00000002"}},
		"a Code":           {edition(true, "KmsB: in debt"), edition(true, "B: in debt"), []string{"changed KmsB: in debt | B: in debt"}},
		"what is left out": {edition(true, "A: alpha", "A: one two three"), edition(false, "A: alpha", "A: one…"), nil},
		"what was not read of the new edition is not removed": {
			edition(true, "A: a", "A: b", "B: b"), edition(false, "A: a"), []string{"not known A: b | -", "not known B: b | -"}},
		"what was not read of the old edition is not added": {
			edition(false, "A: a"), edition(true, "A: a", "B: b"), []string{"not known - | B: b"}},
		"before the last Code, what was read is all": {
			edition(true, "A: alpha", "A: beta", "B: b"), edition(false, "A: beta", "B: b"), []string{"removed A: alpha | -"}},
		"a Code whose Messages were not read": {
			edition(true, "A: a", "A: b", "B: b"), edition(true, "A", "B: b"), []string{"not known A: a | -", "not known A: b | -"}},
		"a new Code whose Messages were not read": {edition(true, "B: b"), edition(true, "A", "B: b"), []string{"added - | A"}},
	} {
		var got []string
		changes, same := pages.Compare(c.old, c.new)
		touched := 0
		for _, x := range changes {
			got = append(got, fmt.Sprintf("%s %s | %s", x.Kind, text(x.Old), text(x.New)))
			if x.Old != nil {
				touched++
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		unread := slices.ContainsFunc(append(c.old.Facts, c.new.Facts...), func(f pages.Fact) bool { return f.Message == "" })
		if same+touched != len(c.old.Facts) && !unread {
			t.Errorf("%s: %d same and %d touched of %d", name, same, touched, len(c.old.Facts))
		}
	}
}

func TestRowsOfAFact(t *testing.T) {
	for _, c := range []struct{ code, message, want string }{
		{"AccessDenied", "Access denied by bucket policy", "R03 X07"},
		{"AccessDenied", "Invalid according to Policy: Policy Condition failed: whatever", "R10"},
		{"AccessDenied", `Invalid according to Policy: Policy Condition failed: ["eq", "$Content-Type", "image/png"]`, "R11"},
		{"PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint…", "R41"},
		{"SecurityTokenNotSupported", "", "R46 R47"},
		{"KmsInDebt", "Another text.", ""},
		{"InDebt", "Current user is indebted", "R37"},
		{"InDebt", "", ""},
		{"Other", "The bucket you access does not belong to you.", "R29"},
		{"Other", "AccessDenied", ""},
	} {
		var got []string
		for _, r := range pages.Rows(pages.Fact{Code: c.code, Message: c.message}) {
			got = append(got, r.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %q: %q, want %q", c.code, c.message, got, c.want)
		}
	}
}
