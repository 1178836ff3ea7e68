// Package run brings one scenario after the other to its verdict: provocation, control, and
// looking for the effects of a refused write. Package stage arranges the state, wire sends,
// judge judges. The suites decide which scenarios run, and when.
package run
