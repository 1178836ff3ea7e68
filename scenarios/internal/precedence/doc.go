// Package precedence composes scenarios with two faults from scenarios with one. Where the order of
// the two checks is known, the answer of the earlier one must come. Where it is not, either answer
// may come, and the verdict says which one did. No scenario is written out here.
package precedence
