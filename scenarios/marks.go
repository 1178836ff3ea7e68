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
	given, faulty := s.Given, s.Besides.In(s.Fault.In(s.Given))
	needs := s.Needs()
	m := Marks{Requests: 2, Cost: Free, Irreversible: slices.Contains(needs, Irreversible), Billed: slices.Contains(needs, Billed),
		LeavesBehind: "nothing"}
	switch {
	case given.Class != "" || faulty.Class != "":
		m.Cost = EarlyEnd
	case m.Billed:
		m.Cost = Traffic
	}
	for _, more := range []bool{given.Bucket != "" || given.Absent, given.Sourced, faulty.Domain == BoundByAnother, given.remade(faulty)} {
		if more {
			m.Buckets++
		}
	}
	return m
}

// remade says that control and provocation can't happen in one bucket, one after
// the other.
func (s State) remade(faulty State) bool {
	return s.Namespace != faulty.Namespace || s.Region != faulty.Region || faulty.Retention == Locked && s.Retention != Locked
}
