// Package reports renders the results of a run for a person at a terminal and in a
// browser (conformance.html), for scripts (conformance.json), for CI systems (junit.xml) and for the page of a CI
// job (summary.md). It also computes the exit code.
//
// The package judges no answer and provokes nothing: it takes results as values of
// harness/verdict. It finds what the suite failed to judge, such as a scenario that
// was never reported or a run in which nothing passed. Thus all reports and the
// exit code agree.
package reports
