package query

import (
	"cmp"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// A value is what a column or an expression is in one row.
type value struct {
	kind kind
	b    bool
	i    int64
	f    float64
	r    *big.Rat // of a decimal; of a double that stands in the statement, what it is exactly
	s    string
	t    time.Time
	n    *node // of JSON, from which the value comes; nil: from none
}

type kind int

const (
	null kind = iota
	boolean
	integer
	double
	decimal
	characters
	moment
	tree // an object or an array of JSON
)

func (v value) isNumber() bool { return v.kind == integer || v.kind == double || v.kind == decimal }

func (v value) float() float64 {
	switch v.kind {
	case integer:
		return float64(v.i)
	case decimal:
		f, _ := v.r.Float64()
		return f
	}
	return v.f
}

func (v value) exact() *big.Rat {
	switch {
	case v.kind == integer:
		return new(big.Rat).SetInt64(v.i)
	case v.r != nil:
		return v.r
	}
	r := new(big.Rat)
	if !math.IsInf(v.f, 0) && !math.IsNaN(v.f) {
		r.SetFloat64(v.f)
	}
	return r
}

// text is a value as it is printed.
func (v value) text() string {
	switch v.kind {
	case boolean:
		return strconv.FormatBool(v.b)
	case integer:
		return strconv.FormatInt(v.i, 10)
	case double:
		return strconv.FormatFloat(v.f, 'f', -1, 64)
	case decimal:
		if v.r.IsInt() {
			return v.r.Num().String()
		}
		return strings.TrimRight(v.r.FloatString(18), "0")
	case characters:
		return v.s
	case moment:
		return v.t.Format("2006-01-02 15:04:05.000")
	case tree:
		return string(v.n.write(nil))
	}
	return ""
}

// compare orders two values. A string beside a number is read as one: WHERE converts so.
// The Error says that their types do not go together.
func compare(a, b value) (int, *Error) {
	if a.kind == characters && b.kind != characters {
		a = a.like(b.kind)
	} else if b.kind == characters && a.kind != characters {
		b = b.like(a.kind)
	}
	switch {
	case a.kind == decimal && b.isNumber() || b.kind == decimal && a.isNumber():
		return a.exact().Cmp(b.exact()), nil
	case a.kind == integer && b.kind == integer:
		return cmp.Compare(a.i, b.i), nil
	case a.isNumber() && b.isNumber():
		return cmp.Compare(a.float(), b.float()), nil
	case a.kind != b.kind || a.kind == tree || a.kind == null:
		return 0, fault("SqlComparerOperandTypeMismatch", "two types are compared")
	case a.kind == characters:
		return strings.Compare(a.s, b.s), nil
	case a.kind == moment:
		return a.t.Compare(b.t), nil
	}
	return cmp.Compare(strconv.FormatBool(a.b), strconv.FormatBool(b.b)), nil // false before true
}

// like reads a string as a value of a kind; null: it is none.
func (v value) like(k kind) value {
	switch k {
	case integer, double, decimal:
		return numberOf(strings.TrimSpace(v.s))
	case moment:
		if t, ok := momentOf(v.s, ""); ok {
			return value{kind: moment, t: t}
		}
	case boolean:
		if b, err := strconv.ParseBool(strings.ToLower(v.s)); err == nil {
			return value{kind: boolean, b: b}
		}
	}
	return value{}
}

// cast converts a value. Null stays null.
func (v value) cast(to, layout string) (value, *Error) {
	mismatch := fault("SqlOperationAppliedToDifferentTypes", "%.40q is no %s", v.text(), to)
	if v.kind == null {
		return v, nil
	}
	if to == "string" {
		return value{kind: characters, s: v.text()}, nil
	}
	if to == "timestamp" {
		t, ok := momentOf(v.text(), layout)
		switch {
		case ok:
			return value{kind: moment, t: t}, nil
		case layout != "":
			return v, fault("SqlNotMatchTimestampFormat", "%.40q", v.text())
		}
		return v, fault("SqlInvalidTimestampValue", "%.40q", v.text())
	}
	if to == "bool" {
		if v.kind == boolean {
			return v, nil
		}
		if b := (value{s: v.text()}).like(boolean); b.kind == boolean {
			return b, nil
		}
		return v, mismatch
	}
	n := v
	if v.kind == characters {
		n = v.like(double)
	}
	switch {
	case !n.isNumber():
		return v, mismatch
	case to == "double":
		return value{kind: double, f: n.float()}, nil
	case to == "decimal":
		return value{kind: decimal, r: n.exact()}, nil
	case n.kind == integer:
		return value{kind: integer, i: n.i}, nil
	case math.Abs(n.float()) < math.MaxInt64:
		return value{kind: integer, i: int64(n.float())}, nil
	}
	return v, mismatch
}
