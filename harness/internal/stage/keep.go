package stage

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
	"golang.org/x/sync/errgroup"

	"github.com/oss403/oss403/harness/internal/waiting"
	"github.com/oss403/oss403/scenarios"
)

// Object-level retention: https://help.aliyun.com/en/oss/user-guide/object-level-retention-policy-object-worm
const (
	keptFor  = 24 * time.Hour   // a retention in governance mode; the removal bypasses it
	fixedFor = 30 * time.Second // one in compliance mode, which the removal waits for
	soonFor  = 15 * time.Second // {soon} in a request
	bypass   = "x-oss-bypass-governance-retention"
)

// keepDate writes a date as a retention has it.
func keepDate(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// Soon is a date a few seconds ahead: {soon} in a request that is about to be sent.
func (f *Fixtures) Soon() string { return keepDate(f.client.Now().Add(soonFor)) }

func objectWorm(string) string { return scenarios.ObjectWormEnabled }

// protect gives the version of an object that was just stored its retention and its legal hold.
func (f *Fixtures) protect(ctx context.Context, bucket *oss.Bucket, key string, want scenarios.State) error {
	mode, period := want.Of(scenarios.ObjectRetention), keptFor
	switch mode {
	case scenarios.Compliance:
		period = fixedFor
	case scenarios.KeptUntilPast:
		mode = scenarios.Governance
	}
	if mode != "" {
		body := "<Retention><Mode>" + mode + "</Mode><RetainUntilDate>" + keepDate(f.client.Now().Add(period)) + "</RetainUntilDate></Retention>"
		if _, err := aboutVersion(ctx, bucket, http.MethodPut, key, query{"retention": nil}, nil, body); err != nil {
			return f.served("retention", err)
		}
	}
	if want.Of(scenarios.ObjectRetention) == scenarios.KeptUntilPast {
		if err := f.site.Control.SetRetainUntil(ctx, bucket.BucketName, key, f.client.Now().Add(-time.Hour)); err != nil {
			return err
		}
	}
	if want.Has(scenarios.LegalHold) {
		if _, err := aboutVersion(ctx, bucket, http.MethodPut, key, query{"legalHold": nil}, nil, holding("ON")); err != nil {
			return f.served("legalHold", err)
		}
	}
	return nil
}

func holding(status string) string { return document("LegalHold", "Status", status) }

// aboutVersion sends a request about an object or one of its versions, and returns the body of a success.
func aboutVersion(ctx context.Context, bucket *oss.Bucket, method, key string, params query, headers map[string]string,
	body string) ([]byte, error) {
	return sendTo(ctx, &bucket.Client, method, bucket.BucketName, key, params, headers, body)
}

// lookAtKeep reads the retention and the legal hold of the current version. A refusal counts as their content.
func lookAtKeep(ctx context.Context, client *oss.Client, place Place) (Sight, error) {
	bucket, err := client.Bucket(place.Bucket)
	if err != nil {
		return nil, err
	}
	seen := make(Sight, 2)
	var looks errgroup.Group
	for i, what := range []string{"retention", "legalHold"} {
		looks.Go(func() error {
			text, err := aboutVersion(ctx, bucket, http.MethodGet, place.Key, query{what: nil}, nil, "")
			if refused := (oss.ServiceError{}); errors.As(err, &refused) {
				text, err = []byte("refused with "+refused.Code), nil
			}
			seen[i] = Fact{what, string(text)}
			return err
		})
	}
	return seen, looks.Wait()
}

// endProtection lets the versions of a bucket go: it takes legal holds away, and bypasses governance.
// A retention in compliance mode ends only with its date, or by the control port; at the end of the
// run it is waited for.
func endProtection(ctx context.Context, f *Fixtures, bucket *oss.Bucket) error {
	if f.site.Control != nil {
		return f.site.Control.EndProtection(ctx, bucket.BucketName)
	}
	if _, err := send(ctx, &bucket.Client, http.MethodGet, bucket.BucketName, query{"objectWorm": nil}, nil, ""); err != nil {
		if errors.As(err, new(oss.ServiceError)) { // the bucket does not have it, or the target does not serve it
			return nil
		}
		return err
	}
	var last time.Time
	for marker := (query{"versions": nil}); marker != nil; {
		var list oss.ListObjectVersionsResult
		if err := ask(ctx, &bucket.Client, bucket.BucketName, marker, &list); err != nil {
			return err
		}
		until := make([]time.Time, len(list.ObjectVersions))
		var removing errgroup.Group
		removing.SetLimit(RemovedAtATime)
		for i, v := range list.ObjectVersions {
			removing.Go(func() (err error) { until[i], err = f.letGo(ctx, bucket, v.Key, v.VersionId); return err })
		}
		if err := removing.Wait(); err != nil {
			return err
		}
		for _, date := range until {
			if date.After(last) {
				last = date
			}
		}
		marker = nil
		if list.IsTruncated {
			marker = query{"versions": nil, "key-marker": list.NextKeyMarker, "version-id-marker": list.NextVersionIdMarker}
		}
	}
	return f.await(ctx, last)
}

// letGo deletes a version. If its retention can't be bypassed, it returns the date of that. A legal hold that is taken
// away may count a while longer.
func (f *Fixtures) letGo(ctx context.Context, bucket *oss.Bucket, key, id string) (until time.Time, err error) {
	hold, err := aboutVersion(ctx, bucket, http.MethodGet, key, query{"legalHold": nil, "versionId": id}, nil, "")
	if err != nil {
		return until, err
	}
	held := strings.Contains(string(hold), "ON")
	if held {
		if _, err := aboutVersion(ctx, bucket, http.MethodPut, key, query{"legalHold": nil, "versionId": id}, nil, holding("OFF")); err != nil {
			return until, err
		}
	}
	for started := time.Now(); ; {
		_, err = aboutVersion(ctx, bucket, http.MethodDelete, key, query{"versionId": id}, map[string]string{bypass: "true"}, "")
		if !refusedWith(err, "FileImmutable") {
			return until, err
		}
		until, err = f.fixedUntil(ctx, bucket, key, id)
		if err != nil || !held || !until.IsZero() || time.Since(started) > f.site.Settling {
			return until, err
		}
		if err := pause(ctx, settlingPause); err != nil {
			return until, err
		}
	}
}

// fixedUntil is the date until which a version has a retention in compliance mode; zero: it has none.
func (f *Fixtures) fixedUntil(ctx context.Context, bucket *oss.Bucket, key, id string) (until time.Time, err error) {
	text, err := aboutVersion(ctx, bucket, http.MethodGet, key, query{"retention": nil, "versionId": id}, nil, "")
	if missing(err) {
		return until, nil
	}
	var keeps struct {
		Mode            string
		RetainUntilDate time.Time
	}
	if err == nil {
		err = xml.Unmarshal(text, &keeps)
	}
	if keeps.Mode != scenarios.Compliance {
		return until, err
	}
	return keeps.RetainUntilDate, err
}

// await waits for the end of a retention that the run has made. While the run goes on, the bucket
// is left for later.
func (f *Fixtures) await(ctx context.Context, until time.Time) error {
	const longest = 2 * time.Minute
	left := until.Add(time.Second).Sub(f.client.Now()) // the clock of the target is known to the second
	switch {
	case left <= 0:
		return nil
	case !f.closing.Load() || left > longest:
		return fmt.Errorf("a version is kept until %s", keepDate(until))
	}
	defer waiting.For(ctx, "the end of a retention, at "+keepDate(until))()
	return pause(ctx, left)
}
