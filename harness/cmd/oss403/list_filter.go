package main

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// listFilter picks scenarios by their properties. An empty field picks all.
type listFilter struct {
	Area    string `help:"Only the scenarios of this area." placeholder:"AREA"`
	Carrier string `help:"Only the scenarios with this carrier." placeholder:"CARRIER"`
	Needs   string `help:"Only the scenarios that need this capability." placeholder:"CAPABILITY"`
	Level   string `help:"${level}" placeholder:"LEVEL"`
}

// pick returns the scenarios that fit. A value that no scenario has is a usage error.
func (f listFilter) pick(all []scenarios.Scenario) ([]scenarios.Scenario, error) {
	for _, filter := range []struct {
		flag, value string
		of          func(scenarios.Scenario) []string
	}{
		{"area", f.Area, func(s scenarios.Scenario) []string { return []string{s.Area} }},
		{"carrier", f.Carrier, func(s scenarios.Scenario) []string { return []string{string(s.Carrier())} }},
		{"needs", f.Needs, needsOf},
		{"level", f.Level, func(s scenarios.Scenario) []string { return levelsUpTo(s.Sure()) }},
	} {
		if filter.value == "" {
			continue
		}
		fits := slices.DeleteFunc(slices.Clone(all), func(s scenarios.Scenario) bool { return !slices.Contains(filter.of(s), filter.value) })
		if len(fits) == 0 {
			return nil, target.Usagef("--%s=%q picks no scenario; accepted: %s", filter.flag, filter.value, accepts(all, filter.of))
		}
		all = fits
	}
	return all, nil
}

func needsOf(s scenarios.Scenario) []string {
	var names []string
	for _, need := range s.Needs() {
		names = append(names, string(need))
	}
	return names
}

// levelsUpTo lists the levels that a scenario of this level has: its own, and those below.
func levelsUpTo(level scenarios.Level) []string {
	levels := []string{string(scenarios.LevelCaptured), string(scenarios.LevelDocumented), string(scenarios.LevelInferred)}
	return levels[slices.Index(levels, string(level)):]
}

// accepts lists the values that the scenarios have.
func accepts(all []scenarios.Scenario, of func(scenarios.Scenario) []string) string {
	var values []string
	for _, s := range all {
		values = append(values, of(s)...)
	}
	slices.Sort(values)
	return strings.Join(slices.Compact(values), ", ")
}
