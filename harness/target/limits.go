package target

import (
	"time"

	"github.com/oss403/oss403/harness/traffic"
)

// Limits are how much a run may ask of a target.
type Limits struct {
	RequestsPerSecond float64 `yaml:"requestsPerSecond"` // 0: as many as the target answers
	Buckets           int     `yaml:"buckets"`           // at the same time; 0: as many as it takes
}

// Timeouts are how long a run waits for a target.
type Timeouts struct {
	Settling *time.Duration `yaml:"settling"` // until a change of rights or settings counts; absent: DefaultSettling
}

// DefaultSettling is how long a change of rights may take on the service.
// https://help.aliyun.com/zh/ram/product-overview/limits
const DefaultSettling = time.Minute

func (t Timeouts) settling() time.Duration {
	if t.Settling == nil {
		return DefaultSettling
	}
	return *t.Settling
}

// leastBuckets is how many buckets a process needs at the same time.
const leastBuckets = 4

// traffic is what one of share processes may send.
func (l Limits) traffic(share int) traffic.Limits {
	return traffic.Limits{PerSecond: l.RequestsPerSecond / float64(max(1, share))}
}

// buckets is how many of them one of share processes may hold.
func (l Limits) buckets(share int) int {
	if l.Buckets == 0 {
		return 0
	}
	return max(leastBuckets, l.Buckets/max(1, share))
}
