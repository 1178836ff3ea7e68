package emulator

import "net"

// ServeOn serves on listeners until Close.
func (e *Emulator) ServeOn(data, control net.Listener) *Server { return e.serveOn(data, nil, control) }

// Serves reports whether HTTPS has a certificate for a name.
func (e *Emulator) Serves(name string) bool { return e.serves(name) }
