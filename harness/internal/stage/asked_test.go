package stage

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// A told target notes what it is asked, as "PUT bucket/key?policy", and answers as it is told.
type told struct {
	mu     sync.Mutex
	asked  []string
	answer func(asked string) (status int, body string) // nil, or status 0: as if it were done, without a body
}

func (t *told) RoundTrip(q *http.Request) (*http.Response, error) {
	bucket, _, _ := strings.Cut(q.URL.Host, ".")
	asked := q.Method + " " + bucket + strings.TrimSuffix(q.URL.Path, "/")
	if sub, _, _ := strings.Cut(strings.TrimPrefix(q.URL.RawQuery, "encoding-type=url&"), "="); sub != "" {
		asked += "?" + sub
	}
	t.mu.Lock()
	t.asked = append(t.asked, asked)
	t.mu.Unlock()
	status, body := 0, ""
	if t.answer != nil {
		status, body = t.answer(asked)
	}
	switch {
	case status != 0:
	case q.Method == http.MethodDelete:
		status = http.StatusNoContent
	default:
		status = http.StatusOK
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: q}, nil
}

// count counts the requests that end so.
func (t *told) count(end string) (n int) {
	for _, asked := range t.asked {
		if strings.HasSuffix(asked, end) {
			n++
		}
	}
	return n
}

// fixturesOn makes Fixtures of run r1 on a told target.
func fixturesOn(t *told, site Site) *Fixtures {
	site.Run, site.Owner = "r1", caller.Credentials{AccessKeyID: "id", AccessKeySecret: "secret"}
	site.EndpointOf = func(scenarios.Region) wire.Endpoint {
		return wire.Endpoint{URL: "http://example.com", Region: "cn-hangzhou"}
	}
	site.Names = func(_ context.Context, document string, _ scenarios.State) (string, error) { return document, nil }
	return New(wire.NewClient(t, func() []string { return nil }, time.Minute, 0), site)
}

func arranged(t *testing.T, f *Fixtures, state Wanted) Place {
	t.Helper()
	place, err := f.Arrange(t.Context(), state)
	if err != nil {
		t.Fatal(err)
	}
	return place
}

const (
	refusal = "<Error><Code>AccessDenied</Code></Error>"
	policy  = `{"Version":"1","Statement":[]}`
)

// A bucket gets the tag of the run when it is made, and again only after a write that may have taken it away.
func TestTheTagOfTheRunIsWrittenOnce(t *testing.T) {
	target := &told{}
	f := fixturesOn(target, Site{Marked: true})
	state := Wanted{State: scenarios.ABucket(scenarios.Private)}
	for _, c := range []struct {
		effect scenarios.Effect
		want   int
	}{{"cors", 1}, {"policy", 1}, {tagsEffect, 2}, {scenarios.BucketEffect, 3}} {
		place := arranged(t, f, state)
		f.Changed(place, c.effect)
		arranged(t, f, state)
		if got := target.count("?tagging"); got != c.want {
			t.Errorf("after a write of %s: tagged %d times, want %d: %q", c.effect, got, c.want, target.asked)
		}
	}
}

// A bucket is removed without its policy being deleted, unless the policy binds the owner.
func TestAPolicyIsDeletedOnlyIfItKeepsItsBucket(t *testing.T) {
	for _, binds := range []bool{false, true} {
		target := &told{}
		f := fixturesOn(target, Site{})
		place := arranged(t, f, Wanted{State: scenarios.AnObject(scenarios.Private).With(scenarios.BucketPolicy, policy)})
		target.answer = func(asked string) (int, string) {
			switch {
			case binds && strings.HasPrefix(asked, "DELETE ") && !strings.HasSuffix(asked, "?policy") && target.count("?policy") < 2:
				return http.StatusForbidden, refusal
			case strings.HasSuffix(asked, "?list-type"):
				return http.StatusOK, "<ListBucketResult/>"
			case strings.HasSuffix(asked, "?uploads"):
				return http.StatusOK, "<ListMultipartUploadsResult/>"
			}
			return 0, ""
		}
		if err := f.Close(t.Context()); err != nil {
			t.Error(err)
		}
		deleted := slices.Contains(target.asked, "DELETE "+place.Bucket+"?policy")
		if deleted != binds || target.asked[len(target.asked)-1] != "DELETE "+place.Bucket || f.Standing() != 0 {
			t.Errorf("the policy binds the owner: %t; it is deleted: %t, %d buckets stand: %q", binds, deleted, f.Standing(), target.asked)
		}
	}
}

// The uploads of a bucket in which the run has started one are aborted before the bucket is deleted, in any other only if it is
// not empty.
func TestUploadsThatWereStartedAreAbortedFirst(t *testing.T) {
	for _, started := range []bool{false, true} {
		target := &told{}
		f := fixturesOn(target, Site{})
		place := arranged(t, f, Wanted{State: scenarios.AnObject(scenarios.Private)})
		if started {
			f.Changed(place, scenarios.UploadsEffect)
		}
		target.answer = func(asked string) (int, string) {
			if strings.HasSuffix(asked, "?uploads") {
				return http.StatusOK, "<ListMultipartUploadsResult/>"
			}
			return 0, ""
		}
		err := f.Close(t.Context())
		if listed := target.count("?uploads") == 1; err != nil || listed != started || target.count("?list-type") > 0 {
			t.Errorf("an upload was started: %t; %v: %q", started, err, target.asked)
		}
	}
}

// The clock of the target is known to the second: a retention that has just ended by ours may go on there.
func TestARetentionThatHasJustEndedIsWaitedFor(t *testing.T) {
	f := fixturesOn(&told{}, Site{})
	f.closing.Store(true)
	until, started := time.Now().Add(-800*time.Millisecond), time.Now()
	if err := f.await(t.Context(), until); err != nil || time.Since(started) < 150*time.Millisecond {
		t.Errorf("waited %s: %v", time.Since(started), err)
	}
}

// A state of the account without a bucket is reached by one request.
func TestTheAccountIsNotOpenedToBeBlocked(t *testing.T) {
	target := &told{}
	f := fixturesOn(target, Site{})
	f.blocked = unknown
	blocked := Wanted{State: scenarios.NoState().With(scenarios.AccountBlock, scenarios.On)}
	if arranged(t, f, blocked); !slices.Equal(target.asked, []string{"PUT example?publicAccessBlock"}) {
		t.Errorf("asked %q", target.asked)
	}
}

// A state has as many buckets as are wanted of it.
func TestATwinIsABucketOfItsOwn(t *testing.T) {
	f := fixturesOn(&told{}, Site{})
	state := scenarios.AnObject(scenarios.Private)
	first, twin := arranged(t, f, Wanted{State: state}), arranged(t, f, Wanted{State: state, Twin: 1})
	if again := arranged(t, f, Wanted{State: state, Twin: 1}); twin.Bucket == first.Bucket || again.Bucket != twin.Bucket {
		t.Errorf("the first bucket is %s, its twin %s and then %s", first.Bucket, twin.Bucket, again.Bucket)
	}
}

// What was not used for the longest time makes room for a new bucket.
func TestTheBucketInUseStays(t *testing.T) {
	f := fixturesOn(&told{}, Site{Most: 2})
	popular, other := scenarios.ABucket(scenarios.Private), scenarios.ABucket(scenarios.Private).With(scenarios.BucketPolicy, policy)
	first := arranged(t, f, Wanted{State: popular})
	arranged(t, f, Wanted{State: other})
	arranged(t, f, Wanted{State: popular})
	arranged(t, f, Wanted{State: other.With(scenarios.LifecycleRules, "<LifecycleConfiguration/>")})
	if again := arranged(t, f, Wanted{State: popular}); again.Bucket != first.Bucket {
		t.Errorf("the bucket that was just used was removed for a new one: %s, then %s", first.Bucket, again.Bucket)
	}
}

// The source of a copy stays as long as the buckets of a wave do.
func TestTheSourceOfACopyIsReserved(t *testing.T) {
	f := fixturesOn(&told{}, Site{Most: 3})
	copies := Wanted{State: scenarios.AnObject(scenarios.Private).With(scenarios.CopySource, string(scenarios.SameRegion))}
	release := f.Reserve(t.Context(), []Wanted{copies})
	defer release()
	source := arranged(t, f, copies).Source
	for i := range 3 { // a look would arrange the state no more
		arranged(t, f, Wanted{State: scenarios.ABucket(scenarios.Private), Twin: i})
	}
	if !slices.ContainsFunc(f.made, func(m made) bool { return m.name == source }) {
		t.Errorf("the source %s of a copy that is about to be sent was removed for another bucket", source)
	}
}
