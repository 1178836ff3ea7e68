package harness_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A target that knows only signature V1 is judged by the scenarios that need no more.
func TestATargetThatTakesV1Alone(t *testing.T) {
	port, data := startEmulator(t)
	owner := account(t, port)
	state := control.Normal()
	state.NewBucketsBlocked = false // it has no Block Public Access either, which came after V4
	done(t, port.Of(owner).SetAccount(t.Context(), state))
	onward := httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: data})
		r.Out.Host = r.In.Host
	}}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if strings.HasPrefix(q.Header.Get("Authorization"), "OSS4") || q.URL.Query().Has("x-oss-signature-version") {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		onward.ServeHTTP(w, q)
	}))
	t.Cleanup(front.Close)
	profile := profileFor(t, owner, "signing: [V1]\ndial: "+front.Listener.Addr().String()+"\n")
	session, err := harness.Open(t.Context(), target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: profile}, nil)
	if err != nil {
		t.Fatal(err)
	}
	picked, err := scenarios.Select(catalogue.All(), "R48,R25")
	done(t, err)
	for _, s := range picked {
		want := verdict.Pass
		if strings.Contains(s.ID, "v4") || strings.Contains(s.ID, "blocked") || !offered(s) {
			want = verdict.NotSupported
		}
		if result := session.Run(t.Context(), s); result.Verdict != want {
			t.Errorf("%s: %s %s, want %s", s.ID, result.Verdict, result.Reason, want)
		}
	}
	done(t, session.Close(t.Context()))
}

// offered reports whether the target of this test has everything that the scenario needs.
func offered(s scenarios.Scenario) bool {
	served := []scenarios.Capability{scenarios.SignatureV1, scenarios.SignatureV1NewBuckets, scenarios.SignatureV1BucketURLs,
		scenarios.SignatureV4, scenarios.RegionHosts}
	return !slices.ContainsFunc(s.Needs(), func(c scenarios.Capability) bool { return !slices.Contains(served, c) })
}
