package trace

import (
	"fmt"
	"strings"
)

// Says tells the story of a request in sentences: the caller, the access, the opinions of policies,
// and the check that refused.
func (r Record) Says() []string {
	who := "nobody known"
	if r.Principal != nil {
		who = strings.TrimSpace(r.Principal.Type + " " + r.Principal.Name)
	}
	asked := "asked for no operation that is known"
	if r.Operation != "" {
		asked = "asked for " + r.Operation
	}
	lines := []string{who + " " + asked}
	for _, o := range r.Opinions {
		line := fmt.Sprintf("%s says %s on %s of %s", o.Layer, o.Says, o.Action, o.Resource)
		if o.Statement > 0 {
			line += fmt.Sprintf(", by statement %d %s", o.Statement, o.Policy)
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	if r.Fault != nil {
		lines = append(lines, "it was made to fail, by "+r.Fault.String())
	}
	last := fmt.Sprintf("none of %d checks objected: HTTP %d", len(r.Checks), r.Status)
	if len(r.Checks) == 0 {
		last = fmt.Sprintf("no check was asked: HTTP %d", r.Status)
	}
	if r.Status == 0 {
		last = "the connection was cut"
	}
	if n := len(r.Checks); n > 0 && r.Checks[n-1].Says == "refused" {
		last = fmt.Sprintf("%s refused, after %d checks without objection", r.Checks[n-1].Check, n-1)
	}
	if r.Refusal != nil {
		last += fmt.Sprintf(": %s (%s)", r.Refusal.Reason, strings.TrimSpace(r.Refusal.Code+" "+r.Refusal.EC))
	}
	return append(lines, last)
}
