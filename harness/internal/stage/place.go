package stage

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/scenarios"
)

// Place names the bucket, the object and other things of one step of a scenario.
type Place struct {
	Bucket         string
	Region         scenarios.Region // of the bucket
	Key            string
	UploadID       string
	Source         string // bucket with the source of a copy
	SourceLocation string // of that bucket, as OSS writes it
	TaskID         string // of the change of redundancy
	Theirs         string // bucket of the other account
	Domain         string // custom domain
	Alias          string // of the access point
	WormID         string // of the retention policy of the bucket
	KMSKey         string // id of the owner's key
	VersionID      string // of the object, if the bucket keeps versions
	Soon           string // a date a few seconds ahead
	Callback       string // parameter of a callback to the run's server
}

// Named lists the words of a request that stand for something of the place, each
// followed by its value.
func (p Place) Named() []string {
	sum := md5.Sum([]byte(Content))
	return []string{"{bucket}", p.Bucket, "{key}", p.Key, "{source}", p.Source, "{sourceLocation}", p.SourceLocation, "{taskId}", p.TaskID,
		"{theirs}", p.Theirs, "{domain}", p.Domain, "{wormId}",
		p.WormID, "{point}", pointName(p.Bucket), "{kmsKey}", p.KMSKey, "{versionId}", p.VersionID, "{soon}", p.Soon,
		"{callback}", p.Callback, "{callbackVars}", CallbackVars(),
		"{length}", strconv.Itoa(len(Content)), "{etag}", strings.ToUpper(hex.EncodeToString(sum[:]))}
}

// Brought is a place in a bucket that the user brings.
func Brought(bucket string) Place { return Place{Bucket: bucket, Key: plainKey} }

const plainKey = "object.txt"

func (f *Fixtures) newName() string {
	f.count++
	return fmt.Sprintf("%s%s-%d", Prefix, f.site.Run, f.count)
}

// newDomain makes a name under example.com, which https://www.rfc-editor.org/rfc/rfc2606 reserves for examples.
func (f *Fixtures) newDomain() string {
	f.domain++
	return fmt.Sprintf("%s%s-%d.example.com", Prefix, f.site.Run, f.domain)
}

// Wanted is a state to arrange. Twin tells buckets apart that have the same state: each scenario uses the first, 0.
type Wanted struct {
	scenarios.State
	Twin int
}

// bucketState is the state of a bucket itself.
type bucketState struct {
	scenarios.State      // the traits of the bucket; their documents hold the ids of callers
	empty           bool // it never holds an object or an upload
	twin            int
}

// A bucketTrait is a trait of the bucket itself, and which writes may have changed it.
type bucketTrait struct {
	kind    scenarios.TraitKind
	effects []scenarios.Effect // of such writes
	asMade  bool               // a bucket that is made again has it as before
	anew    bool               // a bucket that is made again may have it, whether it stood or not
}

func bucketTraits() []bucketTrait {
	points := []scenarios.Effect{scenarios.PointEffect, scenarios.PointPolicyEffect, scenarios.PointBlockEffect}
	traits := []bucketTrait{
		{kind: scenarios.BucketACL, anew: true},
		{kind: scenarios.BucketRegion, asMade: true},
		{kind: scenarios.Namespace, asMade: true},
		{kind: scenarios.Retention, asMade: true},
		{kind: scenarios.BlockPublicAccess, effects: []scenarios.Effect{blockEffect}},
		{kind: scenarios.AccessPoint, effects: points, anew: true},
		{kind: scenarios.PointPolicy, effects: points, anew: true},
		{kind: scenarios.PointBlock, effects: points, anew: true},
	}
	for _, s := range settings() {
		traits = append(traits, bucketTrait{kind: s.kind, effects: []scenarios.Effect{s.effect()}})
	}
	return traits
}

// bucketKinds lists the kinds of state of a bucket itself.
func bucketKinds() []scenarios.TraitKind {
	var kinds []scenarios.TraitKind
	for _, t := range bucketTraits() {
		kinds = append(kinds, t.kind)
	}
	return kinds
}

// after is the state after a write that may have had that effect. A write to the bucket
// itself may have made it again.
func (b bucketState) after(effect scenarios.Effect) bucketState {
	for _, t := range bucketTraits() {
		remade := effect == scenarios.BucketEffect && (t.anew || !t.asMade && b.Has(t.kind))
		if remade || slices.Contains(t.effects, effect) {
			b = b.withUnknown(t.kind)
		}
	}
	return b
}

// withUnknown returns the state with unknown values of those kinds.
func (b bucketState) withUnknown(kinds ...scenarios.TraitKind) bucketState {
	for _, kind := range kinds {
		b.State = b.With(kind, unknown)
	}
	return b
}

// stateOfBucket is the part of the state that belongs to the bucket, with the ids of callers
// in its documents. Block Public Access is off if bucket or object is public.
func (f *Fixtures) stateOfBucket(ctx context.Context, s Wanted) (bucketState, error) {
	b := bucketState{s.Only(bucketKinds()...), !s.Has(scenarios.ObjectACL, scenarios.Upload), s.Twin}
	object := s.Of(scenarios.ObjectACL)
	public := s.Of(scenarios.BucketACL) != scenarios.Private || object == scenarios.PublicRead || object == scenarios.PublicReadWrite
	if public && !s.Has(scenarios.BlockPublicAccess) {
		b.State = b.With(scenarios.BlockPublicAccess, off)
	}
	for _, t := range b.Traits() {
		if !t.Kind.NamesCallers() {
			continue
		}
		document, err := f.site.Names(ctx, strings.ReplaceAll(t.Value, "{region}", f.site.EndpointOf(s.Region()).Region), s.State)
		if err != nil {
			return b, fmt.Errorf("naming the callers of the %s: %w", t.Kind, err)
		}
		b.State = b.With(t.Kind, document)
	}
	return b, nil
}
