package emulator

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A bug in the emulator answers 500 InternalError, and leaves the world unchanged.
func TestFaultIsInternalError(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	e.parts.Order = []check.Check{}
	e.index = op.NewIndex([]op.Operation{{Name: "Faulty", Method: "PUT", Level: op.Bucket,
		Change: func(c *op.ChangeContext) (*wire.Response, *deny.Denial) {
			world.Set(c.Draft, c.Draft.Buckets, "half", &world.Bucket{Name: "half"})
			panic("fault")
		}}})
	w := httptest.NewRecorder()
	e.Data().ServeHTTP(w, httptest.NewRequest("PUT", "http://half.oss-cn-hangzhou.aliyuncs.com/", nil))
	if w.Code != 500 || !strings.Contains(w.Body.String(), "<Code>InternalError</Code>") || strings.Contains(w.Body.String(), "fault") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	e.store.View(func(now *world.World) {
		if now.Buckets.Len() != 0 {
			t.Error("the change was not undone")
		}
	})
	w = httptest.NewRecorder()
	e.Control().ServeHTTP(w, httptest.NewRequest("GET", "/v1/accounts", nil))
	if w.Code != 200 {
		t.Errorf("afterwards: %d", w.Code)
	}
}
