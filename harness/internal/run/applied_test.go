package run

import (
	"testing"

	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

func TestEveryFaultOfTheCatalogueIsApplied(t *testing.T) {
	for _, s := range catalogue.All() {
		for _, f := range []scenarios.Fault{s.Fault, s.Besides} {
			if err := wire.Applies(f, s.When); err != nil {
				t.Errorf("%s: %v", s.ID, err)
			}
		}
	}
}

// These kinds of fault need other credentials, which the session must give to the call.
func TestTheSessionAppliesWhatACallIsGiven(t *testing.T) {
	s, err := Open(t.Context(), target.Spec{Target: "emulator:"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	given := func(faults ...scenarios.Fault) wire.Call {
		call := wire.Call{Request: scenarios.GetObject().By(scenarios.RoleSession), Faults: faults}
		if err := s.identify(t.Context(), &call, scenarios.State{}); err != nil {
			t.Fatal(err)
		}
		return call
	}
	control := given()
	for _, kind := range append(scenarios.FaultKinds(), "moon") {
		switch faulty := given(scenarios.Fault{Kind: kind, Caller: scenarios.Owner}); {
		case kind == scenarios.FaultState: // arranged as a state: Lint checks it through Fault.In
		case kind == scenarios.FaultTokenOfOther:
			if faulty.OtherToken == "" || faulty.OtherToken == control.Credentials.SecurityToken {
				t.Errorf("%q: the call has no token of another session", kind)
			}
		case wire.Given(kind) != (faulty.Credentials != control.Credentials):
			t.Errorf("%q: given to a call: %v, other credentials: %v", kind, wire.Given(kind), faulty.Credentials != control.Credentials)
		}
	}
}
