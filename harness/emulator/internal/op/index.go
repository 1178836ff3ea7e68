package op

import "github.com/oss403/oss403/harness/emulator/internal/wire"

// An Index finds the rows of a table by what a request says. It never changes.
type Index struct {
	rows  map[place][]*Operation
	open  map[Level][]*Operation // the preflights
	names map[string]word        // what query parameters are
}

// A place is what a request addresses, with its sub-resource; empty: none.
type place struct {
	level Level
	sub   string
}

// A word is what a query parameter stands for.
type word struct {
	declined  string   // why the sub-resource is not served; empty: it is not declined
	served    bool     // the sub-resource of an operation
	of        []string // sub-resources that it is an argument of
	parameter bool
}

// NewIndex makes an index of a table, whose rows must not change.
func NewIndex(table []Operation) *Index {
	x := &Index{rows: map[place][]*Operation{}, open: map[Level][]*Operation{}, names: map[string]word{}}
	say := func(name string, add func(*word)) {
		w := x.names[name]
		add(&w)
		x.names[name] = w
	}
	for i := range table {
		o := &table[i]
		at := place{o.Level, o.Sub}
		x.rows[at] = append(x.rows[at], o)
		if o.Kind == Open {
			x.open[o.Level] = append(x.open[o.Level], o)
		}
		if o.Sub != "" {
			say(o.Sub, func(w *word) { w.served = true })
		}
		if o.With != "" {
			say(o.With, func(w *word) { w.of = append(w.of, o.Sub) })
		}
	}
	for _, r := range declinedSubResources {
		say(r.What, func(w *word) { w.declined = r.Why })
	}
	for _, name := range parameters {
		say(name, func(w *word) { w.parameter = true })
	}
	return x
}

func (x *Index) preflightOf(level Level, method string) *Operation {
	for _, o := range x.open[level] {
		if o.Method == method {
			return o
		}
	}
	return nil
}

// isArgument tells whether a sub-resource is there as the argument of another.
func (w word) isArgument(q wire.Query) bool {
	for _, sub := range w.of {
		if q.Has(sub) {
			return true
		}
	}
	return false
}
