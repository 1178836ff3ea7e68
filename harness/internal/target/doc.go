// Package target knows what is tested: the kinds of target, their profile, and
// what each can do. It opens and closes a target; it provokes nothing.
package target
