package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
)

const guestTarget = "http://oss-ap-southeast-1.aliyuncs.com"

// guest is a target that behaves like the service. The test sees its requests.
type guest struct {
	profile      string
	owner, other *oss.Client
	cloud        caller.Cloud
	as           caller.Credentials
	front        atomic.Pointer[front]
	open         sync.WaitGroup // requests that are being answered
}

// front says how the target behaves at the moment.
type front struct {
	falsifies bool
	moment    func(seen int64, q *http.Request) bool
	do        func()
	seen      atomic.Int64
	done      atomic.Bool
}

func (g *guest) behave(falsifies bool, moment func(int64, *http.Request) bool, do func()) {
	g.front.Store(&front{falsifies: falsifies, moment: moment, do: do})
}

// startGuestTarget starts an emulator that behaves like the service, with short terms,
// and writes a profile for it. terms are further flags of the emulator.
func startGuestTarget(t *testing.T, terms ...string) *guest {
	t.Helper()
	line, err := startEmulator(t, append([]string{
		"--like-service", "--tls=127.0.0.1:0", "--ca=" + filepath.Join(t.TempDir(), "ca.pem"), "--json",
		"--latency=1ms", "--propagation=50ms", "--consistency=20ms", "--qps=5000",
		"--access-key-id=LTAIfirst", "--access-key-secret=s1", "--other-account=2", "--other-access-key-id=LTAIother",
		"--other-access-key-secret=s2",
	}, terms...)...).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var serves struct{ Data string }
	if err := json.Unmarshal([]byte(line), &serves); err != nil {
		t.Fatal(err)
	}
	upstream, err := url.Parse(serves.Data)
	if err != nil {
		t.Fatal(err)
	}
	g := &guest{as: caller.Credentials{AccessKeyID: "LTAIfirst", AccessKeySecret: "s1"}}
	g.behave(false, nil, nil)
	proxy := &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(upstream); r.Out.Host = r.In.Host },
		ModifyResponse: func(r *http.Response) error { return g.falsify(r) },
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		g.open.Add(1)
		defer g.open.Done()
		f := g.front.Load()
		proxy.ServeHTTP(w, q)
		if f.moment != nil && f.moment(f.seen.Add(1), q) && f.done.CompareAndSwap(false, true) {
			f.do()
		}
	}))
	t.Cleanup(server.Close)
	address := server.Listener.Addr().String()
	for name, value := range map[string]string{"OSS_ACCESS_KEY_ID": "LTAIfirst", "OSS_ACCESS_KEY_SECRET": "s1",
		"OSS403_OTHER_ACCESS_KEY_ID": "LTAIother", "OSS403_OTHER_ACCESS_KEY_SECRET": "s2"} {
		t.Setenv(name, value)
	}
	g.profile = filepath.Join(t.TempDir(), "profile.yaml")
	text := "dial: " + address + "\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.ap-southeast-1.aliyuncs.com\n" +
		"provides: [account of its own]\ntimeouts: {settling: 5s}\n"
	if err := os.WriteFile(g.profile, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	t.Cleanup(transport.CloseIdleConnections)
	g.cloud = caller.Cloud{Scheme: "http", RAM: "ram.aliyuncs.com", STS: "sts.ap-southeast-1.aliyuncs.com", Transport: transport,
		Timeout: 5 * time.Second}
	for to, key := range map[**oss.Client][2]string{&g.owner: {"LTAIfirst", "s1"}, &g.other: {"LTAIother", "s2"}} {
		if *to, err = oss.New(guestTarget, key[0], key[1], oss.AuthVersion(oss.AuthV4), oss.Region("ap-southeast-1"),
			oss.HTTPClient(&http.Client{Transport: transport})); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

// falsify changes the Code of refusals if front.falsifies is set.
func (g *guest) falsify(r *http.Response) error {
	if r.StatusCode != http.StatusForbidden || !g.front.Load().falsifies {
		return nil
	}
	text, err := io.ReadAll(r.Body)
	text = bytes.Replace(text, []byte("<Code>AccessDenied<"), []byte("<Code>AccessRefused<"), 1)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	r.Header.Set("Content-Length", fmt.Sprint(len(text)))
	return err
}

// standing lists everything that exists on the target, and every changed setting of
// its account, sorted.
func (g *guest) standing(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, client := range []*oss.Client{g.owner, g.other} {
		list, err := client.ListBuckets(oss.MaxKeys(1000))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range list.Buckets {
			names = append(names, b.Name)
		}
	}
	made, err := g.cloud.Standing(t.Context(), g.as, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range made {
		names = append(names, m.Name)
	}
	response, err := g.owner.Conn.Do(http.MethodGet, "", "", map[string]any{"publicAccessBlock": nil}, nil, nil, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, _ := io.ReadAll(response.Body); !bytes.Contains(text, []byte("<BlockPublicAccess>false<")) {
		names = append(names, "Block Public Access")
	}
	slices.Sort(names)
	return names
}
