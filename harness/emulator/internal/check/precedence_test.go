package check_test

import (
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

func TestPrecedence(t *testing.T) {
	for _, p := range bench.Precedences() {
		t.Run(p.Name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			if _, got := b.Send(p.By(b)); got != string(p.Want) {
				t.Errorf("got %s, want %s", got, p.Want)
			}
		})
	}
}

func TestLastMoments(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for name, r := range bench.LastMoments(b) {
		if w, why := b.Send(r); why != "" {
			t.Errorf("%s: %s\n%s", name, why, w.Body)
		}
	}
}

// After midnight, a request of the old day is valid while its clock is.
func TestScopeDayAcrossMidnight(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	scope := b.Scope()
	b.Now = b.Now.Add(12*3600e9 + 5e9)
	w, why := b.Send(b.V4(b.Raw("GET", bench.Private, "/key", "", "x-oss-date: 20260305T235955Z"), scope))
	if why != "" {
		t.Errorf("%s\n%s", why, w.Body)
	}
}
