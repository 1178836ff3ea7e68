package wire

import (
	"errors"
	"testing"

	"github.com/oss403/oss403/scenarios"
)

// A fault that would leave the request as its control is sent is an error, and nothing goes out.
func TestWhatIsSentDiffersFromWhatWasSigned(t *testing.T) {
	get, put := scenarios.GetObject(), scenarios.PutObject().With("x-oss-meta-a", "one")
	for _, c := range []struct {
		request scenarios.Request
		fault   scenarios.Fault
		same    bool
	}{
		{put, scenarios.HeaderDropped("x-oss-meta-a"), false},
		{put, scenarios.HeaderDropped("x-oss-meta-b"), true},
		{get, scenarios.SignedForKey("another"), false},
		{get, scenarios.SignedForKey("a key"), true},
		{get, scenarios.SignedForBucket("another"), false},
		{get, scenarios.SignedForBucket("bucket"), true},
		{get, scenarios.SignedWith(scenarios.KeyEscaped), false},
		{get.WithQuery("response-expires", "1").WithQuery("response-content-type", "a"), scenarios.SignedWith(scenarios.PartParameters), false},
		{get, scenarios.SentWith(scenarios.KeyEscaped), false},
		{get, scenarios.SentWith(scenarios.PlusUnescaped), true},
	} {
		for _, carrier := range scenarios.Signed() {
			if _, err := outgoing(t, c.request, carrier, c.fault); errors.Is(err, errSame) != c.same {
				t.Errorf("%s, %s: %v", carrier, c.fault.Sentence, err)
			}
		}
	}
}
