package harness_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A run obeys an interrupt at once, although the target takes 3 seconds for each answer. The
// test interrupts it while it makes buckets, users, sessions and settings, looks, and removes.
func TestAnInterruptIsHeardWhileATargetTakesItsTime(t *testing.T) {
	e, err := emulator.New(emulator.Options{
		Accounts: []emulator.Account{{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: "LTAIowner", Secret: "s1"}}}}})
	done(t, err)
	server, err := e.Start("127.0.0.1:0", "")
	done(t, err)
	t.Cleanup(func() { server.Close(context.Background()) })
	upstream := &url.URL{Scheme: "http", Host: server.DataAddr()}
	onward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(upstream); r.Out.Host = r.In.Host },
		ErrorLog: silent()}
	var until atomic.Int64 // how many requests are answered at once; negative: all
	until.Store(-1)
	asked := make(chan struct{}, 1000)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if left := until.Load(); left > 0 {
			until.Add(-1)
		} else if left == 0 {
			select {
			case asked <- struct{}{}:
			default:
			}
			time.Sleep(3 * time.Second)
		}
		onward.ServeHTTP(w, q)
	}))
	t.Cleanup(front.Close)
	t.Setenv("OSS_ACCESS_KEY_ID", "LTAIowner")
	t.Setenv("OSS_ACCESS_KEY_SECRET", "s1")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	profile := writeTo(t,
		"dial: "+front.Listener.Addr().String()+"\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.cn-hangzhou.aliyuncs.com\n"+
			"provides: [account of its own, hierarchical namespace]\nallow: [irreversible, billed]\n")
	open := func() *harness.Session {
		session, err := harness.Open(t.Context(), target.Spec{Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: profile}, nil)
		done(t, err)
		return session
	}
	const bound = time.Second
	longest := time.Duration(0)
	interrupted := func(what string, after int64, step func(context.Context)) (heard bool) {
		for len(asked) > 0 {
			<-asked
		}
		until.Store(after)
		defer until.Store(-1)
		ctx, interrupt := context.WithCancel(t.Context())
		defer interrupt()
		ended := make(chan time.Time)
		go func() { step(ctx); ended <- time.Now() }()
		select {
		case <-asked:
		case <-ended:
			return false
		}
		time.Sleep(50 * time.Millisecond) // the run now waits for the answer
		at := time.Now()
		interrupt()
		took := (<-ended).Sub(at)
		longest = max(longest, took)
		if took > bound {
			t.Errorf("%s, request %d: the interrupt is heard after %s", what, after+1, took.Round(time.Millisecond))
		}
		return true
	}
	moments := 0
	for _, id := range []string{
		"access-denied/bucket-policy/v4-header/roles-get", "access-denied/ram-policy/v4-header/explicit-get",
		"worm-configuration-locked/v4-header/abort",
		"access-denied/access-point/v4-header/policy-denies", "matrix/v4-header/ram-user-denied/put-bucket-acl",
		"access-denied/hierarchical-namespace/v4-header/create-directory",
		"access-denied/referer/v4-url/whitelist", "access-denied/bucket-acl/unsigned/account-blocked",
	} {
		for after, more := int64(0), true; more; after += 5 {
			session := open()
			if more = interrupted(id, after, func(ctx context.Context) { session.Run(ctx, one(t, id)) }); more {
				moments++
			}
			done(t, session.Close(t.Context()))
		}
	}
	for after := range int64(4) {
		session := open()
		session.Run(t.Context(), one(t, "access-denied/access-point/v4-header/policy-denies"))
		if interrupted("clean-up", after, func(ctx context.Context) { _ = session.Close(ctx) }) {
			moments++
		}
	}
	t.Logf("%d moments, heard within %s", moments, longest.Round(time.Millisecond))
}

func one(t *testing.T, id string) scenarios.Scenario {
	t.Helper()
	for _, s := range catalogue.All() {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("no scenario %s", id)
	return scenarios.Scenario{}
}
