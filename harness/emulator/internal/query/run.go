package query

import (
	"bytes"
	"slices"
	"strconv"
)

// A run is one execution of a statement.
type run struct {
	Job
	*statement
	rows    [][]byte // that are to be printed
	found   int      // rows that fit
	skipped int
	needs   int // columns that a whole row of CSV has at least
	sums    []sum
}

// A sum is what a function over all rows has come to.
type sum struct {
	count int
	total value
	best  value
}

// columns are those of the statement.
func (s *statement) columns() []*expr {
	var all []*expr
	for _, i := range s.items {
		all = append(all, i.columns()...)
	}
	return append(all, s.where.columns()...)
}

func (i item) columns() []*expr { return i.value.columns() }

func (e *expr) columns() []*expr {
	if e == nil {
		return nil
	}
	if e.op == columnOf {
		return []*expr{e}
	}
	var all []*expr
	for _, a := range e.args {
		all = append(all, a.columns()...)
	}
	return all
}

// see looks at one row. width is the number of its columns; -1: it has none, but names. A row that lacks
// one or has another type is skipped.
func (r *run) see(row row, width int, print func() []byte) *Error {
	if r.full() {
		return nil
	}
	if r.SkipPartial && (width >= 0 && width < r.needs || width < 0 && r.lacks(row)) {
		return r.skip(fault("InvalidCsvLine", "a row lacks a column"))
	}
	if r.where != nil {
		fits, err := r.where.in(row)
		switch {
		case err != nil:
			return r.skip(err)
		case fits.kind == null:
			return nil
		case fits.kind != boolean:
			return r.skip(fault("SqlOperationAppliedToDifferentTypes", "WHERE is no condition"))
		case !fits.b:
			return nil
		}
	}
	if r.aggregates() {
		return r.count(row)
	}
	for _, i := range r.items {
		if _, err := i.value.in(row); err != nil {
			return r.skip(err)
		}
	}
	r.found++
	r.add(print())
	return nil
}

func (r *run) full() bool { return r.limit > 0 && r.found >= r.limit }

func (r *run) add(row []byte) { r.rows = append(r.rows, row) }

// skip counts a row that is skipped. The last Code that made one be skipped says why the query fails.
func (r *run) skip(why *Error) *Error {
	if r.skipped++; r.skipped > r.MaxSkipped {
		return fault("InvalidCsvLine", "%d rows are skipped, at last for %s", r.skipped, why)
	}
	return nil
}

// lacks: the row has not all columns of the statement.
func (r *run) lacks(row row) bool {
	return slices.ContainsFunc(r.columns(), func(e *expr) bool { v := row.of(e); return v.kind == null && v.n == nil })
}

// count adds a row to the functions. Null does not count.
func (r *run) count(row row) *Error {
	if r.sums == nil {
		r.sums = make([]sum, len(r.items))
	}
	values := make([]value, len(r.items))
	for i, it := range r.items {
		if it.function == "COUNT" {
			continue
		}
		v, err := it.value.in(row)
		switch {
		case err != nil:
			return r.skip(err)
		case v.kind == moment && (it.function == "SUM" || it.function == "AVG"):
			return fault("SqlInvalidAggregationOnTimestamp", "%s", it.function)
		case v.kind != null && v.kind != moment && !v.isNumber():
			return r.skip(fault("SqlAggregationOnNonNumericType", "%s", it.function))
		}
		values[i] = v
	}
	r.found++
	for i, it := range r.items {
		if err := r.sums[i].add(it.function, values[i]); err != nil {
			return r.skip(err)
		}
	}
	return nil
}

func (s *sum) add(function string, v value) (err *Error) {
	if function == "COUNT" {
		s.count++
		return nil
	}
	if v.kind == null {
		return nil
	}
	s.count++
	switch {
	case s.count == 1:
		s.total, s.best = v, v
	case function == "SUM", function == "AVG":
		s.total, err = combine("+", s.total, v)
	default:
		var order int
		if order, err = compare(v, s.best); err == nil && (order > 0) == (function == "MAX") && order != 0 {
			s.best = v
		}
	}
	return err
}

func (s sum) result(function string) value {
	switch {
	case function == "COUNT":
		return value{kind: integer, i: int64(s.count)}
	case s.count == 0:
		return value{}
	case function == "SUM":
		return s.total
	case function == "AVG":
		return value{kind: double, f: s.total.float() / float64(s.count)}
	}
	return s.best
}

// finish prints what functions have come to.
func (r *run) finish() {
	if !r.aggregates() {
		return
	}
	if r.sums == nil {
		r.sums = make([]sum, len(r.items))
	}
	values := make([]value, len(r.items))
	for i, it := range r.items {
		values[i] = r.sums[i].result(it.function)
	}
	if r.JSON {
		r.add(r.printMembers(values))
		return
	}
	var texts []string
	for _, v := range values {
		texts = append(texts, v.text())
	}
	r.add(r.joined(texts))
}

// joined is a row of CSV.
func (r *run) joined(texts []string) []byte {
	var b bytes.Buffer
	for i, t := range texts {
		if i > 0 {
			b.WriteString(r.OutField)
		}
		b.WriteString(t)
	}
	b.WriteString(r.OutRecord)
	return b.Bytes()
}

// printFields prints a row of CSV. Its columns stand in the answer as they do in the object, with their
// quotes; that it is so is inferred from TestSelectObjectIntoFile of SDK v1, which gets its file back.
func (r *run) printFields(fields []field) []byte {
	var texts []string
	switch {
	case r.star:
		for _, f := range fields {
			texts = append(texts, string(f.raw))
		}
	case r.KeepAll:
		texts = make([]string, len(fields))
		for _, i := range r.items {
			if c := i.columns()[0].column; c < len(fields) {
				texts[c] = r.printed(i, fields)
			}
		}
	default:
		for _, i := range r.items {
			texts = append(texts, r.printed(i, fields))
		}
	}
	return r.joined(texts)
}

func (r *run) printed(i item, fields []field) string {
	if i.value.op == columnOf {
		if i.value.column < len(fields) {
			return string(fields[i.value.column].raw)
		}
		return ""
	}
	v, _ := i.value.in(record{fields, r.Quote[0]})
	return v.text()
}

func (r *run) printHeader(header []field) []byte {
	var texts []string
	if r.star || r.KeepAll {
		for _, f := range header {
			texts = append(texts, string(f.raw))
		}
	} else {
		for n, i := range r.items {
			name := "_" + strconv.Itoa(n+1)
			if c := i.columns()[0].column; c < len(header) {
				name = string(header[c].raw)
			}
			if i.alias != "" {
				name = i.alias
			}
			texts = append(texts, name)
		}
	}
	return r.joined(texts)
}
