package emulator

import (
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/parts"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
)

// Hurt exchanges the parts of an emulator whose world is already set up.
func (e *Emulator) Hurt(p parts.Parts) { e.parts = p }

// Serves tells whether HTTPS has a certificate for a name.
func (e *Emulator) Serves(name string) bool { return e.serves(name) }

// Now is the clock as it was given.
func (e *Emulator) Now() func() time.Time { return e.given }

// Traced is what the control API says of a request, without its JSON.
func (e *Emulator) Traced(id string) (trace.Record, bool) { return e.traces.Get(id) }
