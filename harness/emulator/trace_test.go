package emulator_test

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
)

// The trace of an upload whose body broke off says who asked for what, and that no check objected.
func TestTheTraceOfABodyThatBreaksOff(t *testing.T) {
	on := bench.New(t)
	bench.Stage(on)
	r := on.Owner(on.Raw("PUT", bench.Private, "/put", "abc"))
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader("a"), iotest.ErrReader(io.ErrUnexpectedEOF)))
	w := httptest.NewRecorder()
	on.Emulator.Data().ServeHTTP(w, r)
	rec := on.Trace(bench.RequestID(w))
	if w.Code != 400 || rec.Refusal == nil || rec.Refusal.Code != "IncompleteBody" {
		t.Fatalf("%d %+v", w.Code, rec.Refusal)
	}
	if rec.Principal == nil || rec.Principal.UID == "" || len(rec.Accesses) != 1 || !strings.HasSuffix(rec.Accesses[0].Resource, "/put") {
		t.Errorf("%+v %+v", rec.Principal, rec.Accesses)
	}
	if n := len(rec.Checks); n == 0 || rec.Checks[n-1].Says != "no objection" {
		t.Errorf("%+v", rec.Checks)
	}
}

// Each place of the order fits into a trace.
func TestAnOrderFitsIntoATrace(t *testing.T) {
	if n := len(check.Order()); n > trace.MaxPlaces {
		t.Errorf("%d checks, and room for %d", n, trace.MaxPlaces)
	}
}
