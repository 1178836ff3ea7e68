package query

import (
	"strconv"
	"strings"
)

// A statement is what a text of SQL says.
type statement struct {
	star  bool // all columns
	items []item
	root  []step // of JSON: where the rows are
	alias string // of the table; empty: none
	where *expr  // nil: all rows
	limit int    // of the rows that are found; 0: none
}

// An item is one of the select list: a column, maybe cast, or a function over all rows.
type item struct {
	function string // COUNT, AVG, SUM, MAX or MIN; empty: none
	value    *expr  // a column or a cast of one; nil with COUNT
	alias    string // empty: none
}

// A step leads from a value of JSON to one inside. A column of CSV has one step, with its name.
type step struct {
	name    string
	byIndex bool // the step is to an element of an array, not to a member
	index   int
	every   bool // all elements or members
}

func (s *statement) aggregates() bool { return len(s.items) > 0 && s.items[0].function != "" }

var functions = []string{"COUNT", "AVG", "SUM", "MAX", "MIN"}

// parse reads a statement.
func parse(sql string, isJSON bool) (*statement, *Error) {
	switch {
	case strings.TrimSpace(sql) == "":
		return nil, fault("InvalidSqlParameter", "there is no statement")
	case len(sql) > maxSQL:
		return nil, fault("InvalidSqlParameter", "the statement has %d bytes", len(sql))
	}
	tokens, err := lex(sql)
	if err != nil {
		return nil, err
	}
	p := parser{tokens: tokens, json: isJSON, casts: map[string]string{}}
	s := &statement{}
	if err := p.statement(s); err != nil {
		return nil, err
	}
	return s, p.check(s)
}

func (p *parser) statement(s *statement) *Error {
	if !p.take("select") {
		return p.unexpected()
	}
	if err := p.list(s); err != nil {
		return err
	}
	if err := p.from(s); err != nil {
		return err
	}
	if p.take("where") {
		var err *Error
		if s.where, err = p.condition(0); err != nil {
			return err
		}
	}
	if p.take("limit") {
		n, err := strconv.Atoi(p.peek().text)
		if p.peek().kind != number || err != nil || n < 1 {
			return fault("SqlInvalidLimitValue", "%q", p.peek().text)
		}
		s.limit = n
		p.at++
	}
	if p.peek().kind != end {
		return p.unexpected()
	}
	return nil
}

// list reads the select list. An item may be named again and again: the grammar of the page says
// so, and tests of the SDKs do it. The last name counts.
func (p *parser) list(s *statement) *Error {
	for {
		if p.take("*") {
			s.star = true
		} else {
			i, err := p.item()
			if err != nil {
				return err
			}
			for p.take("as") {
				if i.alias, err = p.name(); err != nil {
					return err
				}
			}
			s.items = append(s.items, i)
		}
		if !p.take(",") {
			return nil
		}
	}
}

func (p *parser) item() (item, *Error) {
	for _, f := range functions {
		if p.peek().is(f) && p.after().is("(") {
			p.at += 2
			i := item{function: f}
			if f == "COUNT" {
				if !p.take("*") {
					return item{}, fault("SqlSyntaxError", "COUNT counts * alone")
				}
			} else {
				var err *Error
				if i.value, err = p.operand(); err != nil {
					return item{}, err
				}
			}
			if !p.take(")") {
				return item{}, p.unexpected()
			}
			return i, nil
		}
	}
	value, err := p.operand()
	return item{value: value}, err
}

// from reads the table, the path to its rows, and its alias.
func (p *parser) from(s *statement) *Error {
	if !p.take("from") || !p.take("ossobject") {
		return p.unexpected()
	}
	var err *Error
	if s.root, err = p.steps(nil); err != nil {
		return err
	}
	if len(s.root) > 0 && !p.json {
		return fault("NestedColumnNotSupportInCsv", "a path stands after OSSOBJECT")
	}
	p.take("as")
	if t := p.peek(); t.kind == word && !t.is("where") && !t.is("limit") && !isClause(t) || t.kind == quotedName {
		s.alias = t.text
		p.at++
	}
	return nil
}

// isClause: the word begins a part of a statement that is not supported.
func isClause(t token) bool {
	return t.is("group") || t.is("order") || t.is("having") || t.is("join") || t.is("on") || t.is("union") || t.is("offset")
}

// check tells what is wrong with a statement as a whole.
func (p *parser) check(s *statement) *Error {
	aggregates, columns := 0, 0
	for _, i := range s.items {
		if i.function != "" {
			aggregates++
		} else {
			columns++
		}
	}
	switch {
	case s.star && len(s.items) > 0:
		return fault("SqlInvalidMixOfStarAndColumn", "* stands beside others")
	case aggregates > 0 && columns > 0:
		return fault("SqlInvalidMixOfAggregationAndColumn", "%d functions and %d columns", aggregates, columns)
	case aggregates > maxAggregates:
		return fault("SqlExceedsMaxAggregationCount", "%d functions", aggregates)
	case columns > maxColumns:
		return fault("SqlUnsupportedSql", "%d columns", columns)
	case p.conditions > maxConditions:
		return fault("SqlExceedsMaxConditionCount", "%d conditions", p.conditions)
	}
	return nil
}
