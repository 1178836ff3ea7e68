package harness_test

import (
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// A run sends exactly as many requests as the plan says.
func TestTheForecastOfAPlanIsWhatARunAsksFor(t *testing.T) {
	port, data := startEmulator(t)
	owner := account(t, port)
	profile := profileFor(t, owner,
		"dial: "+data+"\nprovision: true\nram: http://ram.aliyuncs.com\nsts: http://sts.cn-hangzhou.aliyuncs.com\nlimits: {buckets: 6}\n"+
			"secondRegion: eu-central-1\nfixtures: {frozenBucket: brought-frozen}\n")
	bucketOf(t, data, owner, "brought-frozen")
	done(t, port.Of(owner).SetFrozen(t.Context(), "brought-frozen", true))
	for name, spec := range map[string]target.Spec{
		"emulator": {Target: "emulator:"},
		"guest":    {Target: "http://oss-cn-hangzhou.aliyuncs.com", Profile: profile},
	} {
		t.Run(name, func(t *testing.T) {
			picked, err := scenarios.Select(catalogue.All(), "R02,R25,R17,R28,R33,R48")
			done(t, err)
			rehearsed := 0
			plan, err := harness.Survey(t.Context(), spec, picked, func(done int) { rehearsed = done })
			if err != nil || rehearsed != len(picked) || plan.Forecast.Requests == 0 {
				t.Fatalf("%d of %d rehearsed, %+v, %v", rehearsed, len(picked), plan.Forecast, err)
			}
			session, err := harness.Open(t.Context(), spec, nil)
			if err != nil {
				t.Fatal(err)
			}
			ran := 0
			groups, alone := harness.Groups(picked)
			for _, group := range append(groups, alone) {
				done(t, session.Prepare(t.Context(), group))
				for _, s := range group {
					if session.Run(t.Context(), s).Verdict != "NOT-SUPPORTED" {
						ran++
					}
				}
			}
			done(t, session.Close(t.Context()))
			used := session.Usage()
			used.Repeated = plan.Forecast.Repeated
			if used != plan.Forecast || ran != plan.Scenarios {
				t.Errorf("%d scenarios asked for %+v; the plan says %d and %+v", ran, used, plan.Scenarios, plan.Forecast)
			}
		})
	}
}
