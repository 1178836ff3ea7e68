package traffic_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/oss403/oss403/harness/internal/traffic"
)

func TestABusyTargetIsAskedAgainWithTheSameBody(t *testing.T) {
	var asked atomic.Int64
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || string(body) != "content" {
			t.Errorf("body %q, %v", body, err)
		}
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			io.WriteString(w, "<Error><Code>QpsLimitExceeded</Code></Error>")
		}
	}))
	defer target.Close()
	meter := traffic.Through(http.DefaultTransport, traffic.Limits{PerSecond: 1000})
	response, err := (&http.Client{Transport: meter}).Post(target.URL, "text/plain", strings.NewReader("content"))
	if err != nil || response.StatusCode != 200 || meter.Sent() != 1 || meter.Repeated() != 2 {
		t.Errorf("%v %v, sent %d, repeated %d", response, err, meter.Sent(), meter.Repeated())
	}
}

func TestAnotherUnavailabilityIsAnAnswer(t *testing.T) {
	const text = "<Error><Code>Maintenance</Code></Error>"
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		io.WriteString(w, text)
	}))
	defer target.Close()
	meter := traffic.Through(http.DefaultTransport, traffic.Limits{})
	response, err := (&http.Client{Transport: meter}).Get(target.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || string(body) != text || meter.Repeated() != 0 {
		t.Errorf("body %q, %v, repeated %d", body, err, meter.Repeated())
	}
}
