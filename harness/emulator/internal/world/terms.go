package world

import (
	"fmt"
	"sync"
	"time"
)

// Terms say how late and how much the service serves. The zero value means at once and without
// limit. The clock and the times of the changes decide what is visible; nothing waits in the
// background.
type Terms struct {
	Latency     time.Duration // delay of each answer
	Propagation time.Duration // delay until a change in RAM counts for OSS
	Consistency time.Duration // delay until new Settings of a bucket count and are read back
	QPS         int           // requests of an account in a second, to each service
	BucketQuota int           // buckets of an account in a region
}

// Valid returns an error for terms that make no sense.
func (t Terms) Valid() error {
	const moment, number = "0, which is at once, or a time such as 2s", "0, which is any number, or a whole number"
	for _, term := range []struct {
		name     string
		value    any
		negative bool
		accepted string
	}{
		{"latency", t.Latency, t.Latency < 0, moment},
		{"propagation", t.Propagation, t.Propagation < 0, moment},
		{"consistency", t.Consistency, t.Consistency < 0, moment},
		{"qps", t.QPS, t.QPS < 0, number},
		{"bucketQuota", t.BucketQuota, t.BucketQuota < 0, number},
	} {
		if term.negative {
			return fmt.Errorf("%s is negative: %v; accepted: %s", term.name, term.value, term.accepted)
		}
	}
	return nil
}

// On returns the terms that are not zero, by their names in the control API.
func (t Terms) On() map[string]any {
	on := map[string]any{}
	for name, d := range map[string]time.Duration{"latency": t.Latency, "propagation": t.Propagation, "consistency": t.Consistency} {
		if d > 0 {
			on[name] = d.String()
		}
	}
	for name, n := range map[string]int{"qps": t.QPS, "bucketQuota": t.BucketQuota} {
		if n > 0 {
			on[name] = n
		}
	}
	return on
}

// Seen returns the world as OSS sees it at a time. Rights and settings may be older than that time.
func (w *World) Seen(clock func() time.Time) *World {
	if w.Terms.Propagation == 0 && w.Terms.Consistency == 0 {
		return w
	}
	seen, now := *w, clock()
	seen.rights, seen.settings = now.Add(-w.Terms.Propagation), now.Add(-w.Terms.Consistency)
	return &seen
}

// Rates counts the requests of accounts in the current second.
type Rates struct {
	mu     sync.Mutex // because readers count too
	second int64
	asked  map[string]int
}

func (r *Rates) count(who string, now time.Time) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if second := now.Unix(); second != r.second || r.asked == nil {
		r.second, r.asked = second, map[string]int{}
	}
	r.asked[who]++
	return r.asked[who]
}

// Overrun counts a request of an account to a service, and reports whether it is one too many. A
// request counts even if its change fails.
func (w *World) Overrun(service, uid string, now time.Time) bool {
	return w.Terms.QPS > 0 && w.Rates.count(service+" "+uid, now) > w.Terms.QPS
}

// QuotaReached reports whether the account has the most buckets that it may have in the region.
func (w *World) QuotaReached(uid, region string) bool {
	if w.Terms.BucketQuota == 0 {
		return false
	}
	owned := 0
	for _, b := range w.Buckets.From("") {
		if b.Owner == uid && b.Region == region {
			owned++
		}
	}
	return owned >= w.Terms.BucketQuota
}
