package control

import (
	"fmt"
	"net/http"
	"net/http/httptest"
)

// Requests that no handler of this package takes: those that net/http can't read, and those for which its mux has no pattern.

// Unreadable writes the answer to a request that net/http can't read.
func Unreadable(w http.ResponseWriter, status int) {
	problem(w, status, fmt.Errorf("the request can't be read as HTTP/1.1: %s; send GET /v1/health, for example", http.StatusText(status)))
}

// spoken answers as the mux does, and what it refuses by itself in the form of this API.
func spoken(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		own := httptest.NewRecorder()
		mux.ServeHTTP(own, r)
		if allowed, only := own.Header()["Allow"]; only {
			w.Header()["Allow"] = allowed
		}
		problem(w, own.Code, fmt.Errorf("the control API has no %s %s; the README of the emulator lists its requests", r.Method, r.URL.Path))
	})
}
