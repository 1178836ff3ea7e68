// Package policy is the policy language of RAM: documents are parsed strictly
// and once, when they are written, and decided over without any state.
// https://www.alibabacloud.com/help/en/ram/user-guide/policy-structure-and-syntax
package policy

import "slices"

// A Document is a parsed policy. It is immutable.
type Document struct {
	Name       string // under which it is attached; empty for session and trust policies
	Statements []Statement
}

// A Statement is one rule of a document.
type Statement struct {
	Effect     Effect
	Actions    Set
	Resources  Set         // empty in a trust policy, which is about the role that carries it
	Principals []Principal // of a trust, bucket or endpoint policy
	Conditions []Condition
}

// An Effect is what a statement, or a whole decision, amounts to.
type Effect string

// The effects. Implicit: no statement matched, which allows nothing.
const (
	Implicit Effect = "ImplicitDeny"
	Allow    Effect = "Allow"
	Deny     Effect = "ExplicitDeny"
)

// A Set is the value of Action or Resource, or of their negations.
type Set struct {
	Patterns []string
	Not      bool // NotAction, NotResource
}

// A Condition holds when each value list of its key does; all conditions of
// a statement must hold.
type Condition struct {
	Operator string
	Key      string
	Values   []string
}

// A Request is what a decision is about.
type Request struct {
	Action   string                          // service:Name
	Resource string                          // acs:service:region:account:relative
	Context  func(key string) (string, bool) // condition keys; nil: none is known
	Caller   []string                        // the names that a Principal may have for the caller

	Owner        bool // the caller is the account that owns the bucket of the policy
	IgnorePublic bool // statements that let everybody in do not count
}

// A Decision is an Effect and the statement that settled it.
type Decision struct {
	Effect    Effect
	Document  string // name of the document
	Statement int    // from 1; 0 when nothing matched
}

// Decide evaluates all documents together by the rules of RAM.
func Decide(documents []*Document, r Request) Decision { return rules.Decide(documents, r) }

func (s Set) holds(value string, match func(pattern, value string) bool) bool {
	matched := slices.ContainsFunc(s.Patterns, func(p string) bool { return match(p, value) })
	return matched != s.Not
}
