package world

import (
	"crypto/sha256"
	"time"
)

// NonceLife is the time for which a nonce is remembered. Its timestamp is valid for 15 minutes in
// both directions; one minute is added.
const NonceLife = 31 * time.Minute

// Nonces remembers the nonces of signed requests in two generations, so that old ones are dropped
// at once. Unlike the rest of the world, it keeps the nonce of a change that fails.
type Nonces struct {
	since    time.Time
	now, old map[[sha256.Size]byte]bool // hashes, because a nonce may be long
}

// Use remembers a nonce, and reports whether it is new.
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
