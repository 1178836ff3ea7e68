package emulator

import (
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/parts"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
)

// Hurt replaces the parts of an emulator whose world is already set up.
func (e *Emulator) Hurt(p parts.Parts) { e.parts = p }

// Serves reports whether HTTPS has a certificate for a name.
func (e *Emulator) Serves(name string) bool { return e.serves(name) }

// Now returns the clock that the options gave.
func (e *Emulator) Now() func() time.Time { return e.given }

// Traced returns the record of a request, as the control API shows it in JSON.
func (e *Emulator) Traced(id string) (trace.Record, bool) { return e.traces.Get(id) }
