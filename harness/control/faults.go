package control

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// A Fault says which calls to the data port fail, and how. An empty field of the first four stands for every operation,
// bucket or caller. Either Times or Probability is set. A call that would be refused anyway does not count.
type Fault struct {
	Operation   string      `json:"operation,omitempty"` // a name of Operations
	Bucket      string      `json:"bucket,omitempty"`
	Account     string      `json:"account,omitempty"`     // UID of the account of the caller
	AccessKey   string      `json:"accessKey,omitempty"`   // AccessKeyId of the caller
	Times       int         `json:"times,omitempty"`       // the next so many calls
	Probability float64     `json:"probability,omitempty"` // of each call, more than 0 and at most 1
	Seed        uint64      `json:"seed,omitempty"`        // of the generator that Probability asks
	Answer      FaultAnswer `json:"answer"`
}

// A FaultAnswer is one way to fail. Exactly one field is set.
type FaultAnswer struct {
	Reason string        // reason of the emulator's catalogue, such as internal-error; without effect
	Status int           // 400 to 599, without a document and without effect
	Delay  time.Duration // the answer comes so much later than the effect
	Cut    string        // "before" or "after" the effect: the connection is cut
	Slow   int           // bytes of the answer's body in a second
}

// MarshalJSON writes the answer as the control API reads it.
func (a FaultAnswer) MarshalJSON() ([]byte, error) {
	text := faultText{a.Reason, a.Status, "", a.Cut, a.Slow}
	if a.Delay != 0 {
		text.Delay = a.Delay.String()
	}
	return json.Marshal(text)
}

// UnmarshalJSON reads an answer of the control API.
func (a *FaultAnswer) UnmarshalJSON(from []byte) error {
	var text faultText
	if err := json.Unmarshal(from, &text); err != nil {
		return err
	}
	*a = FaultAnswer{text.Reason, text.Status, 0, text.Cut, text.Slow}
	if text.Delay == "" {
		return nil
	}
	var err error
	if a.Delay, err = time.ParseDuration(text.Delay); err != nil {
		return fmt.Errorf("reading the delay of a fault: %w", err)
	}
	return nil
}

type faultText struct {
	Reason string `json:"reason,omitempty"`
	Status int    `json:"status,omitempty"`
	Delay  string `json:"delay,omitempty"`
	Cut    string `json:"cut,omitempty"`
	Slow   int    `json:"slow,omitempty"`
}

// A FaultCount is a fault with what became of it.
type FaultCount struct {
	Fault
	Calls  int `json:"calls"`  // calls that it fits and that no earlier fault has struck
	Struck int `json:"struck"` // of them, those that have failed
}

// SetFaults replaces all faults; none: no call fails on demand. The emulator refuses a fault that names an operation or
// a reason that it lacks, or that contradicts itself. Then nothing changes.
func (p *Port) SetFaults(ctx context.Context, faults ...Fault) error {
	if err := p.call(ctx, http.MethodPut, "/v1/faults", append([]Fault{}, faults...), nil); err != nil {
		return fmt.Errorf("setting faults: %w", err)
	}
	return nil
}

// Faults lists the faults with their counts, in the order in which they were set.
func (p *Port) Faults(ctx context.Context) ([]FaultCount, error) {
	var all []FaultCount
	if err := p.call(ctx, http.MethodGet, "/v1/faults", nil, &all); err != nil {
		return nil, fmt.Errorf("listing faults: %w", err)
	}
	return all, nil
}

// ClearFaults removes all faults.
func (p *Port) ClearFaults(ctx context.Context) error {
	if err := p.call(ctx, http.MethodDelete, "/v1/faults", nil, nil); err != nil {
		return fmt.Errorf("removing faults: %w", err)
	}
	return nil
}
