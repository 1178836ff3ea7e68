package world

import (
	"fmt"
	"sync"
	"time"
)

// Terms are how late and how much the service serves. The zero value is at
// once and any number. What a delay hides follows from the times of the
// changes and the clock; nothing waits for it.
type Terms struct {
	Latency     time.Duration // of each answer
	Propagation time.Duration // until what RAM has changed counts for OSS
	Consistency time.Duration // until the Settings of a bucket that were written are read back, and count
	QPS         int           // requests of an account in a second, to each service
	BucketQuota int           // buckets of an account in a region
}

// Valid tells what is wrong with terms.
func (t Terms) Valid() error {
	for _, term := range []struct {
		name  string
		value any
		bad   bool
	}{
		{"latency", t.Latency, t.Latency < 0},
		{"propagation", t.Propagation, t.Propagation < 0},
		{"consistency", t.Consistency, t.Consistency < 0},
		{"qps", t.QPS, t.QPS < 0},
		{"bucketQuota", t.BucketQuota, t.BucketQuota < 0},
	} {
		if term.bad {
			return fmt.Errorf("%s is negative: %v; accepted: 0 for at once, or any number, or more", term.name, term.value)
		}
	}
	return nil
}

// On are the terms that are not zero, under the names by which they are asked for.
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

// Seen is the world as OSS knows it at a time: its rights and its settings may
// be those of a while ago.
func (w *World) Seen(now time.Time) *World {
	if w.Terms.Propagation == 0 && w.Terms.Consistency == 0 {
		return w
	}
	seen := *w
	seen.rights, seen.settings = now.Add(-w.Terms.Propagation), now.Add(-w.Terms.Consistency)
	return &seen
}

// Rates counts what accounts ask for in the second that it is.
type Rates struct {
	mu     sync.Mutex // for readers count too
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

// Overrun counts a request of an account to a service, and tells whether it is
// one too many. It counts although the change that it asks for may fail.
func (w *World) Overrun(service, uid string, now time.Time) bool {
	return w.Terms.QPS > 0 && w.Rates.count(service+" "+uid, now) > w.Terms.QPS
}

// QuotaReached: the account has as many buckets in the region as it may.
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
