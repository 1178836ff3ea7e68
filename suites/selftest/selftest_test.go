package selftest

import (
	"flag"
	"fmt"
	"net/http"
	"testing"

	. "github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"
	. "github.com/onsi/gomega"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/judge"
	"github.com/oss403/oss403/harness/mutate"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/suites/options"
)

var told = options.Bind(flag.CommandLine, "")

func TestSelftest(t *testing.T) {
	if err := told.Check(); err != nil {
		t.Fatal(err)
	}
	RegisterFailHandler(Fail)
	register()
	RunSpecs(t, "OSS 403 self-test")
}

const mutantsEntry = "oss403 mutants"

func register() {
	picked, err := told.Scenarios()
	if err != nil {
		panic(err)
	}
	var session *harness.Session
	var proxy *mutate.Proxy

	BeforeSuite(func(ctx SpecContext) {
		through := func(base http.RoundTripper) http.RoundTripper {
			proxy = mutate.Through(base)
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
			mutants := mutate.All(s)
			Expect(unmutated(s, mutants)).To(BeEmpty(), "expected fields that no mutant falsifies")
			proxy.Disarm()
			honest := session.Run(ctx, s)
			if honest.Verdict == verdict.NotSupported {
				Skip(honest.Reason)
			}
			Expect(honest.Verdict).To(Equal(verdict.Pass), honest.Reason)

			met := map[mutate.Fate]int{}
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
			AddReportEntry(mutantsEntry, fmt.Sprintf("%d %d %d %d", len(mutants), met[mutate.Killed], met[mutate.Warned], met[mutate.Recorded]), ReportEntryVisibilityNever)
			Expect(problems).To(BeEmpty())
		})
	}

	for _, s := range picked {
		if s.When.Effect == scenarios.NoEffect {
			continue
		}
		It("notices that the refused write of "+s.ID+" had an effect", Label(s.Area, s.Row), func(ctx SpecContext) {
			proxy.Disarm()
			result := session.RunAsIfItHadAnEffect(ctx, s)
			if result.Verdict == verdict.NotSupported {
				Skip(result.Reason)
			}
			Expect(result.Verdict).To(Equal(verdict.Fail), result.Reason)
			Expect(result.Deviations(verdict.Fails)).To(ConsistOf(HaveField("Field", judge.FieldEffect)))
		})
	}

	if told.Target == options.DefaultTarget {
		registerEmulatorMutants(picked)
	}

	ReportAfterSuite("count", func(r Report) {
		var all, killed, warned, recorded, scenariosRun, ran int
		for _, spec := range r.SpecReports {
			for _, entry := range spec.ReportEntries {
				var a, k, w, c int
				if entry.Name != mutantsEntry {
					continue
				}
				if _, err := fmt.Sscan(entry.StringRepresentation(), &a, &k, &w, &c); err == nil {
					all, killed, warned, recorded = all+a, killed+k, warned+w, recorded+c
					scenariosRun++
				}
			}
			if spec.LeafNodeType.Is(types.NodeTypeIt) && spec.State.Is(types.SpecStatePassed|types.SpecStateFailureStates) {
				ran++
			}
		}
		fmt.Printf("self-test: %d scenarios, %d mutants: %d killed, %d warned of (documented EC), %d recorded (inferred), %d missed; %d writes as if they had had an effect\n",
			scenariosRun, all, killed, warned, recorded, all-killed-warned-recorded, ran-scenariosRun)
		if ran == 0 && !r.SuiteConfig.DryRun {
			Fail("no scenario was tested")
		}
	})
}
