package conformance

import (
	"encoding/json"
	"fmt"
	"os"

	. "github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/options"
)

// conclude writes the reports and holds the gate: a run that proves nothing is
// not green, whatever its specs say.
func conclude(r Report, o *options.Options, picked []scenarios.Scenario) {
	if r.SuiteConfig.DryRun {
		return
	}
	summary := collect(r, o, picked).Summarise()
	policy := reports.Policy{}
	if o.Reports != "" {
		if err := reports.Write(o.Reports, summary, policy); err != nil {
			Fail("writing the reports: " + err.Error())
		}
	}
	if !o.Quiet {
		if err := reports.WriteTerminal(os.Stdout, summary, false); err != nil {
			Fail("writing the summary: " + err.Error())
		}
	}
	if code := summary.ExitCode(policy); code != 0 {
		Fail(fmt.Sprintf("not conformant: exit code %d of oss403 run", code))
	}
}

// NewRun is a run of these scenarios of which nothing is reported yet.
func NewRun(target string, picked []scenarios.Scenario) reports.Run {
	run := reports.Run{Target: target}
	for _, row := range scenarios.AllRows() {
		run.Rows = append(run.Rows, reports.Row{ID: row.ID, Code: row.Code, Message: row.Message})
	}
	for _, s := range picked {
		run.Expected = append(run.Expected, s.ID)
		run.Planned = append(run.Planned, harness.Planned(s))
	}
	return run
}

// collect gathers the results that the specs of every process left in the report.
func collect(r Report, o *options.Options, picked []scenarios.Scenario) reports.Run {
	run := NewRun(o.Target, picked)
	run.StartedAt, run.Duration = r.StartTime, r.RunTime
	run.Trouble = append(run.Trouble, r.SpecialSuiteFailureReasons...)
	filteredOut := 0
	for _, spec := range r.SpecReports {
		if !spec.LeafNodeType.Is(types.NodeTypeIt) {
			var used verdict.Usage
			if entryOf(spec, usageEntry, &used) {
				run.Usage = plus(run.Usage, used)
			}
			if spec.Failed() {
				run.Trouble = append(run.Trouble, fmt.Sprintf("%s: %s", spec.LeafNodeType, spec.FailureMessage()))
			}
			continue
		}
		var result verdict.Result
		if entryOf(spec, resultEntry, &result) {
			run.Results = append(run.Results, result)
		} else if spec.State.Is(types.SpecStateSkipped) && spec.NumAttempts == 0 && len(r.SpecialSuiteFailureReasons) == 0 {
			filteredOut++ // by a filter of Ginkgo's own
		}
	}
	if filteredOut+len(run.Results) == len(picked) {
		run.Expected, run.Planned = nil, nil
		for _, result := range run.Results {
			run.Expected = append(run.Expected, result.ID)
		}
	}
	return run
}

// plus adds what one process has asked of the target.
func plus(sum *verdict.Usage, used verdict.Usage) *verdict.Usage {
	if sum == nil {
		return &used
	}
	both := sum.Plus(used)
	return &both
}

// entryOf reads a report entry of ours into value.
func entryOf(spec SpecReport, name string, value any) bool {
	for _, entry := range spec.ReportEntries {
		if entry.Name != name {
			continue
		}
		text, ok := entry.GetRawValue().(string)
		if !ok {
			text = entry.StringRepresentation()
		}
		if err := json.Unmarshal([]byte(text), value); err == nil {
			return true
		}
	}
	return false
}
