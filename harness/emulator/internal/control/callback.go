package control

import (
	"errors"
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
)

// withoutCallbacks refuses the callbacks of the emulator itself: whoever may upload chooses where a
// callback goes and what it says, and gets the answer.
func withoutCallbacks(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(callback.Tag) == callback.TagValue {
			problem(w, http.StatusForbidden, errors.New("the control API takes no upload callbacks"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// callbackKey answers with the key that the signatures of callbacks are verified by.
func (a *API) callbackKey(w http.ResponseWriter, _ *http.Request) {
	key, err := a.CallbackKey()
	if err != nil {
		problem(w, http.StatusInternalServerError, err)
		return
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	w.Write(key) // an error here means that the client left
}
