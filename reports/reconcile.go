package reports

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// notReported is the reason of an expected scenario without a result. The suite
// died, was interrupted, or failed in set-up.
const notReported = "the suite did not report this scenario"

// reconcile compares the reported scenarios with the expected ones. It returns one
// result for each id, and the problems of the run as a whole. A run that is read
// back from a report reconciles to the same outcome.
func (r Run) reconcile() ([]verdict.Result, []string) {
	reported, repeated := gravestByID(r.Results)
	var unexpected, rowless []string
	for _, id := range slices.Sorted(maps.Keys(reported)) {
		result := reported[id]
		// A baseline entry that matches nothing is STALE without being a scenario.
		if result.Verdict != verdict.Stale && !slices.Contains(r.Expected, id) {
			unexpected = append(unexpected, id)
		}
		if result.Row != "" && r.position(result.Row) == len(r.Rows) {
			rowless = append(rowless, id)
		}
	}
	for _, id := range r.Expected {
		if _, ok := reported[id]; !ok {
			reported[id] = r.unreported(id)
		}
	}
	results := slices.Collect(maps.Values(reported))
	trouble := []string{
		about(repeated, "reported more than once, the gravest verdict counts"),
		about(unexpected, "reported, though not expected to run"),
		about(rowless, "reported under a row that the run does not list"),
		inconclusive(results),
	}
	return results, slices.DeleteFunc(trouble, func(text string) bool { return text == "" })
}

// gravestByID keeps the most serious result of each id. It also lists the ids that
// were reported more than once.
func gravestByID(results []verdict.Result) (map[string]verdict.Result, []string) {
	kept := map[string]verdict.Result{}
	var repeated []string
	for _, result := range results {
		result = withVerdict(result)
		earlier, twice := kept[result.ID]
		if twice {
			repeated = append(repeated, result.ID)
		}
		if !twice || graver(earlier.Verdict, result.Verdict) != earlier.Verdict {
			kept[result.ID] = result
		}
	}
	slices.Sort(repeated)
	return kept, slices.Compact(repeated)
}

// withVerdict turns an unknown or empty verdict into an ERROR. A scenario that
// never ended has an empty verdict.
func withVerdict(result verdict.Result) verdict.Result {
	if !slices.Contains(verdict.Verdicts(), result.Verdict) {
		result.Reason = strings.TrimSpace(fmt.Sprintf("the suite reported the verdict %q, which is none: %s", result.Verdict, result.Reason))
		result.Verdict = verdict.Error
	}
	return result
}

func (r Run) unreported(id string) verdict.Result {
	result := verdict.Result{ID: id, Verdict: verdict.Error, Reason: notReported}
	if i := slices.IndexFunc(r.Planned, func(p verdict.Result) bool { return p.ID == id }); i >= 0 {
		plan := r.Planned[i]
		result.Row, result.Title, result.Area, result.Fault = plan.Row, plan.Title, plan.Area, plan.Fault
	}
	return result
}

// inconclusive says why the results together prove nothing, although no scenario
// is red. A run that skips everything must not look green.
func inconclusive(results []verdict.Result) string {
	counts := count(results)
	switch {
	case len(results) == 0:
		return "no scenario was expected, and none ran"
	case counts[verdict.NotSupported]+counts[verdict.Known]+counts[verdict.Untestable] == len(results):
		return "no scenario passed: the run proves nothing"
	}
	return ""
}

// about returns one sentence about the scenarios. It is empty if there are none.
func about(ids []string, what string) string {
	if len(ids) == 0 {
		return ""
	}
	return fmt.Sprintf("%s %s: %s", plural(len(ids), "scenario"), what, strings.Join(firstFew(ids), ", "))
}

// few is the largest number of ids that a sentence names.
const few = 3

// firstFew returns the first ids and, if there are more, the number of the others.
func firstFew(ids []string) []string {
	if len(ids) <= few {
		return ids
	}
	return append(slices.Clone(ids[:few]), fmt.Sprintf("and %d more", len(ids)-few))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
