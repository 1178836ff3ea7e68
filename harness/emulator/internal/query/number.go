package query

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// numberOf reads an integer, or a number with a fraction; null: it is none.
func numberOf(s string) value {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return value{kind: integer, i: n}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return value{}
	}
	exact := new(big.Rat)
	if len(s) <= maxDigits && !strings.ContainsAny(s, "eExXpP_nNiI") {
		exact.SetString(s)
	} else {
		exact.SetFloat64(f)
	}
	return value{kind: double, f: f, r: exact}
}

// maxDigits bounds the numbers that are read exactly; a decimal of the service has 128 bits.
const maxDigits = 64
