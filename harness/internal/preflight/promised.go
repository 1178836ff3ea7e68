package preflight

import (
	"context"
	"fmt"
	"slices"

	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// promised checks that the second region and the buckets in the profile exist. If they did
// not, the scenarios would blame the target for wrong answers.
func (s inspection) promised(ctx context.Context) error {
	if err := s.secondRegionAnswers(ctx); err != nil {
		return err
	}
	return s.broughtBucketsStand(ctx)
}

// secondRegionAnswers lists the owner's buckets in the second region: a region lists them, or refuses that with AccessDenied.
func (s inspection) secondRegionAnswers(ctx context.Context) error {
	at := s.Target.Elsewhere
	if at == (wire.Endpoint{}) {
		return nil
	}
	const check = "check secondRegion in the profile"
	code, err := s.asked(ctx, wire.Call{Request: scenarios.ListBuckets(), Endpoint: at})
	switch {
	case err != nil:
		return fmt.Errorf("the second region %s is not reached: %s; %s", at.Region, remedy.LookedUp(remedy.Bounded(err, s.Target)), check)
	case code != "" && code != "AccessDenied":
		return fmt.Errorf("the second region %s is none that %s serves; %s [the owner's buckets can't be listed there: %s]", at.Region,
			at.URL, check, code)
	}
	return nil
}

// broughtBucketsStand checks that the buckets of the profile exist; any answer but "no such
// bucket" will do. A rehearsal has none of them.
func (s inspection) broughtBucketsStand(ctx context.Context) error {
	for _, c := range scenarios.Capabilities() {
		key, name := s.Target.Fixtures.Of(c)
		if name == "" || c == scenarios.PlainRegion {
			continue
		}
		code, err := s.asked(ctx, wire.Call{Request: scenarios.GetBucketInfo(), Endpoint: s.Target.Endpoint, Bucket: name})
		if err != nil {
			return fmt.Errorf("the bucket %s is not reached: %w", name, remedy.Unreachable(err, s.Target))
		}
		if !s.Target.Rehearsed && slices.Contains([]string{"NoSuchBucket", "InvalidBucketName"}, code) {
			return fmt.Errorf("there is no bucket %s at %s; check fixtures.%s in the profile", name, s.Target.Endpoint.URL, key)
		}
	}
	return nil
}

// asked sends a request as the owner and returns the Code of the refusal; empty: it succeeds.
func (s inspection) asked(ctx context.Context, call wire.Call) (code string, err error) {
	call.Carrier, call.Credentials, call.SetUp = scenarios.V4Header, s.Target.Callers[scenarios.Owner], true
	if s.Target.V1Alone() {
		call.Carrier = scenarios.V1Header
	}
	answer, err := s.Client.Send(ctx, call)
	if err != nil || answer.Succeeded() {
		return "", err
	}
	document, err := answer.Document()
	if err != nil {
		return answer.Summary(), nil
	}
	code, _ = document.Text(scenarios.FieldCode)
	return code, nil
}
