package wire

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/harness/verdict"
)

// Bounds on what is read and kept of an answer.
const (
	maxBodyRead = 8 << 20  // bytes read of a body; more is an error
	maxBodyKept = 64 << 10 // bytes of a body kept in an exchange
)

// trip is one request on its way: how it is edited after signing, and what was recorded of it.
type trip struct {
	edit   func(*http.Request) (Sent, error)
	setUp  bool // the run asks for itself
	answer Answer
}

type tripKey struct{}

func (t *trip) in(ctx context.Context) context.Context { return context.WithValue(ctx, tripKey{}, t) }

// recorder edits the signed request of a trip, sends it once, and records the exchange.
// A request without a trip is sent again if the target is busy or fails.
type recorder struct {
	base    http.RoundTripper
	secrets *safe
	timeout time.Duration
	patient traffic.Patient
}

func (r recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	t, ok := q.Context().Value(tripKey{}).(*trip)
	if !ok {
		return r.patient.RoundTrip(q) // a fixture's
	}
	ctx, cancel := q.Context(), func() {}
	if !t.setUp {
		ctx, cancel = context.WithTimeout(ctx, r.timeout)
	}
	defer cancel()
	q = q.Clone(ctx)
	sent, err := t.edit(q)
	if err != nil {
		return nil, err
	}
	redact := r.secrets.redactor().With(sent.Signature, sent.TrueSignature, sent.Credentials.SecurityToken)
	t.answer.Sent, t.answer.Redact = sent, redact
	if t.answer.Brought, err = brought(q); err != nil {
		return nil, err
	}
	started := time.Now()
	response, err := r.through(t).RoundTrip(q)
	exchange := verdict.Exchange{Method: q.Method, URL: redact.URL(q.URL), RequestHeaders: redact.Headers(q.Header)}
	defer func() {
		exchange.DurationMs = verdict.Milliseconds(time.Since(started))
		t.answer.Exchange = exchange
	}()
	if err != nil {
		exchange.Error = redact.Text(err.Error())
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBodyRead+1))
	if err == nil && len(body) > maxBodyRead {
		err = fmt.Errorf("answer body over %d bytes", maxBodyRead)
	}
	exchange.Status = response.StatusCode
	exchange.ResponseHeaders = redact.Headers(response.Header)
	exchange.ResponseBody = redact.Text(strings.ToValidUTF8(clip(string(body), maxBodyKept), "�"))
	if err != nil {
		exchange.Error = redact.Text(err.Error())
		return nil, err
	}
	t.answer.Status, t.answer.Header, t.answer.Body = response.StatusCode, response.Header.Clone(), body
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// brought reads the beginning of the body of a request, and puts it back.
func brought(q *http.Request) (Brought, error) {
	b := Brought{Type: q.Header.Get("Content-Type"), Length: q.ContentLength}
	if q.Body == nil || q.Body == http.NoBody {
		return b, nil
	}
	var err error
	if b.Text, err = io.ReadAll(io.LimitReader(q.Body, maxBodyKept+1)); err != nil {
		return b, fmt.Errorf("reading the body of a request: %w", err)
	}
	switch {
	case len(b.Text) <= maxBodyKept:
		b.Length = int64(len(b.Text))
	case b.Length <= 0:
		b.Length = -1
	}
	q.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(b.Text), q.Body), q.Body}
	return b, nil
}

// through is patient with what the run asks for itself.
func (r recorder) through(t *trip) http.RoundTripper {
	if t.setUp {
		return r.patient
	}
	return r.base
}

// OfScenario says that a request is a scenario's own, no fixture's.
func OfScenario(q *http.Request) bool {
	_, ok := q.Context().Value(tripKey{}).(*trip)
	return ok
}
