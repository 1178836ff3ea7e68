package emulator

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// runLifecycles lets the lifecycle rules act once on each day of the clock, before
// anybody looks. Nothing runs in the background: what they do, and the times at
// which it was due, follow from the stored objects and the clock. If what they do
// can't be kept, they act again before the next look.
func (e *Emulator) runLifecycles(now time.Time) {
	today := now.Unix() / int64(24*time.Hour/time.Second)
	if e.aged.Load() == today {
		return
	}
	err := e.store.Update(func(d *world.Draft) error {
		op.RunLifecycles(d, now, e.uploadID)
		return nil
	})
	if err != nil {
		e.logLost(err)
		return
	}
	e.aged.Store(today)
}

// upToDate runs the lifecycle rules before a request is served.
func (e *Emulator) upToDate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.runLifecycles(e.now().UTC())
		next.ServeHTTP(w, r)
	})
}
