package judge

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/oss403/oss403/harness/verdict"
)

// acceptedDays is how many days the entries of a draft count.
const acceptedDays = 90

// Draft writes a baseline for the results that fail or are UNTESTABLE. It has one entry for each way of failing, with
// the reason of the first such result. Where an entry of b says so already, its reason and its link are kept, and its
// last day if that is not past.
func (b Baseline) Draft(results []verdict.Result, now time.Time) ([]byte, error) {
	var entries []KnownDeviation
	places := map[string]int{}
	for _, r := range results {
		if !slices.Contains([]verdict.Verdict{verdict.Fail, verdict.Untestable, verdict.Known, verdict.Stale}, r.Verdict) || r.Row == "" {
			continue
		}
		fields := deviatingFields(r)
		if r.Verdict == verdict.Stale && len(fields) == 0 { // the scenario passes
			continue
		}
		way := r.Row + " " + strings.Join(fields, " ")
		entry := KnownDeviation{Fields: fields, Reason: cmp.Or(firstWay(r), oneLineOf(r.Reason)),
			Until: now.AddDate(0, 0, acceptedDays).Format(time.DateOnly)}
		if i := slices.IndexFunc(b.entries, func(e KnownDeviation) bool { return e.names(r.ID) && e.deviatesIn(fields) }); i >= 0 {
			known := b.entries[i]
			way = fmt.Sprintf("entry %d", i)
			entry.Reason, entry.Link = known.Reason, known.Link
			if !known.past(now) {
				entry.Until = known.Until
			}
		}
		at, seen := places[way]
		if !seen {
			at = len(entries)
			places[way] = at
			entries = append(entries, entry)
		}
		entries[at].Scenarios = append(entries[at].Scenarios, r.ID)
	}
	var text bytes.Buffer
	text.WriteString("# What the target is known to refuse otherwise than OSS. A scenario that passes, that fails in\n" +
		"# other fields, or whose day is past is red again.\n")
	if len(entries) == 0 {
		return text.Bytes(), nil
	}
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := encoder.Encode(entries); err != nil {
		return nil, fmt.Errorf("writing the baseline: %w", err)
	}
	return text.Bytes(), encoder.Close()
}

// firstWay describes the first deviation; empty: none.
func firstWay(r verdict.Result) string {
	for _, f := range r.Deviations(verdict.Fails) {
		return oneLineOf(fmt.Sprintf("%s is %s, not %s", f.Field, f.Actual, f.Expected))
	}
	return ""
}

// oneLineOf shortens a reason to one line for a list.
func oneLineOf(text string) string {
	const most = 160
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) > most {
		line = append(line[:most-1], '…')
	}
	return string(line)
}
