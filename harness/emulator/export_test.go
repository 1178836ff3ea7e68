package emulator

import (
	"time"

	"github.com/oss403/oss403/harness/emulator/world"
)

// Hurt exchanges the parts of an emulator whose world is already set up.
func (e *Emulator) Hurt(p Parts) { e.parts = p }

// Accelerate switches the transfer acceleration of a bucket.
func (e *Emulator) Accelerate(name string, on bool) error {
	return e.store.Update(func(d *world.Draft) error {
		b, _ := d.Buckets.Get(name)
		next := *b
		next.Acceleration = &on
		world.Set(d, d.Buckets, name, &next)
		return nil
	})
}

// Serves tells whether HTTPS has a certificate for a name.
func (e *Emulator) Serves(name string) bool { return e.serves(name) }

// Now is the clock as it was given.
func (e *Emulator) Now() func() time.Time { return e.given }
