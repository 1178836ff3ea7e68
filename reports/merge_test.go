package reports

import (
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// shardsOf makes two shards of a run: the first starts earlier, and the second ends later.
func shardsOf() []Run {
	var shards []Run
	for i, name := range []string{"1/2", "2/2"} {
		run := of(verdict.Pass, verdict.Fail)
		for j := range run.Results {
			run.Results[j].ID = name + run.Results[j].ID
			run.Expected[j] = run.Results[j].ID
		}
		run.Settings.Shard, run.Settings.Procs, run.Suite.Catalogue = name, 2, "abc"
		run.StartedAt, run.Duration = time.Unix(100+int64(i), 0), 10*time.Second
		run.Usage, run.Trouble = &verdict.Usage{Requests: 5, Buckets: 1}, []string{"trouble of " + name}
		shards = append(shards, run)
	}
	return shards
}

// The shards of a run together are the run.
func TestShardsAreMerged(t *testing.T) {
	shards := shardsOf()
	merged, err := Merge([]Run{shards[1], shards[0]})
	if err != nil {
		t.Fatal(err)
	}
	s := merged.Summarise()
	if s.Score.Scenarios[verdict.Pass] != 2 || s.Score.Scenarios[verdict.Fail] != 2 || len(s.Trouble) != 2 {
		t.Errorf("%+v", s.Score)
	}
	if merged.StartedAt != shards[0].StartedAt || merged.Duration != 11*time.Second {
		t.Errorf("started at %s, took %s", merged.StartedAt, merged.Duration)
	}
	if merged.Settings.Shard != "" || merged.Settings.Procs != 4 || merged.Usage.Requests != 10 {
		t.Errorf("%+v, %+v", merged.Settings, merged.Usage)
	}
}

// What is not all shards of one run, each once, is not merged.
func TestOtherRunsAreNotMerged(t *testing.T) {
	for name, change := range map[string]func(*Run){
		"target":    func(r *Run) { r.Target = "https://oss.example" },
		"product":   func(r *Run) { r.Product = &verdict.Product{Name: "gateway"} },
		"catalogue": func(r *Run) { r.Suite.Catalogue = "def" },
		"dialect":   func(r *Run) { r.Settings.Dialect = "documented" },
		"focus":     func(r *Run) { r.Settings.Focus = "R48" },
		"selection": func(r *Run) { r.Settings.Quick = true },
		"baseline":  func(r *Run) { r.Settings.Baseline = "known.yaml" },
		"1/2, 1/2":  func(r *Run) { r.Settings.Shard = "1/2" },
		"1/2, 2/3":  func(r *Run) { r.Settings.Shard = "2/3" },
		"no shard":  func(r *Run) { r.Settings.Shard = "" },
	} {
		t.Run(name, func(t *testing.T) {
			shards := shardsOf()
			change(&shards[1])
			if strings.HasPrefix(name, "the shards") {
				change(&shards[0])
			}
			if _, err := Merge(shards); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%v", err)
			}
		})
	}
	if _, err := Merge(shardsOf()[:1]); err == nil || !strings.Contains(err.Error(), "1/2") {
		t.Errorf("one of two shards: %v", err)
	}
	if _, err := Merge(nil); err == nil {
		t.Error("no run is merged")
	}
}
