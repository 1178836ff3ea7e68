package traffic

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/internal/waiting"
)

// The bounds on repeating a request, and on waiting. A request without any answer is
// repeated once only, because each try takes the whole time-out.
const (
	mostTries          = 4
	mostSilences       = 2
	firstRest          = 50 * time.Millisecond // doubled after each try
	mostRest           = 10 * time.Second      // the longest wait that a target may ask for by Retry-After
	mostAnswer   int64 = 8 << 20               // bytes
)

// Patient is a transport for set-up, looks and clean-up, never for a provocation or a control.
// It repeats a request after HTTP 5xx or 429, a cut connection or no answer. So an earlier try may
// already have had its effect. Each try has its own time-out.
type Patient struct {
	Base   http.RoundTripper
	Bound  time.Duration // time-out of each try, with reading the answer; 0: none
	Repeat func()        // called before each repeated try; nil: nothing is called
}

// RoundTrip sends the request until the target decides on it, or a bound is reached.
func (p Patient) RoundTrip(q *http.Request) (*http.Response, error) {
	body, err := whole(q)
	if err != nil {
		return nil, err
	}
	silences := 0
	for tries, rest := 1, firstRest; ; tries, rest = tries+1, 2*rest {
		response, err := p.try(q, body)
		if errors.Is(err, context.DeadlineExceeded) {
			silences++
		}
		decided := err == nil && !undecided(response.StatusCode)
		if decided || q.Context().Err() != nil {
			return response, err
		}
		asked := restAskedFor(response)
		if asked > mostRest {
			response.Body.Close()
			return nil, &TooLong{response.StatusCode, asked}
		}
		if tries == mostTries || silences == mostSilences {
			return response, after(tries, err)
		}
		if p.Repeat != nil {
			p.Repeat()
		}
		if tries == 1 {
			defer waiting.For(q.Context(), "the target, which "+state(response, asked))()
		}
		if err := sleep(q.Context(), max(rest, asked)); err != nil {
			return nil, err
		}
	}
}

// try sends the request once and reads the whole answer, so that a connection cut in the
// middle of an answer is an error too.
func (p Patient) try(q *http.Request, body []byte) (*http.Response, error) {
	ctx, cancel := q.Context(), func() {}
	if p.Bound > 0 {
		ctx, cancel = context.WithTimeout(ctx, p.Bound)
	}
	defer cancel()
	response, err := p.Base.RoundTrip(again(q.WithContext(ctx), body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, mostAnswer))
	if err != nil {
		return nil, fmt.Errorf("reading the answer to %s: %w", q.Method, err)
	}
	response.Body = io.NopCloser(bytes.NewReader(text))
	return response, nil
}

// state says how a target that did not decide is, as far as its answer tells.
func state(response *http.Response, asked time.Duration) string {
	switch {
	case response == nil:
		return "did not answer"
	case asked > 0:
		return fmt.Sprintf("is busy and asks for %s (HTTP %d)", asked, response.StatusCode)
	}
	return fmt.Sprintf("is busy (HTTP %d)", response.StatusCode)
}

// undecided reports whether the target did not decide on the request. HTTP 501 is a decision:
// the target will not serve the request later.
func undecided(status int) bool {
	return status >= 500 && status != http.StatusNotImplemented || status == http.StatusTooManyRequests
}

// TooLong says that the target asks for a longer pause than a run waits.
type TooLong struct {
	Status int
	Rest   time.Duration
}

func (e *TooLong) Error() string {
	return fmt.Sprintf("the target asks to be asked again in %s (HTTP %d), and a run waits for %s at most", e.Rest, e.Status, mostRest)
}

// restAskedFor reads the pause in Retry-After, which is in seconds.
// https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
func restAskedFor(response *http.Response) time.Duration {
	if response == nil {
		return 0
	}
	seconds, err := strconv.ParseInt(response.Header.Get("Retry-After"), 10, 32)
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// after adds the number of tries to an error, if there was more than one.
func after(tries int, err error) error {
	if err == nil || tries == 1 {
		return err
	}
	return fmt.Errorf("%w (tried %d times)", err, tries)
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
