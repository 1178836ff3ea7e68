package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// likeService starts an emulator like oss403 emulator --like-service, and returns a
// profile that leads to it. The account has reached its bucket quota.
func likeService(t *testing.T, folder string) (profile string) {
	t.Helper()
	account := emulator.Account{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: canaryID, Secret: canarySecret}}}
	e, err := emulator.New(emulator.Options{TLS: "127.0.0.1:0", Accounts: []emulator.Account{account},
		Terms: emulator.Terms{Latency: 50 * time.Millisecond, Propagation: 2 * time.Second, Consistency: 500 * time.Millisecond, QPS: 200,
			BucketQuota: 1}})
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := e.CA()
	if err != nil {
		t.Fatal(err)
	}
	server, err := e.Start("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close(context.Background()) })
	ca := filepath.Join(folder, "ca.pem")
	write(t, ca, string(certificate))
	profile = filepath.Join(folder, "profile.yaml")
	write(t, profile, "dial: "+server.TLSAddr()+"\nca: "+ca+"\n")
	return profile
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A run or plan that cannot begin prints the reason once, in one line, and ends with
// exit code 2. The reports of the run hold every scenario, with the reason.
func TestARunThatCannotBegin(t *testing.T) {
	folder := t.TempDir()
	service := likeService(t, folder)
	plain := filepath.Join(folder, "plain.yaml")
	write(t, plain, "region: cn-hangzhou\n")
	minIO := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Server", "MinIO")
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n<Error><Code>AccessDenied</Code></Error>")
	})
	const endpoint = "https://oss-cn-hangzhou.aliyuncs.com"
	for name, c := range map[string]struct{ id, secret, target, profile, says string }{
		"no credentials": {"", "", endpoint, service,
			"preflight: the target needs the AccessKey of an account, and there is none; set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET"},
		"wrong secret": {canaryID, "wrong", endpoint, service,
			"preflight: the secret does not belong to the AccessKey; check OSS_ACCESS_KEY_SECRET"},
		"another product": {canaryID, canarySecret, minIO, plain,
			"preflight: what answers at " + minIO + " is MinIO, not OSS; name an OSS endpoint"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("OSS_ACCESS_KEY_ID", c.id)
			t.Setenv("OSS_ACCESS_KEY_SECRET", c.secret)
			reports := t.TempDir()
			code, stdout, stderr := run(t, "run", "--target="+c.target, "--profile="+c.profile, "--reports="+reports)
			if code != exitNoVerdict || strings.Count(stdout+stderr, c.says) != 1 || strings.Count(stdout, "\n") > 9 ||
				!strings.Contains(stdout, "\nexit code 2: nothing could be judged · ") {
				t.Errorf("exit code %d, want %d with %q, once\n%s%s", code, exitNoVerdict, c.says, stdout, stderr)
			}
			allNotTried(t, reports, c.says)
			code, stdout, stderr = run(t, "plan", "--target="+c.target, "--profile="+c.profile)
			if code != exitNoVerdict || stdout != "" || !strings.HasPrefix(stderr, "oss403: "+c.says) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("plan: exit code %d, want %d with one line that begins %q\n%s%s", code, exitNoVerdict, c.says, stdout, stderr)
			}
		})
	}
}

// allNotTried checks that both reports hold each scenario as an ERROR with the
// reason.
func allNotTried(t *testing.T, folder, why string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "conformance.json"))
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Scenarios []struct{ Verdict, Reason string }
	}
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	all := len(catalogue.All())
	if len(report.Scenarios) != all {
		t.Errorf("%d scenarios in conformance.json, want %d", len(report.Scenarios), all)
	}
	for _, s := range report.Scenarios {
		if s.Verdict != "ERROR" || !strings.HasPrefix(s.Reason, why) {
			t.Fatalf("%+v, want ERROR with %q", s, why)
		}
	}
	junit, err := os.ReadFile(filepath.Join(folder, "junit.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(junit), "<error "); n != all {
		t.Errorf("%d errors in junit.xml, want %d", n, all)
	}
}
