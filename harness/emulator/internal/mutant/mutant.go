// Package mutant breaks the parts of an emulator on purpose, one place at a time, to prove that a
// test notices. It derives the mutants from the parts: a new check, reason or number has its
// mutants at once.
package mutant

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// A Mutant is one way to be wrong.
type Mutant struct {
	Name   string // the family and the broken part
	Family string
	Hurt   func(*parts.Parts) // changes its argument and nothing that is shared
}

// The families.
const (
	Skip     = "skip"     // a check is never asked
	Swap     = "swap"     // two neighbours of known order swap places
	Order    = "order"    // of a pair of known order, the second is asked first
	Evidence = "evidence" // a check refuses without evidence, or with false evidence
	Status   = "status"   // a reason has another status
	Code     = "code"     // another Code
	Message  = "message"  // another Message
	EC       = "ec"       // another EC
	Limit    = "limit"    // a number is off by one
	Operator = "operator" // a condition operator compares like another one, or never fits
	Key      = "key"      // a condition key has no value, or another one
	Verdict  = "verdict"  // a decision is misread
	ACL      = "acl"      // an ACL grants a wrong right, or lacks one
	Whole    = "whole"    // everything is wrong in one way
)

// All lists the mutants of parts, in a fixed order. Each name is unique.
func All(p parts.Parts) []Mutant {
	return slices.Concat(skips(p), swaps(p), orders(p), evidences(p), looks(p), limits(p), operators(p),
		keys(p), verdicts(p), cells(p), wholes())
}

// Named finds a mutant of the default parts.
func Named(name string) (Mutant, bool) {
	all := All(parts.Default())
	at := slices.IndexFunc(all, func(m Mutant) bool { return m.Name == name })
	if at < 0 {
		return Mutant{}, false
	}
	return all[at], true
}

// Of returns the parts of a mutant: a broken copy of p.
func (m Mutant) Of(p parts.Parts) *parts.Parts {
	m.Hurt(&p)
	return &p
}

// reorder makes a mutant that changes a copy of the order.
func reorder(family, what string, change func([]check.Check) []check.Check) Mutant {
	return Mutant{family + " " + what, family, func(p *parts.Parts) { p.Order = change(slices.Clone(p.Order)) }}
}

func indexOf(order []check.Check, name string) int {
	return slices.IndexFunc(order, func(c check.Check) bool { return c.Name == name })
}
