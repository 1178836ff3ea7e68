// Package conformance runs the catalogue on a target: one spec for each
// scenario. What a scenario is stands in scenarios, how it is judged in harness.
package conformance

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	. "github.com/onsi/ginkgo/v2"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/options"
)

// The report entries that carry a scenario's result, and what a process has asked
// of the target.
const (
	resultEntry = "oss403 result"
	usageEntry  = "oss403 usage"
)

// Bounds on a run that a target may stall.
const (
	openWithin    = time.Minute
	cleanUpWithin = time.Minute
)

// Register adds the specs of the scenarios that the options pick. Call it while
// Ginkgo builds its tree, once.
func Register(o *options.Options) {
	picked, err := o.Scenarios()
	if err != nil {
		panic(err)
	}
	if o.Reports != "" {
		if err := reports.Clear(o.Reports); err != nil {
			panic(err)
		}
	}
	var session *harness.Session
	var unopened error
	running, _ := GinkgoConfiguration()
	o.Share = running.ParallelTotal

	BeforeSuite(func(ctx SpecContext) {
		session, unopened = harness.Open(ctx, o.Spec(), nil)
	}, NodeTimeout(openWithin))

	AfterSuite(func(ctx SpecContext) {
		if session == nil {
			return
		}
		err := session.Close(ctx)
		enter(usageEntry, session.Usage())
		if err != nil {
			Fail("clean-up: " + err.Error())
		}
	}, NodeTimeout(cleanUpWithin))

	spec := func(s scenarios.Scenario) {
		It(s.ID+" "+s.Title, Label(labels(s)...), func(ctx SpecContext) {
			if unopened != nil {
				enter(resultEntry, harness.Unopened(s, unopened))
				Skip("the target could not be opened") // the summary says why, once, and the gate fails
			}
			result := session.Run(ctx, s)
			if err := o.Mark(); err != nil {
				GinkgoWriter.Println(err)
			}
			report(result)
		})
	}
	each := func(list []scenarios.Scenario) {
		BeforeAll(func(ctx SpecContext) {
			if session == nil {
				return
			}
			if err := session.Prepare(ctx, list); err != nil {
				GinkgoWriter.Println(err)
			}
		})
		for _, s := range list {
			spec(s)
		}
	}
	groups, alone := harness.Groups(picked)
	Describe("OSS 403", func() { // one container, so that the order is always the same
		for i, group := range groups {
			Context(fmt.Sprintf("group %03d", i+1), Ordered, ContinueOnFailure, func() { each(group) })
		}
		Context("the whole account", Ordered, ContinueOnFailure, Serial, func() { each(alone) })
	})

	ReportAfterSuite("reports and gate", func(r Report) { conclude(r, o, picked) })
}

// labels are the area, the row and, for a neighbour of a 403, boundary.
func labels(s scenarios.Scenario) []string {
	list := []string{s.Area, s.Row}
	if strings.HasPrefix(s.Row, "B") {
		list = append(list, "boundary")
	}
	return list
}

// report turns a result into the state of the spec.
func report(result verdict.Result) {
	enter(resultEntry, result)
	switch result.Verdict {
	case verdict.Pass, verdict.Known:
	case verdict.NotSupported:
		Skip(result.Reason)
	default:
		Fail(string(result.Verdict) + ": " + result.Reason + deviations(result))
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

func deviations(result verdict.Result) string {
	text := ""
	for _, f := range result.Deviations(verdict.Fails) {
		text += fmt.Sprintf("\n  %s\n    expected %s\n    actual   %s", f.Field, f.Expected, f.Actual)
	}
	return text
}
