// Package remedy says in words why a run can't begin on a target, and what to do about it.
// It sends nothing.
package remedy
