// Package preflight says whether a run can begin on a target, and if not, why, and what to
// do about it. It makes one bucket and runs no scenario.
package preflight
