package engine

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/moby/moby/client"
)

// fake returns an engine that answers each path (without the API version) with its
// document, and other paths with 404.
func fake(t *testing.T, documents map[string]string) Engine {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Api-Version", "1.41")
		w.Header().Set("Content-Type", "application/json")
		_, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		document, ok := documents[path]
		if r.URL.Path != "/_ping" && !ok {
			w.WriteHeader(http.StatusNotFound)
			document = `{"message":"there is no such thing"}`
		}
		io.WriteString(w, document)
	}))
	t.Cleanup(server.Close)
	return at(t, "tcp://"+strings.TrimPrefix(server.URL, "http://"))
}

func at(t *testing.T, host string) Engine {
	t.Helper()
	c, err := client.New(client.WithHost(host))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return Engine{c}
}

func TestNoEngine(t *testing.T) {
	_, err := answering(t.Context(), at(t, "unix:///nowhere/docker.sock"))
	if err == nil || !strings.Contains(err.Error(), "no container engine answers") ||
		!strings.Contains(err.Error(), "start Docker, or set DOCKER_HOST") {
		t.Error(err)
	}
}

// The ports are mapped on this machine if the engine's bridge is an interface of this
// machine with an address in the subnet of the bridge.
func TestAnEngineOfThisMachine(t *testing.T) {
	const variable = "TESTCONTAINERS_HOST_OVERRIDE"
	bridge := func(name, subnet string) string {
		return `{"Name":"bridge","IPAM":{"Config":[{"Subnet":"` + subnet + `"}]},"Options":{"com.docker.network.bridge.name":"` + name + `"}}`
	}
	for _, c := range []struct{ bridge, set, want string }{
		{bridge("lo", "127.0.0.0/8"), "", "127.0.0.1"},
		{bridge("lo", "127.0.0.0/8"), "engine.example", "engine.example"},
		{bridge("lo", "172.17.0.0/16"), "", ""},
		{bridge("no-such-bridge", "127.0.0.0/8"), "", ""},
		{`{"Name":"bridge"}`, "", ""},
		{"", "", ""},
	} {
		t.Setenv(variable, c.set)
		if c.set == "" {
			os.Unsetenv(variable)
		}
		documents := map[string]string{"networks/bridge": c.bridge}
		if c.bridge == "" {
			documents = nil
		}
		if _, err := answering(t.Context(), fake(t, documents)); err != nil {
			t.Fatal(err)
		}
		if got := os.Getenv(variable); got != c.want {
			t.Errorf("bridge %s: %s is %q, want %q", c.bridge, variable, got, c.want)
		}
	}
}

// Need pulls a missing image once, and tells the user.
func TestNeed(t *testing.T) {
	const image, inspect, pull = "an/image:tag", "images/an/image:tag/json", "images/create"
	for name, c := range map[string]struct {
		documents map[string]string
		says      string
		unknown   bool
	}{
		"there":   {map[string]string{inspect: `{"Id":"sha256:1"}`}, "", false},
		"pulled":  {map[string]string{pull: `{"status":"done"}`}, "pulling an/image:tag", false},
		"nowhere": {nil, "pulling an/image:tag", true},
		"broken pull": {map[string]string{pull: `{"errorDetail":{"message":"disk is full"},"error":"disk is full"}`},
			"pulling an/image:tag", true},
	} {
		var said strings.Builder
		err := fake(t, c.documents).Need(t.Context(), image, &said)
		if unknown := errors.As(err, new(UnknownImage)); unknown != c.unknown || !unknown && err != nil ||
			!strings.HasPrefix(said.String(), c.says) || c.says == "" && said.Len() > 0 {
			t.Errorf("%s: %v, said %q", name, err, said.String())
		}
		if c.unknown && !strings.Contains(err.Error(), "make image builds") {
			t.Errorf("%s: no remedy: %v", name, err)
		}
	}
}
