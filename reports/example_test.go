package reports_test

import (
	"fmt"

	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/reports"
)

// Summarise counts the results of a run by row, and ExitCode decides about the run.
// A skipped scenario is not a pass.
func ExampleRun_Summarise() {
	run := reports.Run{
		Target:   "https://oss.example",
		Rows:     []reports.Row{{ID: "R48", Code: "SignatureDoesNotMatch"}},
		Expected: []string{"a", "b"},
		Results: []verdict.Result{
			{ID: "a", Row: "R48", Verdict: verdict.Pass},
			{ID: "b", Row: "R48", Verdict: verdict.NotSupported},
		},
	}
	summary := run.Summarise()
	fmt.Println("exit code", summary.ExitCode(reports.Gate{}), "and", summary.ExitCode(reports.Gate{Strict: true}), "if strict")
	// Output:
	// exit code 0 and 1 if strict
}
