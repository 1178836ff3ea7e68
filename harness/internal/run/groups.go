package run

import (
	"context"
	"slices"

	"github.com/oss403/oss403/scenarios"
)

// groupSize is the number of scenarios that a process gets at a time.
const groupSize = 96

// Groups sorts scenarios so that those with the same states are neighbours, and cuts
// them into groups: a process can use what it has made for one scenario for the next.
// alone holds the scenarios that change the whole account: no other may run meanwhile.
func Groups(picked []scenarios.Scenario) (groups [][]scenarios.Scenario, alone []scenarios.Scenario) {
	var shared []scenarios.Scenario
	order := map[string][]string{}
	for _, s := range picked {
		writes := "reads"
		if s.When.Effect != scenarios.NoEffect {
			writes = "writes"
		}
		order[s.ID] = []string{keyOf(s, s.Given), writes, keyOf(s, s.Faulty()), proofKey(s)}
		if s.ChangesAccount() {
			alone = append(alone, s)
		} else {
			shared = append(shared, s)
		}
	}
	slices.SortStableFunc(shared, func(a, b scenarios.Scenario) int { return slices.Compare(order[a.ID], order[b.ID]) })
	groups = cut(shared)
	slices.SortStableFunc(groups, func(a, b []scenarios.Scenario) int { return cost(b) - cost(a) })
	return groups, alone
}

// cost compares what groups take: a write is looked at before and after, and changes what must be arranged anew. The dearest
// group goes first, so that no process works on one when the others have ended.
func cost(group []scenarios.Scenario) (units int) {
	for _, s := range group {
		if units++; s.When.Effect != scenarios.NoEffect {
			units += 2
		}
	}
	return units
}

// cut cuts sorted scenarios into groups of groupSize at most, and between two given states where it can.
func cut(sorted []scenarios.Scenario) (groups [][]scenarios.Scenario) {
	var group []scenarios.Scenario
	for len(sorted) > 0 {
		given := keyOf(sorted[0], sorted[0].Given)
		end := slices.IndexFunc(sorted, func(s scenarios.Scenario) bool { return keyOf(s, s.Given) != given })
		if end < 0 {
			end = len(sorted)
		}
		if len(group) > 0 && len(group)+end > groupSize {
			groups, group = append(groups, group), nil
		}
		end = min(end, groupSize)
		group, sorted = append(group, sorted[:end]...), sorted[end:]
	}
	if len(group) > 0 {
		groups = append(groups, group)
	}
	return groups
}

// Shard picks the scenarios of one of several runs that together run all picked ones: shard 1 to of. A group of
// scenarios with the same states stays together. What changes the whole account is in the first shard.
func Shard(picked []scenarios.Scenario, shard, of int) []scenarios.Scenario {
	own := map[string]bool{}
	groups, alone := Groups(picked)
	for i, group := range groups {
		for _, s := range group {
			own[s.ID] = i%of == shard-1
		}
	}
	for _, s := range alone {
		own[s.ID] = shard == 1
	}
	return slices.DeleteFunc(slices.Clone(picked), func(s scenarios.Scenario) bool { return !own[s.ID] })
}

// Prepare makes the RAM users for a group that is about to run, because their rights take
// effect late. The caller may ignore an error: the scenario that needs the user reports it.
func (s *Session) Prepare(ctx context.Context, group []scenarios.Scenario) error {
	s.group, s.looksWhole = groupOf(group), lastWrite(group)
	if s.spent() {
		return nil
	}
	var states []scenarios.State
	for _, one := range group {
		if one.SentBy(scenarios.RAMUser) && s.lacks(ctx, one) == "" {
			states = append(states, one.Faulty(), one.Given)
		}
	}
	return s.on.Identities.Prepare(ctx, states)
}

// lastWrite is the id of the last scenario of a group that writes; empty: none writes.
func lastWrite(group []scenarios.Scenario) string {
	for _, s := range slices.Backward(group) {
		if s.When.Effect != scenarios.NoEffect {
			return s.ID
		}
	}
	return ""
}
