// Package reports renders what a run says: for a person at a terminal, for
// scripts (conformance.json) and for CI systems (junit.xml), and computes the
// exit code. It judges no answer and provokes nothing: results come in as
// values of harness/verdict. What could not have been judged (a scenario that
// was never reported, a run in which nothing passed) is made visible here, so
// that every report and the exit code agree about it.
package reports
