// Package learn says what runs on the service teach: which fields are now seen, which values disagree with what was
// expected, which of two faults answers, and what no list knows yet. It reads results and changes nothing.
package learn
