package world

import (
	"crypto/sha256"
	"time"
)

// NonceLife is how long a nonce is remembered: as long as the timestamp that
// goes with it can be good, 15 minutes either way, and a little more.
const NonceLife = 31 * time.Minute

// Nonces remembers the nonces of signed requests in two generations, so that
// what is too old is dropped at once. Unlike the rest of the world it keeps a
// nonce although the change that brought it failed.
type Nonces struct {
	since    time.Time
	now, old map[[sha256.Size]byte]bool // hashes: a nonce may be long
}

// Use remembers a nonce, and tells whether it is a fresh one.
func (n *Nonces) Use(nonce string, at time.Time) bool {
	if age := at.Sub(n.since); n.now == nil || age.Abs() >= NonceLife {
		n.since, n.old, n.now = at, n.now, map[[sha256.Size]byte]bool{}
		if age.Abs() >= 2*NonceLife {
			n.old = nil
		}
	}
	hash := sha256.Sum256([]byte(nonce))
	if n.now[hash] || n.old[hash] {
		return false
	}
	n.now[hash] = true
	return true
}
