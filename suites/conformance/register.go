package conformance

import (
	"fmt"

	. "github.com/onsi/ginkgo/v2"
	"github.com/onsi/gomega"

	"github.com/oss403/oss403/reports"
)

// ownText is the container of a suite of our own.
const ownText = "OSS 403"

// Run makes a suite of its own of the scenarios that the options pick, and runs it.
// Call it once, as the test or the program that is the suite.
func Run(t GinkgoTestingT, o *Options) {
	gomega.RegisterFailHandler(Fail)
	Register(o)
	RunSpecs(t, "OSS 403 conformance")
}

// Register makes a suite of its own of the scenarios that the options pick. Several
// processes may share it. Call it while Ginkgo builds its tree, once.
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

	// Each scenario tells what hindered the run, so that no report misses one.
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
	Describe(ownText, func() { // one container, so that the order is always the same
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
		run := gather(r, ownText, o.Target, picked)
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
