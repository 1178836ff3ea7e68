package served

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator"
)

// termsFlags give the emulator the delays and quotas of the service.
type termsFlags struct {
	LikeService bool           `help:"${like_service}"`
	Latency     *time.Duration `help:"Round trip of every answer (50ms)." placeholder:"DURATION"`
	Propagation *time.Duration `help:"Time until a change in RAM takes effect in OSS (2s)." placeholder:"DURATION"`
	Consistency *time.Duration `help:"Time until a new bucket setting can be read and takes effect (500ms)." placeholder:"DURATION"`
	QPS         *int           `name:"qps" help:"Requests of an account in a second, to each service (200)." placeholder:"N"`
	BucketQuota *int           `help:"Buckets of an account in a region (100)." placeholder:"N"`
}

// terms returns the terms of --like-service, changed by the flags that are set.
func (f termsFlags) terms() emulator.Terms {
	var t emulator.Terms
	if f.LikeService {
		t = emulator.Terms{Latency: 50 * time.Millisecond, Propagation: 2 * time.Second, Consistency: 500 * time.Millisecond, QPS: 200,
			BucketQuota: 100}
	}
	given(&t.Latency, f.Latency)
	given(&t.Propagation, f.Propagation)
	given(&t.Consistency, f.Consistency)
	given(&t.QPS, f.QPS)
	given(&t.BucketQuota, f.BucketQuota)
	return t
}

func given[V any](value, flag *V) {
	if flag != nil {
		*value = *flag
	}
}

// inOneLine lists the terms in force on one line.
func inOneLine(on map[string]any) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(on)) {
		all = append(all, fmt.Sprint(name, " ", on[name]))
	}
	if all == nil {
		return "at once, and any number"
	}
	return strings.Join(all, ", ")
}
