// Package traffic stands between a run and its target. It counts the requests,
// keeps them below a rate, and repeats a request that the target is too busy to
// answer. It knows nothing else of OSS.
package traffic

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"github.com/oss403/oss403/harness/internal/markup"
	"github.com/oss403/oss403/harness/internal/waiting"
)

// Limits bound the traffic; the zero value bounds nothing.
type Limits struct {
	PerSecond float64 // requests of this process, or of all that have the same Turns
	Turns     string  // file by which processes share the rate; empty: this process has it alone
}

// The bounds on repeating a request to a busy target.
const (
	mostRepeats = 6
	firstPause  = 100 * time.Millisecond // doubled after each try
)

type uncounted struct{}

// Uncounted marks requests that only wait for something: they count as repeated, not
// as sent.
func Uncounted(ctx context.Context) context.Context {
	return context.WithValue(ctx, uncounted{}, true)
}

// Meter is a transport that counts and limits requests. It is safe for concurrent use.
type Meter struct {
	base     http.RoundTripper
	turns    func(context.Context) error // waits until the rate of requests allows one more
	sent     atomic.Int64
	repeated atomic.Int64
}

// Through makes a Meter that sends requests through base, within limits.
func Through(base http.RoundTripper, limits Limits) *Meter {
	m := &Meter{base: base, turns: rate.NewLimiter(rate.Inf, 1).Wait}
	switch {
	case limits.PerSecond <= 0:
	case limits.Turns != "":
		m.turns = newPace(limits.Turns, limits.PerSecond).wait
	default:
		m.turns = rate.NewLimiter(rate.Limit(limits.PerSecond), max(1, int(limits.PerSecond))).Wait
	}
	return m
}

// Sent counts the requests so far, without repeated ones.
func (m *Meter) Sent() int64 { return m.sent.Load() }

// Repeated counts the repeated requests and those that only wait.
func (m *Meter) Repeated() int64 { return m.repeated.Load() }

// RoundTrip sends a request. It repeats the request if the target is too busy to decide
// on it (HTTP 503): https://help.aliyun.com/zh/oss/user-guide/http-503-error-code
func (m *Meter) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.Context().Value(uncounted{}) != nil {
		m.repeated.Add(1)
	} else {
		m.sent.Add(1)
	}
	body, err := whole(q)
	if err != nil {
		return nil, err
	}
	for repeats, pause := 0, firstPause; ; repeats, pause = repeats+1, 2*pause {
		if err := m.turn(q.Context()); err != nil {
			return nil, fmt.Errorf("waiting for the rate of requests: %w", err)
		}
		response, err := m.base.RoundTrip(again(q, body))
		if err != nil || repeats == mostRepeats || !busy(response) {
			return response, err
		}
		m.repeated.Add(1)
		response.Body.Close()
		if repeats == 0 {
			defer waiting.For(q.Context(), "the target, which "+state(response, 0))()
		}
		if err := sleep(q.Context(), pause); err != nil {
			return nil, err
		}
	}
}

// turn waits until the rate of requests allows one more.
func (m *Meter) turn(ctx context.Context) error {
	defer waiting.For(ctx, "its turn at the rate of requests that is allowed")()
	return m.turns(ctx)
}

// whole reads the body of a request, so that it can be sent again; nil: there is none.
func whole(q *http.Request) ([]byte, error) {
	if q.Body == nil || q.Body == http.NoBody {
		return nil, nil
	}
	defer q.Body.Close()
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return nil, fmt.Errorf("reading the body to send: %w", err)
	}
	return body, nil
}

func again(q *http.Request, body []byte) *http.Request {
	next := q.Clone(q.Context())
	if body != nil {
		next.Body = io.NopCloser(bytes.NewReader(body))
	}
	return next
}

// busy reports whether the target is too busy to decide. It reads the body and puts it back.
func busy(response *http.Response) bool {
	if response.StatusCode != http.StatusServiceUnavailable {
		return false
	}
	const most = 4 << 10
	start, err := io.ReadAll(io.LimitReader(response.Body, most))
	response.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(start), response.Body), response.Body}
	return err == nil && (len(start) == 0 || hasNoTime(strings.TrimSpace(markup.Text(start, "Code"))))
}

// hasNoTime reports whether the Code says that the service is busy. Several Codes end with
// QpsLimitExceeded. https://help.aliyun.com/zh/oss/support/http-status-code-503
func hasNoTime(code string) bool {
	return strings.HasSuffix(code, "QpsLimitExceeded") || code == "SlowDown" || code == "ServiceBusy"
}
