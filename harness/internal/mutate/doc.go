// Package mutate falsifies answers on their way back, to prove that every
// assertion can fail. Its mutants are derived from what a scenario expects; it
// knows no target and works against any.
package mutate
