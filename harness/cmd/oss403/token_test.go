package main

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
)

const testToken = "a-token-of-this-test"

// startWithToken starts an emulator whose control port needs a token.
func startWithToken(t *testing.T) *emulator.Server {
	t.Helper()
	_, server := startedInProcess(t, emulator.Options{ControlToken: testToken})
	return server
}

// A run takes the token of the control port from the environment. Without it, the error
// says what to set. The target names the data port if the port is mapped.
func TestARunningEmulatorWithAToken(t *testing.T) {
	server := startWithToken(t)
	mapped := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: server.DataAddr()})
		r.Out.Host = r.In.Host
	}})
	t.Cleanup(mapped.Close)
	target := "--target=emulator:http://" + server.ControlAddr()
	for _, c := range []struct {
		token, target string
		code          int
		says          string
	}{
		{testToken, target, exitConformant, "PASS"},
		{testToken, target + "?data=" + strings.TrimPrefix(mapped.URL, "http://"), exitConformant, "PASS"},
		{"", target, exitNoVerdict, "set OSS403_CONTROL_TOKEN"},
		{"another-token-than-it", target, exitNoVerdict, "set OSS403_CONTROL_TOKEN"},
		{testToken, target + "?data=nowhere", exitUsage, "?data=HOST:PORT"},
		{testToken, target + "?port=127.0.0.1:1", exitUsage, "?data=HOST:PORT"},
		{testToken, "--target=http://127.0.0.1:1?data=127.0.0.1:1", exitUsage, "more than a scheme"},
	} {
		t.Setenv("OSS403_CONTROL_TOKEN", c.token)
		code, stdout, stderr := run(t, "run", c.target, "--focus=R33")
		if code != c.code || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("%s with token %q: exit code %d, want %d and %q\n%s%s", c.target, c.token, code, c.code, c.says, stdout, stderr)
		}
		if strings.Contains(stdout+stderr, testToken) {
			t.Errorf("the token is shown:\n%s%s", stdout, stderr)
		}
	}
}

func TestWait(t *testing.T) {
	server := startWithToken(t)
	control := "--control=http://" + server.ControlAddr()
	other := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`{"status":"up"}`)) })
	for _, c := range []struct {
		token string
		args  []string
		code  int
		says  string
	}{
		{testToken, []string{control}, exitConformant, "serves http://" + server.DataAddr()},
		{"", []string{control, "--timeout=1s"}, exitNoVerdict, "401"},
		{"", []string{"--control=" + closedPort(t), "--timeout=100ms"}, exitNoVerdict, "within 100ms"},
		{"", []string{"--control=" + other, "--timeout=1s"}, exitNoVerdict, "no oss403-emulator"},
		{"", []string{"--control=nonsense"}, exitUsage, "accepted: http://HOST:PORT"},
		{"", []string{"--timeout=0s"}, exitUsage, "accepted: a duration"},
	} {
		t.Setenv("OSS403_CONTROL_TOKEN", c.token)
		code, stdout, stderr := run(t, append([]string{"wait"}, c.args...)...)
		if code != c.code || !strings.Contains(stdout+stderr, c.says) || strings.Count(stdout+stderr, "\n") != 1 {
			t.Errorf("wait %v: exit code %d, want %d and %q\n%s%s", c.args, code, c.code, c.says, stdout, stderr)
		}
	}
}
