package conformance

import (
	"fmt"

	. "github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/oss403/oss403/reports"
)

// ownText is the text of the container in the suite that Register makes.
const ownText = "OSS 403"

// Run makes a suite of the scenarios that the options select, and runs it. Call it only
// once in a program.
func Run(t GinkgoTestingT, o *Options) {
	gomega.RegisterFailHandler(Fail)
	Register(o)
	RunSpecs(t, "OSS 403 conformance")
}

// Register makes a suite of the scenarios that the options select. Several processes
// may share the suite. Call it only once, while Ginkgo builds its tree. It panics if
// Focus or Shard selects no scenario, or if the reports cannot be written.
func Register(o *Options) {
	picked, err := o.Scenarios()
	if err != nil {
		panic(err)
	}
	if o.Reports != "" {
		if err := reports.Prepare(o.Reports); err != nil {
			panic(err)
		}
	}
	running, _ := GinkgoConfiguration()
	o.Share = running.ParallelTotal
	v := &visit{options: o}

	// Ignore the error: each scenario reports it, so that no report misses a scenario.
	BeforeSuite(func(ctx SpecContext) {
		endWhenAlone(o.Alive)
		if o.Tell != "" {
			var err error
			if v.teller, err = reports.Tell(o.Tell, fmt.Sprintf("process-%d", GinkgoParallelProcess())); err != nil {
				Fail(err.Error())
			}
		}
		_ = v.begin(ctx)
	}, NodeTimeout(openWithin))
	AfterSuite(v.leave, NodeTimeout(cleanUpWithin))
	Describe(ownText, func() { // one container keeps the order of the groups
		v.specs(picked, []any{ContinueOnFailure}, []any{ContinueOnFailure, Serial})
	})
	ReportAfterSuite("reports and gate", func(r Report) {
		if r.SuiteConfig.DryRun {
			return
		}
		if v.teller != nil {
			for _, what := range troubles(r) {
				if err := v.teller.Trouble(what); err != nil {
					Fail(err.Error())
				}
			}
			if err := v.teller.Over(); err != nil {
				Fail(err.Error())
			}
			return
		}
		run := gather(r, ownText, o, picked)
		outdated, err := o.Outdated()
		if err == nil {
			run.Results = append(run.Results, outdated...)
			err = conclude(run, o)
		}
		if err != nil {
			Fail(err.Error())
		}
	})
}
