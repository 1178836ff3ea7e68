package harness_test

import (
	"testing"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// Looks that only wait for a setting do not count, so the forecast stays right.
func TestWaitingIsNoPartOfAForecast(t *testing.T) {
	late := newStranger(t, emulator.Terms{Consistency: 300 * time.Millisecond})
	asCaller(t, late.owner.Credentials)
	spec := target.Spec{Target: inTheRegion, Profile: writeTo(t, "dial: "+late.address+"\ntimeouts: {settling: 5s}\n")}
	picked, err := scenarios.Select(catalogue.All(), "bucket-acl/unsigned")
	done(t, err)
	plan, err := harness.Survey(t.Context(), spec, picked, func(int) {})
	done(t, err)
	session, err := harness.Open(t.Context(), spec, nil)
	done(t, err)
	groups, alone := harness.Groups(picked)
	for _, group := range append(groups, alone) {
		done(t, session.Prepare(t.Context(), group))
		for _, s := range group {
			session.Run(t.Context(), s)
		}
	}
	done(t, session.Close(t.Context()))
	used := session.Usage()
	if used.Repeated == 0 {
		t.Error("nothing was waited for")
	}
	if used.Repeated = plan.Forecast.Repeated; used != plan.Forecast {
		t.Errorf("%+v, the forecast is %+v", used, plan.Forecast)
	}
}
