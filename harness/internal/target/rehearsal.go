package target

import (
	"context"
	"errors"
	"fmt"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// Rehearsal opens the embedded emulator, reduced to the capabilities of the target: a run
// on it sends the same requests as a run on the target.
func (t *Target) Rehearsal(ctx context.Context, v1Closed bool) (*Target, error) {
	r, err := openEmbedded(ctx, emulator.AsObserved, "")
	if err != nil {
		return nil, err
	}
	r.Timeout, r.Cloud.Timeout = DefaultTimeout, DefaultTimeout
	if !t.Guest {
		return r, nil
	}
	state := control.Normal()
	state.V1Closed = v1Closed
	if err := r.Control.SetAccount(ctx, state); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing the rehearsal: %w", err), r.Close(ctx))
	}
	r.Control = nil
	r.Guest, r.Rehearsed = true, true
	r.Signing, r.Fixtures, r.Provides = t.Signing, t.Fixtures, t.Provides
	r.MaxBuckets, r.Settling = t.MaxBuckets, t.Settling
	if t.Expired == nil {
		r.Expired = nil
	}
	if !t.Cloud.Known() {
		r.Cloud = caller.Cloud{}
	}
	if _, ok := t.Callers.Of(scenarios.OtherAccount); !ok {
		delete(r.Callers, scenarios.OtherAccount)
	}
	if t.Elsewhere.URL == "" {
		r.Elsewhere = t.Elsewhere
	}
	if t.Endpoint.PathStyle {
		r.Endpoint.URL = "http://" + r.address
		r.Endpoint.PathStyle = true
	}
	return r, nil
}
