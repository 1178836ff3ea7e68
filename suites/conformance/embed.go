package conformance

import (
	. "github.com/onsi/ginkgo/v2"
)

// Embed adds the scenarios to a Ginkgo suite, as one Ordered container with the text and
// the decorators. No other container of the suite may have this text:
//
//	var _ = conformance.Embed("how the gateway says no", &conformance.Options{Target: …}, Label("oss"))
//
// Embed reads Focus, Quick and Shard at once. It reads the other options when the first spec runs, so
// that a BeforeSuite may start the target and then set them. The container runs in one
// process, in parallel with other specs of the suite.
//
// A scenario that deviates fails. A scenario for which the target lacks something is
// skipped, and its message names what is missing. If no scenario of the container
// passes, the suite fails. Embed writes the reports into the directory Reports, unless
// it is empty.
func Embed(text string, o *Options, decorators ...any) bool {
	picked, err := o.Scenarios()
	if err != nil {
		return Describe(text, decorators, func() {
			It("runs scenarios", func() { Fail(err.Error()) })
		})
	}
	v := &visit{options: o}
	ReportAfterSuite(text+": reports and gate", func(r Report) {
		run := gather(r, text, o, picked)
		if r.SuiteConfig.DryRun || len(run.Expected) == 0 { // a filter of the suite left all of them out
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
