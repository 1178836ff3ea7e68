package policy

import "strings"

// Match reports whether a pattern covers the whole text: * matches any bytes, ? one character. Only
// the last * ever backtracks, so the time is at most the product of both lengths, and linear
// without a *.
func Match(pattern, text string) bool {
	p, t := 0, 0
	star, resume := -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, resume = p, t
			p++
		case p < len(pattern) && pattern[p] == '?':
			p++
			t += width(text[t:])
		case p < len(pattern) && pattern[p] == text[t]:
			p++
			t++
		case star >= 0:
			resume++
			p, t = star+1, resume
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// width returns the number of bytes of the first character. A broken character has one byte.
func width(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// matchAction compares actions. Names are case-sensitive, as the documentation writes them.
func matchAction(pattern, action string) bool { return Match(pattern, action) }

// matchResource compares acs:service:region:account:relative field by field, so that a * stays
// inside its field. A lone * covers everything.
// https://www.alibabacloud.com/help/en/ram/user-guide/policy-elements
func matchResource(pattern, resource string) bool {
	if pattern == "*" {
		return true
	}
	for range 4 {
		want, wanted, more := strings.Cut(pattern, ":")
		have, had, further := strings.Cut(resource, ":")
		switch {
		case more != further || !Match(want, have):
			return false
		case !more:
			return true
		}
		pattern, resource = wanted, had
	}
	return Match(pattern, resource)
}
