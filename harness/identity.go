package harness

import (
	"cmp"
	"context"
	"reflect"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// identify gives the call the credentials of its caller, or those that a fault
// puts in their place.
func (s *Session) identify(ctx context.Context, call *wire.Call, state scenarios.State) error {
	who := call.Request.Caller
	var err error
	for _, f := range call.Faults {
		switch f.Kind {
		case scenarios.FaultCaller:
			who = f.Caller
		case scenarios.FaultTokenExpired:
			call.Credentials, err = s.identities.Expired(ctx)
			return err
		case scenarios.FaultTokenOfOther:
			if call.OtherToken, err = s.identities.OtherToken(ctx); err != nil {
				return err
			}
		}
	}
	call.Credentials, err = s.identities.Of(ctx, who, state)
	return err
}

// nameCallers tells the call the ids that its answer must name.
func (s *Session) nameCallers(ctx context.Context, call *wire.Call, then scenarios.Expectation, state scenarios.State) (err error) {
	if then.Mentions(scenarios.MatchOwnerUID) {
		if call.OwnerUID, err = s.identities.ID(ctx, scenarios.Owner, state); err != nil {
			return err
		}
	}
	if then.Mentions(scenarios.MatchUserID) {
		call.UserID, err = s.identities.ID(ctx, scenarios.RAMUser, state)
	}
	return err
}

// operationOf is the operation that the scenario calls; HEAD has one of its own.
func operationOf(s scenarios.Scenario) string {
	if s.Carrier().Head() && s.When.Operation == "GetObject" {
		return "HeadObject"
	}
	return s.When.Operation
}

// administered is what was last set through the control port.
type administered struct {
	account   control.AccountState
	frozen    string    // bucket; empty: none
	originals [2]string // bucket, and the suffix of its protected images; empty: none
	vpcPolicy string
	kmsKey    string // state of the owner's key; empty: there is none
}

// vpc is the VPC of this run.
func (s *Session) vpc() string { return "vpc-" + s.run }

// kmsKey is the id of the owner's key.
func (s *Session) kmsKey() string { return "key-" + s.run }

// arrangeAccount brings the account into the state.
func (s *Session) arrangeAccount(ctx context.Context, operation, bucket string, state scenarios.State) error {
	want := administered{account: control.Normal(), vpcPolicy: state.VPCPolicy, kmsKey: state.KMSKey}
	want.account.V1Closed, want.account.V1BucketURLsClosed = state.V1Closed, state.V1URLsClosed
	want.account.Status = cmp.Or(state.AccountStatus, want.account.Status)
	want.account.OSSActivated = !state.NotActivated
	want.account.CloudBoxes, want.account.ControlPolicy = state.CloudBoxes, state.ControlPolicy
	want.account.Increments, want.account.PublicClosed = state.Increments, state.PublicClosed
	if state.RegionNoTokens {
		want.account.RegionsWithoutTokens = []string{s.target.Endpoint.Region}
	}
	if state.RegionNoSpeed {
		want.account.RegionsWithoutSpeed = []string{s.target.Endpoint.Region}
	}
	want.account.KMS = cmp.Or(state.KMS, want.account.KMS)
	if state.CallNoTokens {
		want.account.OperationsWithoutTokens = []string{operation}
	}
	if state.VPCPolicy != "" {
		want.account.SourceVPC = s.vpc()
	}
	if state.KeySources != "" {
		want.account.KeySources = map[string][]string{"*": {state.KeySources}}
	}
	if state.Originals != "" {
		want.originals = [2]string{bucket, state.Originals}
	}
	if state.Frozen {
		want.frozen = bucket
	}
	return s.administer(ctx, want)
}

// restoreAccount makes the account normal, so that its owner can work.
func (s *Session) restoreAccount(ctx context.Context) error {
	return s.administer(ctx, administered{account: control.Normal()})
}

// administer sets what differs from what was last set, and keeps what may have
// been set though the answer was lost. A target without a
// control port is normal.
func (s *Session) administer(ctx context.Context, want administered) error {
	port := s.target.Control
	if port == nil || reflect.DeepEqual(s.administered, want) {
		return nil
	}
	have := s.administered
	if want.vpcPolicy != have.vpcPolicy && want.vpcPolicy != "" {
		s.administered.vpcPolicy = want.vpcPolicy
		if err := port.SetVPC(ctx, s.vpc(), s.target.Endpoint.Region, want.vpcPolicy); err != nil {
			return err
		}
	}
	if !reflect.DeepEqual(have.account, want.account) {
		s.administered.account = control.AccountState{} // unknown until the answer
		if err := port.SetAccount(ctx, want.account); err != nil {
			return err
		}
		s.administered.account = want.account
	}
	if have.frozen != want.frozen && have.frozen != "" {
		if err := port.SetFrozen(ctx, have.frozen, false); err != nil {
			return err
		}
		s.administered.frozen = ""
	}
	if have.frozen != want.frozen && want.frozen != "" {
		s.administered.frozen = want.frozen
		if err := port.SetFrozen(ctx, want.frozen, true); err != nil {
			return err
		}
	}
	if have.originals != want.originals && have.originals[0] != "" {
		if err := port.SetOriginals(ctx, have.originals[0]); err != nil {
			return err
		}
		s.administered.originals = [2]string{}
	}
	if have.originals != want.originals && want.originals[0] != "" {
		s.administered.originals = want.originals
		if err := port.SetOriginals(ctx, want.originals[0], want.originals[1]); err != nil {
			return err
		}
	}
	if have.kmsKey != want.kmsKey && want.kmsKey != "" {
		if err := port.SetKMSKey(ctx, s.kmsKey(), want.kmsKey); err != nil {
			return err
		}
	}
	if want.vpcPolicy == "" && have.vpcPolicy != "" {
		if err := port.RemoveVPC(ctx, s.vpc()); err != nil {
			return err
		}
	}
	s.administered = want
	return nil
}
