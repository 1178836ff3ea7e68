package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// objectPatch holds the changes of an object. An absent field stays as it is.
type objectPatch struct {
	Restore     restoreGiven `json:"restore"`
	RetainUntil *time.Time   `json:"retainUntil"` // when the retention of the version ends
}

// A restoreGiven is absent, null for no restore, or the two times of a restore.
type restoreGiven struct {
	present bool
	restore *world.Restore
}

// UnmarshalJSON reads {"ready":"RFC 3339","expires":"RFC 3339"} or null.
func (g *restoreGiven) UnmarshalJSON(text []byte) error {
	g.present = true
	var times *struct {
		Ready   time.Time `json:"ready"`
		Expires time.Time `json:"expires"`
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	switch err := d.Decode(&times); {
	case err != nil:
		return fmt.Errorf("reading restore: %w", err)
	case times == nil:
		return nil
	case times.Ready.IsZero() || times.Expires.IsZero():
		return errors.New("restore has no ready or no expires")
	case !times.Expires.After(times.Ready):
		return errors.New("restore expires before it is ready")
	}
	g.restore = &world.Restore{Ready: times.Ready, Expires: times.Expires}
	return nil
}

// patchObject sets the restore of an archived object: ongoing, done, lapsed or none. It moves the end
// of a retention.
func (a *API) patchObject(w http.ResponseWriter, r *http.Request) {
	var body objectPatch
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	name, key := r.PathValue("name"), r.PathValue("key")
	a.change(w, func(d *world.Draft) error {
		bucket, ok := d.Buckets.Get(name)
		if !ok {
			return fmt.Errorf("there is no bucket %q", name)
		}
		object, ok := bucket.Objects.Get(key)
		switch {
		case !ok || body.RetainUntil == nil && !object.Archived():
			return fmt.Errorf("bucket %q has no archived object %q", name, key)
		case body.RetainUntil != nil && object.Keep.Mode == "":
			return fmt.Errorf("object %q of bucket %q has no retention", key, name)
		}
		next := *object
		if body.Restore.present {
			next.Restored = body.Restore.restore
		}
		replace(&next.Keep.Until, body.RetainUntil)
		world.Set(d, bucket.Objects, key, &next)
		return nil
	})
}
