package recording

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// shortestLeft is the least length of a value whose presence is no chance.
const shortestLeft = 8

// Left counts the values that were replaced and are in the text all the same, also in hex, in base64 or escaped.
func (s *Sanitiser) Left(text string) int {
	n := 0
	views := viewsOf(text, 0)
	for value, by := range s.known {
		if len(value) < shortestLeft || value == by {
			continue
		}
		for _, view := range views {
			if strings.Contains(view, value) {
				n++
				break
			}
		}
	}
	return n
}

// deepest bounds how often a text in a text is looked into.
const deepest = 4

// viewsOf lists the text and the texts in it.
func viewsOf(text string, depth int) []string {
	views := []string{text}
	if depth == deepest {
		return views
	}
	if plain, spans := unescaped(text, percent); spans != nil {
		views = append(views, viewsOf(plain, depth+1)...)
	}
	for _, at := range hexRuns.all(text) {
		var plain strings.Builder
		for _, pair := range strings.Fields(text[at[0]:at[1]]) {
			if b, err := strconv.ParseUint(pair, 16, 8); err == nil {
				plain.WriteByte(byte(b))
			}
		}
		views = append(views, viewsOf(plain.String(), depth+1)...)
	}
	for _, at := range base64Runs.all(text) {
		if plain, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text[at[0]:at[1]], "=")); err == nil && readable(string(plain)) {
			views = append(views, viewsOf(string(plain), depth+1)...)
		}
	}
	return views
}

// checked is the entry, unless something private is left in it. Then only its verdict is kept.
func (s *Sanitiser) checked(e Entry) (Entry, int, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return Entry{}, 0, fmt.Errorf("checking what is recorded of %s: %w", e.Scenario, err)
	}
	left := s.Left(unquoted(string(text)))
	if left == 0 {
		return e, 0, nil
	}
	return Entry{Scenario: e.Scenario, Verdict: e.Verdict, Exchanges: none(), Carried: "something private would be left in it"}, left, nil
}

// unquoted undoes the escapes of JSON that hide a text from a search.
func unquoted(text string) string {
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">", `\"`, `"`, `\n`, "\n", `\r`, "\r", `\\`, `\`).Replace(text)
}
