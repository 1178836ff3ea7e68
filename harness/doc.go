// Package harness provokes scenarios on a target and returns verdicts. It asserts nothing itself:
// the suites decide what a verdict means for a run.
package harness
