package conformance

import (
	. "github.com/onsi/ginkgo/v2"
)

// Embed adds the scenarios to a Ginkgo suite of someone's, as one Ordered container
// under the text, which no other container of the suite has, and the decorators, such as
// a Label of theirs:
//
//	var _ = conformance.Embed("how the gateway says no", &conformance.Options{Target: …}, Label("oss"))
//
// Focus is read at once, the rest when the first of the specs runs, so that a
// BeforeSuite may start the target and say then where it is. The container runs in one
// process, beside other specs of the suite. A scenario that deviates fails, one that the
// target lacks something for is skipped and says what; a container of which no scenario
// passes fails the suite. With Reports, the reports are written there.
func Embed(text string, o *Options, decorators ...any) bool {
	picked, err := o.Scenarios()
	if err != nil {
		return Describe(text, decorators, func() {
			It("runs scenarios", func() { Fail(err.Error()) })
		})
	}
	v := &visit{options: o}
	ReportAfterSuite(text+": reports and gate", func(r Report) {
		run := gather(r, text, o.Target, picked)
		if r.SuiteConfig.DryRun || len(run.Expected) == 0 { // left out by a filter of the suite's
			return
		}
		outdated, err := o.Outdated()
		if err == nil {
			run.Results = append(run.Results, outdated...)
			err = concludeQuietly(run, o)
		}
		if err != nil {
			Fail(text + ": " + err.Error())
		}
	})
	return Describe(text, Ordered, ContinueOnFailure, decorators, func() {
		BeforeAll(func(ctx SpecContext) {
			if err := v.clear(); err != nil {
				Fail(err.Error())
			}
			if err := v.begin(ctx); err != nil {
				Fail(err.Error())
			}
		}, NodeTimeout(openWithin))
		AfterAll(v.leave, NodeTimeout(cleanUpWithin))
		v.specs(picked, nil, nil)
	})
}
