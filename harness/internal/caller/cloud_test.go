package caller

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A proxy before RAM may ask for a later call in a text of its own: then the call is repeated.
// A refusal of RAM itself is not.
func TestCallsAreMadeAgainThatRAMDidNotDecideOn(t *testing.T) {
	for _, first := range []struct {
		status int
		text   string
		calls  int64
	}{
		{http.StatusTooManyRequests, "slow down", 2},
		{http.StatusServiceUnavailable, "<html>busy</html>", 2},
		{http.StatusTooManyRequests, `{"Code":"Throttling.User","Message":"slow down"}`, 2},
		{http.StatusForbidden, `{"Code":"NoPermission","Message":"no"}`, 1},
	} {
		var calls atomic.Int64
		ram := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if calls.Add(1) == 1 {
				w.WriteHeader(first.status)
				_, _ = io.WriteString(w, first.text)
				return
			}
			_, _ = io.WriteString(w, `{"RequestId":"1"}`)
		}))
		cloud := Cloud{Scheme: "http", RAM: strings.TrimPrefix(ram.URL, "http://"), Transport: http.DefaultTransport, Timeout: time.Second}
		_, err := cloud.ram(context.Background(), Credentials{AccessKeyID: "id", AccessKeySecret: "secret"}, "ListUsers", nil)
		ram.Close()
		if got := calls.Load(); got != first.calls || (err != nil) != (first.calls == 1) {
			t.Errorf("after %d %s: %d calls, error %v; want %d calls", first.status, first.text, got, err, first.calls)
		}
	}
}
