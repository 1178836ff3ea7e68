// Package mutate falsifies answers on their way back, to prove that every
// assertion can fail. It derives its mutants from the expectation of a scenario
// and works with any target.
package mutate
