package clients

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// serveProxy starts a proxy and returns its URL. Whatever a client asks of it, it asks the emulator; a
// tunnel leads to the port for HTTPS.
func serveProxy(t *testing.T, e emulator) string {
	t.Helper()
	data, err := url.Parse(e.Data)
	if err != nil {
		t.Fatal(err)
	}
	plain := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = data.Scheme, data.Host, r.In.Host
	}}
	secure := strings.TrimPrefix(e.TLS, "https://")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			plain.ServeHTTP(w, r)
			return
		}
		to, err := net.Dial("tcp", secure)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer to.Close()
		w.WriteHeader(http.StatusOK)
		from, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer from.Close()
		go io.Copy(to, buffered)
		io.Copy(from, to)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// authorityOf writes the certificate of the emulator's authority to a file, and returns its path.
func authorityOf(t *testing.T, e emulator) string {
	t.Helper()
	resp, err := http.Get(e.Control + "/v1/ca")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	certificate, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("reading the certificate of the authority: %s %v", resp.Status, err)
	}
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
