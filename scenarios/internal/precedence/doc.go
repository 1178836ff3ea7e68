// Package precedence composes scenarios of two faults at once out of those of one: of two
// checks of known order the earlier one's answer must come, of two others either may, and
// which it was is told. No scenario is written out here.
package precedence
