package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// About says who judged what, and under which conditions.
type About struct {
	Suite       Suite            `json:"suite"`
	Product     *verdict.Product `json:"product,omitempty"` // nil if neither the profile nor the target says it
	Settings    Settings         `json:"settings"`
	Environment Environment      `json:"environment"`
}

// Suite is the program that judged.
type Suite struct {
	Version   string `json:"version"`   // of the Go module; "(devel)" for a build from a checkout
	Commit    string `json:"commit"`    // with "+changes" after it if the checkout had any; empty if not known
	Catalogue string `json:"catalogue"` // digest of the catalogue, 12 hex digits
}

// Settings are the options of a run that decide what it provokes and how it judges. An
// option that was not given is empty.
type Settings struct {
	Dialect  string `json:"dialect"`
	Profile  string `json:"profile"`          // name of the file, without its folder
	Focus    string `json:"focus"`            // as it was given
	Quick    bool   `json:"quick,omitempty"`  // only the quick selection
	Shard    string `json:"shard,omitempty"`  // which of several runs that together are one: 2/4
	Since    string `json:"since,omitempty"`  // only what no answer of the service has confirmed since that day, YYYY-MM-DD
	Budget   int    `json:"budget,omitempty"` // requests that the run was allowed to send; 0: any number
	Baseline string `json:"baseline"`         // name of the file, without its folder
	Allow    string `json:"allow"`            // as it was given, without what the profile allows
	Procs    int    `json:"procs"`            // processes that shared the run
}

// Environment is where the suite ran.
type Environment struct {
	OS   string `json:"os"`   // as Go names it
	Arch string `json:"arch"` // as Go names it
	Go   string `json:"go"`   // version of Go that built the suite
}

// Evidence counts the fields that the run compared, by the level of the expected value.
type Evidence struct {
	Captured   int `json:"captured"`
	Documented int `json:"documented"`
	Inferred   int `json:"inferred"`
}

func evidenceOf(results []verdict.Result) Evidence {
	levels := map[string]int{}
	for _, r := range results {
		for _, f := range r.Findings {
			levels[f.Level]++
		}
	}
	return Evidence{Captured: levels["captured"], Documented: levels["documented"], Inferred: levels["inferred"]}
}

// pairs lists what is known, as names and values, in the order of the fields.
func (a About) pairs() [][2]string {
	var product verdict.Product
	if a.Product != nil {
		product = *a.Product
	}
	procs := ""
	if a.Settings.Procs > 1 {
		procs = strconv.Itoa(a.Settings.Procs)
	}
	budget := ""
	if a.Settings.Budget > 0 {
		budget = strconv.Itoa(a.Settings.Budget)
	}
	selection := ""
	if a.Settings.Quick {
		selection = "quick"
	}
	all := [][2]string{
		{"suite", strings.TrimSpace(a.Suite.Version + " " + fmt.Sprintf("%.12s", a.Suite.Commit))}, {"catalogue", a.Suite.Catalogue},
		{"product", strings.TrimSpace(product.Name + " " + product.Version)}, {"vendor", product.Vendor},
		{"dialect", cmp.Or(product.Dialect, a.Settings.Dialect)},
		{"profile", a.Settings.Profile}, {"focus", a.Settings.Focus}, {"selection", selection}, {"shard", a.Settings.Shard},
		{"since", a.Settings.Since}, {"budget", budget},
		{"baseline", a.Settings.Baseline},
		{"allow", a.Settings.Allow}, {"procs", procs},
		{"environment", strings.TrimSpace(a.Environment.Go + " " + a.Environment.OS + " " + a.Environment.Arch)},
	}
	return slices.DeleteFunc(all, func(pair [2]string) bool { return pair[1] == "" })
}

// line says in one line who judged what; it is empty if nothing is known.
func (a About) line() string {
	var parts []string
	for _, pair := range a.pairs() {
		parts = append(parts, pair[0]+" "+oneLine(pair[1], maxAbout))
	}
	return strings.Join(parts, " · ")
}

const maxAbout = 60 // runes of one value
