package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
)

// run executes one command line. A run writes its reports into a temporary folder of
// the test.
func run(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	if len(args) > 0 && args[0] == "run" {
		program(t)
	}
	var out, err strings.Builder
	t.Setenv("OSS403_REPORTS", t.TempDir())
	return execute(args, &out, &err), out.String(), err.String()
}

func withCredentials(t *testing.T) {
	t.Setenv("OSS_ACCESS_KEY_ID", "LTAI0000example")
	t.Setenv("OSS_ACCESS_KEY_SECRET", "an-example-secret")
	t.Setenv("OSS_REGION", "cn-hangzhou")
}

func TestBadInputIsOneLineThatSaysWhatIsAccepted(t *testing.T) {
	profile := filepath.Join(t.TempDir(), "profile.yaml")
	if err := os.WriteFile(profile, []byte("region: cn-hangzhou\nregoin: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const endpoint = "--target=https://oss-cn-hangzhou.aliyuncs.com"
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"run", "--nope"}, "--target, --profile"},
		{[]string{"frob"}, "run, plan, diff, report, learn, pages, explain, sign, decide, sweep, list, emulator, wait"},
		{[]string{"run", "extra"}, "--target"},
		{[]string{"run", "--target=s3://bucket"}, "accepted: emulator:"},
		{[]string{"run", "--target=emulator:nonsense"}, "accepted: emulator:"},
		{[]string{"run", "--target=container:"}, "accepted: emulator:"},
		{[]string{"run", "--target=container:image", "--profile=" + profile}, "an emulator"},
		{[]string{"run", "--target=container:image", "--dialect=swiss"}, "accepted: observed, documented"},
		{[]string{"run", "--target=https://host/path"}, "accepted: emulator:"},
		{[]string{"run", endpoint, "--profile=" + profile}, `line 2: a profile has no key "regoin"; accepted keys: region`},
		{[]string{"run", endpoint, "--profile=/does/not/exist"}, "profile"},
		{[]string{"run", "--profile=" + profile}, "http://ENDPOINT"},
		{[]string{"run", "--focus=nothing-like-this"}, "accepted: a row"},
		{[]string{"run", "--timeout=-1s"}, "accepted: a duration"},
		{[]string{"run", "--timeout=soon"}, "--timeout: "},
		{[]string{"run", "--timeout=5"}, "accepted: a duration, such as 10s"},
		{[]string{"run", "--timeout"}, "accepted: a duration, such as 10s"},
		{[]string{"run", "--procs=many"}, "accepted: a whole number"},
		{[]string{"run", "--quick=maybe"}, "accepted: no value, or true or false"},
		{[]string{"run", "--focus"}, "accepted: a value"},
		{[]string{"emulator", "--qps=99999999999999999999"}, "accepted: a whole number"},
		{[]string{"decide", "--bucket-acl=open", "oss:GetObject", "photos/a"}, "accepted: private, public-read, public-read-write"},
		{[]string{"decide", "--object-acl=open", "oss:GetObject", "photos/a"}, "accepted: private, public-read, public-read-write"},
		{[]string{"run", "--target=recording:"}, "accepted: recording:FILE"},
		{[]string{"run", "--target=recording:/does/not/exist"}, "reading a recording"},
		{[]string{"run", "--target=http://127.0.0.1:99999"}, "has no port 99999; accepted: 1 to 65535"},
		{[]string{"run", "--target=http://127.0.0.1:0"}, "has no port 0; accepted: 1 to 65535"},
		{[]string{"run", "--target=emulator:http://127.0.0.1:99999"}, "has no port 99999"},
		{[]string{"sweep", "--target=http://127.0.0.1:99999"}, "has no port 99999"},
		{[]string{"run", "--target=recordings"}, "or recording:FILE"},
		{[]string{"run", "--budget=-1"}, "a budget of -1 requests; accepted: 200 or more"},
		{[]string{"run", "--budget=300", "--procs=2"}, "a budget of 300 requests for 2 processes; accepted: 400 or more"},
		{[]string{"emulator", "--ready-file=" + t.TempDir()}, "is no file"},
		{[]string{"decide", "--name=user"}, "accepted: WORD=NAME"},
		{[]string{"diff"}, "accepted: oss403 diff <before> <after> [flags]"},
		{[]string{"diff", "--json", "--markdown", "a", "b"}, "accepted: one of them"},
		{[]string{"list", "--count", "--ecs"}, "accepted: one of them"},
		{[]string{"run", "--procs=0"}, "accepted: 1 to 64"},
		{[]string{"run", "--procs=65"}, "accepted: 1 to 64"},
		{[]string{"run", endpoint, "--procs=16"}, "64} or more"},
		{[]string{"run", "--write-baseline=/does/not/exist/known.yaml"}, "accepted: a new file"},
		{[]string{"run", "--record=/does/not/exist/recording.json.gz"}, "accepted: a new file"},
		{[]string{"run", "--record=" + profile}, "accepted: a new file"},
		{[]string{"run", "--reports=" + profile}, "accepted: a directory"},
		{[]string{"run", "--allow=everything"}, "--allow holds \"everything\"; accepted: irreversible, billed"},
		{[]string{"plan", endpoint, "--allow=billed,billed"}, "twice"},
		{[]string{"run", "--dialect=swiss"}, "accepted: observed, documented"},
		{[]string{"run", "--dialect=documented", "--target=emulator:http://127.0.0.1:1"}, "accepted: --dialect with --target=emulator: or"},
		{[]string{"run", "--dialect=observed", endpoint}, "accepted: --dialect with --target=emulator: or"},
		{[]string{"plan", "--target=s3://bucket"}, "accepted: emulator:"},
		{[]string{"plan", "--target=container:image"}, "accepted here: emulator:http://HOST:PORT"},
		{[]string{"plan", endpoint, "--profile=" + profile}, "accepted keys: region"},
		{[]string{"plan", "--focus=nothing-like-this"}, "accepted: a row"},
		{[]string{"plan", "--timeout=-1s"}, "accepted: a duration"},
		{[]string{"plan", "--write-profile=" + profile}, "accepted: a new file"},
		{[]string{"plan", "--write-profile=/does/not/exist/my.yaml"}, "accepted: a new file"},
		{[]string{"plan", "--nope"}, "--write-profile"},
		{[]string{"sweep"}, "missing flags: --target=URL"},
		{[]string{"sweep", "--target=emulator:"}, "accepted: http://ENDPOINT or https://ENDPOINT"},
		{[]string{"sweep", "--target=emulator:http://127.0.0.1:1"}, "accepted: http://ENDPOINT or https://ENDPOINT"},
		{[]string{"sweep", "--target=container:image"}, "accepted: http://ENDPOINT or https://ENDPOINT"},
		{[]string{"sweep", "--target=s3://bucket"}, "accepted: http://ENDPOINT or https://ENDPOINT"},
		{[]string{"sweep", endpoint, "--profile=" + profile}, "accepted keys: region"},
		{[]string{"sweep", endpoint, "--older=-1s"}, "accepted: 0s or more"},
		{[]string{"sweep", endpoint, "--older=soon"}, "accepted: a duration"},
		{[]string{"sweep", endpoint, "--timeout=-1s"}, "accepted: a duration"},
		{[]string{"emulator", "--dialect=swiss"}, "none of [observed documented]"},
		{[]string{"list", "--focus=nothing-like-this"}, "accepted: a row"},
		{[]string{"emulator", "--access-key-id=only-half"}, "both of"},
		{[]string{"emulator", "--control=0.0.0.0:0"}, "without a control token"},
		{[]string{"emulator", "--control=0.0.0.0:0", "--control-token=short"}, "16 or more"},
		{[]string{"emulator", "--like-service", "--control=127.0.0.1:1"}, "accepted: one of the two"},
		{[]string{"emulator", "--tls=127.0.0.1:0", "--control=none"}, "accepted: --ca=FILE"},
		{[]string{"emulator", "--ca=ca.pem"}, "together with --tls"},
		{[]string{"emulator", "--tls=127.0.0.1:0", "--ca=/does/not/exist.pem"}, "certificate to trust"},
		{[]string{"emulator", "--other-access-key-id=only-half"}, "both of"},
		{[]string{"emulator", "--other-account=1000000000000001"}, "accepted: two"},
		{[]string{"emulator", "--qps=-1"}, "negative"},
		{[]string{"emulator", "--latency=soon"}, "accepted: a duration"},
	} {
		code, _, stderr := run(t, c.args...)
		if code != exitUsage || !strings.Contains(stderr, c.says) || strings.Count(stderr, "\n") != 1 {
			t.Errorf("oss403 %s: exit code %d, want %d with one line that has %q:\n%s", strings.Join(c.args, " "), code, exitUsage, c.says, stderr)
		}
	}
}

func TestListSaysEverythingAboutEachScenario(t *testing.T) {
	code, stdout, stderr := run(t, "list", "--json")
	var list []map[string]any
	if err := json.Unmarshal([]byte(stdout), &list); code != 0 || err != nil || len(list) == 0 {
		t.Fatalf("exit code %d, %d scenarios, %v, %s", code, len(list), err, stderr)
	}
	for _, s := range list {
		for _, key := range []string{"id", "row", "code", "title", "area"} {
			if text, ok := s[key].(string); !ok || text == "" {
				t.Errorf("%v has no %s", s["id"], key)
			}
		}
		if sources, ok := s["sources"].([]any); !ok || len(sources) == 0 {
			t.Errorf("%v has no sources", s["id"])
		}
	}
}

// A target that gives no proper answer is an ERROR. The run ends within the bound that
// the message names.
func TestATargetThatGivesNoAnswerIsAnErrorInBoundedTime(t *testing.T) {
	withCredentials(t)
	const bound = "400ms"
	for name, target := range map[string]string{
		"does not answer": closedPort(t),
		"answers HTML": serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusForbidden)
			io.WriteString(w, "<html><body>Forbidden</body></html>")
		}),
		"hangs":                     serve(t, func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() }),
		"resets":                    serve(t, reset),
		"answers once, then hangs":  serve(t, afterPreflight(func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() })),
		"answers once, then resets": serve(t, afterPreflight(reset)),
		"answers once, then HTML": serve(t, afterPreflight(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			io.WriteString(w, "<html>bad gateway</html>")
		})),
	} {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			code, stdout, stderr := run(t, "run", "--target="+target, "--timeout="+bound, "--focus=R33")
			if code != exitNoVerdict || !strings.Contains(stdout, "ERROR") {
				t.Errorf("exit code %d, want %d and ERROR:\n%s%s", code, exitNoVerdict, stdout, stderr)
			}
			if strings.Contains(name, "hangs") && !strings.Contains(stdout, bound) {
				t.Errorf("the message does not name the bound %s:\n%s", bound, stdout)
			}
			if spent := time.Since(started); spent > 40*time.Second {
				t.Errorf("took %s", spent)
			}
		})
	}
}

func TestARunningEmulatorIsLeftAsItWas(t *testing.T) {
	_, server := startedInProcess(t, emulator.Options{})
	control := "http://" + server.ControlAddr()
	before := get(t, control+"/v1/accounts")
	for _, how := range []string{"--focus=R02,R25,R45", "--procs=2"} {
		code, stdout, stderr := run(t, "run", "--target=emulator:"+control, how)
		partial := strings.Contains(stdout, "PARTIAL") && !partialForTheDayAlone(stdout)
		if code != exitConformant || !strings.Contains(stdout, "PASS ") || partial {
			t.Errorf("%s: exit code %d\n%s%s", how, code, stdout, stderr)
		}
		if after := get(t, control+"/v1/accounts"); after != before {
			t.Errorf("%s left %s, before it stood %s", how, after, before)
		}
	}
}

// partialForTheDayAlone reports whether a run left out only the scenarios that need the same UTC day, as it
// must around midnight.
func partialForTheDayAlone(stdout string) bool {
	all := regexp.MustCompile(`PARTIAL: .*\((\d+) of \d+ scenarios\)`).FindStringSubmatch(stdout)
	forTheDay := regexp.MustCompile(`(\d+)x +needs the same UTC day`).FindStringSubmatch(stdout)
	return all != nil && forTheDay != nil && all[1] == forTheDay[1]
}

// Both dialects of the carried emulator conform, and their answers differ.
func TestDialects(t *testing.T) {
	reported := map[string]string{}
	for _, dialect := range []string{"observed", "documented"} {
		folder := t.TempDir()
		code, stdout, stderr := run(t, "run", "--dialect="+dialect, "--focus=R17,R29,R31", "--reports="+folder)
		if code != exitConformant || strings.Contains(stdout, "PARTIAL") {
			t.Errorf("%s: exit code %d\n%s%s", dialect, code, stdout, stderr)
		}
		report, err := os.ReadFile(filepath.Join(folder, "conformance.json"))
		if err != nil {
			t.Fatal(err)
		}
		reported[dialect] = string(report)
	}
	for _, printed := range []string{"<Code>PermanentRedirect</Code>", "<Code>BucketNotBelongTo</Code>"} {
		if strings.Contains(unescaped(reported["observed"]), printed) || !strings.Contains(unescaped(reported["documented"]), printed) {
			t.Errorf("%s is not what tells the dialects apart", printed)
		}
	}
}

// unescaped restores the angle brackets that JSON escapes.
func unescaped(text string) string {
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(text)
}

// A run checks that it can write its reports before it sends a request.
func TestWhatKeepsARunFromBeingReportedIsFoundFirst(t *testing.T) {
	withCredentials(t)
	asked := false
	address := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for says, command := range map[string]*exec.Cmd{
		"make the report folder": exec.Command(program(t), "run", "--target="+address, "--reports="+filepath.Join(file, "reports")),
	} {
		command.Dir = t.TempDir()
		out, err := command.CombinedOutput()
		if command.ProcessState.ExitCode() != exitUsage || strings.Count(string(out), "\n") != 1 ||
			!strings.Contains(string(out), says) || asked {
			t.Errorf("%v, want one line that has %q:\n%s", err, says, out)
		}
	}
}

// plan and sweep report an interrupt in one line, at any moment before they change
// something.
func TestPlanAndSweepAreInterrupted(t *testing.T) {
	withCredentials(t)
	for _, command := range []string{"plan", "sweep"} {
		var asking *exec.Cmd
		address := serve(t, afterPreflight(func(_ http.ResponseWriter, q *http.Request) {
			asking.Process.Signal(os.Interrupt)
			<-q.Context().Done()
		}))
		asking = exec.Command(program(t), command, "--target="+address)
		out, err := asking.CombinedOutput()
		if asking.ProcessState.ExitCode() != exitNoVerdict || strings.Count(string(out), "\n") != 1 ||
			!strings.HasPrefix(string(out), "oss403: interrupted") {
			t.Errorf("%s: %v, want one line:\n%s", command, err, out)
		}
	}
}
