package reports

import (
	"cmp"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/verdict"
)

// An order is a fault that answered, and the faults that were sent together with
// it and stayed silent. No source documents which of them answers.
type order struct {
	answered string
	silent   []string
}

// ordersLearnt lists the orders that the results show for pairs of faults whose
// order no source documents. The fault with the most silent faults comes first. It
// also returns the number of pairs.
func ordersLearnt(results []verdict.Result) (list []order, pairs int) {
	at := map[string]int{}
	for _, r := range results {
		if r.Learnt == nil {
			continue
		}
		pairs++
		i, known := at[r.Learnt.Answered]
		if !known {
			i = len(list)
			at[r.Learnt.Answered] = i
			list = append(list, order{answered: r.Learnt.Answered})
		}
		if !slices.Contains(list[i].silent, r.Learnt.Silent) {
			list[i].silent = append(list[i].silent, r.Learnt.Silent)
		}
	}
	slices.SortStableFunc(list, func(a, b order) int {
		return cmp.Or(cmp.Compare(len(b.silent), len(a.silent)), strings.Compare(a.answered, b.answered))
	})
	return list, pairs
}

// learnt names the file that lists the orders: they are too many for a terminal.
func (t *terminal) learnt(results []verdict.Result) {
	if _, pairs := ordersLearnt(results); pairs > 0 {
		t.heading("ORDER: two faults at once, and nothing says which one answers")
		t.indented([]string{"learnt of " + plural(pairs, "pair") + "; " + SummaryFile + " lists them"})
	}
}

func (m *markdown) learnt(results []verdict.Result) {
	list, pairs := ordersLearnt(results)
	if pairs == 0 {
		return
	}
	m.line("\n<details><summary>Order learnt of %s of faults, of which nothing says which one answers</summary>\n", plural(pairs, "pair"))
	for _, o := range list {
		var silent []string
		for _, text := range o.silent {
			silent = append(silent, prose(oneLine(text, maxTitle)))
		}
		m.line("- %s, *before*: %s", prose(oneLine(o.answered, maxTitle)), strings.Join(silent, "; "))
	}
	m.line("\n</details>")
}
