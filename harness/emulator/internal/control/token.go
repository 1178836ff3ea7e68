package control

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// shortestToken is the least number of characters of a token. Only the token keeps a network out of
// the control API.
const shortestToken = 16

// ValidToken returns an error for a token that is too short or has a character that no header can
// carry. An empty token is valid: it means none.
func ValidToken(token string) error {
	if token != "" && len(token) < shortestToken {
		return fmt.Errorf("the control token has %d characters, and must have %d or more", len(token), shortestToken)
	}
	for _, c := range token {
		if c <= ' ' || c > '~' {
			return errors.New("the control token has other characters than printable ones of ASCII without the space")
		}
	}
	return nil
}

// guarded passes on only requests that carry the token, if there is one. The time of the comparison
// reveals nothing about the token.
func (a *API) guarded(next http.Handler) http.Handler {
	if a.Token == "" {
		return next
	}
	want := sha256.Sum256([]byte(a.Token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		got := sha256.Sum256([]byte(token))
		if !strings.EqualFold(scheme, "Bearer") || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			w.Header().Set("WWW-Authenticate", "Bearer")
			problem(w, http.StatusUnauthorized,
				errors.New("the control API has a token here, and the request does not bear it: Authorization: Bearer TOKEN"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
