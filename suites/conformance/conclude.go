package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	. "github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// conclude prints the summary, and ends as concludeQuietly does.
func conclude(run reports.Run, o *Options) error {
	if err := reports.WriteTerminal(os.Stdout, run.Summarise(), false); err != nil {
		return fmt.Errorf("writing the summary: %w", err)
	}
	return concludeQuietly(run, o)
}

// concludeQuietly writes the reports and holds the gate: a run that proves nothing is
// not green, whatever its specs say. The error says why it is not.
func concludeQuietly(run reports.Run, o *Options) error {
	summary, policy := run.Summarise(), reports.Policy{}
	if o.Reports != "" {
		if err := reports.Write(o.Reports, summary, policy); err != nil {
			return fmt.Errorf("writing the reports: %w", err)
		}
	}
	if code := summary.ExitCode(policy); code != 0 {
		return errors.New(strings.Join(
			append([]string{fmt.Sprintf("not conformant: exit code %d of oss403 run", code)}, summary.Trouble...), "; "))
	}
	return nil
}

// allIDs names every scenario, in focus or not.
func allIDs() []string {
	var ids []string
	for _, s := range catalogue.All() {
		ids = append(ids, s.ID)
	}
	return ids
}

// gather collects the results that the specs under the text left in the report of a
// suite, in whatever process they ran. Those that a filter of Ginkgo's own left out are
// not expected.
func gather(r Report, text, target string, picked []scenarios.Scenario) reports.Run {
	run := NewRun(target, picked)
	run.StartedAt, run.Duration = r.StartTime, r.RunTime
	run.Trouble = troubles(r)
	filteredOut := 0
	for _, spec := range r.SpecReports {
		isSpec := spec.LeafNodeType.Is(types.NodeTypeIt)
		if isSpec && !slices.Contains(spec.ContainerHierarchyTexts, text) {
			continue
		}
		var used verdict.Usage
		if entryOf(spec, usageEntry, &used) {
			run.Usage = plus(run.Usage, used)
		}
		var result verdict.Result
		switch {
		case entryOf(spec, resultEntry, &result):
			run.Results = append(run.Results, result)
		case isSpec && spec.State.Is(types.SpecStateSkipped) && spec.NumAttempts == 0 && len(r.SpecialSuiteFailureReasons) == 0:
			filteredOut++
		}
	}
	if filteredOut+len(run.Results) == len(picked) {
		expectOnlyResults(&run)
	}
	return run
}

// troubles are what went wrong with a suite beside its specs.
func troubles(r Report) []string {
	list := slices.Clone(r.SpecialSuiteFailureReasons)
	for _, spec := range r.SpecReports {
		if !spec.LeafNodeType.Is(types.NodeTypeIt) && spec.Failed() {
			list = append(list, fmt.Sprintf("%s: %s", spec.LeafNodeType, spec.FailureMessage()))
		}
	}
	return list
}

// expectOnlyResults: what was left out on purpose is not missed.
func expectOnlyResults(run *reports.Run) {
	run.Expected, run.Planned = nil, nil
	for _, result := range run.Results {
		run.Expected = append(run.Expected, result.ID)
	}
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
