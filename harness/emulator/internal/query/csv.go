package query

import (
	"bytes"
	"strconv"
	"strings"
)

// A field is one column of a row of CSV.
type field struct {
	raw    []byte // as it stands in the object
	quoted bool
}

func (f field) value(quote byte) value {
	if !f.quoted {
		if len(f.raw) == 0 {
			return value{} // an empty column is null
		}
		return value{kind: characters, s: string(f.raw)}
	}
	q := string(quote)
	return value{kind: characters, s: strings.ReplaceAll(string(f.raw[1:len(f.raw)-1]), q+q, q)}
}

// eachRecord calls do with the rows of CSV, except for comments.
func (j Job) eachRecord(data []byte, do func([]field) *Error) *Error {
	for len(data) > 0 {
		if j.Comment != "" && data[0] == j.Comment[0] {
			_, data, _ = bytes.Cut(data, []byte(j.Record))
			continue
		}
		fields, length, err := j.record(data)
		if err != nil {
			return err
		}
		if err := do(fields); err != nil {
			return err
		}
		data = data[length:]
	}
	return nil
}

// record reads the first row, and tells how long it is with its delimiter.
func (j Job) record(data []byte) (fields []field, length int, err *Error) {
	delimiter, quote := []byte(j.Record), j.Quote[0]
	for at := 0; ; {
		f := field{quoted: at < len(data) && data[at] == quote}
		stop := at
		if f.quoted {
			closing := closingQuote(data[at+1:], quote)
			inner := data[at+1 : at+1+max(closing, 0)]
			if closing < 0 || !j.QuotedRecords && bytes.Contains(inner, delimiter) {
				return nil, 0, fault("InvalidCsvLine", "a quote is not closed")
			}
			stop = at + closing + 2
		} else {
			for stop < len(data) && data[stop] != j.Field[0] && !bytes.HasPrefix(data[stop:], delimiter) {
				stop++
			}
		}
		f.raw = data[at:stop]
		fields = append(fields, f)
		switch {
		case stop > maxRow:
			return nil, 0, fault("InvalidCsvLine", "a row of more than %d bytes", maxRow)
		case stop == len(data):
			return fields, stop, nil
		case bytes.HasPrefix(data[stop:], delimiter):
			return fields, stop + len(delimiter), nil
		case data[stop] != j.Field[0]:
			return nil, 0, fault("InvalidCsvLine", "a quoted column goes on behind its quote")
		}
		at = stop + 1
	}
}

// closingQuote is the place of the quote that ends a column; a doubled one is a character. -1: none ends it.
func closingQuote(data []byte, quote byte) int {
	for i := 0; i < len(data); i++ {
		if data[i] != quote {
			continue
		}
		if i+1 < len(data) && data[i+1] == quote {
			i++
			continue
		}
		return i
	}
	return -1
}

// A record is a row of CSV.
type record struct {
	fields []field
	quote  byte
}

func (r record) of(e *expr) value {
	if e.column >= len(r.fields) {
		return value{}
	}
	return r.fields[e.column].value(r.quote)
}

// readCSV runs the statement on CSV.
func (r *run) readCSV(data []byte) *Error {
	var header []field
	line, bound := -1, false
	return r.eachRecord(data, func(fields []field) *Error {
		line++
		if line == 0 && r.Header == UsedHeader {
			header = fields
		}
		if !bound {
			bound = true
			if err := r.bind(header); err != nil {
				return err
			}
		}
		if line == 0 && r.Header != NoHeader || !r.Lines.holds(line) {
			return nil
		}
		return r.see(record{fields, r.Quote[0]}, len(fields), func() []byte { return r.printFields(fields) })
	})
}

// bind finds the columns of the statement, and prints the header if it is asked for.
func (r *run) bind(header []field) *Error {
	names := map[string]int{}
	for i, f := range header {
		name := strings.ToLower(f.value(r.Quote[0]).s)
		if _, twice := names[name]; !twice {
			names[name] = i
		}
	}
	seen := map[int]bool{}
	for _, e := range r.columns() {
		column, err := columnIn(names, r.alias, e.path)
		if err != nil {
			return err
		}
		e.column = column
		r.needs = max(r.needs, column+1)
	}
	for _, i := range r.items {
		if i.function != "" && i.function != "COUNT" && i.value.op == columnOf {
			return fault("SqlAggregationOnNonNumericType", "%s of a string", i.function)
		}
		if r.KeepAll && i.function != "" {
			return fault("SqlInvalidKeepAllColumnsWithAggregation", "%s", i.function)
		}
		if i.function == "" && r.KeepAll {
			column := i.columns()[0].column
			if seen[column] {
				return fault("SqlInvalidKeepAllColumnsWithDuplicateColumn", "column %d", column+1)
			}
			seen[column] = true
		}
	}
	if r.PrintsHeader && len(header) > 0 && !r.aggregates() {
		r.add(r.printHeader(header))
	}
	return nil
}

// columnIn finds a column by its index, _1 and so on, or by its name, whatever its case. The name or the
// alias of the table may stand before it.
func columnIn(names map[string]int, alias string, path []step) (int, *Error) {
	name := path[len(path)-1].name
	if len(path) == 2 && !strings.EqualFold(path[0].name, alias) && !strings.EqualFold(path[0].name, "ossobject") {
		return 0, fault("NestedColumnNotSupportInCsv", "%s is not the table", path[0].name)
	}
	if column, known := names[strings.ToLower(name)]; known {
		return column, nil
	}
	index, is := strings.CutPrefix(name, "_")
	n, err := strconv.Atoi(index)
	switch {
	case !is || err != nil:
		return 0, fault("SqlInvalidColumnName", "%.40q", name)
	case n < 1 || n > maxColumns:
		return 0, fault("SqlInvalidColumnIndex", "%d", n)
	}
	return n - 1, nil
}
