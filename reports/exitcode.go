package reports

import "github.com/oss403/oss403/harness/verdict"

// Policy is what the user wants to count. The zero value is the default.
type Policy struct {
	Strict  bool // NOT-SUPPORTED is a deviation
	Lenient bool // UNTESTABLE is skipped
}

// The exit codes of `oss403 run`. Usage errors (64) arise before there is a run.
const (
	ExitConformant = 0
	ExitDeviations = 1
	ExitNotJudged  = 2
)

// ExitCode is what the run comes to, by the first rule that applies:
//
//	1  a scenario is FAIL or STALE: what failed has failed, whatever else went wrong
//	2  there is Trouble, an ERROR, an UNTESTABLE (unless Lenient), or no PASS at all
//	1  a scenario is NOT-SUPPORTED, and the policy is Strict
//	0  else: only PASS, KNOWN and NOT-SUPPORTED, at least one PASS
//
// A run that is empty, or in which everything was skipped, so is never 0.
func (s Summary) ExitCode(p Policy) int {
	n := s.Score.Scenarios
	untestable := n[verdict.Untestable] > 0 && !p.Lenient
	switch {
	case n[verdict.Fail] > 0 || n[verdict.Stale] > 0:
		return ExitDeviations
	case len(s.Trouble) > 0 || n[verdict.Error] > 0 || untestable || n[verdict.Pass] == 0:
		return ExitNotJudged
	case n[verdict.NotSupported] > 0 && p.Strict:
		return ExitDeviations
	}
	return ExitConformant
}
