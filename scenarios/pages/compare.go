package pages

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Kind says what became of a fact between two editions.
type Kind string

// The kinds.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed" // the same Code with another Message, status or EC; or the same Message with another Code
	// NotKnown: one edition has the fact, and of the other the part in which it would stand was not read.
	NotKnown Kind = "not known"
)

// Change is one difference between two editions.
type Change struct {
	Kind Kind  `json:"kind"`
	Old  *Fact `json:"old,omitempty"` // nil: added, or not known of the old edition
	New  *Fact `json:"new,omitempty"` // nil: removed, or not known of the new edition
}

// Compare returns the differences between two editions of a page: what was added, removed, changed,
// and what is not known; and how many facts both have.
func Compare(old, new Edition) (changes []Change, same int) {
	p := pairing{old: facts(old), new: facts(new)}
	p.pair(equal)
	p.pair(fits)
	p.pairNearest()
	p.pairRenamed()
	p.judgeRest()
	order := []Kind{Added, Removed, Changed, NotKnown}
	slices.SortStableFunc(p.changes, func(a, b Change) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	return p.changes, p.same
}

// listing is an edition whose facts find their counterparts one by one.
type listing struct {
	edition Edition
	paired  []bool
}

func facts(e Edition) listing { return listing{e, make([]bool, len(e.Facts))} }

// of lists the facts with this Code.
func (l listing) of(code string) []Fact {
	var found []Fact
	for _, f := range l.edition.Facts {
		if f.Code == code {
			found = append(found, f)
		}
	}
	return found
}

// whole reports whether all that the page says of a Code is known. The facts of one Code stand
// together, so only the last Code of what was read may go on.
func (l listing) whole(code string) bool {
	read := l.of(code)
	if slices.ContainsFunc(read, func(f Fact) bool { return f.Message == "" }) {
		return false
	}
	last := l.edition.Facts[len(l.edition.Facts)-1].Code
	return l.edition.Complete || len(read) > 0 && last != code
}

// pairing finds for each fact of an edition what stands for it in the other.
type pairing struct {
	old, new listing
	changes  []Change
	same     int
}

// match pairs the facts at two places.
func (p *pairing) match(i, j int) {
	p.old.paired[i], p.new.paired[j] = true, true
	a, b := &p.old.edition.Facts[i], &p.new.edition.Facts[j]
	if a.Code == b.Code && (equal(a.Message, b.Message) || fits(a.Message, b.Message)) && a.Status == b.Status && a.EC == b.EC {
		p.same++
		return
	}
	p.changes = append(p.changes, Change{Changed, a, b})
}

// left calls do with each two places that have no counterpart yet.
func (p *pairing) left(do func(i, j int)) {
	for i := range p.old.paired {
		for j := range p.new.paired {
			if !p.old.paired[i] && !p.new.paired[j] {
				do(i, j)
			}
		}
	}
}

// pair pairs facts of one Code whose Messages are alike. Of several with the same Message, those with the
// same EC belong together.
func (p *pairing) pair(alike func(a, b string) bool) {
	for _, sameEC := range []bool{true, false} {
		p.left(func(i, j int) {
			a, b := p.old.edition.Facts[i], p.new.edition.Facts[j]
			if a.Code == b.Code && alike(a.Message, b.Message) && (a.EC == b.EC || !sameEC) {
				p.match(i, j)
			}
		})
	}
}

// pairNearest pairs what is left of a Code of which both editions are known, the most similar Messages
// first. They must have half of their words in common, unless each edition has one Message of the Code.
func (p *pairing) pairNearest() {
	type couple struct {
		i, j    int
		nearing float64
	}
	var couples []couple
	p.left(func(i, j int) {
		a, b := p.old.edition.Facts[i], p.new.edition.Facts[j]
		if a.Code != b.Code || !p.old.whole(a.Code) || !p.new.whole(a.Code) {
			return
		}
		near := similarity(a.Message, b.Message)
		if near >= 0.5 || len(p.old.of(a.Code)) == 1 && len(p.new.of(a.Code)) == 1 {
			couples = append(couples, couple{i, j, near})
		}
	})
	slices.SortStableFunc(couples, func(a, b couple) int { return cmp.Compare(b.nearing, a.nearing) })
	for _, c := range couples {
		if !p.old.paired[c.i] && !p.new.paired[c.j] {
			p.match(c.i, c.j)
		}
	}
}

// pairRenamed pairs a Code that only the old edition has with one that only the new edition has, if
// their Messages are the same.
func (p *pairing) pairRenamed() {
	p.left(func(i, j int) {
		a, b := p.old.edition.Facts[i], p.new.edition.Facts[j]
		if a.Message != "" && equal(a.Message, b.Message) && len(p.new.of(a.Code)) == 0 && len(p.old.of(b.Code)) == 0 {
			p.match(i, j)
		}
	})
}

// judgeRest says of each fact without a counterpart whether it is gone, new, or not known. A Code whose
// Messages were not read is a difference only if the other edition does not have it.
func (p *pairing) judgeRest() {
	rest := func(l, other listing, known Kind, change func(Kind, *Fact) Change) {
		for i := range l.edition.Facts {
			f := &l.edition.Facts[i]
			switch {
			case l.paired[i], f.Message == "" && len(other.of(f.Code)) > 0:
			case other.whole(f.Code):
				p.changes = append(p.changes, change(known, f))
			default:
				p.changes = append(p.changes, change(NotKnown, f))
			}
		}
	}
	rest(p.old, p.new, Removed, func(k Kind, f *Fact) Change { return Change{Kind: k, Old: f} })
	rest(p.new, p.old, Added, func(k Kind, f *Fact) Change { return Change{Kind: k, New: f} })
}

// equal reports whether two Messages are the same but for one trailing period, which pages leave out.
func equal(a, b string) bool { return strings.TrimSuffix(a, ".") == strings.TrimSuffix(b, ".") }

// fits reports whether one Message is the other with an ellipsis for a part of it.
func fits(a, b string) bool {
	headA, tailA, openA := strings.Cut(a, "…")
	headB, tailB, openB := strings.Cut(b, "…")
	switch {
	case openA && openB:
		return strings.HasPrefix(headA, headB) || strings.HasPrefix(headB, headA)
	case openA:
		return strings.HasPrefix(b, headA) && strings.HasSuffix(b[len(headA):], tailA)
	case openB:
		return strings.HasPrefix(a, headB) && strings.HasSuffix(a[len(headB):], tailB)
	}
	return false
}

// similarity is the share of words that two Messages have in common, from 0 to 1.
func similarity(a, b string) float64 {
	words := func(text string) []string {
		return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	of, in := words(a), words(b)
	count := map[string]int{}
	for _, word := range of {
		count[word]++
	}
	common := 0
	for _, word := range in {
		if count[word] > 0 {
			count[word]--
			common++
		}
	}
	return 2 * float64(common) / float64(max(1, len(of)+len(in)))
}
