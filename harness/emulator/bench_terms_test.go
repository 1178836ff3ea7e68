package emulator_test

import (
	"time"

	"github.com/oss403/oss403/harness/emulator"
)

// on replaces the emulator of the bench by one with these terms.
func (b *bench) on(terms emulator.Terms) {
	b.t.Helper()
	var err error
	b.e, err = emulator.New(emulator.Options{Now: func() time.Time { return b.now }, Rand: newSteady(), Accounts: accounts, Terms: terms})
	if err != nil {
		b.t.Fatal(err)
	}
}

// later moves the clock.
func (b *bench) later(by time.Duration) { b.now = b.now.Add(by) }
