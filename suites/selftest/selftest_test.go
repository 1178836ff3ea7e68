package selftest

import (
	"flag"
	"fmt"
	"net/http"
	"testing"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/conformance"
)

var told = conformance.Bind(flag.CommandLine, "")

func TestSelftest(t *testing.T) {
	if err := told.Check(); err != nil {
		t.Fatal(err)
	}
	RegisterFailHandler(Fail)
	register()
	RunSpecs(t, "OSS 403 self-test")
}

// The names of the report entries from which the figures are counted.
const (
	mutantsEntry  = "oss403 mutants"
	effectEntry   = "oss403 effect"
	emulatorEntry = "oss403 emulator mutant"
)

func register() {
	picked, err := told.Scenarios()
	if err != nil {
		panic(err)
	}
	var session *harness.Session
	var proxy *harness.Proxy

	BeforeSuite(func(ctx SpecContext) {
		through := func(base http.RoundTripper) http.RoundTripper {
			proxy = harness.FalsifyingProxy(base)
			return proxy
		}
		var err error
		session, err = harness.Open(ctx, told.Spec(), through)
		Expect(err).NotTo(HaveOccurred())
	})
	AfterSuite(func(ctx SpecContext) {
		if session != nil {
			Expect(session.Close(ctx)).To(Succeed())
		}
	})

	for _, s := range picked {
		It("notices every falsified answer of "+s.ID, Label(s.Area, s.Row), func(ctx SpecContext) {
			proxy.Disarm()
			honest := session.Run(ctx, s)
			if honest.Verdict == verdict.NotSupported {
				Skip(honest.Reason)
			}
			Expect(honest.Verdict).To(Equal(verdict.Pass), honest.Reason)
			answering := answering(s, honest)
			mutants := harness.MutantsOf(answering)
			Expect(unmutated(answering, mutants)).To(BeEmpty(), "expected fields that no mutant falsifies")

			met := map[harness.Fate]int{}
			var problems []string
			for _, m := range mutants {
				proxy.Arm(m)
				if problem := unexpected(m, session.RunUncontrolled(ctx, s)); problem != "" {
					problems = append(problems, problem)
					continue
				}
				met[m.Fate]++
			}
			proxy.Disarm()
			figures := fmt.Sprintf("%d %d %d %d", len(mutants), met[harness.Killed], met[harness.Warned], met[harness.Recorded])
			AddReportEntry(mutantsEntry, figures, ReportEntryVisibilityNever)
			Expect(problems).To(BeEmpty())
		})
	}

	for _, s := range picked {
		if _, listed := unseen()[s.ID]; listed || s.When.Effect == scenarios.NoEffect {
			continue
		}
		It("notices that the refused write of "+s.ID+" had an effect", Label(s.Area, s.Row), func(ctx SpecContext) {
			proxy.Disarm()
			falsified := session.RunAsIfItHadAnEffect
			if s.Done() {
				falsified = session.RunAsIfItHadNone
			}
			result := falsified(ctx, s)
			if result.Verdict == verdict.NotSupported {
				Skip(result.Reason)
			}
			Expect(result.Verdict).To(Equal(verdict.Fail), result.Reason)
			Expect(result.Deviations(verdict.Fails)).To(ConsistOf(HaveField("Field", harness.FieldEffect)))
			AddReportEntry(effectEntry, "", ReportEntryVisibilityNever)
		})
	}

	if told.Target == conformance.DefaultTarget && told.Focus == "" {
		registerEmulatorMutants(picked)
	}

	ReportAfterSuite("count", func(r Report) {
		c := count(r)
		fmt.Printf("self-test: %d scenarios, %d mutants: %d killed, %d warned of (documented EC), %d recorded (inferred), %d missed; "+
			"%d writes as if they had had an effect, %d mutants of the emulator noticed\n",
			c.scenarios, c.mutants, c.killed, c.warned, c.recorded, c.mutants-c.killed-c.warned-c.recorded, c.effects, c.emulator)
		if c.scenarios+c.effects+c.emulator == 0 && !r.SuiteConfig.DryRun {
			Fail("nothing was tested")
		}
	})
}

// counts holds the figures of one run.
type counts struct {
	scenarios, mutants, killed, warned, recorded, effects, emulator int
}

func count(r Report) counts {
	var c counts
	for _, spec := range r.SpecReports {
		for _, entry := range spec.ReportEntries {
			switch entry.Name {
			case effectEntry:
				c.effects++
			case emulatorEntry:
				c.emulator++
			case mutantsEntry:
				var all, killed, warned, recorded int
				if _, err := fmt.Sscan(entry.StringRepresentation(), &all, &killed, &warned, &recorded); err == nil {
					c.scenarios++
					c.mutants, c.killed, c.warned, c.recorded = c.mutants+all, c.killed+killed, c.warned+warned, c.recorded+recorded
				}
			}
		}
	}
	return c
}
