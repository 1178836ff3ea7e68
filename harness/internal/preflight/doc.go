// Package preflight checks whether a run can begin on a target. If not, its error names the
// cause and the remedy. It makes one bucket and runs no scenario.
package preflight
