package main

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/sign"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A suggestion knows the values of a flag or an argument.
type suggestion struct {
	command, name string // empty command: any
	several       bool   // separated by commas
	values        func() []word
}

// suggestions lists the flags and arguments whose values the program knows.
func suggestions() []suggestion {
	return []suggestion{
		{name: "focus", several: true, values: func() []word { return append(rowWords(), codeWords()...) }},
		{name: "target", values: fixed("emulator:", "container:", "https://", "http://")},
		{name: "dialect", values: fixed(strings.Split(target.Dialects(), ", ")...)},
		{name: "allow", several: true, values: fixed(strings.Split(target.Permissions(), ", ")...)},
		{name: "area", values: of(func(s scenarios.Scenario) []string { return []string{s.Area} })},
		{name: "carrier", values: of(func(s scenarios.Scenario) []string { return []string{string(s.Carrier())} })},
		{name: "needs", values: of(needsOf)},
		{name: "level", values: fixed(string(scenarios.LevelCaptured), string(scenarios.LevelDocumented), string(scenarios.LevelInferred))},
		{command: "pages", name: "old", values: editionWords},
		{command: "pages", name: "new", values: editionWords},
		{command: "explain", name: "what", values: func() []word { return slices.Concat(rowWords(), codeWords(), ecWords()) }},
		{command: "explain", name: "lang", values: fixed(lang.Tags()...)},
		{command: "sign", name: "form", values: fixed(sign.Forms()...)},
		{command: "decide", name: "action", values: fixed(decide.Actions()...)},
		{command: "decide", name: "as", values: fixed(decide.Callers()...)},
		{command: "decide", name: "tls", values: fixed("yes", "no")},
		{command: "decide", name: "vpc", values: fixed(decide.Internet)},
		{command: "decide", name: "via", values: fixed(decide.Ways()...)},
		{command: "decide", name: "bucket-acl", values: fixed("private", "public-read", "public-read-write")},
		{command: "decide", name: "object-acl", values: fixed("default", "private", "public-read", "public-read-write")},
		{command: "emulator", name: "region", several: true, values: fixed(emulator.DefaultRegions()...)},
		{command: "emulator", name: "v1-closed", several: true, values: fixed("account", "new-buckets", "bucket-urls")},
		{command: "emulator", name: "callback-to", several: true, values: fixed("loopback", "none")},
	}
}

// fixed are these values.
func fixed(texts ...string) func() []word {
	return func() []word {
		var all []word
		for _, text := range texts {
			all = append(all, word{text: text})
		}
		return all
	}
}

// of are the values that scenarios have, each once.
func of(values func(scenarios.Scenario) []string) func() []word {
	return func() []word {
		return fixed(strings.Split(accepts(catalogue.All(), values), ", ")...)()
	}
}

func rowWords() []word {
	var all []word
	for _, r := range scenarios.AllRows() {
		all = append(all, word{r.ID, r.Cause})
	}
	return all
}

// codeWords are the Codes of all rows, each once.
func codeWords() []word {
	var codes []string
	for _, r := range scenarios.AllRows() {
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	return fixed(slices.Compact(codes)...)()
}

func ecWords() []word {
	var all []word
	for _, ec := range catalogue.Covered().ECs {
		all = append(all, word{ec.Number, ec.About})
	}
	return all
}
