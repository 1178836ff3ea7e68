package bench

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/mutant"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// A Sample is one request in one world. begin sets up both in a whole emulator.
type Sample struct {
	Name  string
	Begin func(b *Bench) *http.Request
}

// A Result is the outcome of a sample.
type Result struct {
	Answer string // everything that a client sees, except the request id
	Reason string // the reason of a refusal
	Check  string // the check that refused
	Shown  bool   // the refusal has evidence
}

// With serves the sample by an emulator with these parts.
func (s Sample) With(t *testing.T, p parts.Parts) Result {
	b := New(t)
	Stage(b)
	r := s.Begin(b)
	b.Emulator.Hurt(p)
	w := httptest.NewRecorder()
	b.Emulator.Data().ServeHTTP(w, r)
	id := RequestID(w)
	rec, traced := b.Emulator.Traced(id)
	if !traced {
		t.Fatalf("%s: no trace", s.Name)
	}
	out := Result{}
	if rec.Refusal != nil {
		out.Reason, out.Shown = rec.Refusal.Reason, len(rec.Refusal.Evidence) > 0
	}
	if n := len(rec.Checks); n > 0 && rec.Checks[n-1].Says == "refused" {
		out.Check = rec.Checks[n-1].Check
	}
	body := w.Body.String()
	if coded := w.Header()["x-oss-err"]; coded != nil {
		decoded, err := base64.StdEncoding.DecodeString(coded[0])
		if err != nil {
			t.Fatal(err)
		}
		body = string(decoded)
	}
	h := w.Header().Clone()
	for _, name := range []string{"x-oss-request-id", "x-amz-request-id", "x-oss-err", "Content-Length"} {
		delete(h, name)
	}
	out.Answer = fmt.Sprintf("%d %v %s", w.Code, h, strings.ReplaceAll(body, id, ""))
	return out
}

// BrokenPart returns the broken part of a mutant.
func BrokenPart(m mutant.Mutant) string {
	what := strings.TrimPrefix(m.Name, m.Family+" ")
	return strings.TrimPrefix(strings.TrimPrefix(what, "dropped "), "wrong ")
}

// InternalErrorReached reports whether an emulator without randomness answers InternalError.
func InternalErrorReached(t *testing.T) bool {
	b := &Bench{T: t, Emulator: Mute(t)}
	_, why := b.Send(b.Raw("GET", Hangzhou, "/", ""))
	return why == string(deny.InternalError)
}

// Mute is an emulator whose randomness fails.
func Mute(t testing.TB) *emulator.Emulator {
	t.Helper()
	now := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	e, err := emulator.New(emulator.Options{Now: func() time.Time { return now }, Rand: iotest.ErrReader(errors.New("no randomness"))})
	if err != nil {
		t.Fatal(err)
	}
	return e
}
