package policy

import (
	"cmp"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

func equal(have, want string) bool { return have == want }

func like(have, want string) bool { return Match(want, have) }

// numbers compares two numbers. Any other text never fits.
func numbers(holds func(order int) bool) func(have, want string) bool {
	return func(have, want string) bool {
		h, err := strconv.ParseFloat(have, 64)
		if err != nil {
			return false
		}
		w, err := strconv.ParseFloat(want, 64)
		return err == nil && holds(cmp.Compare(h, w))
	}
}

// dates compares two moments. A text that is no ISO 8601 date never fits.
func dates(holds func(order int) bool) func(have, want string) bool {
	return func(have, want string) bool {
		h, ok := moment(have)
		if !ok {
			return false
		}
		w, ok := moment(want)
		return ok && holds(h.Compare(w))
	}
}

// moment reads 2012-11-11T23:59:59Z, with any offset, or a date without a time.
func moment(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// inBlock reports whether an address equals the wanted address, or lies in the wanted block.
func inBlock(have, want string) bool {
	address, err := netip.ParseAddr(have)
	if err != nil {
		return false
	}
	address = address.Unmap()
	if strings.Contains(want, "/") {
		block, err := netip.ParsePrefix(want)
		return err == nil && block.Contains(address)
	}
	one, err := netip.ParseAddr(want)
	return err == nil && one.Unmap() == address
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

func isDate(text string) bool {
	_, ok := moment(text)
	return ok
}

func isBool(text string) bool {
	return strings.EqualFold(text, "true") || strings.EqualFold(text, "false")
}

func isBlock(text string) bool {
	_, err := netip.ParsePrefix(text)
	if err == nil {
		return true
	}
	_, err = netip.ParseAddr(text)
	return err == nil
}
