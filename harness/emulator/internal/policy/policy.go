// Package policy implements the policy language of RAM. It parses a document once, strictly, when
// the document is stored. A decision needs no state.
// https://www.alibabacloud.com/help/en/ram/user-guide/policy-structure-and-syntax
package policy

import "slices"

// A Document is a parsed policy. It is immutable.
type Document struct {
	Name       string // the name of an attached policy; empty for session and trust policies
	Statements []Statement
}

// A Statement is one rule of a document.
type Statement struct {
	Effect     Effect
	Actions    Set
	Resources  Set         // empty in a trust policy: the role that carries it is the resource
	Principals []Principal // those of a trust, bucket or endpoint policy
	Conditions []Condition
}

// An Effect is the result of a statement or of a whole decision.
type Effect string

// The effects. Implicit means that no statement matched, which allows nothing.
const (
	Implicit Effect = "ImplicitDeny"
	Allow    Effect = "Allow"
	Deny     Effect = "ExplicitDeny"
)

// A Set is the value of Action or Resource, or of their negations.
type Set struct {
	Patterns []string
	Not      bool // the set is NotAction or NotResource
}

// A Condition compares one key with a list of values. All conditions of a statement must hold.
type Condition struct {
	Operator string
	Key      string
	Values   []string
}

// A Request holds the facts for a decision.
type Request struct {
	Action   string                          // service:Name
	Resource string                          // acs:service:region:account:relative
	Context  func(key string) (string, bool) // looks up a condition key; nil: no key is known
	Caller   []string                        // the names that a Principal may use for the caller

	Owner        bool // the caller is the account that owns the bucket of the policy
	IgnorePublic bool // statements that let everybody in do not count
}

// A Decision is an Effect and the statement that decided.
type Decision struct {
	Effect    Effect
	Document  string // name of that document
	Statement int    // counts from 1; 0 if nothing matched
}

// Decide evaluates all documents together by the rules of RAM.
func Decide(documents []*Document, r Request) Decision { return rules.Decide(documents, r) }

func (s Set) holds(value string, match func(pattern, value string) bool) bool {
	matched := slices.ContainsFunc(s.Patterns, func(p string) bool { return match(p, value) })
	return matched != s.Not
}
