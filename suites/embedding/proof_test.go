package embedding

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Both examples run again, each in its own process. If the gateway sends Denied instead
// of AccessDenied, the scenarios that expect AccessDenied fail and show both.
func TestWhatIsEmbeddedGoesRedOnAWrongAnswer(t *testing.T) {
	const deviates = `FAIL: refused otherwise than expected.*\n\s+Code\n\s+expected AccessDenied\n\s+actual   Denied`
	for _, c := range []struct {
		name          string
		args          []string
		gatewayWrong  bool
		fails         bool
		says, saysNot string // patterns
	}{
		{"the suite, right", []string{"-test.run=^TestGateway$"}, false, false, `Ran \d{3} of \d{3} Specs`, `Denied`},
		{"the suite, wrong", []string{"-test.run=^TestGateway$"}, true, true, deviates, ""},
		{"the suite, only theirs", []string{"-test.run=^TestGateway$", "--ginkgo.label-filter=!oss"}, true, false, `Ran 1 of \d{3} Specs`,
			"Denied"},
		{"the suite, only ours", []string{"-test.run=^TestGateway$", "--ginkgo.label-filter=oss && R48"}, true, false,
			`Ran \d{3} of \d{3} Specs`, "Denied"},
		{"the suite, nothing that can run", []string{"-test.run=^TestGateway$", "--ginkgo.focus=other-account-get"}, false, true,
			"not conformant: exit code 2", "Denied"},
		{"the test, right", []string{"-test.run=^TestHowTheGatewaySaysNo$"}, false, false, `^PASS`, `Denied`},
		{"the test, wrong", []string{"-test.run=^TestHowTheGatewaySaysNo$"}, true, true, deviates, ""},
		{"the test, in part", []string{"-test.run=^TestHowTheGatewaySaysNo$/signature-does-not-match"}, true, false, `^PASS`, "Denied"},
		{"the test, nothing that can run", []string{"-test.run=^TestHowTheGatewaySaysNo$/access-denied/.*/.*/other-account-get"}, false,
			true, "not conformant: exit code 2", "Denied"},
	} {
		t.Run(c.name, func(t *testing.T) {
			again := exec.CommandContext(t.Context(), os.Args[0], append(c.args, "--ginkgo.no-color")...)
			again.Env = os.Environ()
			if c.gatewayWrong {
				again.Env = append(again.Env, wrong+"=1")
			}
			said, err := again.CombinedOutput()
			end := string(said[max(0, len(said)-2000):])
			if c.fails != (err != nil) || !regexp.MustCompile(c.says).Match(said) {
				t.Errorf("%v; want %q, got the end\n%s", err, c.says, end)
			}
			if c.saysNot != "" && strings.Contains(string(said), c.saysNot) {
				t.Errorf("unwanted %q:\n%s", c.saysNot, end)
			}
		})
	}
}

// A test leaves nothing on the target, even if it is interrupted or go test gives it too
// little time.
func TestWhatEndsEarlyLeavesNothing(t *testing.T) {
	for _, c := range []struct{ name, variable, timeout, says string }{
		{"interrupted", interrupts, "1m", ""},
		{"out of time", slow, "3s", "allow more by go test -timeout"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHowTheGatewaySaysNo$", "-test.timeout="+c.timeout)
			again.Env = append(os.Environ(), c.variable+"=1", "TMPDIR="+folder)
			said, err := again.CombinedOutput()
			if err == nil || !strings.Contains(string(said), c.says) || strings.Contains(string(said), "panic: ") {
				t.Errorf("%v; want %q, got\n%s", err, c.says, said)
			}
			if journals, _ := filepath.Glob(filepath.Join(folder, "gateway-*", "oss403", "runs", "*")); len(journals) > 0 {
				t.Errorf("journals of what is left: %s", journals)
			}
			if runs, _ := filepath.Glob(filepath.Join(folder, "gateway-*", "oss403", "runs")); c.variable == interrupts && len(runs) != 1 {
				t.Errorf("no run began, in %s", runs)
			}
		})
	}
}
