// Package run brings one scenario after the other on its way to a verdict: provocation,
// control, looks at what a write left behind. It arranges through stage, sends through wire,
// judges through judge; which scenarios run, and when, is the suites' to say.
package run
