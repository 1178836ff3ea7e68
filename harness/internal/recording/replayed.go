package recording

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// targetPrefix begins a target string that names a recording.
const targetPrefix = "recording:"

// FileOf is the file of a target recording:FILE.
func FileOf(target string) (file string, ok bool) { return strings.CutPrefix(target, targetPrefix) }

// Replayed is a recording that takes the place of a target.
type Replayed struct {
	Recording Recording
	entries   map[string][]Entry // several of a scenario: quotes
}

// Open reads the recording in a file.
func Open(file string) (*Replayed, error) {
	if file == "" {
		return nil, fmt.Errorf("target %s names no file; accepted: %sFILE", targetPrefix, targetPrefix)
	}
	r, err := Read(filepath.Clean(file))
	if err != nil {
		return nil, err
	}
	entries := map[string][]Entry{}
	for _, e := range r.Scenarios {
		entries[e.Scenario] = append(entries[e.Scenario], e)
	}
	return &Replayed{r, entries}, nil
}

// Of picks the scenarios that the recording has.
func (r *Replayed) Of(picked []scenarios.Scenario) []scenarios.Scenario {
	var list []scenarios.Scenario
	for _, s := range picked {
		if _, ok := r.entries[s.ID]; ok {
			list = append(list, s)
		}
	}
	return list
}

// Unknown lists the ids that no scenario has, as in a recording of a newer catalogue.
func (r *Replayed) Unknown(all []scenarios.Scenario) []string {
	known := map[string]bool{}
	for _, s := range all {
		known[s.ID] = true
	}
	var list []string
	for _, e := range r.Recording.Scenarios {
		if !known[e.Scenario] {
			list = append(list, e.Scenario)
		}
	}
	return list
}

// Run judges a scenario of the recording again; see Entry.Replay. Of several quotes it takes the findings together.
func (r *Replayed) Run(s scenarios.Scenario) verdict.Result {
	entries := r.entries[s.ID]
	result := entries[0].Replay(s)
	for _, e := range entries[1:] {
		next := e.Replay(s)
		result.Findings, result.Exchanges = append(result.Findings, next.Findings...), append(result.Exchanges, next.Exchanges...)
		if next.Verdict != verdict.Pass {
			result.Verdict, result.Reason = next.Verdict, next.Reason
		}
	}
	return result
}
