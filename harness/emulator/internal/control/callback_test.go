package control_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// An upload can't reach the control API through its callback.
func TestControlTakesNoCallbacks(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	server := httptest.NewServer(b.Emulator.Control())
	defer server.Close()
	w, why := b.Send(b.Uploading("x-oss-callback: " + bench.Callback(server.URL+"/v1/reset", "a=b")))
	if why != "callback-status" || !strings.Contains(w.Body.String(), "Error status : 403.") {
		t.Errorf("%s %s", why, w.Body)
	}
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/up", ""))) // nothing was reset
}

// GET /v1/health says where callbacks may go.
func TestHealthSaysWhereCallbacksGo(t *testing.T) {
	for want, list := range map[string][]string{`"loopback"`: nil, `"none"`: {"none"}, `"app","10.0.0.0/8"`: {"app", "10.0.0.0/8"}} {
		e, err := emulator.New(emulator.Options{CallbackTo: list})
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		e.Control().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/v1/health", nil))
		if got := strings.Join(strings.Fields(w.Body.String()), ""); !strings.Contains(got, `"callbackTo":[`+want+`]`) {
			t.Errorf("%v: %s", list, got)
		}
	}
	if _, err := emulator.New(emulator.Options{CallbackTo: []string{"http://app"}}); err == nil {
		t.Error("a URL is no host")
	}
}
