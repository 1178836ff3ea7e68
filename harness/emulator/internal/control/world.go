package control

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxWorld bounds the bytes of a world that is put.
const maxWorld = 1 << 30

// world answers with the whole world, its secrets included.
func (a *API) world(w http.ResponseWriter, _ *http.Request) {
	snapshot, err := a.Snapshot()
	var much *world.TooMuch
	switch {
	case errors.As(err, &much):
		problem(w, http.StatusRequestEntityTooLarge, err)
		return
	case err != nil:
		problem(w, http.StatusInternalServerError, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(snapshot) // an error here means that the client left
}

// putWorld replaces the world by another one, all at once.
func (a *API) putWorld(w http.ResponseWriter, r *http.Request) {
	snapshot, err := io.ReadAll(io.LimitReader(r.Body, maxWorld+1))
	switch {
	case err != nil:
		problem(w, http.StatusBadRequest, fmt.Errorf("reading the world: %w", err))
		return
	case len(snapshot) > maxWorld:
		problem(w, http.StatusRequestEntityTooLarge, fmt.Errorf("the world has more than %d bytes", maxWorld))
		return
	}
	if err := a.Restore(snapshot); err != nil {
		a.failed(w, http.StatusBadRequest, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// failed answers with the error of a change: 500 if it could not be kept, or else the status given.
func (a *API) failed(w http.ResponseWriter, status int, err error) {
	var lost *world.NotKept
	if errors.As(err, &lost) {
		a.Lost(err)
		status = http.StatusInternalServerError
	}
	problem(w, status, err)
}

// named refuses names in a path that are not UTF-8: no snapshot could have them.
func named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !utf8.ValidString(r.URL.Path) {
			problem(w, http.StatusBadRequest, errors.New("the path is not UTF-8"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
