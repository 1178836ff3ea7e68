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

// Marks tell what a scenario does to the account that runs it.
type Marks struct {
	Requests     int    `json:"requests"` // provocation and control; set-up and looking for effects come on top
	Buckets      int    `json:"buckets"`  // how many exist at the same time
	Cost         Cost   `json:"cost"`
	Irreversible bool   `json:"irreversible"` // it begins what no request ends at once: a locked retention policy of an empty bucket, …
	Billed       bool   `json:"billed"`       // it costs more than requests
	LeavesBehind string `json:"leavesBehind"` // after the clean-up of the run
}

// Marks derives the safety marks from what the scenario does.
func (s Scenario) Marks() Marks {
	given, faulty := s.Given, s.Faulty()
	needs := s.Needs()
	m := Marks{Requests: 2, Cost: Free, Irreversible: slices.Contains(needs, Irreversible), Billed: slices.Contains(needs, Billed),
		LeavesBehind: "nothing"}
	if s.When.Host != "" {
		m.Cost = Traffic
	}
	for _, t := range slices.Concat(given.Traits(), faulty.Traits()) {
		if slices.Contains(t.Needs(), Billed) && m.Cost != EarlyEnd {
			m.Cost = t.Kind.row().cost
		}
	}
	for _, more := range []bool{given.Has(BucketACL, FreeName), given.Has(CopySource), faulty.Of(CustomDomain) == BoundByAnother,
		!faulty.CanBecome(given)} { // the bucket of the provocation, which comes first, can't serve the control
		if more {
			m.Buckets++
		}
	}
	return m
}
