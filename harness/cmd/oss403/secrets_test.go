package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
)

const (
	canaryID     = "LTAI0000canary"
	canarySecret = "canary-secret-that-no-report-may-show"
)

// wiretap forwards requests and records every signature.
type wiretap struct {
	next       http.Handler
	mu         sync.Mutex
	signatures map[string]bool
}

func (w *wiretap) ServeHTTP(to http.ResponseWriter, q *http.Request) {
	w.mu.Lock()
	for _, name := range []string{"Signature", "x-oss-signature"} {
		w.keep(q.URL.Query().Get(name))
	}
	authorization := q.Header.Get("Authorization")
	if rest, ok := strings.CutPrefix(authorization, "OSS "); ok {
		w.keep(rest[strings.LastIndex(rest, ":")+1:])
	}
	if _, signature, ok := strings.Cut(authorization, "Signature="); ok {
		w.keep(signature)
	}
	w.keep(q.Header.Get("x-oss-security-token"))
	w.keep(q.URL.Query().Get("security-token"))
	w.keep(q.URL.Query().Get("x-oss-security-token"))
	w.mu.Unlock()
	w.next.ServeHTTP(to, q)
}

func (w *wiretap) keep(signature string) {
	if len(signature) > 8 {
		w.signatures[signature] = true
		w.signatures[url.QueryEscape(signature)] = true
		w.signatures[fmt.Sprintf("% X", signature)] = true // as StringToSignBytes shows it
	}
}

func TestNoCredentialReachesAnyOutput(t *testing.T) {
	_, server := startedInProcess(t,
		emulator.Options{Accounts: []emulator.Account{
			{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: canaryID, Secret: canarySecret}}}}})
	upstream := &url.URL{Scheme: "http", Host: server.DataAddr()}
	honest := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(upstream); r.Out.Host = r.In.Host }}
	for name, next := range map[string]http.Handler{
		"honest": honest,
		"reads of objects and buckets hang": http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			if q.Method == http.MethodGet && q.URL.RawQuery != "" && q.URL.Query().Get("list-type") == "" && !q.URL.Query().Has("prefix") &&
				!q.URL.Query().Has("tagging") && !q.URL.Query().Has("uploads") {
				<-q.Context().Done()
				return
			}
			honest.ServeHTTP(w, q)
		}),
	} {
		t.Run(name, func(t *testing.T) {
			tap := &wiretap{next: next, signatures: map[string]bool{}}
			front := httptest.NewServer(tap)
			t.Cleanup(front.CloseClientConnections)
			outputs := everyOutput(t, strings.TrimPrefix(front.URL, "http://"))
			if least := map[bool]int{true: 20, false: 5}[name == "honest"]; len(tap.signatures) < least {
				t.Fatalf("only %d signatures went over the wire", len(tap.signatures))
			}
			for source, text := range outputs {
				if strings.Contains(text, canarySecret) {
					t.Errorf("%s shows the AccessKeySecret", source)
				}
				for signature := range tap.signatures {
					if strings.Contains(text, signature) && !strings.HasPrefix(signature, "c2lnbm") { // a made-up one
						t.Errorf("%s shows the signature %s", source, signature)
						break
					}
				}
			}
		})
	}
}

// everyOutput runs the suite against the address, and returns everything that it
// wrote, by name.
func everyOutput(t *testing.T, address string) map[string]string {
	t.Helper()
	t.Setenv("OSS_ACCESS_KEY_ID", canaryID)
	t.Setenv("OSS_ACCESS_KEY_SECRET", canarySecret)
	folder := t.TempDir()
	profile := filepath.Join(folder, "profile.yaml")
	if err := os.WriteFile(profile, []byte("secondRegion: ap-southeast-1\ndial: "+address+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errors strings.Builder
	execute([]string{"run", "--target=http://oss-cn-hangzhou.aliyuncs.com", "--profile=" + profile, "--timeout=300ms",
		"--focus=R17,R33,R48,R15", "--reports=" + folder, "--record=" + filepath.Join(folder, "recording.json")}, &out, &errors)
	outputs := map[string]string{"terminal": out.String(), "stderr": errors.String()}
	for _, name := range []string{"conformance.html", "conformance.json", "junit.xml", "summary.md", "recording.json"} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		outputs[name] = string(text)
	}
	if strings.Contains(outputs["recording.json"], canaryID) {
		t.Error("the recording shows the AccessKey ID")
	}
	return outputs
}

// TestNoTokenReachesAnyOutput runs sessions on an emulator whose control port
// names the wiretap as the data port.
func TestNoTokenReachesAnyOutput(t *testing.T) {
	e, server := startedInProcess(t, emulator.Options{})
	tap := &wiretap{next: e.Data(), signatures: map[string]bool{}}
	front := httptest.NewServer(tap)
	defer front.Close()
	control := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: "http", Host: server.ControlAddr()}) },
		ModifyResponse: func(r *http.Response) error {
			text, err := io.ReadAll(r.Body)
			text = bytes.ReplaceAll(text, []byte("http://"+server.DataAddr()), []byte(front.URL))
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
			r.Header.Set("Content-Length", fmt.Sprint(len(text)))
			return err
		},
	})
	defer control.Close()
	folder := t.TempDir()
	var out, errors strings.Builder
	code := execute([]string{"run", "--target=emulator:" + control.URL, "--focus=R45,R36,R27,R02,X01", "--reports=" + folder,
		"--record=" + filepath.Join(folder, "recording.json")}, &out, &errors)
	if code != exitConformant || len(tap.signatures) < 100 {
		t.Fatalf("exit code %d, %d signatures and tokens\n%s%s", code, len(tap.signatures), out.String(), errors.String())
	}
	for _, name := range []string{"conformance.html", "conformance.json", "junit.xml", "summary.md", "recording.json"} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		for secret := range tap.signatures {
			if bytes.Contains(text, []byte(secret)) {
				t.Fatalf("%s shows %s", name, secret)
			}
		}
	}
}
