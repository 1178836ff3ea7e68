package run

import (
	"context"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// identify gives the call the credentials of its caller, or the other ones that a fault
// asks for.
func (s *Session) identify(ctx context.Context, call *wire.Call, state scenarios.State) error {
	who := call.Request.Caller
	var err error
	for _, f := range call.Faults {
		switch f.Kind {
		case scenarios.FaultCaller:
			who = f.Caller
		case scenarios.FaultTokenExpired:
			call.Credentials, err = s.on.Identities.Expired(ctx)
			return err
		case scenarios.FaultTokenOfOther:
			if call.OtherToken, err = s.on.Identities.OtherToken(ctx); err != nil {
				return err
			}
		}
	}
	call.Credentials, err = s.on.Identities.Of(ctx, who, state)
	return err
}

// nameCallers gives the call the ids that its answer must name.
func (s *Session) nameCallers(ctx context.Context, call *wire.Call, then scenarios.Expectation, state scenarios.State) (err error) {
	if then.Mentions(scenarios.MatchOwnerUID) {
		if call.OwnerUID, err = s.on.Identities.ID(ctx, scenarios.Owner, state); err != nil {
			return err
		}
	}
	if then.Mentions(scenarios.MatchUserID) {
		call.UserID, err = s.on.Identities.ID(ctx, scenarios.RAMUser, state)
	}
	return err
}

// operationOf is the operation that the scenario calls. With HEAD, GetObject becomes HeadObject.
func operationOf(s scenarios.Scenario) string {
	if s.Carrier().Head() && s.When.Operation == "GetObject" {
		return "HeadObject"
	}
	return s.When.Operation
}
