package stage

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Place is where one step of a scenario happens.
type Place struct {
	Bucket   string
	Region   scenarios.Region // of the bucket
	Key      string
	UploadID string
	Source   string // bucket that holds the object too
	Theirs   string // bucket of the other account
	Domain   string // custom domain
	Alias    string // of the access point
	WormID   string // of the retention policy of the bucket
	KMSKey   string // id of the owner's key
}

// Named are the words of a request that stand for the place, each before what
// it stands for.
func (p Place) Named() []string {
	sum := md5.Sum([]byte(Content))
	return []string{"{bucket}", p.Bucket, "{key}", p.Key, "{source}", p.Source, "{theirs}", p.Theirs, "{domain}", p.Domain, "{wormId}",
		p.WormID, "{point}", pointName(p.Bucket), "{kmsKey}", p.KMSKey,
		"{length}", strconv.Itoa(len(Content)), "{etag}", strings.ToUpper(hex.EncodeToString(sum[:]))}
}

// Brought is a place in a bucket that the user has.
func Brought(bucket string) Place { return Place{Bucket: bucket, Key: plainKey} }

const plainKey = "object.txt"

func (f *Fixtures) newName() string {
	f.count++
	return fmt.Sprintf("%s%s-%d", Prefix, f.site.Run, f.count)
}

// newDomain: https://www.rfc-editor.org/rfc/rfc2606 keeps example.com for such names.
func (f *Fixtures) newDomain() string {
	f.domain++
	return fmt.Sprintf("%s%s-%d.example.com", Prefix, f.site.Run, f.domain)
}

// bucketState is how a bucket is arranged.
type bucketState struct {
	scenarios.State      // its traits, callers in documents named
	empty           bool // it never holds an object, nor an upload
}

// bucketKinds are the kinds of state that stand in a bucket itself.
func bucketKinds() []scenarios.TraitKind {
	kinds := []scenarios.TraitKind{scenarios.BucketACL, scenarios.BucketRegion, scenarios.Namespace, scenarios.Retention,
		scenarios.BlockPublicAccess, scenarios.AccessPoint, scenarios.PointPolicy}
	for _, s := range settings() {
		kinds = append(kinds, s.kind)
	}
	return kinds
}

// after is the state once a write may have had an effect. One to the bucket itself may have
// made it anew.
func (b bucketState) after(effect scenarios.Effect) bucketState {
	if effect == scenarios.BucketEffect {
		b.State = b.With(scenarios.BucketACL, unknown)
		if b.Has(scenarios.BlockPublicAccess) {
			b.State = b.With(scenarios.BlockPublicAccess, unknown)
		}
	}
	if effect == "publicAccessBlock" {
		b.State = b.With(scenarios.BlockPublicAccess, unknown)
	}
	if effect == scenarios.BucketEffect || effect == scenarios.PointEffect || effect == scenarios.PointPolicyEffect {
		b = b.withUnknown(scenarios.AccessPoint, scenarios.PointPolicy)
	}
	for _, s := range settings() {
		if effect == s.effect() || effect == scenarios.BucketEffect && b.Has(s.kind) {
			b = b.withUnknown(s.kind)
		}
	}
	return b
}

// withUnknown is the state of a bucket in which nobody knows how those traits stand.
func (b bucketState) withUnknown(kinds ...scenarios.TraitKind) bucketState {
	for _, kind := range kinds {
		b.State = b.With(kind, unknown)
	}
	return b
}

// stateOfBucket is the state of the bucket, callers in documents named. Block Public Access
// is off where something public is wanted.
func (f *Fixtures) stateOfBucket(ctx context.Context, s scenarios.State) (bucketState, error) {
	b := bucketState{s.Only(bucketKinds()...), !s.Has(scenarios.ObjectACL, scenarios.Upload)}
	object := s.Of(scenarios.ObjectACL)
	public := s.Of(scenarios.BucketACL) != scenarios.Private || object == scenarios.PublicRead || object == scenarios.PublicReadWrite
	if public && !s.Has(scenarios.BlockPublicAccess) {
		b.State = b.With(scenarios.BlockPublicAccess, off)
	}
	for _, t := range b.Traits() {
		if !t.Kind.NamesCallers() {
			continue
		}
		document, err := f.site.Names(ctx, strings.ReplaceAll(t.Value, "{region}", f.site.EndpointOf(s.Region()).Region), s)
		if err != nil {
			return b, fmt.Errorf("naming the callers of the %s: %w", t.Kind, err)
		}
		b.State = b.With(t.Kind, document)
	}
	return b, nil
}
