package policy

import (
	"iter"
	"maps"
	"slices"
)

// Rules hold the rules of decisions as values, so that a copy can differ.
type Rules struct {
	Operators  map[string]Operator
	Strength   []Effect      // the strongest effect first: the strongest match is the decision
	Grants     []Effect      // the decisions that grant
	BindsOwner map[bool]bool // whether a statement for * binds the bucket owner, by whether it has a Condition
}

// DefaultRules returns a fresh copy of the documented rules.
// https://www.alibabacloud.com/help/en/ram/user-guide/policy-evaluation-process
// https://help.aliyun.com/document_detail/85111.html
func DefaultRules() Rules {
	r := rules
	r.Operators, r.Strength, r.Grants, r.BindsOwner = maps.Clone(r.Operators), slices.Clone(r.Strength),
		slices.Clone(r.Grants), maps.Clone(r.BindsOwner)
	return r
}

var rules = Rules{
	Operators:  operators,
	Strength:   []Effect{Deny, Allow, Implicit},
	Grants:     []Effect{Allow},
	BindsOwner: map[bool]bool{false: false, true: true},
}

// Decide evaluates all documents together. The strongest effect of a matching statement is the
// decision; the first statement with this effect is named in it.
func (r Rules) Decide(documents []*Document, q Request) Decision {
	return r.strongest(statementsOf(documents), q)
}

func (r Rules) strongest(statements iter.Seq[placed], q Request) Decision {
	decision, strength := Decision{Effect: Implicit}, r.strength(Implicit)
	for s := range statements {
		stronger := r.strength(s.Effect)
		if stronger >= strength || !r.matches(s.Statement, q) {
			continue
		}
		decision, strength = Decision{Effect: s.Effect, Document: s.document, Statement: s.number}, stronger
		if strength == 0 {
			return decision
		}
	}
	return decision
}

// Stronger returns the stronger of two decisions, or the first of two equals.
func (r Rules) Stronger(a, b Decision) Decision {
	if r.strength(b.Effect) < r.strength(a.Effect) {
		return b
	}
	return a
}

// Granted reports whether a decision grants the request.
func (r Rules) Granted(d Decision) bool { return slices.Contains(r.Grants, d.Effect) }

func (r Rules) strength(e Effect) int { return slices.Index(r.Strength, e) }

func (r Rules) matches(s *Statement, q Request) bool {
	if !s.Actions.holds(q.Action, matchAction) ||
		q.IgnorePublic && s.Public() ||
		len(s.Principals) > 0 && !r.names(s, q) ||
		len(s.Resources.Patterns) > 0 && !s.Resources.holds(q.Resource, matchResource) {
		return false
	}
	for _, c := range s.Conditions {
		if !c.holds(r.Operators, q.Context) {
			return false
		}
	}
	return true
}

// names reports whether a principal of the statement is the caller. In a trust policy a principal
// is exact and of kind RAM; in a bucket policy it may be a wildcard.
func (r Rules) names(s *Statement, q Request) bool {
	return slices.ContainsFunc(s.Principals, func(p Principal) bool {
		switch {
		case p.Kind == grantee && p.Name == "*":
			return !q.Owner || r.BindsOwner[len(s.Conditions) > 0]
		case p.Kind == grantee:
			return slices.ContainsFunc(q.Caller, func(name string) bool { return Match(p.Name, name) })
		}
		return p.Kind == "RAM" && slices.Contains(q.Caller, p.Name)
	})
}
