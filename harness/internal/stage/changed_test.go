package stage

import (
	"testing"

	"github.com/oss403/oss403/scenarios"
)

// What several writes may have changed in one bucket is arranged anew, all of it.
func TestEachChangeOfABucketIsNoted(t *testing.T) {
	f, place := New(nil, Site{}), Place{Bucket: "b"}
	f.buckets[place.Bucket] = bucket{state: bucketState{State: scenarios.ABucket(scenarios.Private)}}
	f.Changed(place, "qosInfo")
	f.Changed(place, scenarios.BucketEffect)
	f.Changed(place, "responseHeader")
	if _, arranged := f.buckets[place.Bucket]; arranged {
		t.Error("a changed bucket counts as arranged")
	}
	left := f.left[place.Bucket]
	for _, kind := range []scenarios.TraitKind{scenarios.TrafficQoS, scenarios.ResponseHeaders, scenarios.BucketACL} {
		if left.state.Of(kind) != unknown {
			t.Errorf("the %s is known: %q", kind, left.state.Of(kind))
		}
	}
	if !left.gone {
		t.Error("the bucket is there for sure")
	}
}
