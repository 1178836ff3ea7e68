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
)

// Bounds on how often what a run asks for itself is sent, and on how long it waits. A
// target that says nothing at all is asked once more, since each try takes the time-out.
const (
	MostTries          = 4
	mostSilences       = 2
	firstRest          = 50 * time.Millisecond // doubled each time
	mostRest           = 10 * time.Second      // that a target may ask for, by Retry-After
	mostAnswer   int64 = 8 << 20               // bytes
)

// Patient is a transport for what a run asks for itself: set-up, looks and clean-up, never
// a provocation or a control. It sends a request again after an HTTP 5xx, a cut connection
// or no answer, so that the first one may have acted. Each try has its own time.
type Patient struct {
	Base   http.RoundTripper
	Bound  time.Duration // on each try, its answer read whole; 0: none
	Repeat func()        // is told of each try but the first; nil: nobody
}

// RoundTrip sends the request until there is a decision.
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
		if tries == MostTries || silences == mostSilences {
			return response, after(tries, err)
		}
		if p.Repeat != nil {
			p.Repeat()
		}
		if err := sleep(q.Context(), max(rest, asked)); err != nil {
			return nil, err
		}
	}
}

// try sends the request once and reads the answer whole: a connection that is cut in the
// middle of one is cut like any other.
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

// undecided: the target did not say whether it does what it is asked for. What it does not
// serve (501) it will not serve later.
func undecided(status int) bool {
	return status >= 500 && status != http.StatusNotImplemented || status == http.StatusTooManyRequests
}

// TooLong says that the target answers, and wants to be left alone for longer than a run waits.
type TooLong struct {
	Status int
	Rest   time.Duration
}

func (e *TooLong) Error() string {
	return fmt.Sprintf("the target asks to be asked again in %s (HTTP %d), and a run waits for %s at most", e.Rest, e.Status, mostRest)
}

// restAskedFor reads Retry-After in seconds.
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

// after says how often it was tried, where that was more than once.
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
