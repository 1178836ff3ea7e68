package stage

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/scenarios"
)

// States that no customer can bring about are set through the control port of a target.

// A circumstance holds the values that a trait of the control port may depend on.
type circumstance struct {
	value, region     string
	operation, bucket string // those of the scenario
	vpc, kmsKey       string // those of the run
}

// An accountTrait is a trait of the account.
type accountTrait struct {
	kind scenarios.TraitKind
	set  func(*control.AccountState, circumstance)
}

func accountTraits() []accountTrait {
	return []accountTrait{
		{scenarios.V1Closed, func(a *control.AccountState, _ circumstance) { a.V1Closed = true }},
		{scenarios.V1URLsClosed, func(a *control.AccountState, _ circumstance) { a.V1BucketURLsClosed = true }},
		{scenarios.S3Closed, func(a *control.AccountState, _ circumstance) { a.S3Closed = true }},
		{scenarios.S3V2Closed, func(a *control.AccountState, _ circumstance) { a.S3V2Closed = true }},
		{scenarios.S3V4Closed, func(a *control.AccountState, _ circumstance) { a.S3V4Closed = true }},
		{scenarios.KeySources, func(a *control.AccountState, c circumstance) { a.KeySources = map[string][]string{"*": {c.value}} }},
		{scenarios.RegionNoTokens, func(a *control.AccountState, c circumstance) { a.RegionsWithoutTokens = []string{c.region} }},
		{scenarios.OperationNoTokens, func(a *control.AccountState, c circumstance) { a.OperationsWithoutTokens = []string{c.operation} }},
		{scenarios.RegionNoAcceleration, func(a *control.AccountState, c circumstance) { a.RegionsWithoutSpeed = []string{c.region} }},
		{scenarios.AccountStatus, func(a *control.AccountState, c circumstance) { a.Status = c.value }},
		{scenarios.NotActivated, func(a *control.AccountState, _ circumstance) { a.OSSActivated = false }},
		{scenarios.NoRealName, func(a *control.AccountState, _ circumstance) { a.RealNameVerified = false }},
		{scenarios.VPCPolicy, func(a *control.AccountState, c circumstance) { a.SourceVPC = c.vpc }},
		{scenarios.CloudBoxes, func(a *control.AccountState, c circumstance) {
			a.CloudBoxes = map[string]string{scenarios.BoxID: c.region}
		}},
		{scenarios.IncrementalInventories, func(a *control.AccountState, _ circumstance) { a.Increments = true }},
		{scenarios.Sealing, func(a *control.AccountState, _ circumstance) { a.Sealing = true }},
		{scenarios.NewBucketsOpen, func(a *control.AccountState, _ circumstance) { a.NewBucketsBlocked = false }},
		{scenarios.PublicEndpointsClosed, func(a *control.AccountState, _ circumstance) { a.PublicClosed = true }},
		{scenarios.ControlPolicy, func(a *control.AccountState, c circumstance) { a.ControlPolicy = c.value }},
		{scenarios.GroupPolicy, func(a *control.AccountState, c circumstance) {
			a.ResourceGroups = map[string]string{scenarios.GroupID: c.value, scenarios.SecondGroupID: c.value, scenarios.ClosedGroupID: ""}
		}},
		{scenarios.KMSStatus, func(a *control.AccountState, c circumstance) { a.KMS = c.value }},
	}
}

// A thingTrait is a trait of a thing with a name: a bucket, a VPC, a key.
type thingTrait struct {
	kind scenarios.TraitKind
	of   func(circumstance) string // the name of the thing
	set  func(ctx context.Context, port *control.Port, thing string, c circumstance) error
	undo func(ctx context.Context, port *control.Port, thing string) error // nil: the trait may stay
}

func thingTraits() []thingTrait {
	bucket := func(c circumstance) string { return c.bucket }
	return []thingTrait{
		{scenarios.VPCPolicy, func(c circumstance) string { return c.vpc },
			func(ctx context.Context, port *control.Port, vpc string, c circumstance) error {
				return port.SetVPC(ctx, vpc, c.region, c.value)
			},
			func(ctx context.Context, port *control.Port, vpc string) error { return port.RemoveVPC(ctx, vpc) }},
		{scenarios.Frozen, bucket,
			func(ctx context.Context, port *control.Port, bucket string, _ circumstance) error {
				return port.SetFrozen(ctx, bucket, true)
			},
			func(ctx context.Context, port *control.Port, bucket string) error {
				return port.SetFrozen(ctx, bucket, false)
			}},
		{scenarios.Attacked, bucket,
			func(ctx context.Context, port *control.Port, bucket string, _ circumstance) error {
				return port.SetAttacked(ctx, bucket, true)
			},
			func(ctx context.Context, port *control.Port, bucket string) error {
				return port.SetAttacked(ctx, bucket, false)
			}},
		{scenarios.ProtectedOriginals, bucket,
			func(ctx context.Context, port *control.Port, bucket string, c circumstance) error {
				return port.SetOriginals(ctx, bucket, c.value)
			},
			func(ctx context.Context, port *control.Port, bucket string) error {
				return port.SetOriginals(ctx, bucket)
			}},
		{scenarios.InGroup, bucket,
			func(ctx context.Context, port *control.Port, bucket string, _ circumstance) error {
				return port.SetResourceGroup(ctx, bucket, scenarios.GroupID)
			},
			func(ctx context.Context, port *control.Port, bucket string) error {
				return port.SetResourceGroup(ctx, bucket, "")
			}},
		{scenarios.CallbackDenies, bucket,
			func(ctx context.Context, port *control.Port, bucket string, c circumstance) error {
				return port.SetCallbackDenies(ctx, bucket, c.value)
			},
			func(ctx context.Context, port *control.Port, bucket string) error {
				return port.SetCallbackDenies(ctx, bucket, "")
			}},
		{scenarios.KMSKey, func(c circumstance) string { return c.kmsKey },
			func(ctx context.Context, port *control.Port, key string, c circumstance) error {
				return port.SetKMSKey(ctx, key, c.value)
			}, nil},
	}
}

// administered is the state that was last set through the control port.
type administered struct {
	account control.AccountState
	things  map[scenarios.TraitKind]standing
}

// standing is a thing with the value of its trait.
type standing struct{ thing, value string }

func normal() administered {
	return administered{control.Normal(), map[scenarios.TraitKind]standing{}}
}

// vpc is the VPC of this run.
func (f *Fixtures) vpc() string { return "vpc-" + f.site.Run }

// kmsKey is the id of the owner's key in KMS.
func (f *Fixtures) kmsKey() string { return "key-" + f.site.Run }

// Administer brings the account, and the things with traits of their own, into the state. The
// scenario calls operation at place. Without a control port it does nothing: the account is normal.
func (f *Fixtures) Administer(ctx context.Context, operation string, place Place, state scenarios.State) error {
	c := circumstance{region: f.site.EndpointOf(scenarios.Home).Region, operation: operation, bucket: place.Bucket, vpc: f.vpc(),
		kmsKey: f.kmsKey()}
	account, things := control.Normal(), map[scenarios.TraitKind]circumstance{}
	for _, t := range accountTraits() {
		if c.value = state.Of(t.kind); c.value != "" {
			t.set(&account, c)
		}
	}
	for _, t := range thingTraits() {
		if c.value = state.Of(t.kind); c.value != "" {
			things[t.kind] = c
		}
	}
	return f.administer(ctx, account, things)
}

// Normalise brings the account into its normal state, so that the owner can set up and look.
func (f *Fixtures) Normalise(ctx context.Context) error {
	return f.administer(ctx, control.Normal(), nil)
}

// administer sets what differs from the last state. Things come first, because the account may
// name them; things that are no longer wanted are undone last. A setting whose answer got lost
// counts as set.
func (f *Fixtures) administer(ctx context.Context, account control.AccountState, want map[scenarios.TraitKind]circumstance) error {
	port := f.site.Control
	if port == nil {
		return nil
	}
	for _, t := range thingTraits() {
		c, wanted := want[t.kind]
		is := standing{t.of(c), c.value}
		have, stands := f.set.things[t.kind]
		if !wanted || stands && have == is {
			continue
		}
		if stands && have.thing != is.thing {
			if err := f.undo(ctx, t); err != nil {
				return err
			}
		}
		f.movedEverywhere()
		f.set.things[t.kind] = is
		if err := t.set(ctx, port, is.thing, c); err != nil {
			return err
		}
	}
	if !reflect.DeepEqual(f.set.account, account) {
		f.movedEverywhere()
		f.set.account = control.AccountState{} // unknown until the target answers
		if err := port.SetAccount(ctx, account); err != nil {
			return err
		}
		f.set.account = account
	}
	for _, t := range thingTraits() {
		if _, wanted := want[t.kind]; wanted {
			continue
		}
		if err := f.undo(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// undo removes the trait of a thing.
func (f *Fixtures) undo(ctx context.Context, t thingTrait) error {
	have, stands := f.set.things[t.kind]
	if !stands {
		return nil
	}
	f.movedEverywhere()
	if t.undo != nil {
		if err := t.undo(ctx, f.site.Control, have.thing); err != nil {
			return err
		}
	}
	delete(f.set.things, t.kind)
	return nil
}

// administeredKinds lists the kinds of state that are set through the control port.
func administeredKinds() []scenarios.TraitKind {
	kinds := map[scenarios.TraitKind]bool{}
	for _, t := range accountTraits() {
		kinds[t.kind] = true
	}
	for _, t := range thingTraits() {
		kinds[t.kind] = true
	}
	return slices.Sorted(maps.Keys(kinds))
}
