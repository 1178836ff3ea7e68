package wire

import (
	"net/http"
	"strings"
)

// A Header holds the headers of a request, as http.Header does. It finds names as OSS writes them, in lower
// case, without the memory that http.Header needs for these: each request is asked for some forty of them.
type Header http.Header

// Get returns the first value of a header, in any case; empty: there is none.
func (h Header) Get(name string) string {
	if values := h.Values(name); len(values) > 0 {
		return values[0]
	}
	return ""
}

// Values returns the values of a header, in any case.
func (h Header) Values(name string) []string {
	var key [64]byte
	if len(name) > len(key) {
		return http.Header(h).Values(name)
	}
	begins := true // a word of the name
	for i := range len(name) {
		c := name[i]
		switch lower, upper := 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z'; {
		case lower && begins:
			c -= 'a' - 'A'
		case upper && !begins:
			c += 'a' - 'A'
		case !lower && !upper && c != '-' && (c < '0' || c > '9'):
			return http.Header(h).Values(name)
		}
		key[i], begins = c, c == '-'
	}
	return h[string(key[:len(name)])]
}

// With returns the names that begin with a prefix, in lower case.
func (h Header) With(prefix string) (names []string) {
	for name := range h {
		if len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
			names = append(names, strings.ToLower(name))
		}
	}
	return names
}

// Set gives a header one value.
func (h Header) Set(name, value string) { http.Header(h).Set(name, value) }
