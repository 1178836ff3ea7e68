package check_test

import (
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// The control port moves the end of a retention, and ends every protection of a bucket.
func TestProtectionEndsByControl(t *testing.T) {
	deleted := func(b *bench.Bench, id string) string {
		_, why := b.Send(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+id, "")))
		return why
	}
	for name, c := range map[string]struct {
		mode, path, body string
		want             deny.Reason
	}{
		"the end is past":       {"COMPLIANCE", "/objects/key", `{"retainUntil":"2026-03-05T11:59:59Z"}`, ""},
		"the end is later":      {"COMPLIANCE", "/objects/key", `{"retainUntil":"2026-03-05T12:00:01Z"}`, deny.ObjectRetained},
		"all of a bucket, kept": {"COMPLIANCE", "", `{"protectionEnded":true}`, ""},
		"all of a bucket, held": {bench.OnHold, "", `{"protectionEnded":true}`, ""},
		"nothing of a bucket":   {"GOVERNANCE", "", `{"protectionEnded":false}`, deny.ObjectRetained},
		"something else of it":  {"GOVERNANCE", "", `{"frozen":false}`, deny.ObjectRetained},
	} {
		t.Run(name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			id := b.Keep(c.mode)
			b.Control("PATCH", "/v1/buckets/private-bucket"+c.path, c.body)
			if why := deleted(b, id); why != string(c.want) {
				t.Errorf("got %q, want %q", why, c.want)
			}
		})
	}
	b := bench.New(t)
	bench.Stage(b)
	id := b.Keep("GOVERNANCE")
	b.Put(bench.Private, "/key", "above") // the version that is kept is no longer the current one
	b.Control("PATCH", "/v1/buckets/private-bucket", `{"protectionEnded":true}`)
	b.Now = b.Now.Add(time.Second)
	if why := deleted(b, id); why != "" {
		t.Errorf("a former version: %q", why)
	}
}
