package embedding

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/conformance"
)

// Environment variables that change the gateway: it sends the Code Denied instead of
// AccessDenied, it is slow, or it interrupts the program halfway.
const wrong, slow, interrupts = "GATEWAY_IS_WRONG", "GATEWAY_IS_SLOW", "GATEWAY_INTERRUPTS"

// A gateway is an example of your own gateway. It forwards requests to an OSS behind
// it.
type gateway struct {
	server  *httptest.Server
	backend *harness.Target
	folder  string
}

// startGateway starts a gateway, and sets the options and the environment so that the
// suite reaches it.
func startGateway(ctx context.Context, o *conformance.Options) (*gateway, error) {
	backend, err := harness.OpenTarget(ctx, harness.Spec{Target: "emulator:"})
	if err != nil {
		return nil, err
	}
	proxy := &httputil.ReverseProxy{Transport: backend.Transport, Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = "http", "gateway.invalid"
	}}
	if os.Getenv(wrong) != "" {
		proxy.ModifyResponse = denied
	}
	answered := 0
	if os.Getenv(slow) != "" || os.Getenv(interrupts) != "" {
		proxy.ModifyResponse = func(*http.Response) error {
			if answered++; answered == 40 && os.Getenv(interrupts) != "" {
				return interruptItself()
			}
			time.Sleep(20 * time.Millisecond)
			return nil
		}
	}
	g := &gateway{server: httptest.NewServer(proxy), backend: backend}
	if g.folder, err = os.MkdirTemp("", "gateway-"); err != nil {
		return nil, err
	}
	owner := backend.Callers[scenarios.Owner]
	for name, value := range map[string]string{"OSS_ACCESS_KEY_ID": owner.AccessKeyID, "OSS_ACCESS_KEY_SECRET": owner.AccessKeySecret,
		"XDG_CACHE_HOME": g.folder} {
		if err := os.Setenv(name, value); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{"OSS403_OTHER_ACCESS_KEY_ID", "OSS403_OTHER_ACCESS_KEY_SECRET"} { // they belong to another target
		if err := os.Unsetenv(name); err != nil {
			return nil, err
		}
	}
	o.Target, o.Profile = g.server.URL, filepath.Join(g.folder, "gateway.yaml")
	return g, os.WriteFile(o.Profile, fmt.Appendf(nil, "region: %s\n", backend.Endpoint.Region), 0o600)
}

func (g *gateway) close(ctx context.Context) error {
	g.server.Close()
	if err := g.backend.Close(ctx); err != nil {
		return err
	}
	return os.RemoveAll(g.folder)
}

func denied(r *http.Response) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	body = bytes.ReplaceAll(body, []byte("<Code>AccessDenied<"), []byte("<Code>Denied<"))
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return nil
}

// interruptItself sends an interrupt to this process, as its terminal would.
func interruptItself() error {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		return err
	}
	return self.Signal(os.Interrupt)
}
