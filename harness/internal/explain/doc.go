// Package explain says what a refusal means that somebody pastes. It reads the refusal out of a
// text (an error document, a raw response, the error of a client), finds the rows of the catalogue
// that answer so, and names cause, remedy and what would tell similar rows apart. It sends nothing
// and keeps nothing. Package remedy is for the harness's own errors before a run.
package explain
