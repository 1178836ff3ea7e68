// Package target knows the kinds of target, their profiles and their capabilities.
// It opens and closes a target and provokes nothing.
package target
