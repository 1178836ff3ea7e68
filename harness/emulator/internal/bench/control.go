package bench

import (
	"net/http/httptest"
	"strings"
)

// Control sends a control request, and returns the status and the body.
func (b *Bench) Control(method, path, body string) (int, string) {
	w := httptest.NewRecorder()
	b.Emulator.Control().ServeHTTP(w, httptest.NewRequest(method, path, strings.NewReader(body)))
	return w.Code, w.Body.String()
}
