package verdict_test

import (
	"fmt"

	"github.com/oss403/oss403/harness/verdict"
)

// Deviations returns the findings that failed the scenario.
func ExampleResult_Deviations() {
	result := verdict.Result{Verdict: verdict.Fail, Findings: []verdict.Finding{
		{Field: "Code", Severity: verdict.Fails, Expected: "AccessDenied", Actual: "Forbidden"},
		{Field: "EC", Severity: verdict.Warns, Expected: "0003-00000001", Actual: ""},
		{Field: "status", Severity: verdict.Fails, Expected: "403", Actual: "403", OK: true},
	}}
	for _, f := range result.Deviations(verdict.Fails) {
		fmt.Printf("%s: expected %s, got %s\n", f.Field, f.Expected, f.Actual)
	}
	// Output:
	// Code: expected AccessDenied, got Forbidden
}
