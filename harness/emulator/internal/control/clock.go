package control

import (
	"fmt"
	"net/http"
	"time"
)

func (a *API) clock(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{
		"now":    a.Now().UTC().Format(time.RFC3339),
		"offset": a.Offset().String(),
	})
}

// putClock sets the offset of the clock from the one that the emulator started with.
func (a *API) putClock(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Offset string `json:"offset"`
	}
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	offset, err := time.ParseDuration(body.Offset)
	if err != nil {
		problem(w, http.StatusBadRequest, fmt.Errorf("offset %q is no duration such as 16m: %w", body.Offset, err))
		return
	}
	a.MoveClock(offset)
	w.WriteHeader(http.StatusNoContent)
}
