package conformance

import (
	"flag"
	"os"
	"strings"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// DefaultTarget is the carried emulator, in process.
const DefaultTarget = "emulator:"

// Options are what a run is told. Their flags carry the prefix oss., so that the
// suites can stand in someone else's.
type Options struct {
	Target   string
	Profile  string
	Dialect  string // of the target emulator:; empty: its default
	Focus    string
	Baseline string // file with the deviations that are known; empty: none
	Allow    string // what may be done on the target beside what the profile allows; see harness.Permissions
	Timeout  time.Duration
	Reports  string // directory that the reports are written to; empty: none
	Share    int    // processes that the run is shared by
	Tell     string // folder in which each process tells what it brings home, and nobody writes reports; empty: none
	Alive    string // file whose lock whoever started the suite holds while it lives; empty: the suite lives on its own
}

// Bind registers the flags and reads the defaults from the environment.
func Bind(flags *flag.FlagSet, reports string) *Options {
	o := &Options{}
	env := func(name, otherwise string) string {
		if value := os.Getenv(name); value != "" {
			return value
		}
		return otherwise
	}
	flags.StringVar(&o.Target, "oss.target", env("OSS403_TARGET", DefaultTarget), "what is tested: "+harness.TargetKinds)
	flags.StringVar(&o.Profile, "oss.profile", env("OSS403_PROFILE", ""), "YAML file with what the target string can't say")
	flags.StringVar(&o.Dialect, "oss.dialect", env("OSS403_DIALECT", ""), "how the target emulator: refuses: "+harness.Dialects())
	flags.StringVar(&o.Focus, "oss.focus", env("OSS403_FOCUS", ""), "only these: rows, Codes or parts of ids, separated by commas")
	flags.StringVar(&o.Baseline, "oss.baseline", env("OSS403_BASELINE", ""),
		"YAML file with the deviations that are known: a scenario that fails as it says is KNOWN")
	flags.StringVar(&o.Allow, "oss.allow", env("OSS403_ALLOW", ""),
		"what else may be done on an endpoint, beside what the profile allows, separated by commas: "+harness.Permissions())
	flags.DurationVar(&o.Timeout, "oss.timeout", 0, "bound on each request; 0: that of the profile, else "+harness.DefaultTimeout.String())
	flags.StringVar(&o.Reports, "oss.reports", env("OSS403_REPORTS", reports), "directory for conformance.json, junit.xml and summary.md")
	flags.StringVar(&o.Tell, "oss.tell", "", "folder in which results are told as they come, for a caller that writes the reports")
	flags.StringVar(&o.Alive, "oss.alive", "",
		"file whose lock is held as long as the run is wanted: once it is free, the run ends as if interrupted")
	return o
}

// Spec is the target to open.
func (o *Options) Spec() harness.Spec {
	return harness.Spec{Target: o.Target, Profile: o.Profile, Allow: o.allow(), Dialect: o.Dialect, Timeout: o.Timeout, Share: o.Share}
}

// allow is the words of Allow.
func (o *Options) allow() []string {
	return strings.FieldsFunc(o.Allow, func(r rune) bool { return r == ',' || r == ' ' })
}

// Scenarios is the part of the catalogue that is in focus.
func (o *Options) Scenarios() ([]scenarios.Scenario, error) {
	return scenarios.Select(catalogue.All(), o.Focus)
}

// Known is the baseline.
func (o *Options) Known() (harness.Baseline, error) { return harness.ReadBaseline(o.Baseline) }

// Check says whether the run can start, without starting it.
func (o *Options) Check() error {
	if _, err := o.Scenarios(); err != nil {
		return err
	}
	if _, err := o.Known(); err != nil {
		return err
	}
	return o.Spec().Check()
}

// Outdated are the entries of the baseline that have expired or that no scenario matches.
func (o *Options) Outdated() ([]verdict.Result, error) {
	known, err := o.Known()
	if err != nil {
		return nil, err
	}
	return known.Outdated(allIDs(), time.Now()), nil
}
