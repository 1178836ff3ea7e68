package mutant

import (
	"slices"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// skips leave out one check each.
func skips(p parts.Parts) []Mutant {
	var out []Mutant
	for _, c := range p.Order {
		out = append(out, reorder(Skip, c.Name, func(order []check.Check) []check.Check {
			return slices.DeleteFunc(order, func(other check.Check) bool { return other.Name == c.Name })
		}))
	}
	return out
}

// swaps exchange two neighbours if both places are known.
func swaps(p parts.Parts) []Mutant {
	var out []Mutant
	for i := 1; i < len(p.Order); i++ {
		first, then := p.Order[i-1], p.Order[i]
		if first.Place == check.Assumed || then.Place == check.Assumed {
			continue
		}
		out = append(out, earlier(Swap, p.Order, check.Pair{First: first.Name, Then: then.Name})...)
	}
	return out
}

// orders ask the second check of a known pair first.
func orders(p parts.Parts) []Mutant {
	var out []Mutant
	for _, pair := range check.Pairs() {
		out = append(out, earlier(Order, p.Order, pair)...)
	}
	return out
}

// earlier moves the second check of a pair before the first. If the order lacks one of them, or has
// them the other way, there is no mutant.
func earlier(family string, order []check.Check, pair check.Pair) []Mutant {
	if first, then := indexOf(order, pair.First), indexOf(order, pair.Then); first < 0 || then <= first {
		return nil
	}
	return []Mutant{reorder(family, pair.Then+" before "+pair.First, func(order []check.Check) []check.Check {
		first, then := indexOf(order, pair.First), indexOf(order, pair.Then)
		moved := order[then]
		return slices.Insert(slices.Delete(order, then, then+1), first, moved)
	})}
}

// evidences let each check refuse without its evidence, and with false evidence: other values, or
// an invented field.
func evidences(p parts.Parts) []Mutant {
	none := func([]deny.Field) []deny.Field { return nil }
	var wrong func([]deny.Field) []deny.Field
	wrong = func(fields []deny.Field) []deny.Field {
		if len(fields) == 0 {
			return []deny.Field{{Name: "Evidence", Value: "0"}}
		}
		fields = slices.Clone(fields)
		for i := range fields {
			fields[i].Value += "0"
			if inner := fields[i].Fields; inner != nil {
				fields[i].Fields = wrong(inner)
			}
		}
		return fields
	}
	var out []Mutant
	for _, c := range p.Order {
		out = append(out, testify(c, "dropped", none), testify(c, "wrong", wrong))
	}
	return out
}

// testify changes the evidence of one check.
func testify(c check.Check, how string, change func([]deny.Field) []deny.Field) Mutant {
	return reorder(Evidence, how+" "+c.Name, func(order []check.Check) []check.Check {
		at := indexOf(order, c.Name)
		ask := order[at].Ask
		order[at].Ask = func(c *check.Case) *deny.Denial {
			denial := ask(c)
			if denial == nil {
				return nil
			}
			changed := *denial
			changed.Fields = change(denial.Fields)
			return &changed
		}
		return order
	})
}
