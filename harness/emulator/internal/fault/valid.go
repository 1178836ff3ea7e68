package fault

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// The bounds of rules.
const (
	MaxRules = 100
	MaxDelay = 5 * time.Minute // half of the time that an answer may take
)

// A Service is what rules may name: the operations of OSS, and the actions of STS and RAM.
type Service struct {
	Serves    func(operation string) bool
	OfBuckets func(operation string) bool         // whether the operation is about a bucket
	Refuses   func(operation, reason string) bool // whether the operation has the reason, as an error; empty: any of OSS
}

// Valid returns an error for a rule that names what is not there, or that contradicts itself.
func Valid(rules []Rule, at Service) error {
	if len(rules) > MaxRules {
		return fmt.Errorf("%d rules are more than %d", len(rules), MaxRules)
	}
	for i, r := range rules {
		if err := errors.Join(r.names(at), r.counts(), r.Answer.valid(at, r.Operation)); err != nil {
			return fmt.Errorf("rule %d: %w", i+1, err)
		}
	}
	return nil
}

func (r Rule) names(at Service) error {
	switch {
	case r.Operation != "" && !at.Serves(r.Operation):
		return fmt.Errorf("operation %q is not served; GET /v1/operations lists those that are", r.Operation)
	case r.Operation != "" && r.Bucket != "" && !at.OfBuckets(r.Operation):
		return fmt.Errorf("operation %s is about no bucket, so none can be named", r.Operation)
	case r.Account != "" && r.AccessKey != "":
		return errors.New("account and accessKey exclude each other")
	}
	return nil
}

func (r Rule) counts() error {
	switch {
	case r.Times < 0 || r.Probability < 0 || !(r.Probability <= 1): // also what is no number
		return errors.New("times is 1 or more, and probability more than 0 and at most 1")
	case (r.Times > 0) == (r.Probability > 0):
		return errors.New("exactly one of times and probability is needed")
	case r.Times > 0 && r.Seed != 0:
		return errors.New("a seed is for a probability")
	}
	return nil
}

func (a Answer) valid(at Service, operation string) error {
	set := 0
	for _, given := range []bool{a.Reason != "", a.Status != 0, a.Delay != 0, a.Cut != "", a.Slow != 0} {
		if given {
			set++
		}
	}
	switch {
	case set != 1:
		return errors.New("the answer needs exactly one of reason, status, delay, cut and slow")
	case a.Reason != "" && !at.Refuses(operation, a.Reason):
		return fmt.Errorf("%q is no reason of an error; GET /v1/reasons lists them, and those of STS and RAM are Codes, such as Throttling.User",
			a.Reason)
	case a.Status != 0 && (a.Status < http.StatusBadRequest || a.Status > 599):
		return fmt.Errorf("status %d is not from 400 to 599", a.Status)
	case a.Delay < 0 || a.Delay > MaxDelay:
		return fmt.Errorf("delay %s is not from 0 to %s", a.Delay, MaxDelay)
	case a.Cut != "" && a.Cut != Before && a.Cut != After:
		return fmt.Errorf("cut %q is neither %s nor %s", a.Cut, Before, After)
	case a.Slow < 0:
		return fmt.Errorf("slow %d is no number of bytes in a second", a.Slow)
	}
	return nil
}
