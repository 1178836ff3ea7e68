package emulator

// Hurt exchanges the parts of an emulator whose world is already set up.
func (e *Emulator) Hurt(p Parts) { e.parts = p }
