package learn

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// A found is a capability, or something to ask for, that a scenario has shown the target to have or to lack.
type found struct {
	name string
	has  bool
	says string // the answer that shows the lack
}

// foundIn lists what a result shows of the target. What a profile leaves out, or does not provide, shows nothing, and
// neither does a capability that nobody has asked for.
func foundIn(r verdict.Result) []found {
	if r.Verdict == verdict.NotSupported {
		return lacking(r.Reason)
	}
	if !slices.ContainsFunc(r.Exchanges, succeededControl) {
		return nil
	}
	var list []found
	for _, c := range scenarios.Offered() {
		if slices.Contains(r.Needs, string(c)) {
			list = append(list, found{name: string(c), has: true})
		}
	}
	return list
}

func succeededControl(e verdict.Exchange) bool { return e.Step == "control" && e.Status/100 == 2 }

// ShowsLack reports whether the target has shown by an answer that it lacks what the scenario needs.
func ShowsLack(r verdict.Result) bool {
	return r.Verdict == verdict.NotSupported && len(lacking(r.Reason)) > 0
}

// lacking reads the sentences by which a run says that the target has refused, or does not serve, what a scenario needs.
func lacking(reason string) []found {
	for _, sentence := range []*regexp.Regexp{refusesIt, servesItNot} {
		if said := sentence.FindStringSubmatch(reason); said != nil {
			says, _, _ := strings.Cut(said[2], ", RequestId=") // the rest is of this request
			return []found{{name: said[1], says: says}}
		}
	}
	return nil
}

var (
	refusesIt   = regexp.MustCompile(`^needs (.+), which the target refuses \((.+)\); `)
	servesItNot = regexp.MustCompile(`^the target does not serve (?:what is arranged there: )?(.+?): ` +
		`((?:HTTP \d{3}\b|oss: service returned error: StatusCode=\d{3}\b).*)`)
)

// find takes what the target had, or lacked. Of several answers that show the same lack one is kept.
func (c *collector) find(r verdict.Result, source scenarios.Source) {
	for _, f := range foundIn(r) {
		for other := range c.found {
			if other.name == f.name && other.has == f.has {
				f.says = other.says
			}
		}
		if !slices.Contains(c.found[f], source) {
			c.found[f] = append(c.found[f], source)
		}
	}
}

// capabilities lists what was found by name.
func (c *collector) capabilities() []scenarios.LearntCapability {
	list := []scenarios.LearntCapability{}
	for f, sources := range c.found {
		slices.Sort(sources)
		list = append(list, scenarios.LearntCapability{Name: f.name, Has: f.has, Says: f.says, Sources: sources})
	}
	slices.SortFunc(list, func(a, b scenarios.LearntCapability) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(strconv.FormatBool(a.Has), strconv.FormatBool(b.Has)))
	})
	return list
}
