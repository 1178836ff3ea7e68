package conformance

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// DefaultTarget is the carried emulator, in this process.
const DefaultTarget = "emulator:"

// Options configure a run. Their flags begin with "oss.", so that they do not collide
// with the flags of another suite.
type Options struct {
	Target   string        // what is tested; see harness.TargetKinds
	Profile  string        // path of the profile, a YAML file; empty means none
	Dialect  string        // dialect of the target "emulator:"; empty means its default
	Focus    string        // rows, Codes or parts of ids, separated by commas; empty means all scenarios
	Quick    bool          // of these only the quick selection: each row, carrier and kind of fault once
	Since    string        // of these only those that no answer of the service has confirmed since that day, YYYY-MM-DD; empty means all
	Budget   int           // requests that the run may send, its clean-up included; 0 means any number
	Shard    string        // of these only those of one of several runs, such as 2/4; empty means all
	Baseline string        // path of the file with the known deviations; empty means none
	Allow    string        // what is allowed in addition to the profile, separated by commas; see harness.Permissions
	Timeout  time.Duration // time limit of each request; 0 means that of the profile, else harness.DefaultTimeout
	Reports  string        // directory for the reports; empty means no reports
	Share    int           // number of processes that share the run
	Tell     string        // folder to which each process streams its results, instead of reports; empty means none
	Record   bool          // stream what is recorded too, for a caller that writes the recording
	recorded *harness.Replayed

	Alive string // file that the starting program keeps locked; the suite ends without the lock; empty means no check
}

// Bind registers the flags of the options and reads their defaults from the OSS403_
// variables of the environment. reports is the default of Reports.
func Bind(flags *flag.FlagSet, reports string) *Options {
	o := &Options{}
	env := func(name, otherwise string) string {
		if value := os.Getenv(name); value != "" {
			return value
		}
		return otherwise
	}
	flags.StringVar(&o.Target, "oss.target", env("OSS403_TARGET", DefaultTarget),
		"what is tested: "+harness.TargetKinds+", or recording:FILE (judged again, offline)")
	flags.StringVar(&o.Profile, "oss.profile", env("OSS403_PROFILE", ""), "YAML file with what the target string can't say")
	flags.StringVar(&o.Dialect, "oss.dialect", env("OSS403_DIALECT", ""), "how the target emulator: refuses: "+harness.Dialects())
	flags.StringVar(&o.Focus, "oss.focus", env("OSS403_FOCUS", ""), "only these: rows, Codes or parts of ids, separated by commas")
	flags.BoolVar(&o.Quick, "oss.quick", false, "of these only few, which meet each row, each carrier and each kind of fault once")
	flags.StringVar(&o.Since, "oss.since", "", "of these only what no answer of the service has confirmed since that day, such as 2026-03-01")
	flags.IntVar(&o.Budget, "oss.budget", 0, "requests that the run may send; what is left over is not tried. 0: any number")
	flags.StringVar(&o.Shard, "oss.shard", "", "of these only the share of one of several runs, such as 2/4")
	flags.StringVar(&o.Baseline, "oss.baseline", env("OSS403_BASELINE", ""),
		"YAML file with the deviations that are known: a scenario that fails as it says is KNOWN")
	flags.StringVar(&o.Allow, "oss.allow", env("OSS403_ALLOW", ""),
		"what else may be done on an endpoint, beside what the profile allows, separated by commas: "+harness.Permissions())
	flags.DurationVar(&o.Timeout, "oss.timeout", 0,
		"time limit of each request; 0: that of the profile, else "+harness.DefaultTimeout.String())
	flags.StringVar(&o.Reports, "oss.reports", env("OSS403_REPORTS", reports),
		"directory for the reports: conformance.html and .json, junit.xml, summary.md")
	flags.StringVar(&o.Tell, "oss.tell", "", "folder to which results are streamed, for a caller that writes the reports")
	flags.BoolVar(&o.Record, "oss.record", false, "stream sanitised exchanges too, for a caller that writes a recording")
	flags.StringVar(&o.Alive, "oss.alive", "",
		"file that the caller keeps locked: when the lock is free, the run ends as if interrupted")
	return o
}

// Spec returns the description of the target to open.
func (o *Options) Spec() harness.Spec {
	return harness.Spec{Target: o.Target, Profile: o.Profile, Allow: o.allow(), Dialect: o.Dialect, Timeout: o.Timeout,
		Share: o.Share, Turns: o.turns(), Budget: o.Budget}
}

// turns is the file by which the processes of a run share the rate of requests; empty: there is no folder for it.
func (o *Options) turns() string {
	if o.Tell == "" || o.Share < 2 {
		return ""
	}
	return filepath.Join(o.Tell, "turns")
}

// allow returns the words of Allow.
func (o *Options) allow() []string {
	return strings.FieldsFunc(o.Allow, func(r rune) bool { return r == ',' || r == ' ' })
}

// mostShards is the largest number of runs that together are one.
const mostShards = 256

// Scenarios returns the scenarios that Focus, Quick, Since and Shard select. It returns an error if a word of
// Focus matches none, if Since is no day or leaves none, or if Shard is no share.
func (o *Options) Scenarios() ([]scenarios.Scenario, error) {
	picked, err := scenarios.Select(catalogue.All(), o.Focus)
	if err != nil {
		return nil, err
	}
	recorded, err := o.Recorded()
	if err != nil {
		return nil, err
	}
	if recorded != nil {
		if picked = recorded.Of(picked); len(picked) == 0 {
			return nil, fmt.Errorf("the recording has none of these scenarios; it has %d others", len(recorded.Recording.Scenarios))
		}
	}
	if o.Quick {
		picked = scenarios.Quick(picked)
	}
	if o.Since != "" {
		if _, err := time.Parse(time.DateOnly, o.Since); err != nil {
			return nil, fmt.Errorf("since %q; accepted: a day, such as 2026-03-01", o.Since)
		}
		if picked = scenarios.Since(picked, o.Since); len(picked) == 0 {
			return nil, fmt.Errorf("since %s: every scenario is confirmed; accepted: a later day", o.Since)
		}
	}
	if o.Shard == "" {
		return picked, nil
	}
	first, last, _ := strings.Cut(o.Shard, "/")
	shard, err := strconv.Atoi(first)
	of, err2 := strconv.Atoi(last)
	if err := errors.Join(err, err2); err != nil || shard < 1 || shard > of || of > mostShards {
		return nil, fmt.Errorf("shard %q; accepted: I/N, such as 2/4, with N up to %d", o.Shard, mostShards)
	}
	if picked = harness.Shard(picked, shard, of); len(picked) == 0 {
		return nil, fmt.Errorf("shard %s has no scenario; accepted: fewer shards", o.Shard)
	}
	return picked, nil
}

// Recorded reads the recording that is judged again, once; nil: Target is no recording.
func (o *Options) Recorded() (*harness.Replayed, error) {
	if o.recorded != nil {
		return o.recorded, nil
	}
	var err error
	o.recorded, err = harness.ReadRecorded(o.Target)
	return o.recorded, err
}

// Known reads the baseline.
func (o *Options) Known() (harness.Baseline, error) { return harness.ReadBaseline(o.Baseline) }

// Check returns an error if the options are not valid. It sends nothing to the target.
func (o *Options) Check() error {
	if _, err := o.Scenarios(); err != nil {
		return err
	}
	if _, err := o.Known(); err != nil {
		return err
	}
	if recorded, err := o.Recorded(); recorded == nil || err != nil {
		return errors.Join(err, o.Spec().Check())
	}
	if o.Profile != "" || o.Dialect != "" || o.Allow != "" || o.Record {
		return errors.New("a recording is judged again, and nothing is sent; accepted: no profile, dialect, allow or record with it")
	}
	return nil
}

// Outdated returns a STALE result for each entry of the baseline that has expired or
// that matches no scenario.
func (o *Options) Outdated() ([]verdict.Result, error) {
	known, err := o.Known()
	if err != nil {
		return nil, err
	}
	return known.Outdated(allIDs(), time.Now()), nil
}
