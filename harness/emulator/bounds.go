package emulator

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bound"
)

// Bounds are the bounds of an emulator that can be chosen. A field that is zero stands for its default.
type Bounds = bound.Bounds

// serveFar waits for the latency, then serves. Requests wait in parallel.
func (e *Emulator) serveFar(w http.ResponseWriter, r *http.Request) {
	if e.terms.Latency > 0 {
		arrived := time.NewTimer(e.terms.Latency)
		defer arrived.Stop()
		select {
		case <-arrived.C:
		case <-r.Context().Done():
			return
		}
	}
	e.serveInTurn(w, r)
}

// serveInTurn serves a request when fewer than the allowed number are being served. A client that leaves waits no more.
func (e *Emulator) serveInTurn(w http.ResponseWriter, r *http.Request) {
	select {
	case e.turns <- struct{}{}:
	default: // only who must wait looks whether the client leaves: net/http makes the channel for that when it is asked for
		select {
		case e.turns <- struct{}{}:
		case <-r.Context().Done():
			return
		}
	}
	defer func() { <-e.turns }()
	e.serve(w, r)
}
