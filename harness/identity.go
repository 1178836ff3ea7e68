package harness

import (
	"context"

	"github.com/oss403/oss403/harness/target"
	"github.com/oss403/oss403/harness/wire"
	"github.com/oss403/oss403/scenarios"
)

// identify gives the call the credentials of its caller, or those that a fault
// puts in their place.
func (s *Session) identify(ctx context.Context, call *wire.Call, sessionPolicy string) error {
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
	call.Credentials, err = s.identities.Of(ctx, who, sessionPolicy)
	return err
}

// operationOf is the operation that the scenario calls; HEAD has one of its own.
func operationOf(s scenarios.Scenario) string {
	if s.Carrier().Head() && s.When.Operation == "GetObject" {
		return "HeadObject"
	}
	return s.When.Operation
}

// arrangeAccount brings the caller's AccessKey and the account into the state.
func (s *Session) arrangeAccount(ctx context.Context, operation string, state scenarios.State) error {
	if err := s.identities.DisableKey(ctx, state.KeyDisabled); err != nil {
		return err
	}
	if err := s.identities.SetUserPolicy(ctx, state.UserPolicy); err != nil {
		return err
	}
	want := target.AccountState{V1Closed: state.V1Closed, RegionsWithoutTokens: []string{}, OperationsWithoutTokens: []string{}}
	if state.RegionNoTokens {
		want.RegionsWithoutTokens = []string{s.target.Endpoint.Region}
	}
	if state.CallNoTokens {
		want.OperationsWithoutTokens = []string{operation}
	}
	if s.target.Control == nil || s.account.Equal(want) {
		return nil
	}
	if err := s.target.Control.SetAccount(ctx, want); err != nil {
		return err
	}
	s.account = want
	return nil
}
