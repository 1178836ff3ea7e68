package query

import (
	"strconv"
	"strings"
)

// A parser walks the tokens of a statement.
type parser struct {
	tokens     []token
	at         int
	json       bool
	conditions int               // that have been read
	casts      map[string]string // the type to which each column is cast
}

func (p *parser) peek() token { return p.ahead(0) }

func (p *parser) after() token { return p.ahead(1) }

func (p *parser) ahead(n int) token {
	if p.at+n < len(p.tokens) {
		return p.tokens[p.at+n]
	}
	return token{}
}

// take goes past a key word or symbol, if it is next.
func (p *parser) take(what string) bool {
	if !p.peek().is(what) {
		return false
	}
	p.at++
	return true
}

func (p *parser) unexpected() *Error {
	if p.peek().kind == end {
		return fault("SqlSyntaxError", "the statement ends too early")
	}
	return fault("SqlSyntaxError", "%.40q is not expected there", p.peek().text)
}

// name reads a name.
func (p *parser) name() (string, *Error) {
	t := p.peek()
	if t.kind != word && t.kind != quotedName {
		return "", p.unexpected()
	}
	if len(t.text) > maxName {
		return "", fault("SqlExceedsMaxColumnNameLength", "%d bytes", len(t.text))
	}
	p.at++
	return t.text, nil
}

// steps reads what follows the first name of a path: .name, .'name', ['name'], [n] and [*].
func (p *parser) steps(path []step) ([]step, *Error) {
	for {
		switch {
		case p.take("."):
			if p.peek().kind == text {
				path = append(path, step{name: p.peek().text})
				p.at++
				break
			}
			name, err := p.name()
			if err != nil {
				return nil, err
			}
			path = append(path, step{name: name})
		case p.take("["):
			s, err := p.bracket()
			if err != nil {
				return nil, err
			}
			path = append(path, s)
		default:
			return path, nil
		}
		if len(path) > maxDepth {
			return nil, fault("ExceedsMaxNestedColumnDepth", "a path of more than %d steps", maxDepth)
		}
	}
}

func (p *parser) bracket() (step, *Error) {
	var s step
	switch t := p.peek(); {
	case p.take("*"):
		s.every = true
	case t.is("-"):
		return s, fault("NegativeRowIndex", "-%s", p.after().text)
	case t.kind == text:
		s.name = t.text
		p.at++
	case t.kind == number:
		n, err := strconv.Atoi(t.text)
		if err != nil {
			return s, p.unexpected()
		}
		s.byIndex, s.index = true, n
		p.at++
	default:
		return s, p.unexpected()
	}
	if !p.take("]") {
		return s, p.unexpected()
	}
	return s, nil
}

// operand reads a column or a cast of one.
func (p *parser) operand() (*expr, *Error) {
	if p.peek().is("cast") && p.after().is("(") {
		return p.cast()
	}
	return p.column()
}

func (p *parser) column() (*expr, *Error) {
	name, err := p.name()
	if err != nil {
		return nil, err
	}
	path, err := p.steps([]step{{name: name}})
	if err != nil {
		return nil, err
	}
	for _, s := range path {
		switch {
		case s.every:
			return nil, fault("WildCardNotAllowed", "[*] stands outside of FROM")
		case s.byIndex && !p.json:
			return nil, fault("NestedColumnNotSupportInCsv", "an index stands in a column")
		}
	}
	if !p.json && len(path) > 2 {
		return nil, fault("NestedColumnNotSupportInCsv", "a column has %d names", len(path))
	}
	return &expr{op: columnOf, path: path}, nil
}

var castTypes = []string{"int", "double", "decimal", "string", "timestamp", "bool"}

// cast reads cast(value as type), or with a format of a timestamp.
func (p *parser) cast() (*expr, *Error) {
	p.at += 2
	value, err := p.primary()
	if err != nil {
		return nil, err
	}
	if !p.take("as") {
		return nil, p.unexpected()
	}
	e := &expr{op: castTo, args: []*expr{value}}
	for _, t := range castTypes {
		if p.take(t) {
			e.to = t
			break
		}
	}
	if e.to == "" {
		return nil, p.unexpected()
	}
	if e.to == "timestamp" && p.take("format") {
		layout, known := askedLayouts[strings.ToUpper(p.peek().text)]
		if !known {
			return nil, fault("SqlNotSupportedTimestampFormat", "%.40q", p.peek().text)
		}
		e.layout = layout
		p.at++
	}
	if !p.take(")") {
		return nil, p.unexpected()
	}
	return e, p.castOnce(e)
}

// castOnce: a column is cast to one type only.
func (p *parser) castOnce(e *expr) *Error {
	if e.args[0].op != columnOf {
		return nil
	}
	name := e.args[0].key()
	if was, cast := p.casts[name]; cast && was != e.to {
		return fault("SqlOneColumnCastToDifferentTypes", "%s is cast to %s and to %s", name, was, e.to)
	}
	p.casts[name] = e.to
	return nil
}
