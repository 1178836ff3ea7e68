package scenarios

import (
	"encoding/json"
	"slices"
	"strings"
)

// A Trait is one piece of state that stands on a target.
type Trait struct {
	Kind  TraitKind
	Value string // how it stands: an ACL, a status, a document in JSON or XML; On where it stands or not; empty: it does not stand
}

// A State is what stands on the target before the control is sent: a set of traits, at
// most one of a kind. States can be compared. The bucket belongs to the owner; where its
// ACL is public, Block Public Access is off, unless the state says otherwise.
type State struct{ values [kinds]string }

// NoState is for requests to the service itself.
func NoState() State { return State{} }

// ABucket is an empty bucket with that ACL.
func ABucket(acl string) State { return NoState().With(BucketACL, acl) }

// AnObject is an object with the default ACL in a bucket with that ACL.
func AnObject(bucket string) State { return ABucket(bucket).With(ObjectACL, Default) }

// AFreeName is a bucket name that nobody holds.
func AFreeName() State { return NoState().With(FreeName, On) }

// With is the state in which that kind of trait stands so.
func (s State) With(kind TraitKind, value string) State { s.values[kind] = value; return s }

// Without is the state in which no trait of those kinds stands.
func (s State) Without(kinds ...TraitKind) State {
	for _, kind := range kinds {
		s.values[kind] = ""
	}
	return s
}

// In is the state whose bucket lies in that region.
func (s State) In(region Region) State { return s.With(BucketRegion, string(region)) }

// Of says how the trait of that kind stands; empty: it does not stand.
func (s State) Of(kind TraitKind) string { return s.values[kind] }

// Has says that a trait of one of those kinds stands.
func (s State) Has(kinds ...TraitKind) bool {
	return slices.ContainsFunc(kinds, func(kind TraitKind) bool { return s.values[kind] != "" })
}

// Only is the state cut down to those kinds of trait.
func (s State) Only(kinds ...TraitKind) State {
	var cut State
	for _, kind := range kinds {
		cut.values[kind] = s.values[kind]
	}
	return cut
}

// Region is where the bucket lies.
func (s State) Region() Region { return Region(s.Of(BucketRegion)) }

// Traits lists what stands, in the order of the kinds.
func (s State) Traits() []Trait {
	var all []Trait
	for kind, value := range s.values {
		if value != "" {
			all = append(all, Trait{TraitKind(kind), value})
		}
	}
	return all
}

// Key tells states apart, and sorts those beside each other that have much in common.
func (s State) Key() string { return strings.Join(s.values[:], "\x00") }

// MarshalJSON writes each trait under the name of its kind.
func (s State) MarshalJSON() ([]byte, error) {
	named := map[string]string{}
	for _, t := range s.Traits() {
		named[t.Kind.String()] = t.Value
	}
	return json.Marshal(named)
}

// ClosedToOwner says that the owner is refused whatever the request.
func (s State) ClosedToOwner() bool {
	return slices.ContainsFunc(s.Traits(), func(t Trait) bool { return t.Kind.row().closesOwner })
}

// CanBecome says that the bucket of the state need not be made anew for another one.
func (s State) CanBecome(want State) bool {
	for _, row := range tabled() {
		have := s.Of(row.kind)
		if have != want.Of(row.kind) && (slices.Contains(row.forGood, have) || slices.Contains(row.forGood, Whatever)) {
			return false
		}
	}
	return true
}

// needs is what a target must have for the state to be brought about, in the order of Capabilities.
func (s State) needs() []Capability {
	var needs []Capability
	for _, t := range s.Traits() {
		needs = append(needs, t.needs()...)
	}
	return slices.DeleteFunc(Capabilities(), func(c Capability) bool { return !slices.Contains(needs, c) })
}

// needs is what a target must have for the trait to be brought about.
func (t Trait) needs() []Capability {
	row := t.Kind.row()
	needs := slices.Concat(row.needs[Whatever], row.needs[t.Value])
	if row.names && strings.Contains(t.Value, "{user}") {
		needs = append(needs, Provisioning)
	}
	return needs
}

// sentence says how the trait stands; says, where it is not empty, stands for its value.
func (t Trait) sentence(says string) string {
	row := t.Kind.row()
	if whole, ok := row.says[t.Value]; ok && says == "" {
		return whole
	}
	if says == "" {
		says = t.Value
	}
	return strings.ReplaceAll(row.stands, "{}", says)
}
