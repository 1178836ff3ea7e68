package mutant

import (
	"maps"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
)

// looks change one property of each reason.
func looks(p parts.Parts) []Mutant {
	var out []Mutant
	for _, why := range slices.Sorted(maps.Keys(p.Catalogue)) {
		out = append(out,
			look(Status, why, func(e *deny.Entry) { e.Status = other(e.Status, 403, 400) }),
			look(Code, why, func(e *deny.Entry) { e.Code = other(e.Code, "AccessDenied", "InvalidArgument") }),
			look(Message, why, func(e *deny.Entry) { e.Message = other(e.Message, "Forbidden", "Forbidden.") }),
			look(EC, why, func(e *deny.Entry) { e.EC = other(e.EC, "0000-00000000", "0000-00000001") }),
		)
	}
	return out
}

func look(family string, why deny.Reason, change func(*deny.Entry)) Mutant {
	return Mutant{family + " " + string(why), family, func(p *parts.Parts) {
		p.Catalogue = maps.Clone(p.Catalogue)
		entry := p.Catalogue[why]
		change(&entry)
		p.Catalogue[why] = entry
	}}
}

// other returns the first of two values, or the second where the first is the value itself.
func other[V comparable](value, first, second V) V {
	if value != first {
		return first
	}
	return second
}

// wholes are wrong everywhere.
func wholes() []Mutant {
	return []Mutant{
		{Whole + " everything allowed", Whole, func(p *parts.Parts) { p.Order = nil }},
		{Whole + " nothing allowed", Whole, func(p *parts.Parts) {
			p.Order = []check.Check{{
				Name:  "mutant/never",
				When:  check.When{Name: "always", Of: func(*check.Case) bool { return true }},
				Place: check.Assumed,
				Ask:   func(*check.Case) *deny.Denial { return deny.Because(deny.ByBucketACL) },
			}}
		}},
		{Whole + " everybody is believed", Whole, func(p *parts.Parts) {
			p.Order = slices.DeleteFunc(slices.Clone(p.Order), func(c check.Check) bool { return strings.HasPrefix(c.Name, "identity/") })
		}},
		{Whole + " one answer for everything", Whole, func(p *parts.Parts) {
			p.Catalogue = maps.Clone(p.Catalogue)
			for why := range p.Catalogue {
				p.Catalogue[why] = deny.Entry{Status: 403, Code: "AccessDenied", Message: "Access denied.", EC: "0003-00000001", Level: deny.Assumed}
			}
		}},
	}
}
