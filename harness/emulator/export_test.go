package emulator

// Serves reports whether HTTPS has a certificate for a name.
func (e *Emulator) Serves(name string) bool { return e.serves(name) }
