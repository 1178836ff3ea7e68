package bench

import "time"

// Later moves the clock.
func (b *Bench) Later(by time.Duration) { b.Now = b.Now.Add(by) }

// Heard returns how a GET of an object by a caller is refused, just before the delay is over and
// just after.
func (b *Bench) Heard(who Identity) [2]string {
	b.T.Helper()
	var heard [2]string
	for i, wait := range []time.Duration{2*time.Second - time.Millisecond, time.Millisecond} {
		b.Later(wait)
		_, heard[i] = b.Send(b.By(who, b.Raw("GET", Private, "/key", "")))
	}
	return heard
}
