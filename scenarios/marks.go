package scenarios

import "slices"

// Cost is what a scenario costs on the service, by class.
type Cost string

// The classes of cost.
const (
	Free     Cost = "requests only"
	EarlyEnd Cost = "a fraction of a cent for deleting an archived object before its minimum storage time"
	Traffic  Cost = "the traffic of an acceleration endpoint"
)

// Marks are what whoever runs a scenario on an account of his own must know of it.
type Marks struct {
	Requests     int    `json:"requests"` // the provocation and its control; what sets them up and looks for effects comes on top
	Buckets      int    `json:"buckets"`  // that must stand, or be made, at the same time
	Cost         Cost   `json:"cost"`
	Irreversible bool   `json:"irreversible"` // a step can't be taken back: a retention policy is locked, on an empty bucket
	Billed       bool   `json:"billed"`       // costs more than requests
	LeavesBehind string `json:"leavesBehind"` // once everything that was made is removed
}

// Marks derives the safety marks from what the scenario does.
func (s Scenario) Marks() Marks {
	given, faulty := s.Given, s.Faulty()
	needs := s.Needs()
	m := Marks{Requests: 2, Cost: Free, Irreversible: slices.Contains(needs, Irreversible), Billed: slices.Contains(needs, Billed),
		LeavesBehind: "nothing"}
	if m.Billed {
		m.Cost = Traffic
	}
	for _, t := range slices.Concat(given.Traits(), faulty.Traits()) {
		if slices.Contains(t.needs(), Billed) && t.Kind.row().cost == EarlyEnd {
			m.Cost = EarlyEnd
		}
	}
	for _, more := range []bool{given.Has(BucketACL, FreeName), given.Has(CopySource), faulty.Of(CustomDomain) == BoundByAnother,
		!faulty.CanBecome(given)} { // the provocation comes first
		if more {
			m.Buckets++
		}
	}
	return m
}
