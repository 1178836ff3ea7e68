package harness_test

import (
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A session kept by an earlier run provokes the refusal of an expired session. If the target
// does not know the session, the report names the likely cause.
func TestAKeptSessionIsProvokedWith(t *testing.T) {
	picked, err := scenarios.Select(catalogue.All(), "security-token-expired/v4-header/get")
	done(t, err)
	for want, keeps := range map[verdict.Verdict]func(*stranger) caller.Credentials{
		verdict.Pass: func(s *stranger) caller.Credentials {
			s.caller(scenarios.RoleSession, scenarios.State{})
			expired, err := s.port.Of(s.owner).ExpiredSession(t.Context(), "oss403-before-role")
			done(t, err)
			return expired
		},
		verdict.Fail: func(*stranger) caller.Credentials {
			return caller.Credentials{AccessKeyID: "STS.before", AccessKeySecret: "the target", SecurityToken: "was started anew"}
		},
	} {
		s := newStranger(t, emulator.Terms{})
		asCaller(t, s.owner.Credentials)
		done(t, target.KeepSession(inTheRegion, s.owner.Credentials.AccessKeyID, keeps(s), time.Now().Add(-time.Hour)))
		session, err := harness.Open(t.Context(), target.Spec{Target: inTheRegion, Profile: writeTo(t, provision+"dial: "+s.address+"\n")}, nil)
		done(t, err)
		for _, one := range picked {
			r := session.Run(t.Context(), one)
			if hinted := strings.Contains(r.Reason, "an earlier run has kept"); r.Verdict != want || hinted != (want == verdict.Fail) {
				t.Errorf("%s: %s %q, want %s", one.ID, r.Verdict, r.Reason, want)
			}
		}
		done(t, session.Close(t.Context()))
	}
}
