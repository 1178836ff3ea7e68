package reports

import (
	"testing"

	"github.com/oss403/oss403/harness/verdict"
)

func TestExitCode(t *testing.T) {
	const (
		pass, fail, known, stale    = verdict.Pass, verdict.Fail, verdict.Known, verdict.Stale
		untestable, unsupported, er = verdict.Untestable, verdict.NotSupported, verdict.Error
	)
	type verdicts = []verdict.Verdict
	tests := []struct {
		name                         string
		verdicts                     verdicts
		trouble                      []string
		normal, strict, lenient, mix int
	}{
		{"nothing ran", nil, nil, 2, 2, 2, 2},
		{"PASS", verdicts{pass}, nil, 0, 0, 0, 0},
		{"PASS, KNOWN", verdicts{pass, known}, nil, 0, 0, 0, 0},
		{"PASS, NOT-SUPPORTED", verdicts{pass, unsupported}, nil, 0, 1, 0, 1},
		{"all NOT-SUPPORTED", verdicts{unsupported, unsupported}, nil, 2, 2, 2, 2},
		{"all KNOWN", verdicts{known}, nil, 2, 2, 2, 2},
		{"FAIL", verdicts{pass, fail}, nil, 1, 1, 1, 1},
		{"STALE", verdicts{pass, stale}, nil, 1, 1, 1, 1},
		{"only FAIL", verdicts{fail}, nil, 1, 1, 1, 1},
		{"ERROR", verdicts{pass, er}, nil, 2, 2, 2, 2},
		{"ERROR, NOT-SUPPORTED", verdicts{pass, er, unsupported}, nil, 2, 2, 2, 2},
		{"UNTESTABLE", verdicts{pass, untestable}, nil, 2, 2, 0, 0},
		{"all UNTESTABLE", verdicts{untestable}, nil, 2, 2, 2, 2},
		{"FAIL, ERROR", verdicts{pass, fail, er}, nil, 1, 1, 1, 1},
		{"STALE, UNTESTABLE", verdicts{pass, stale, untestable}, nil, 1, 1, 1, 1},
		{"Trouble", verdicts{pass}, []string{"interrupted"}, 2, 2, 2, 2},
		{"Trouble, FAIL", verdicts{pass, fail}, []string{"interrupted"}, 1, 1, 1, 1},
		{"Trouble, NOT-SUPPORTED", verdicts{pass, unsupported}, []string{"interrupted"}, 2, 2, 2, 2},
	}
	for _, test := range tests {
		run := of(test.verdicts...)
		run.Trouble = test.trouble
		s := run.Summarise()
		for policy, want := range map[Gate]int{
			{}:                            test.normal,
			{Strict: true}:                test.strict,
			{Lenient: true}:               test.lenient,
			{Strict: true, Lenient: true}: test.mix,
		} {
			if got := s.ExitCode(policy); got != want {
				t.Errorf("%s, %+v: exit code %d, want %d", test.name, policy, got, want)
			}
		}
	}
	if got := (Summary{}).ExitCode(Gate{Lenient: true}); got != ExitNotJudged {
		t.Errorf("the zero Summary exits %d", got)
	}
}

func TestAScenarioThatWasNotReportedIsNeverGreen(t *testing.T) {
	run := of(verdict.Pass)
	run.Expected = append(run.Expected, "lost")
	if got := run.Summarise().ExitCode(Gate{Lenient: true}); got != ExitNotJudged {
		t.Errorf("exit code %d", got)
	}
}
