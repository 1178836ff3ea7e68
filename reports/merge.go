package reports

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// Merge puts the shards of one run together, in any order. It returns an error unless there is each shard once, all
// of the same target, suite and settings.
func Merge(shards []Run) (Run, error) {
	if len(shards) == 0 {
		return Run{}, errors.New("merge: there is no run")
	}
	merged := Run{About: shards[0].About, Target: shards[0].Target, StartedAt: shards[0].StartedAt, Rows: shards[0].Rows}
	merged.Settings.Shard, merged.Settings.Procs = "", 0
	ends, usage := merged.StartedAt, verdict.Usage{}
	var names []string
	for i, run := range shards {
		if run.Settings.Shard == "" {
			return Run{}, fmt.Errorf("merge: run %d of %d is no shard: it had no --shard", i+1, len(shards))
		}
		if err := sameRun(shards[0], run); err != nil {
			return Run{}, err
		}
		names = append(names, run.Settings.Shard)
		merged.Settings.Procs += run.Settings.Procs
		merged.Results = append(merged.Results, run.Results...)
		merged.Expected = append(merged.Expected, run.Expected...)
		merged.Planned = append(merged.Planned, run.Planned...)
		merged.Trouble = append(merged.Trouble, run.Trouble...)
		if run.StartedAt.Before(merged.StartedAt) {
			merged.StartedAt = run.StartedAt
		}
		if end := run.StartedAt.Add(run.Duration); end.After(ends) {
			ends = end
		}
		if run.Usage != nil {
			usage = usage.Plus(*run.Usage)
			merged.Usage = &usage
		}
	}
	merged.Duration = ends.Sub(merged.StartedAt).Round(time.Microsecond)
	return merged, eachShardOnce(names)
}

// sameRun returns an error if the two are no shards of the same run.
func sameRun(a, b Run) error {
	for _, same := range []struct{ what, a, b string }{
		{"target", a.Target, b.Target}, {"product", a.product(), b.product()}, {"catalogue of the suite", a.Suite.Catalogue, b.Suite.Catalogue},
		{"dialect", a.Settings.Dialect, b.Settings.Dialect}, {"focus", a.Settings.Focus, b.Settings.Focus},
		{"selection", fmt.Sprint(a.Settings.Quick), fmt.Sprint(b.Settings.Quick)},
		{"day since which nothing is confirmed", a.Settings.Since, b.Settings.Since},
		{"baseline", a.Settings.Baseline, b.Settings.Baseline},
	} {
		if same.a != same.b {
			return fmt.Errorf("merge: the %s of shard %s is %q, that of shard %s is %q",
				same.what, a.Settings.Shard, same.a, b.Settings.Shard, same.b)
		}
	}
	return nil
}

func (r Run) product() string {
	if r.Product == nil {
		return ""
	}
	return strings.TrimSpace(r.Product.Name + " " + r.Product.Version)
}

// eachShardOnce returns an error unless the names are those of all shards: 1/3, 2/3, 3/3.
func eachShardOnce(names []string) error {
	var missing []string
	_, of, _ := strings.Cut(names[0], "/")
	for i := range names {
		if name := fmt.Sprintf("%d/%s", i+1, of); !slices.Contains(names, name) {
			missing = append(missing, name)
		}
	}
	slices.Sort(names)
	if len(missing) > 0 || fmt.Sprint(len(names)) != of {
		return fmt.Errorf("merge: these are the shards %s, where each of N shards is needed once", strings.Join(names, ", "))
	}
	return nil
}
