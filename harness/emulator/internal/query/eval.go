package query

import (
	"math"
	"slices"
)

// A row gives the values of columns.
type row interface{ of(*expr) value }

// in computes an expression in a row. What has to do with null is null. The Error says that types do
// not go together: such a row is skipped.
func (e *expr) in(r row) (value, *Error) {
	switch e.op {
	case literal:
		return e.lit, nil
	case columnOf:
		return r.of(e), nil
	case andAll, orAny:
		return e.joinedIn(r)
	}
	args := make([]value, len(e.args))
	for i, a := range e.args {
		v, err := a.in(r)
		if err != nil {
			return v, err
		}
		args[i] = v
	}
	switch {
	case e.op == castTo:
		return args[0].cast(e.to, e.layout)
	case e.op == isNull:
		return value{kind: boolean, b: args[0].kind == null}, nil
	case slices.ContainsFunc(args[:min(len(args), 2)], func(v value) bool { return v.kind == null }):
		return value{}, nil
	}
	switch e.op {
	case notOf:
		if args[0].kind != boolean {
			return value{}, fault("SqlInvalidNotOperand", "%.40q is no condition", args[0].text())
		}
		return value{kind: boolean, b: !args[0].b}, nil
	case likeOf:
		if args[0].kind != characters {
			return value{}, fault("SqlInvalidLikeOperand", "%.40q is no string", args[0].text())
		}
		return value{kind: boolean, b: like(args[0].s, e.lit.s, e.escape)}, nil
	case inList:
		return among(args[0], args[1:])
	case betweens:
		return within(args)
	case "+", "-", "*", "/", "%", "||":
		return combine(e.op, args[0], args[1])
	}
	order, err := compare(args[0], args[1])
	if err != nil {
		return value{}, err
	}
	return value{kind: boolean, b: map[string]bool{
		"=": order == 0, "!=": order != 0, "<>": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0,
	}[e.op]}, nil
}

// joinedIn is AND or OR, where null is neither true nor false.
func (e *expr) joinedIn(r row) (value, *Error) {
	decides := e.op == orAny
	unknown := false
	for _, a := range e.args {
		v, err := a.in(r)
		switch {
		case err != nil:
			return v, err
		case v.kind == null:
			unknown = true
		case v.kind != boolean:
			return v, fault("SqlOperationAppliedToDifferentTypes", "%.40q is no condition", v.text())
		case v.b == decides:
			return v, nil
		}
	}
	if unknown {
		return value{}, nil
	}
	return value{kind: boolean, b: !decides}, nil
}

func among(v value, list []value) (value, *Error) {
	for _, c := range list {
		order, err := compare(v, c)
		if err != nil {
			return value{}, err
		}
		if order == 0 {
			return value{kind: boolean, b: true}, nil
		}
	}
	return value{kind: boolean}, nil
}

func within(args []value) (value, *Error) {
	if args[2].kind == null {
		return value{}, nil
	}
	low, err := compare(args[0], args[1])
	if err != nil {
		return value{}, err
	}
	high, err := compare(args[0], args[2])
	return value{kind: boolean, b: low >= 0 && high <= 0}, err
}

// combine is arithmetic. Strings are read as numbers; two integers make an integer.
func combine(op string, a, b value) (value, *Error) {
	if op == "||" {
		if a.kind == tree || b.kind == tree {
			return value{}, fault("SqlInvalidConcatOperand", "an object or array is joined")
		}
		return value{kind: characters, s: a.text() + b.text()}, nil
	}
	if a.kind == characters {
		a = a.like(double)
	}
	if b.kind == characters {
		b = b.like(double)
	}
	if !a.isNumber() || !b.isNumber() {
		return value{}, fault("InvalidArithmeticOperand", "an operand of %s is no number", op)
	}
	if a.kind == integer && b.kind == integer {
		if (op == "/" || op == "%") && b.i == 0 {
			return value{}, fault("InvalidArithmeticOperand", "a division by 0")
		}
		switch op {
		case "+":
			return value{kind: integer, i: a.i + b.i}, nil
		case "-":
			return value{kind: integer, i: a.i - b.i}, nil
		case "*":
			return value{kind: integer, i: a.i * b.i}, nil
		case "/":
			return value{kind: integer, i: a.i / b.i}, nil
		}
		return value{kind: integer, i: a.i % b.i}, nil
	}
	x, y := a.float(), b.float()
	f := map[string]float64{"+": x + y, "-": x - y, "*": x * y, "/": x / y, "%": math.Mod(x, y)}[op]
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return value{}, fault("InvalidArithmeticOperand", "the result of %s is no number", op)
	}
	return value{kind: double, f: f}, nil
}

// wildcards counts those of a pattern, and tells whether it ends with the escape character.
func wildcards(pattern string, escape byte) (count int, dangling bool) {
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case escape != 0 && c == escape:
			if i++; i == len(pattern) {
				return count, true
			}
		case c == '%' || c == '*':
			count++
		}
	}
	return count, false
}

// like matches a whole string: % and * stand for any characters. That ? stands for one is inferred:
// the page names it among the characters that ESCAPE makes normal.
func like(s, pattern string, escape byte) bool {
	text, at := []rune(s), 0
	var wanted []rune
	var special []bool
	for _, c := range pattern {
		if escaped := escape != 0 && at > 0; escaped {
			wanted, special, at = append(wanted, c), append(special, false), 0
		} else if escape != 0 && c == rune(escape) {
			at = 1
		} else {
			wanted, special = append(wanted, c), append(special, c == '%' || c == '*' || c == '?')
		}
	}
	i, j, star, back := 0, 0, -1, 0
	for i < len(text) {
		switch {
		case j < len(wanted) && special[j] && wanted[j] != '?':
			star, back = j, i
			j++
		case j < len(wanted) && (special[j] || wanted[j] == text[i]):
			i, j = i+1, j+1
		case star >= 0:
			back++
			i, j = back, star+1
		default:
			return false
		}
	}
	for j < len(wanted) && special[j] && wanted[j] != '?' {
		j++
	}
	return j == len(wanted)
}
