// Package sweep finds and removes what dead runs have left on a target. It knows such things
// by a journal, or by name, tag and age. It does not touch things of anybody else.
package sweep
