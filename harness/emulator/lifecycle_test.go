package emulator_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// aged is an emulator with an object that a lifecycle rule deletes on the second of January.
func aged(t *testing.T) *emulator.Emulator {
	t.Helper()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	e, err := emulator.New(emulator.Options{Now: func() time.Time { return now }, Log: io.Discard,
		Accounts: []emulator.Account{{UID: "1000", Keys: []emulator.AccessKey{{ID: "id", Secret: "secret"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func withOldObject(d *world.Draft) error {
	old := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	objects := world.NewOrdered[*world.Object]()
	world.Set(d, objects, "key", &world.Object{Key: "key", Modified: old, Type: "Normal", ACL: world.ACLDefault, Class: "Standard"})
	world.Set(d, d.Buckets, "bucket", &world.Bucket{Name: "bucket", Region: "cn-hangzhou", Owner: "1000", Class: "Standard", Created: old,
		Objects: objects, Former: world.NewOrdered[[]*world.Object](), Uploads: world.NewOrdered[*world.Upload](),
		Lifecycle: &world.Lifecycle{Since: old, Rules: []world.LifecycleRule{{ID: "r", Expire: &world.Age{Days: 1}}}}})
	return nil
}

func hasObject(e *emulator.Emulator) (there bool) {
	e.View(func(w *world.World) {
		if b, known := w.Buckets.Get("bucket"); known {
			_, there = b.Objects.Get("key")
		}
	})
	return there
}

// What lifecycle rules do and can't be kept is undone, and done before the next look.
func TestLifecyclesActAgainWhereTheyWereNotKept(t *testing.T) {
	e := aged(t)
	if err := e.Change(withOldObject); err != nil {
		t.Fatal(err)
	}
	full := errors.New("the disk is full")
	e.KeepWith(&world.Keeper{Write: func([]world.Touched) error { return full }})
	if !hasObject(e) {
		t.Fatal("the deletion was not kept, and not undone")
	}
	full = nil
	if hasObject(e) {
		t.Error("the rules do not act again")
	}
}

// A world that is put in the place of another one is not older than the clock.
func TestLifecyclesActInARestoredWorld(t *testing.T) {
	from := aged(t)
	if err := from.Change(withOldObject); err != nil {
		t.Fatal(err)
	}
	to := aged(t)
	if hasObject(to) { // its rules have run today
		t.Fatal("an object from nowhere")
	}
	snapshot := httptest.NewRecorder()
	from.KeepWith(&world.Keeper{Write: func([]world.Touched) error { return errors.New("the rules wait") }})
	from.Control().ServeHTTP(snapshot, httptest.NewRequest(http.MethodGet, "/v1/world", nil))
	answer := httptest.NewRecorder()
	to.Control().ServeHTTP(answer, httptest.NewRequest(http.MethodPut, "/v1/world", strings.NewReader(snapshot.Body.String())))
	if answer.Code >= http.StatusBadRequest || !strings.Contains(snapshot.Body.String(), `"key"`) {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	if hasObject(to) {
		t.Error("the rules do not act in it")
	}
}
