// Package plan says what a run would be, before anything is made: it asks a target by reads
// alone, and rehearses the run on the carried emulator.
package plan
