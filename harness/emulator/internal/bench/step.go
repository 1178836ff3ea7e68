package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A Step changes one fact. want is the result of the request after it.
type Step struct {
	Change func()
	Want   deny.Reason
}

// Walk sends the request after each step.
func (b *Bench) Walk(r func() *http.Request, steps ...Step) {
	b.T.Helper()
	for i, s := range steps {
		s.Change()
		if w, got := b.Send(r()); got != string(s.Want) {
			b.T.Errorf("step %d: got %q, want %q\n%s", i, got, s.Want, w.Body)
		}
	}
}
