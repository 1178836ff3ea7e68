package control_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

const controlToken = "0123456789abcdef"

// With a token, the control API answers nothing without it, and everything with it. The data port
// ignores the token.
func TestControlWithToken(t *testing.T) {
	s := startWithToken(t, "127.0.0.1:0")
	for _, path := range []string{"/v1/health", "/v1/accounts", "/v1/ca", "/v1/checks", "/v1/clock", "/no/such/path", "/"} {
		for _, authorization := range []string{"", "Bearer", "Bearer ", controlToken, "Basic " + controlToken, "Bearer " + controlToken[1:],
			"Bearer " + controlToken + "0", "Bearer  " + controlToken, "Bearer " + strings.ToUpper(controlToken)} {
			if status, body := askControl(t, s, path, authorization); status != http.StatusUnauthorized || !strings.Contains(body, "Bearer TOKEN") {
				t.Errorf("%s by %q: %d %s", path, authorization, status, body)
			}
		}
		want := http.StatusOK
		if strings.HasPrefix(path, "/no/") || path == "/" {
			want = http.StatusNotFound
		}
		for _, scheme := range []string{"Bearer ", "bearer "} {
			if status, body := askControl(t, s, path, scheme+controlToken); status != want {
				t.Errorf("%s by %q: %d %s, want %d", path, scheme, status, body, want)
			}
		}
	}
	resp, err := http.Get("http://" + s.DataAddr() + "/v1/health")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode == http.StatusUnauthorized || resp.Header.Get("x-oss-request-id") == "" {
		t.Errorf("the data port asks for the token of the control port: %s", resp.Status)
	}
}

// With a token, the control API may listen beyond this machine. It names ports that listen
// everywhere by the host of the request.
func TestControlBeyondThisMachine(t *testing.T) {
	s := startWithToken(t, "0.0.0.0:0")
	_, port, err := net.SplitHostPort(s.ControlAddr())
	if err != nil {
		t.Fatal(err)
	}
	_, data, err := net.SplitHostPort(s.DataAddr())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"127.0.0.1", "localhost"} {
		request, err := http.NewRequest(http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/v1/health", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+controlToken)
		resp, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		var health struct{ Data, TLS string }
		if err := json.NewDecoder(resp.Body).Decode(&health); err != nil ||
			health.Data != "http://"+net.JoinHostPort(host, data) || health.TLS != "" {
			t.Errorf("reached as %s: %+v %v", host, health, err)
		}
	}
}

// A token that is too short, or that no header can carry, is refused at the start.
func TestBadControlToken(t *testing.T) {
	for _, token := range []string{"short", controlToken[1:], controlToken + " ", controlToken + "\n", controlToken + "é"} {
		if _, err := emulator.New(emulator.Options{ControlToken: token}); err == nil || strings.Contains(err.Error(), token) {
			t.Errorf("%q: %v", token, err)
		}
	}
}

func startWithToken(t *testing.T, address string) *emulator.Server {
	t.Helper()
	e, err := emulator.New(emulator.Options{Accounts: bench.Accounts(), ControlToken: controlToken})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start(address, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s
}

func askControl(t *testing.T, s *emulator.Server, path, authorization string) (int, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, "http://"+s.ControlAddr()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}
