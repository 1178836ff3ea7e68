package deny

import (
	"maps"
	"regexp"
	"strings"
	"testing"
)

func TestEveryEntryIsWhole(t *testing.T) {
	for _, d := range Dialects() {
		wholeEntries(t, In(d))
	}
}

func wholeEntries(t *testing.T, catalogue Catalogue) {
	t.Helper()
	ec := regexp.MustCompile(`^(\d{4}-\d{8})?$`)
	for why, e := range catalogue {
		if e.Status != 203 && e.Status < 304 || e.Status > 599 ||
			e.Code == "" || e.Message == "" || e.Source == "" || e.Level == "" || !ec.MatchString(e.EC) {
			t.Errorf("%s: %+v", why, e)
		}
		if e.Status == 403 && e.EC == "" {
			t.Errorf("%s: a 403 needs at least a candidate for its EC", why)
		}
	}
}

// What was captured can be read where somebody shows the answer: a page of the service
// that describes a refusal is no answer.
func TestCapturedIsSeenInAnAnswer(t *testing.T) {
	page := regexp.MustCompile(`^https://[a-z.]*(aliyun|alibabacloud)\.com/`)
	for _, d := range Dialects() {
		for why, e := range In(d) {
			if !strings.HasPrefix(e.Source, "http://") && !strings.HasPrefix(e.Source, "https://") {
				t.Errorf("%s: %q is no address", why, e.Source)
			}
			if e.Level == Captured && page.MatchString(e.Source) {
				t.Errorf("%s: captured on a page of the service, %s", why, e.Source)
			}
		}
	}
}

// Families are merged; none may hide an entry of another.
func TestFamiliesAreDisjoint(t *testing.T) {
	total := 0
	for _, part := range families() {
		total += len(part)
	}
	if total != len(Default()) {
		t.Errorf("%d entries in the families, %d in the catalogue", total, len(Default()))
	}
}

// A dialect changes the look of refusals that there are, and changes it.
func TestPrintedIsAnOverlay(t *testing.T) {
	for why, e := range Printed() {
		observed, known := Default()[why]
		if !known || e == observed || e.Source != forbiddenPage && e.Source != loggingAPI {
			t.Errorf("%s: %+v, observed %+v", why, e, observed)
		}
	}
	if len(In(AsPrinted)) != len(Default()) || !maps.Equal(In(AsObserved), Default()) {
		t.Error("a dialect has another number of refusals, or observed is not the default")
	}
}
