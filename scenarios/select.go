package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// Select picks the scenarios that match any word of focus. Commas separate the
// words; a word is a row (R48), a Code (AccessDenied) or a part of an id. An empty
// focus picks all. A word that matches nothing is an error.
func Select(all []Scenario, focus string) ([]Scenario, error) {
	if strings.TrimSpace(focus) == "" {
		return all, nil
	}
	var picked []Scenario
	chosen := map[string]bool{}
	for word := range strings.SplitSeq(focus, ",") {
		word = strings.TrimSpace(word)
		named := func(s Scenario) bool {
			return s.Row == word || s.Code() == word || word != "" && strings.Contains(s.ID, word)
		}
		if !slices.ContainsFunc(all, named) {
			return nil, fmt.Errorf("focus %q matches no scenario; accepted: "+
				"a row (R48), a Code (AccessDenied) or a part of an id (v4-url/tampered), several separated by commas", word)
		}
		for _, s := range all {
			if named(s) {
				chosen[s.ID] = true
			}
		}
	}
	for _, s := range all {
		if chosen[s.ID] {
			picked = append(picked, s)
		}
	}
	return picked, nil
}
