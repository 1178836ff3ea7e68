package wire

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Probe asks the endpoint for anything at all. It returns how far the target's
// clock is ahead of ours, or why what answers there is no OSS.
func Probe(ctx context.Context, transport http.RoundTripper, endpoint Endpoint, timeout time.Duration) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	failed := func(format string, args ...any) (time.Duration, error) {
		return 0, fmt.Errorf("GET %s/: %w", endpoint.URL, fmt.Errorf(format, args...))
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint.URL+"/", nil)
	if err != nil {
		return failed("%w", err)
	}
	response, err := transport.RoundTrip(q)
	if err != nil {
		if ctx.Err() != nil {
			return failed("no answer within %s: %w", timeout, err)
		}
		return failed("no answer: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBodyKept))
	if err != nil {
		return failed("the answer broke off (bound %s): %w", timeout, err)
	}
	if !bytes.Contains(body, []byte("<"+errorRoot)) && !bytes.Contains(body, []byte("<ListAllMyBucketsResult")) {
		return failed("HTTP %d with Content-Type %q, which no OSS gives; the body begins %q",
			response.StatusCode, response.Header.Get("Content-Type"), clip(string(body), 60))
	}
	date, err := http.ParseTime(response.Header.Get("Date"))
	if err != nil {
		return failed("the Date header is unreadable: %w", err)
	}
	// A Date holds whole seconds; within one of them the clocks are as good as equal.
	offset := time.Until(date.Add(time.Second / 2))
	if offset.Abs() < 2*time.Second {
		return 0, nil
	}
	return offset, nil
}
