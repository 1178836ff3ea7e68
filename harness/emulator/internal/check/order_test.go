package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/check"
)

func TestEveryCheckIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range check.Order() {
		group, rule, ok := strings.Cut(c.Name, "/")
		if !ok || group == "" || rule == "" || seen[c.Name] {
			t.Errorf("%q: a name is group/rule, and stands once", c.Name)
		}
		seen[c.Name] = true
		if c.When.Of == nil || c.When.Name == "" || c.Ask == nil ||
			!slices.Contains([]check.Certainty{check.Seen, check.Documented, check.Inferred, check.Assumed}, c.Place) {
			t.Errorf("%s: when, ask or place is missing", c.Name)
		}
	}
}
