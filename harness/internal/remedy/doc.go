// Package remedy puts into words why a target can't be run on, and what to do about it. It
// sends nothing.
package remedy
