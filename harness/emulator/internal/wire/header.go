package wire

import (
	"iter"
	"maps"
	"net/http"
	"strings"
)

// A Header holds the headers of a request, as http.Header does. It finds names as OSS writes them, in lower
// case, without the memory that http.Header needs for these: each request is asked for some forty of them, and
// has few. The zero value is empty.
type Header struct {
	values http.Header
	shapes uint64 // has the bit of the shape of each name: a name of another shape is not looked for
}

// HeaderOf returns the headers of net/http, which are not copied.
func HeaderOf(values http.Header) Header {
	h := Header{values: values}
	for name := range values {
		h.shapes |= shapeBit(name)
	}
	return h
}

// shapeBit is a bit for the length of a name and the lower three bits of its last letter, which has them in any case.
func shapeBit(name string) uint64 {
	if name == "" {
		return 1
	}
	return 1 << ((len(name) + 8*int(name[len(name)-1])) & 63)
}

// Get returns the first value of a header, in any case; empty: there is none.
func (h Header) Get(name string) string {
	if values := h.Values(name); len(values) > 0 {
		return values[0]
	}
	return ""
}

// Has tells whether a header was sent, in any case.
func (h Header) Has(name string) bool { return len(h.Values(name)) > 0 }

// Values returns the values of a header, in any case.
func (h Header) Values(name string) []string {
	if h.shapes&shapeBit(name) == 0 {
		return nil
	}
	var key [64]byte
	if len(name) > len(key) {
		return h.values.Values(name)
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
			return h.values.Values(name)
		}
		key[i], begins = c, c == '-'
	}
	return h.values[string(key[:len(name)])]
}

// With returns the names that begin with a prefix, in lower case.
func (h Header) With(prefix string) (names []string) {
	for name := range h.values {
		if len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
			if names == nil {
				names = make([]string, 0, 8)
			}
			names = append(names, strings.ToLower(name))
		}
	}
	return names
}

// All yields each header with its values, under its name as net/http writes it.
func (h Header) All() iter.Seq2[string, []string] { return maps.All(h.values) }

// Without returns a copy without the headers whose names are dropped.
func (h Header) Without(drops func(name string) bool) Header {
	kept := make(http.Header, len(h.values))
	for name, values := range h.values {
		if !drops(name) {
			kept[name] = values
		}
	}
	return HeaderOf(kept)
}

// Set gives a header one value.
func (h *Header) Set(name, value string) { h.Put(name, []string{value}) }

// Put gives a header its values.
func (h *Header) Put(name string, values []string) {
	if h.values == nil {
		h.values = http.Header{}
	}
	name = http.CanonicalHeaderKey(name)
	h.values[name] = values
	h.shapes |= shapeBit(name)
}
