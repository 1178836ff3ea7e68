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

// Some kinds of fault need other credentials, which the session must give to the call.
func TestTheSessionGivesACallTheCredentialsThatItWants(t *testing.T) {
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
		faulty := given(scenarios.Fault{Kind: kind, Caller: scenarios.Owner})
		wants := faulty.Whose() != control.Whose()
		if has := faulty.Credentials != control.Credentials || faulty.OtherToken != ""; has != wants {
			t.Errorf("%q: the call wants others than its control: %v, and has them: %v", kind, wants, has)
		}
		if faulty.OtherToken == control.Credentials.SecurityToken {
			t.Errorf("%q: the token of another session is that of this one", kind)
		}
	}
}
