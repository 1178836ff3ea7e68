package wire

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// A header is found under the names under which net/http finds it.
func FuzzHeader(f *testing.F) {
	for _, name := range []string{
		"x-oss-acl", "X-Oss-Acl", "Content-MD5", "a--b", "-a", "", "x_y", "ETag", "x-oss-a b", strings.Repeat("long-", 20),
	} {
		f.Add(name, name)
		f.Add(name, strings.ToUpper(name))
	}
	f.Fuzz(func(t *testing.T, sent, asked string) {
		h := http.Header{}
		h.Add(sent, "1")
		h.Add(sent, "2")
		if got, want := HeaderOf(h).Values(asked), h.Values(asked); !slices.Equal(got, want) {
			t.Errorf("%q under %q: %q instead of %q", sent, asked, got, want)
		}
		if got, want := HeaderOf(h).Get(asked), h.Get(asked); got != want {
			t.Errorf("%q under %q: %q instead of %q", sent, asked, got, want)
		}
	})
}
