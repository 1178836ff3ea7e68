package query

import (
	"slices"
	"strconv"
	"strings"
)

// The operators of an expr, beside the symbols of comparisons and arithmetic.
const (
	literal  = "literal"
	columnOf = "column"
	castTo   = "cast"
	andAll   = "and"
	orAny    = "or"
	notOf    = "not"
	isNull   = "is null"
	likeOf   = "like"
	inList   = "in"
	betweens = "between"
)

// An expr is an expression of a WHERE clause, or a column of the select list.
type expr struct {
	op     string
	args   []*expr
	lit    value
	path   []step
	column int    // of CSV, counted from 0, once it is bound
	to     string // type of a cast
	layout string // of a timestamp that is cast to; empty: any that is known
	escape byte   // of LIKE; 0: none
}

// key is the column as text.
func (e *expr) key() string {
	var b strings.Builder
	for _, s := range e.path {
		b.WriteString("." + s.name)
		if s.byIndex {
			b.WriteString(strconv.Itoa(s.index))
		}
	}
	return b.String()
}

// noNumber: the expression is a constant that is none.
func (e *expr) noNumber() bool {
	return e.op == literal && !e.lit.isNumber() && (e.lit.kind != characters || e.lit.like(double).kind == null)
}

func (e *expr) isCondition() bool {
	return slices.Contains([]string{andAll, orAny, notOf, isNull, likeOf, inList, betweens, "=", "!=", "<>", "<", "<=", ">", ">="}, e.op) ||
		e.op == literal && e.lit.kind == boolean || e.op == columnOf || e.op == castTo && e.to == "bool"
}

// condition reads conditions that are joined by OR.
func (p *parser) condition(depth int) (*expr, *Error) {
	if depth > maxDepth {
		return nil, fault("SqlExceedsMaxConditionDepth", "more than %d levels", maxDepth)
	}
	return p.joined("or", "SqlInvalidOrOperand", func() (*expr, *Error) {
		return p.joined("and", "SqlInvalidAndOperand", func() (*expr, *Error) { return p.negated(depth) })
	})
}

// joined reads operands between which a key word stands.
func (p *parser) joined(by, code string, operand func() (*expr, *Error)) (*expr, *Error) {
	all := &expr{op: by}
	for {
		e, err := operand()
		if err != nil {
			return nil, err
		}
		all.args = append(all.args, e)
		if !p.take(by) {
			break
		}
	}
	if len(all.args) == 1 {
		return all.args[0], nil
	}
	for _, a := range all.args {
		if !a.isCondition() {
			return nil, fault(code, "an operand of %s is no condition", by)
		}
	}
	return all, nil
}

func (p *parser) negated(depth int) (*expr, *Error) {
	if !p.take("not") {
		return p.comparison(depth)
	}
	if depth++; depth > maxDepth {
		return nil, fault("SqlExceedsMaxConditionDepth", "more than %d levels", maxDepth)
	}
	e, err := p.negated(depth)
	if err == nil && !e.isCondition() {
		err = fault("SqlInvalidNotOperand", "NOT stands before no condition")
	}
	return &expr{op: notOf, args: []*expr{e}}, err
}

// comparison reads one condition.
func (p *parser) comparison(depth int) (*expr, *Error) {
	left, err := p.sum(depth)
	if err != nil {
		return nil, err
	}
	p.conditions++
	for _, op := range []string{"=", "!=", "<>", "<=", ">=", "<", ">"} {
		if p.take(op) {
			right, err := p.sum(depth)
			return &expr{op: op, args: []*expr{left, right}}, err
		}
	}
	if p.take("is") {
		negative := p.take("not")
		if !p.take("null") {
			return nil, p.unexpected()
		}
		if left.op == literal {
			return nil, fault("SqlInvalidIsNullOperand", "a constant is asked")
		}
		return negate(negative, &expr{op: isNull, args: []*expr{left}}), nil
	}
	negative := p.take("not")
	var e *expr
	switch {
	case p.take("like"):
		e, err = p.like(left)
	case p.take("in"):
		e, err = p.in(left)
	case p.take("between"):
		e, err = p.between(left, depth)
	case negative:
		return nil, p.unexpected()
	default:
		return left, nil
	}
	return negate(negative, e), err
}

func negate(negative bool, e *expr) *expr {
	if negative {
		return &expr{op: notOf, args: []*expr{e}}
	}
	return e
}

func (p *parser) like(left *expr) (*expr, *Error) {
	pattern := p.peek()
	if left.op != columnOf && left.op != castTo || pattern.kind != text {
		return nil, fault("SqlInvalidLikeOperand", "LIKE needs a column and a string")
	}
	p.at++
	e := &expr{op: likeOf, args: []*expr{left}, lit: value{kind: characters, s: pattern.text}}
	if p.take("escape") {
		escape := p.peek()
		switch {
		case escape.kind != text:
			return nil, p.unexpected()
		case len(escape.text) != 1:
			return nil, fault("SqlOnlyOneEscapeCharIsAllowed", "%q", escape.text)
		case strings.ContainsAny(escape.text, "?%*"):
			return nil, fault("SqlInvalidEscapeChar", "%q", escape.text)
		}
		e.escape = escape.text[0]
		p.at++
	}
	wild, dangling := wildcards(pattern.text, e.escape)
	switch {
	case dangling:
		return nil, fault("SqlNoCharAfterEscapeChar", "%q", pattern.text)
	case wild > maxWildcards:
		return nil, fault("SqlExceedsMaxWildCardCount", "%d wildcards", wild)
	}
	return e, nil
}

func (p *parser) in(left *expr) (*expr, *Error) {
	if left.op != columnOf && left.op != castTo || !p.take("(") {
		return nil, p.unexpected()
	}
	e := &expr{op: inList, args: []*expr{left}}
	for {
		v, err := p.constant()
		if err != nil {
			return nil, err
		}
		e.args = append(e.args, v)
		switch {
		case len(e.args)-1 > maxIn:
			return nil, fault("SqlExceedsMaxInCount", "more than %d constants", maxIn)
		case (v.lit.kind == characters) != (e.args[1].lit.kind == characters):
			return nil, fault("SqlValueTypeOfInMustBeSame", "strings and others")
		}
		if !p.take(",") {
			break
		}
	}
	if !p.take(")") {
		return nil, p.unexpected()
	}
	return e, nil
}

func (p *parser) between(left *expr, depth int) (*expr, *Error) {
	low, err := p.sum(depth)
	if err != nil {
		return nil, err
	}
	if !p.take("and") {
		return nil, p.unexpected()
	}
	high, err := p.sum(depth)
	return &expr{op: betweens, args: []*expr{left, low, high}}, err
}

// sum and product read arithmetic, from left to right.
func (p *parser) sum(depth int) (*expr, *Error) {
	return p.chain([]string{"+", "-", "||"}, func() (*expr, *Error) {
		return p.chain([]string{"*", "/", "%"}, func() (*expr, *Error) { return p.operandOrInner(depth) })
	})
}

func (p *parser) chain(ops []string, operand func() (*expr, *Error)) (*expr, *Error) {
	left, err := operand()
	for err == nil && slices.ContainsFunc(ops, p.peek().is) {
		op := p.peek().text
		p.at++
		var right *expr
		if right, err = operand(); err != nil {
			break
		}
		if op != "||" && (left.noNumber() || right.noNumber()) {
			return nil, fault("InvalidArithmeticOperand", "a constant is no number")
		}
		if op == "||" && left.op == literal && right.op == literal {
			return nil, fault("SqlInvalidConcatOperand", "two constants are joined")
		}
		left = &expr{op: op, args: []*expr{left, right}}
	}
	return left, err
}

// operandOrInner reads a column, a constant, a cast, or what stands in parentheses.
func (p *parser) operandOrInner(depth int) (*expr, *Error) {
	if !p.take("(") {
		return p.primary()
	}
	e, err := p.condition(depth + 1)
	if err != nil {
		return nil, err
	}
	if !p.take(")") {
		return nil, p.unexpected()
	}
	return e, nil
}

func (p *parser) primary() (*expr, *Error) {
	t := p.peek()
	switch {
	case t.kind == number, t.kind == text, t.is("-"), t.is("true"), t.is("false"), t.is("null"):
		return p.constant()
	}
	return p.operand()
}

func (p *parser) constant() (*expr, *Error) {
	sign := ""
	if p.take("-") {
		sign = "-"
	}
	t := p.peek()
	e := &expr{op: literal}
	switch {
	case t.kind == number:
		e.lit = numberOf(sign + t.text)
		if e.lit.kind == null {
			return nil, p.unexpected()
		}
	case sign != "":
		return nil, p.unexpected()
	case t.kind == text:
		e.lit = value{kind: characters, s: t.text}
	case t.is("true"), t.is("false"):
		e.lit = value{kind: boolean, b: t.is("true")}
	case t.is("null"):
	default:
		return nil, p.unexpected()
	}
	p.at++
	return e, nil
}
