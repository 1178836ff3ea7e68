// Package sweep finds and removes what dead runs have left on a target, by journal, or by
// name, tag and age. What is not of a run it leaves alone.
package sweep
