package target

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// Rehearsal opens the embedded emulator, reduced to the capabilities of the target: a run
// on it sends the same requests as a run on the target, but for the probe of a V2 that is refused.
// refused lists the signatures that the target refuses.
func (t *Target) Rehearsal(ctx context.Context, refused []scenarios.Capability) (*Target, error) {
	r, err := openEmbedded(ctx, emulator.AsObserved, "")
	if err != nil {
		return nil, err
	}
	r.Timeout, r.Cloud.Timeout = DefaultTimeout, DefaultTimeout
	if !t.Guest {
		return r, nil
	}
	state := control.Normal()
	state.V1Closed = slices.Contains(refused, scenarios.SignatureV1)
	state.S3V2Closed = slices.Contains(refused, scenarios.SignatureS3V2)
	state.S3V4Closed = slices.Contains(refused, scenarios.SignatureS3V4)
	if err := r.Control.SetAccount(ctx, state); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing the rehearsal: %w", err), r.Close(ctx))
	}
	r.Control = nil
	r.Guest, r.Rehearsed = true, true
	r.Signing, r.Fixtures, r.Provides = t.Signing, t.Fixtures, t.Provides
	if slices.Contains(refused, scenarios.SignatureV2) && r.Signing == nil {
		r.Signing = []string{v1, v4, s3}
	}
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
