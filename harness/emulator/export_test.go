package emulator

import "time"

// Hurt exchanges the parts of an emulator whose world is already set up.
func (e *Emulator) Hurt(p Parts) { e.parts = p }

// Serves tells whether HTTPS has a certificate for a name.
func (e *Emulator) Serves(name string) bool { return e.serves(name) }

// Now is the clock as it was given.
func (e *Emulator) Now() func() time.Time { return e.given }
