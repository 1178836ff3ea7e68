package run

import (
	"context"

	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// identify gives the call the credentials of its caller, or the other ones that a fault
// asks for.
func (s *Session) identify(ctx context.Context, call *wire.Call, state scenarios.State) error {
	var err error
	whose := call.Whose()
	if whose.OtherToken {
		if call.OtherToken, err = s.on.Identities.OtherToken(ctx); err != nil {
			return err
		}
	}
	if whose.Expired {
		call.Credentials, err = s.on.Identities.Expired(ctx)
		return err
	}
	call.Credentials, err = s.on.Identities.Of(ctx, whose.Caller, state)
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
