// Package plan forecasts a run before anything is made. It only reads from the target, and
// rehearses the run on the carried emulator.
package plan
