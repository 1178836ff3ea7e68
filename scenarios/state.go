package scenarios

import (
	"encoding/json"
	"slices"
	"strings"
)

// A Trait is one piece of state that stands on a target.
type Trait struct {
	Kind  TraitKind
	Value string // an ACL, a status, a document in JSON or XML, or On; empty: the trait does not stand
}

// A State is a set of traits that stand on the target, at most one of each kind. States can
// be compared with ==. The bucket belongs to the owner. Where its ACL is public, Block
// Public Access is off, unless the state says otherwise.
type State struct{ values [kinds]string }

// NoState is for requests to the service itself.
func NoState() State { return State{} }

// ABucket has an empty bucket with that ACL.
func ABucket(acl string) State { return NoState().With(BucketACL, acl) }

// AnObject has an object with the default ACL in a bucket with that ACL.
func AnObject(bucket string) State { return ABucket(bucket).With(ObjectACL, Default) }

// AFreeName has a bucket name that nobody holds.
func AFreeName() State { return NoState().With(FreeName, On) }

// With returns the state with the trait of that kind at that value.
func (s State) With(kind TraitKind, value string) State { s.values[kind] = value; return s }

// Without returns the state without the traits of those kinds.
func (s State) Without(kinds ...TraitKind) State {
	for _, kind := range kinds {
		s.values[kind] = ""
	}
	return s
}

// In returns the state with its bucket in that region.
func (s State) In(region Region) State { return s.With(BucketRegion, string(region)) }

// Of is the value of the trait of that kind; empty: it does not stand.
func (s State) Of(kind TraitKind) string { return s.values[kind] }

// Has reports whether a trait of one of those kinds stands.
func (s State) Has(kinds ...TraitKind) bool {
	return slices.ContainsFunc(kinds, func(kind TraitKind) bool { return s.values[kind] != "" })
}

// Only returns the state with the traits of those kinds alone.
func (s State) Only(kinds ...TraitKind) State {
	var cut State
	for _, kind := range kinds {
		cut.values[kind] = s.values[kind]
	}
	return cut
}

// Region is the region of the bucket.
func (s State) Region() Region { return Region(s.Of(BucketRegion)) }

// Traits lists the traits that stand, in the order of their kinds.
func (s State) Traits() []Trait {
	var all []Trait
	for kind, value := range s.values {
		if value != "" {
			all = append(all, Trait{TraitKind(kind), value})
		}
	}
	return all
}

// Key differs for different states. Sorted by Key, states with much in common are neighbours.
func (s State) Key() string { return strings.Join(s.values[:], "\x00") }

// MarshalJSON writes each trait under the name of its kind.
func (s State) MarshalJSON() ([]byte, error) {
	named := map[string]string{}
	for _, t := range s.Traits() {
		named[t.Kind.String()] = t.Value
	}
	return json.Marshal(named)
}

// ClosedToOwner reports whether the target refuses every request of the owner.
func (s State) ClosedToOwner() bool {
	return slices.ContainsFunc(s.Traits(), func(t Trait) bool { return t.Kind.row().closesOwner })
}

// CanBecome reports whether the bucket of this state can be changed into the wanted one, without making a new bucket.
func (s State) CanBecome(want State) bool {
	for _, row := range tabled() {
		have := s.Of(row.kind)
		if have != want.Of(row.kind) && (slices.Contains(row.forGood, have) || slices.Contains(row.forGood, Whatever)) {
			return false
		}
	}
	return true
}

// needs lists the capabilities that bring the state about, in the order of Capabilities.
func (s State) needs() []Capability {
	var needs []Capability
	for _, t := range s.Traits() {
		needs = append(needs, t.Needs()...)
	}
	return slices.DeleteFunc(Capabilities(), func(c Capability) bool { return !slices.Contains(needs, c) })
}

// Needs lists the capabilities that bring the trait about.
func (t Trait) Needs() []Capability {
	row := t.Kind.row()
	needs := slices.Concat(row.needs[Whatever], row.needs[t.Value])
	if row.names && strings.Contains(t.Value, "{user}") {
		needs = append(needs, Provisioning)
	}
	return needs
}

// sentence says in words how the trait stands. says, unless empty, replaces its value.
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
