package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	. "github.com/onsi/ginkgo/v2"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// The report entries that carry a scenario's result, and what a process has asked
// of the target.
const (
	resultEntry = "oss403 result"
	usageEntry  = "oss403 usage"
)

// specs adds one for each scenario, in groups that a process runs whole and in their
// order. The decorators go to each group, and to the one that changes the whole account.
func (v *visit) specs(picked []scenarios.Scenario, shared, whole []any) {
	groups, alone := harness.Groups(picked)
	for i, group := range groups {
		Context(fmt.Sprintf("group %03d", i+1), Ordered, shared, func() { v.group(group) })
	}
	Context("the whole account", Ordered, whole, func() { v.group(alone) })
}

func (v *visit) group(list []scenarios.Scenario) {
	BeforeAll(func(ctx SpecContext) {
		if err := v.prepare(ctx, list); err != nil {
			GinkgoWriter.Println(err)
		}
	})
	for _, s := range list {
		It(nameOf(s), Label(labels(s)...), func(ctx SpecContext) {
			if v.unopened != nil {
				v.tell(harness.Unopened(s, v.unopened))
				Skip("the target could not be opened") // the summary says why, once, and the gate fails
			}
			result := v.run(ctx, s)
			v.tell(result)
			settle(result)
		})
	}
}

// leave ends what this process does on the target.
func (v *visit) leave(ctx SpecContext) {
	if v.session == nil {
		return
	}
	used, err := v.end(ctx)
	if v.teller == nil {
		enter(usageEntry, used)
	}
	if err := errors.Join(err, v.teller.Usage(used)); err != nil {
		Fail(err.Error())
	}
}

func nameOf(s scenarios.Scenario) string { return s.ID + " " + s.Title }

// labels are the area, the row and, for a neighbour of a 403, boundary.
func labels(s scenarios.Scenario) []string {
	list := []string{s.Area, s.Row}
	if strings.HasPrefix(s.Row, "B") {
		list = append(list, "boundary")
	}
	return list
}

// tell hands a result on: to who started the run, else in the report of the suite.
func (v *visit) tell(result verdict.Result) {
	if v.teller == nil {
		enter(resultEntry, result)
		return
	}
	if err := v.teller.Result(result); err != nil {
		Fail(err.Error())
	}
}

// settle turns a result into the state of the spec.
func settle(result verdict.Result) {
	switch result.Verdict {
	case verdict.Pass, verdict.Known:
	case verdict.NotSupported:
		Skip(result.Reason)
	default:
		Fail(deviation(result))
	}
}

// enter adds a report entry of ours.
func enter(name string, value any) {
	encoded, err := json.Marshal(value)
	if err != nil {
		Fail(fmt.Sprintf("encoding the %s: %v", name, err))
	}
	AddReportEntry(name, string(encoded), ReportEntryVisibilityNever)
}
