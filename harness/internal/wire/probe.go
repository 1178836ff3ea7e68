package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/markup"
	"github.com/oss403/oss403/harness/internal/traffic"
)

// Probe asks the endpoint for anything at all. It returns how far the target's
// clock is ahead of ours, or why what answers there is no OSS.
func Probe(ctx context.Context, transport http.RoundTripper, endpoint Endpoint, timeout time.Duration) (time.Duration, error) {
	failed := func(format string, args ...any) (time.Duration, error) {
		return 0, fmt.Errorf("GET %s/: %w", endpoint.URL, fmt.Errorf(format, args...))
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint.URL+"/", nil)
	if err != nil {
		return failed("%w", err)
	}
	response, err := traffic.Patient{Base: transport, Bound: timeout}.RoundTrip(q)
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return failed("no answer within %s: %w", timeout, err)
		}
		return failed("no answer: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBodyKept))
	if err != nil {
		return failed("the answer broke off (bound %s): %w", timeout, err)
	}
	if product := otherProduct(response.Header); product != "" {
		return failed("%w", &Foreign{text: "is " + product + ", not OSS"})
	}
	if root := markup.Root(body); root != errorRoot && root != "ListAllMyBucketsResult" {
		return failed("%w", &Foreign{
			fmt.Sprintf("is no OSS: HTTP %d, Content-Type %q, %q",
				response.StatusCode, response.Header.Get("Content-Type"), clip(string(body), 60)),
			response.StatusCode == http.StatusBadRequest && wantsTLS.Match(body)})
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

// wantsTLS matches what HTTPS servers (Go, nginx, Apache) answer to plain HTTP.
var wantsTLS = regexp.MustCompile(`(?i)HTTP (request )?(was sent )?to (an )?(HTTPS|SSL-enabled)`)

// Foreign says that what answers is no OSS.
type Foreign struct {
	text      string
	SpeaksTLS bool // it answers plain HTTP with the wish for HTTPS
}

func (f *Foreign) Error() string { return f.text }

// otherProduct names a product that speaks S3, by what it says of itself; empty: none.
func otherProduct(header http.Header) string {
	server := header.Get("Server")
	for _, name := range []string{"AmazonS3", "MinIO", "SeaweedFS", "Ceph", "VERSITYGW"} {
		if strings.Contains(strings.ToLower(server), strings.ToLower(name)) {
			return server
		}
	}
	if header.Get("x-oss-request-id") == "" && header.Get("x-amz-request-id") != "" {
		return "a product with the request ids of Amazon S3"
	}
	return ""
}
