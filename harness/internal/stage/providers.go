package stage

import (
	"context"
	"fmt"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// A provider brings about the traits of its kinds at a place.
type provider struct {
	kinds   []scenarios.TraitKind
	what    func(Place, scenarios.State) string // describes what it arranges
	arrange func(f *Fixtures, ctx context.Context, place *Place, bucket bucketState, state scenarios.State) error
}

// providers lists the providers in the order in which they work.
func providers() []provider {
	named := func(what string) func(Place, scenarios.State) string {
		return func(Place, scenarios.State) string { return what }
	}
	return []provider{
		{bucketKinds(),
			func(p Place, s scenarios.State) string {
				return "bucket " + p.Bucket + " as " + s.Of(scenarios.BucketACL)
			},
			func(f *Fixtures, ctx context.Context, p *Place, b bucketState, _ scenarios.State) error {
				return f.arrangeBucket(ctx, p, b)
			}},
		{[]scenarios.TraitKind{scenarios.CopySource}, named("the source of a copy"),
			func(f *Fixtures, ctx context.Context, p *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeSource(ctx, p, s)
			}},
		{objectKinds(),
			func(p Place, _ scenarios.State) string { return fmt.Sprintf("object %q in %s", p.Key, p.Bucket) },
			func(f *Fixtures, ctx context.Context, p *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeObject(ctx, p, s.Only(objectKinds()...))
			}},
		{[]scenarios.TraitKind{scenarios.Upload}, named("a multipart upload"),
			func(f *Fixtures, ctx context.Context, p *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeUpload(ctx, p, s)
			}},
		{[]scenarios.TraitKind{scenarios.ForeignBucket}, named("a bucket of the other account"),
			func(f *Fixtures, ctx context.Context, p *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeForeign(ctx, p, s)
			}},
		{[]scenarios.TraitKind{scenarios.CustomDomain}, named("a custom domain"),
			func(f *Fixtures, ctx context.Context, p *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeDomain(ctx, p, s.Of(scenarios.CustomDomain))
			}},
		{[]scenarios.TraitKind{scenarios.LiveChannel}, named("a live channel"),
			func(f *Fixtures, ctx context.Context, p *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeChannel(ctx, p, s.Of(scenarios.LiveChannel))
			}},
		{[]scenarios.TraitKind{scenarios.Replication, scenarios.RedundancyTask}, named("a replication or a change of redundancy"),
			func(f *Fixtures, ctx context.Context, p *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeTasks(ctx, p, s)
			}},
		{[]scenarios.TraitKind{scenarios.CallbackServer}, named("a callback server"),
			func(f *Fixtures, _ context.Context, p *Place, _ bucketState, s scenarios.State) error {
				if !s.Has(scenarios.CallbackServer) {
					return nil
				}
				return f.arrangeCallback(p, s.Of(scenarios.CallbackServer))
			}},
		{[]scenarios.TraitKind{scenarios.AccountBlock}, named("the account"),
			func(f *Fixtures, ctx context.Context, _ *Place, _ bucketState, s scenarios.State) error {
				return f.arrangeAccountBlock(ctx, fmt.Sprint(s.Has(scenarios.AccountBlock)))
			}},
	}
}

// Provided lists the kinds of state that something brings about: a provider, the control port,
// the name of the place, or package caller. A kind with two of them is in the list twice.
func Provided() []scenarios.TraitKind {
	kinds := append(administeredKinds(), scenarios.FreeName, scenarios.ObjectKey)
	for _, p := range providers() {
		kinds = append(kinds, p.kinds...)
	}
	return append(kinds, caller.Kinds()...)
}
