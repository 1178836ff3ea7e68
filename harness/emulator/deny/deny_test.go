package deny

import (
	"regexp"
	"testing"
)

func TestEveryEntryIsWhole(t *testing.T) {
	ec := regexp.MustCompile(`^(\d{4}-\d{8})?$`)
	for why, e := range Default() {
		if e.Status < 304 || e.Status > 599 || e.Code == "" || e.Message == "" || e.Source == "" || e.Level == "" || !ec.MatchString(e.EC) {
			t.Errorf("%s: %+v", why, e)
		}
		if e.Status == 403 && e.EC == "" {
			t.Errorf("%s: a 403 needs at least a candidate for its EC", why)
		}
	}
}

// Families are merged; none may hide an entry of another.
func TestFamiliesAreDisjoint(t *testing.T) {
	total := 0
	for _, part := range []Catalogue{authentication(), tokens(), credentialSyntax(), endpoints(), permissions(), authorizers(), neighbours(), forms(), formPolicies(), standings(), settings(), cnames(), images(), retentions(), archives(), encryption(), copies()} {
		total += len(part)
	}
	if total != len(Default()) {
		t.Errorf("%d entries in the families, %d in the catalogue", total, len(Default()))
	}
}
