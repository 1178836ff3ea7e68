package emulator

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/bound"
)

// Bounds are the bounds of an emulator that can be chosen. A field that is zero stands for its default.
type Bounds = bound.Bounds

// serveInTurn serves a request when fewer than the allowed number are being served. A client that leaves waits no more.
func (e *Emulator) serveInTurn(w http.ResponseWriter, r *http.Request) {
	select {
	case e.turns <- struct{}{}:
	case <-r.Context().Done():
		return
	}
	defer func() { <-e.turns }()
	e.serve(w, r)
}
