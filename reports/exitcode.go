package reports

import "github.com/oss403/oss403/harness/verdict"

// Gate says which verdicts fail a run. The zero value is the default.
type Gate struct {
	Strict  bool // NOT-SUPPORTED fails the run too
	Lenient bool // UNTESTABLE does not fail the run
}

// The exit codes of `oss403 run`. The code for usage errors, 64, is not among
// them: such an error ends the command before there is a run.
const (
	ExitConformant = 0
	ExitDeviations = 1
	ExitNotJudged  = 2
)

// ExitCode returns the exit code of the run. The first rule that applies decides:
//
//	1  a scenario is FAIL or STALE, whatever else went wrong
//	2  there is Trouble, an ERROR, an UNTESTABLE (unless Lenient), or no PASS at all
//	1  a scenario is NOT-SUPPORTED, and the gate is Strict
//	0  otherwise: there is a PASS, and nothing above applies
//
// Thus an empty run, or a run in which everything was skipped, never returns 0.
func (s Summary) ExitCode(p Gate) int {
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
