package mutant

import (
	"maps"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// operators let each operator compare like another one of its kind, and never fit.
func operators(p parts.Parts) []Mutant {
	var out []Mutant
	names := slices.Sorted(maps.Keys(p.Policies.Operators))
	for _, name := range names {
		as := func(how string, other policy.Operator) Mutant {
			return Mutant{Operator + " " + name + " " + how, Operator, func(p *parts.Parts) {
				p.Policies.Operators = maps.Clone(p.Policies.Operators)
				other.Valid = p.Policies.Operators[name].Valid
				p.Policies.Operators[name] = other
			}}
		}
		none := p.Policies.Operators[name]
		none.Fits = func(string, string) bool { return false }
		out = append(out, as("fits nothing", none))
		for _, other := range names {
			if other != name && kindOf(other) == kindOf(name) {
				out = append(out, as("as "+other, p.Policies.Operators[other]))
			}
		}
	}
	return out
}

// kindOf returns the kind of values that an operator compares.
func kindOf(operator string) string {
	for _, kind := range []string{"String", "Numeric", "Date", "Ip", "Bool"} {
		if strings.Contains(operator, kind) {
			return kind
		}
	}
	return operator
}

// keys let each condition key have no value, and another value.
func keys(p parts.Parts) []Mutant {
	var out []Mutant
	for _, name := range slices.Sorted(maps.Keys(p.Keys)) {
		become := func(how string, change func(string, bool) (string, bool)) Mutant {
			return Mutant{Key + " " + name + " " + how, Key, func(p *parts.Parts) {
				p.Keys = maps.Clone(p.Keys)
				of := p.Keys[name]
				p.Keys[name] = func(c *check.Case, a op.Access, rest string) (string, bool) { return change(of(c, a, rest)) }
			}}
		}
		out = append(out,
			become("unknown", func(string, bool) (string, bool) { return "", false }),
			become("falsified", func(value string, known bool) (string, bool) { return "x" + value, known }))
	}
	return out
}

// verdicts misread decisions.
func verdicts(parts.Parts) []Mutant {
	verdict := func(what string, hurt func(*parts.Parts)) Mutant {
		return Mutant{Verdict + " " + what, Verdict, hurt}
	}
	grant := func(effects ...policy.Effect) func(*parts.Parts) {
		return func(p *parts.Parts) { p.Policies.Grants = effects }
	}
	bind := func(conditioned, binds bool) func(*parts.Parts) {
		return func(p *parts.Parts) {
			p.Policies.BindsOwner = maps.Clone(p.Policies.BindsOwner)
			p.Policies.BindsOwner[conditioned] = binds
		}
	}
	return []Mutant{
		verdict("allow beats deny", func(p *parts.Parts) {
			p.Policies.Strength = []policy.Effect{policy.Allow, policy.Deny, policy.Implicit}
		}),
		verdict("implicit deny allows", grant(policy.Allow, policy.Implicit)),
		verdict("explicit deny allows", grant(policy.Allow, policy.Deny)),
		verdict("allow does not allow", grant()),
		verdict("owner bound without a condition", bind(false, true)),
		verdict("owner exempt with a condition", bind(true, false)),
		verdict("owner without rights of his own", func(p *parts.Parts) { p.OwnerMay = false }),
	}
}

// cells invert each cell of the table of ACLs.
func cells(p parts.Parts) []Mutant {
	var out []Mutant
	for cell := range p.ACLs {
		use := "read"
		if cell.Writes {
			use = "write"
		}
		out = append(out, Mutant{ACL + " " + cell.ACL + " " + use, ACL, func(p *parts.Parts) {
			p.ACLs = maps.Clone(p.ACLs)
			p.ACLs[cell] = !p.ACLs[cell]
		}})
	}
	slices.SortFunc(out, func(a, b Mutant) int { return strings.Compare(a.Name, b.Name) })
	return out
}
