package stage

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oss403/oss403/scenarios"
)

// However many parts are looked at in however many buckets, so many looks are on their way at the same time, and no more.
func TestLooksAtTheSameTimeAreBounded(t *testing.T) {
	var now, most atomic.Int64
	target := &told{answer: func(string) (int, string) {
		count := now.Add(1)
		defer now.Add(-1)
		for known := most.Load(); count > known && !most.CompareAndSwap(known, count); known = most.Load() {
		}
		time.Sleep(20 * time.Millisecond)
		return http.StatusNotFound, "<Error><Code>NoSuchConfiguration</Code></Error>"
	}}
	f := fixturesOn(target, Site{})
	each([]string{"first", "second", "third"}, func(bucket string) {
		if _, err := f.Look(t.Context(), Place{Bucket: bucket, Key: plainKey}, everyPart()); err != nil {
			t.Error(err)
		}
	})
	if most.Load() != looksAtATime {
		t.Errorf("%d looks at the same time, want %d: %d parts of 3 buckets", most.Load(), looksAtATime, len(everyPart()))
	}
}

// What failed ahead is told once when the state is arranged, without another try, and forgotten when the wave is over.
func TestWhatFailedAheadIsForgotten(t *testing.T) {
	refuses := true
	target := &told{}
	target.answer = func(asked string) (int, string) {
		if refuses && strings.HasSuffix(asked, "?policy") {
			return http.StatusForbidden, refusal
		}
		return 0, ""
	}
	f := fixturesOn(target, Site{})
	bound := Wanted{State: scenarios.ABucket(scenarios.Private).With(scenarios.BucketPolicy, policy)}
	for _, asks := range []bool{true, false} {
		refuses = true
		release := f.Reserve(t.Context(), []Wanted{bound})
		f.Ahead(t.Context(), []Wanted{bound})
		if refuses = false; asks {
			tries := target.count("?policy")
			if _, err := f.Arrange(t.Context(), bound); err == nil || target.count("?policy") != tries {
				t.Errorf("what failed ahead is tried again: %v, %q", err, target.asked)
			}
		}
		release()
		if _, err := f.Arrange(t.Context(), bound); err != nil {
			t.Errorf("after the wave, in which it was asked for: %t: %v", asks, err)
		}
		f = fixturesOn(target, Site{})
	}
}

// The buckets of a wave, the sources of their copies, and one more leave room under the quota.
func TestAWaveLeavesRoomUnderTheQuota(t *testing.T) {
	for most, want := range map[int]int{
		0: changedAtATime, 1: 1, 2: 1, 3: 1, 5: 2, 6: 2, 11: 5, 12: 5, 33: changedAtATime, 90: changedAtATime,
	} {
		if got := fixturesOn(&told{}, Site{Most: most}).Window(); got != want {
			t.Errorf("with %d buckets at most a wave has %d, want %d", most, got, want)
		}
	}
	const quota = 7
	f := fixturesOn(&told{}, Site{Most: quota})
	for wave := range 3 { // each with buckets of its own
		var states []Wanted
		for i := range f.Window() {
			states = append(states, Wanted{State: scenarios.AnObject(scenarios.Private).With(scenarios.CopySource, string(scenarios.SameRegion)),
				Twin: 10*wave + i})
		}
		release := f.Reserve(t.Context(), states)
		f.Ahead(t.Context(), states)
		var buckets []string
		for _, state := range states {
			buckets = append(buckets, arranged(t, f, state).Bucket)
		}
		for _, bucket := range buckets {
			if !slices.ContainsFunc(f.made, func(m made) bool { return m.name == bucket }) {
				t.Errorf("bucket %s of the wave does not stand", bucket)
			}
		}
		release()
	}
	if f.atOnce > quota {
		t.Errorf("%d buckets at once, the quota is %d", f.atOnce, quota)
	}
}

// A look at the tags of a bucket sees whether others than that of the run stand, and no more.
func TestALookAtTagsSeesPastThatOfTheRun(t *testing.T) {
	const ofRun, other = "<Tag><Key>" + RunTag + "</Key><Value>r1</Value></Tag>", "<Tag><Key>a</Key><Value>1</Value></Tag>"
	document := ""
	f := fixturesOn(&told{answer: func(string) (int, string) {
		if document == "" {
			return http.StatusNotFound, "<Error><Code>NoSuchTagSet</Code></Error>"
		}
		return http.StatusOK, "<Tagging><TagSet>" + document + "</TagSet></Tagging>"
	}}, Site{Marked: true})
	for _, part := range []string{tagsEffect, partOf(tagsEffect)} {
		look := func(tags string) Sight {
			document = tags
			seen, err := f.Look(t.Context(), Place{Bucket: "bucket"}, []string{part})
			if err != nil {
				t.Fatal(err)
			}
			return seen
		}
		none, marked, tagged, both := look(""), look(ofRun), look(other), look(ofRun+other)
		if !none.Same(marked) || !tagged.Same(both) || none.Same(tagged) || !strings.HasSuffix(none.String(), nothing) {
			t.Errorf("%s: without tags %s; with that of the run %s; with another %s; with both %s", part, none, marked, tagged, both)
		}
	}
}

// A new bucket holds nothing, which no look must find out; what is put there must be looked at.
func TestANewBucketIsKnownToBeEmpty(t *testing.T) {
	f := fixturesOn(&told{}, Site{})
	parts := []string{theObjects, theUploads}
	empty := arranged(t, f, Wanted{State: scenarios.ABucket(scenarios.Private)})
	if unseen := f.unseen(empty, parts); len(unseen) > 0 {
		t.Errorf("of a new bucket %q are not known", unseen)
	}
	f.Changed(empty, scenarios.ObjectEffect)
	filled := arranged(t, f, Wanted{State: scenarios.AnObject(scenarios.Private)})
	for _, place := range []Place{empty, filled} {
		if !slices.Contains(f.unseen(place, parts), theObjects) {
			t.Errorf("the objects of %s are known without a look", place.Bucket)
		}
	}
}

// An effect that does not show at once is looked for again when the first setting has shown late, and not before.
func TestALateEffectIsLookedForWhenItMayShow(t *testing.T) {
	started := time.Now()
	target := &told{answer: func(string) (int, string) {
		if time.Since(started) < 450*time.Millisecond {
			return http.StatusNotFound, "<Error><Code>NoSuchCORSConfiguration</Code></Error>"
		}
		return http.StatusOK, "<CORSConfiguration/>"
	}}
	f := fixturesOn(target, Site{Settling: time.Minute})
	f.lags, f.soonest = true, 500*time.Millisecond
	place, parts := Place{Bucket: "bucket"}, f.Observed(Place{}, "cors")
	shown, err := f.ChangeIn(t.Context(), place, parts, "cors", sight("", nothing))
	if err != nil || shown != parts[0] || len(target.asked) != 2 {
		t.Errorf("%q shows, %v, after the looks %q", shown, err, target.asked)
	}
}
