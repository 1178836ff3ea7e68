package harness_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
)

// A target may answer a call of set-up with garbage, with success but no effect, or with
// Retry-After of an hour. Then each scenario that needs the call has one clear reason, the
// others are judged, and the run ends in time.
func TestATargetThatAnswersSetUpWithNonsense(t *testing.T) {
	for name, c := range map[string]struct {
		answer  func(http.ResponseWriter)
		verdict verdict.Verdict
		says    string
	}{
		"garbage": {func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, "\x00\xffnonsense<<<")
		}, verdict.Error, "the state can't be made: arranging bucket BUCKET as private: PUT ?policy"},
		"success and no effect": {func(w http.ResponseWriter) { w.WriteHeader(http.StatusOK) },
			verdict.Untestable, "what was written to ?policy does not show within 1s"},
		"too many requests": {func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		}, verdict.Untestable, "the target asks to be asked again in 1h0m0s (HTTP 429), and a run waits for 10s at most"},
	} {
		t.Run(name, func(t *testing.T) {
			session := openBehind(t, func(w http.ResponseWriter, q *http.Request) bool {
				if q.Method != http.MethodPut || !q.URL.Query().Has("policy") {
					return false
				}
				c.answer(w)
				return true
			})
			started := time.Now()
			for id, want := range map[string]verdict.Verdict{
				"access-denied/bucket-policy/v4-header/roles-get":       c.verdict,
				"access-denied/bucket-policy/v4-header/user-put":        c.verdict,
				"signature-does-not-match/v4-header/wrong-secret":       verdict.Pass,
				"access-denied/ram-policy/v4-header/explicit-get":       verdict.Pass,
				"access-denied/hierarchical-namespace/v4-header/rename": verdict.Pass,
			} {
				r := session.Run(t.Context(), one(t, id))
				if r.Verdict != want || want != verdict.Pass && !strings.Contains(r.Reason, c.says) {
					t.Errorf("%s: %s %s; want %s %s", id, r.Verdict, r.Reason, want, c.says)
				}
			}
			done(t, session.Close(t.Context()))
			if took := time.Since(started); took > 15*time.Second {
				t.Errorf("the run took %s", took)
			}
		})
	}
}

// openBehind begins a run on an emulator behind a front. answers returns true for a request that it answers itself.
func openBehind(t *testing.T, answers func(http.ResponseWriter, *http.Request) bool) *harness.Session {
	t.Helper()
	e, err := emulator.New(emulator.Options{
		Accounts: []emulator.Account{{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: "LTAIowner", Secret: "s1"}}}}})
	done(t, err)
	server, err := e.Start("127.0.0.1:0", "")
	done(t, err)
	t.Cleanup(func() { server.Close(context.Background()) })
	upstream := &url.URL{Scheme: "http", Host: server.DataAddr()}
	onward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(upstream); r.Out.Host = r.In.Host },
		ErrorLog: silent()}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if !answers(w, q) {
			onward.ServeHTTP(w, q)
		}
	}))
	t.Cleanup(front.Close)
	t.Setenv("OSS_ACCESS_KEY_ID", "LTAIowner")
	t.Setenv("OSS_ACCESS_KEY_SECRET", "s1")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	profile := writeTo(t,
		"dial: "+front.Listener.Addr().String()+"\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.cn-hangzhou.aliyuncs.com\n"+
			"provides: [account of its own, hierarchical namespace]\ntimeouts: {settling: 1s}\n")
	session, err := harness.Open(t.Context(), target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: profile}, nil)
	done(t, err)
	return session
}
