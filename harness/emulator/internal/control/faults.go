package control

import (
	"cmp"
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/fault"
)

// faultBody is a rule by which calls fail, as JSON. The counts are for answers only.
type faultBody struct {
	Operation   string      `json:"operation,omitempty"`
	Bucket      string      `json:"bucket,omitempty"`
	Account     string      `json:"account,omitempty"`
	AccessKey   string      `json:"accessKey,omitempty"`
	Times       int         `json:"times,omitempty"`
	Probability float64     `json:"probability,omitempty"`
	Seed        uint64      `json:"seed,omitempty"`
	Answer      faultAnswer `json:"answer"`
}

type faultAnswer struct {
	Reason string    `json:"reason,omitempty"`
	Status int       `json:"status,omitempty"`
	Delay  string    `json:"delay,omitempty"` // such as 2s
	Cut    fault.Cut `json:"cut,omitempty"`
	Slow   int       `json:"slow,omitempty"` // bytes of the body in a second
}

// faultCount is a rule with what became of it.
type faultCount struct {
	faultBody
	Calls  int `json:"calls"`
	Struck int `json:"struck"`
}

// listFaults lists the rules by which calls fail on demand.
func (a *API) listFaults(w http.ResponseWriter, _ *http.Request) {
	rules := []faultCount{}
	for _, c := range a.Faults() {
		answer := faultAnswer{Reason: c.Answer.Reason, Status: c.Answer.Status, Cut: c.Answer.Cut, Slow: c.Answer.Slow}
		if c.Answer.Delay != 0 {
			answer.Delay = c.Answer.Delay.String()
		}
		rules = append(rules, faultCount{
			faultBody{c.Operation, c.Bucket, c.Account, c.AccessKey, c.Times, c.Probability, c.Seed, answer}, c.Calls, c.Struck,
		})
	}
	answer(w, http.StatusOK, rules)
}

// putFaults replaces the rules. A rule that can't hold is refused with all others.
func (a *API) putFaults(w http.ResponseWriter, r *http.Request) {
	var bodies []faultBody
	if err := readJSON(r, &bodies); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	var rules []fault.Rule
	for i, b := range bodies {
		delay, err := time.ParseDuration(cmp.Or(b.Answer.Delay, "0"))
		if err != nil {
			problem(w, http.StatusBadRequest, fmt.Errorf("rule %d: delay %q is no duration such as 2s: %w", i+1, b.Answer.Delay, err))
			return
		}
		rules = append(rules, fault.Rule{
			Operation: b.Operation, Bucket: b.Bucket, Account: b.Account, AccessKey: b.AccessKey,
			Times: b.Times, Probability: b.Probability, Seed: b.Seed,
			Answer: fault.Answer{Reason: b.Answer.Reason, Status: b.Answer.Status, Delay: delay, Cut: b.Answer.Cut, Slow: b.Answer.Slow},
		})
	}
	if err := a.Arm(rules); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// deleteFaults removes all rules.
func (a *API) deleteFaults(w http.ResponseWriter, _ *http.Request) {
	if err := a.Arm(nil); err != nil {
		problem(w, http.StatusInternalServerError, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
