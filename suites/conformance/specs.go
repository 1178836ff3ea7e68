package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	. "github.com/onsi/ginkgo/v2"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// The names of the report entries for the result of a scenario, for the usage of a
// process, and for what the process has opened.
const (
	resultEntry  = "oss403 result"
	usageEntry   = "oss403 usage"
	productEntry = "oss403 product"
)

// specs adds a spec for each scenario. One process runs a whole group, in order. shared
// holds the decorators of the normal groups; whole holds those of the group that changes
// the whole account.
func (v *visit) specs(picked []scenarios.Scenario, shared, whole []any) {
	groups, alone := v.options.groups(picked)
	for i, group := range groups {
		Context(fmt.Sprintf("group %03d", i+1), Ordered, shared, func() { v.group(group) })
	}
	Context("the whole account", Ordered, whole, func() { v.group(alone) })
}

// groups sorts the scenarios into groups. If the run may send only so many requests, the quick selection comes first.
func (o *Options) groups(picked []scenarios.Scenario) (groups [][]scenarios.Scenario, alone []scenarios.Scenario) {
	if o.Budget == 0 {
		return harness.Groups(picked)
	}
	first := map[string]bool{}
	quick := scenarios.Quick(picked)
	for _, s := range quick {
		first[s.ID] = true
	}
	groups, alone = harness.Groups(quick)
	more, others := harness.Groups(slices.DeleteFunc(slices.Clone(picked), func(s scenarios.Scenario) bool { return first[s.ID] }))
	return append(groups, more...), append(alone, others...)
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
				Skip("the target could not be opened") // the summary shows the reason once, and the run fails
			}
			result := v.run(ctx, s)
			v.tell(result)
			settle(result)
		})
	}
}

// leave cleans up after this process and hands on its usage.
func (v *visit) leave(ctx SpecContext) {
	if v.session == nil {
		return
	}
	product := v.product()
	used, err := v.end(ctx)
	if v.teller == nil {
		enter(usageEntry, used)
		if product != nil {
			enter(productEntry, *product)
		}
	} else if product != nil {
		err = errors.Join(err, v.teller.Product(*product))
	}
	if err := errors.Join(err, v.teller.Usage(used)); err != nil {
		Fail(err.Error())
	}
}

func nameOf(s scenarios.Scenario) string { return s.ID + " " + s.Title }

// labels returns the area and the row. A B row, a neighbour of a 403, has the label
// boundary too.
func labels(s scenarios.Scenario) []string {
	list := []string{s.Area, s.Row}
	if strings.HasPrefix(s.Row, "B") {
		list = append(list, "boundary")
	}
	return list
}

// tell passes a result on: to the program that started the run, or otherwise to the
// report of the suite.
func (v *visit) tell(result verdict.Result) {
	if v.teller == nil {
		enter(resultEntry, result)
		return
	}
	if err := v.teller.Result(result); err != nil {
		Fail(err.Error())
	}
}

// settle passes, skips or fails the spec, as the verdict demands.
func settle(result verdict.Result) {
	switch result.Verdict {
	case verdict.Pass, verdict.Known:
	case verdict.NotSupported:
		Skip(result.Reason)
	default:
		Fail(deviation(result))
	}
}

// enter adds a hidden report entry with a JSON value.
func enter(name string, value any) {
	encoded, err := json.Marshal(value)
	if err != nil {
		Fail(fmt.Sprintf("encoding the %s: %v", name, err))
	}
	AddReportEntry(name, string(encoded), ReportEntryVisibilityNever)
}
