package emulator

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// runLifecycles lets the lifecycle rules act once on each day of the clock, before
// anybody looks. Nothing runs in the background: what they do, and the times at
// which it was due, follow from the stored objects and the clock.
func (e *Emulator) runLifecycles() {
	now := e.now().UTC()
	today := now.Unix() / int64(24*time.Hour/time.Second)
	if e.aged.Load() == today {
		return
	}
	_ = e.store.Update(func(d *world.Draft) error { // the change does not fail
		op.RunLifecycles(d, now, e.uploadID)
		return nil
	})
	e.aged.Store(today)
}

// upToDate runs the lifecycle rules before a request is served.
func (e *Emulator) upToDate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.runLifecycles()
		next.ServeHTTP(w, r)
	})
}
