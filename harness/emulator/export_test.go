package emulator

import (
	"net"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// ServeOn serves on listeners until Close.
func (e *Emulator) ServeOn(data, control net.Listener) *Server { return e.serveOn(data, nil, control) }

// Serves reports whether HTTPS has a certificate for a name.
func (e *Emulator) Serves(name string) bool { return e.serves(name) }

// KeepWith gives the changes from now on to a keeper.
func (e *Emulator) KeepWith(k *world.Keeper) { e.store.KeepWith(k) }

// LargeContents returns the number of contents that lie in files.
func (e *Emulator) LargeContents() int64 { return e.room.Files() }
