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

// conclude prints the summary, then does the same as concludeQuietly.
func conclude(run reports.Run, o *Options) error {
	if err := reports.WriteTerminal(os.Stdout, run.Summarise(), false); err != nil {
		return fmt.Errorf("writing the summary: %w", err)
	}
	return concludeQuietly(run, o)
}

// concludeQuietly writes the reports and checks the exit code of the run. It returns an
// error if the code is not 0. Thus a run that proves nothing is not green, even if no
// spec failed.
func concludeQuietly(run reports.Run, o *Options) error {
	summary, policy := run.Summarise(), reports.Gate{}
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

// allIDs lists the ids of all scenarios, whether in focus or not.
func allIDs() []string {
	var ids []string
	for _, s := range catalogue.All() {
		ids = append(ids, s.ID)
	}
	return ids
}

// gather collects the results of the specs under the text from the report of a suite.
// The report covers all processes. A spec that a filter of Ginkgo left out does not
// count as expected.
func gather(r Report, text string, o *Options, picked []scenarios.Scenario) reports.Run {
	run := o.NewRun(picked)
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
		var product verdict.Product
		if entryOf(spec, productEntry, &product) {
			run.Product = &product
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

// troubles lists the problems of a suite outside of its specs.
func troubles(r Report) []string {
	list := slices.Clone(r.SpecialSuiteFailureReasons)
	for _, spec := range r.SpecReports {
		if !spec.LeafNodeType.Is(types.NodeTypeIt) && spec.Failed() {
			list = append(list, fmt.Sprintf("%s: %s", spec.LeafNodeType, spec.FailureMessage()))
		}
	}
	return list
}

// expectOnlyResults makes the run expect only the scenarios that have a result: the
// others were left out on purpose.
func expectOnlyResults(run *reports.Run) {
	run.Expected, run.Planned = nil, nil
	for _, result := range run.Results {
		run.Expected = append(run.Expected, result.ID)
	}
}

// plus adds the usage of one process to the sum. sum may be nil.
func plus(sum *verdict.Usage, used verdict.Usage) *verdict.Usage {
	if sum == nil {
		return &used
	}
	both := sum.Plus(used)
	return &both
}

// entryOf reads the first readable report entry of that name into value, and reports
// whether there is one.
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
