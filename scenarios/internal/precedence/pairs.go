package precedence

import (
	"fmt"
	"slices"
	"strings"

	s "github.com/oss403/oss403/scenarios"
)

// Scenarios composes each pair of checks that can both object, from the scenarios in which one of
// them does.
func Scenarios(singles []s.Scenario) []s.Scenario {
	alone := byID(singles)
	var all []s.Scenario
	for i, first := range checks() {
		for _, second := range checks()[i+1:] {
			if slices.Contains(first.never, second.group) || slices.Contains(second.never, first.group) {
				continue
			}
			for _, c := range carriersOf(alone, first, second) {
				if pair, ok := compose(alone, first, second, c); ok {
					all = append(all, pair)
				}
			}
		}
	}
	return all
}

func byID(singles []s.Scenario) map[string]s.Scenario {
	alone := map[string]s.Scenario{}
	for _, one := range singles {
		alone[one.ID] = one
	}
	return alone
}

func (c check) isAsked(who s.Caller) bool { return len(c.asks) == 0 || slices.Contains(c.asks, who) }

// on lists the scenarios of the check over one carrier.
func (c check) on(alone map[string]s.Scenario, carrier s.Carrier) []s.Scenario {
	var list []s.Scenario
	for _, family := range c.by {
		if one, ok := alone[strings.ReplaceAll(family, "{carrier}", string(carrier))]; ok {
			list = append(list, one)
		}
	}
	return list
}

// carriersOf picks the carriers of a pair: the headers, else the URLs, else unsigned. It takes both
// versions of the signature only where a rule names these two checks.
func carriersOf(alone map[string]s.Scenario, first, second check) []s.Carrier {
	for _, some := range [][]s.Carrier{{s.V4Header, s.V1Header}, {s.V4URL, s.V1URL}, {s.Unsigned}} {
		var both []s.Carrier
		for _, c := range some {
			if _, ok := compose(alone, first, second, c); ok && (len(both) == 0 || ruledByName(first, second, c)) {
				both = append(both, c)
			}
		}
		if len(both) > 0 {
			return both
		}
	}
	return nil
}

// compose makes one scenario of a pair, if the two faults can happen together.
func compose(alone map[string]s.Scenario, first, second check, carrier s.Carrier) (s.Scenario, bool) {
	for _, a := range first.on(alone, carrier) {
		for _, b := range second.on(alone, carrier) {
			given, when, ok := merged(a, b)
			if !ok || exclude(a, b, given) || !first.isAsked(when.Caller) || !second.isAsked(when.Caller) {
				continue
			}
			pair := s.Scenario{
				ID: fmt.Sprintf("precedence/%s/%s-and-%s", carrier, first.name, second.name), Row: "X06", Area: "precedence",
				Title:    fmt.Sprintf("of two faults one answers, which of them is not known: %s; %s", a.Fault.Sentence, b.Fault.Sentence),
				Carriers: []s.Carrier{carrier}, Given: given, When: when, Fault: a.Fault, Besides: b.Fault, Then: a.Then, Else: b.Then,
			}
			known, ok := ruled(first, second, carrier)
			if !ok {
				return pair, true
			}
			pair.ID = fmt.Sprintf("precedence/%s/%s-before-%s", carrier, first.name, second.name)
			if pair.Order = known.evidence; known.evidence.Level != s.LevelInferred {
				pair.Title = fmt.Sprintf("of two faults the first answers: %s; %s", a.Fault.Sentence, b.Fault.Sentence)
				pair.Then, pair.Else = a.Then.NoSurerThan(known.evidence), s.Expectation{}
			}
			return pair, true
		}
	}
	return s.Scenario{}, false
}

func ruledByName(first, second check, carrier s.Carrier) bool {
	known, ok := ruled(first, second, carrier)
	return ok && known.first == first.name && known.second == second.name
}

func ruled(first, second check, carrier s.Carrier) (rule, bool) {
	fits := func(word string, c check) bool { return word == c.name || word == string(c.group) }
	all := rules()
	i := slices.IndexFunc(all, func(r rule) bool {
		return fits(r.first, first) && fits(r.second, second) && (len(r.on) == 0 || slices.Contains(r.on, carrier))
	})
	if i < 0 {
		return rule{}, false
	}
	return all[i], true
}
