package wire

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// The beginning of a body is kept, and the request brings all of it.
func TestWhatARequestBringsIsKeptAndSent(t *testing.T) {
	long := strings.Repeat("x", 3*maxBodyKept)
	for name, c := range map[string]struct {
		body   io.Reader
		length int64
	}{
		"nothing":                        {http.NoBody, 0},
		"a short text":                   {strings.NewReader("short"), 5},
		"a short text of unknown length": {io.MultiReader(strings.NewReader("short")), 5},
		"a long text":                    {strings.NewReader(long), int64(len(long))},
		"a long text of unknown length":  {io.MultiReader(strings.NewReader(long)), -1},
	} {
		q, err := http.NewRequest(http.MethodPut, "http://h/", c.body)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", "a/b")
		kept, err := brought(q)
		if err != nil || kept.Length != c.length || kept.Type != "a/b" || len(kept.Text) > maxBodyKept+1 {
			t.Errorf("%s: %v, %d bytes of %d kept, want %d", name, err, len(kept.Text), kept.Length, c.length)
		}
		sent, err := io.ReadAll(q.Body)
		if want := map[bool]string{true: "short", false: long}[c.length == 5]; err != nil || c.length != 0 && string(sent) != want {
			t.Errorf("%s: %d bytes are sent, %v", name, len(sent), err)
		}
	}
}
