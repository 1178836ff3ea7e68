package harness_test

import (
	"testing"

	"github.com/oss403/oss403/harness"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// The shards of a run have each scenario once, in the order of the catalogue, and what changes the whole account
// is in the first.
func TestEachScenarioIsInOneShard(t *testing.T) {
	all := catalogue.All()
	for _, of := range []int{1, 2, 7} {
		times := map[string]int{}
		for shard := 1; shard <= of; shard++ {
			picked := harness.Shard(all, shard, of)
			if most := len(all)/of + len(all)/10; len(picked) > most {
				t.Errorf("shard %d/%d has %d scenarios, more than %d", shard, of, len(picked), most)
			}
			for _, s := range picked {
				times[s.ID]++
				if s.ChangesAccount() && shard != 1 {
					t.Errorf("%s changes the account, and is in shard %d/%d", s.ID, shard, of)
				}
			}
		}
		for _, s := range all {
			if times[s.ID] != 1 {
				t.Fatalf("%s is in %d of %d shards", s.ID, times[s.ID], of)
			}
		}
	}
	if picked := harness.Shard([]scenarios.Scenario{all[0]}, 2, 2); len(picked) != 0 {
		t.Errorf("the second half of one scenario is %s", picked[0].ID)
	}
}
