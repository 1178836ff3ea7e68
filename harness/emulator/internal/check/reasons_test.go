package check_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func TestEveryReasonIsReached(t *testing.T) {
	reached := map[deny.Reason]bool{deny.InternalError: bench.InternalErrorReached(t)}
	catalogue := deny.Default()
	for _, p := range bench.Provocations() {
		b := bench.New(t)
		bench.Stage(b)
		w, got := b.Send(p.By(b))
		if got != string(p.Why) {
			t.Errorf("%s: got %q\n%s", p.Why, got, w.Body)
			continue
		}
		if w.Code != catalogue[p.Why].Status {
			t.Errorf("%s: status %d", p.Why, w.Code)
		}
		reached[p.Why] = true
	}
	for _, why := range slices.Sorted(maps.Keys(catalogue)) {
		if !reached[why] {
			t.Errorf("%s: no request reaches it", why)
		}
	}
}
