package sign

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"hash"
	"sync"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// Keys remembers what was derived from secrets: the signing keys of version 4, and HMACs that have
// been given their key. Its results are those of Claim.Prove. It is safe for concurrent use; the zero
// value is empty, and nil remembers nothing.
type Keys struct {
	lock sync.RWMutex
	macs map[macName]*sync.Pool // of *summer
}

// A summer is an HMAC that has been given its key, with room for what it is given to sum.
type summer struct {
	hash.Hash
	text []byte
}

// mostMacs is the number of secrets and scopes that are remembered; beyond it, all are forgotten.
const mostMacs = 1024

// A macName names an HMAC: by a secret, or by the signing key that a scope derives from it in a tongue.
type macName struct {
	hash   string
	secret string
	scope  Scope
	tongue tongue
}

// Prove computes the signature that a claim ought to have.
func (k *Keys) Prove(c *Claim, r *wire.Request, secret string) Proof {
	if k == nil {
		return c.Prove(r, secret)
	}
	return c.prove(r, secret, k.mac)
}

// mac returns the HMAC of a text.
func (k *Keys) mac(name macName, text string) []byte {
	k.lock.RLock()
	pool := k.macs[name]
	k.lock.RUnlock()
	if pool == nil {
		key := name.key()
		pool = &sync.Pool{New: func() any { return &summer{Hash: hmac.New(hashes[name.hash], key)} }}
		k.remember(name, pool)
	}
	mac := pool.Get().(*summer)
	defer pool.Put(mac)
	mac.Reset()
	mac.text = append(mac.text[:0], text...)
	mac.Write(mac.text)
	return mac.Sum(nil)
}

func (k *Keys) remember(name macName, pool *sync.Pool) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.macs == nil || len(k.macs) >= mostMacs {
		k.macs = map[macName]*sync.Pool{}
	}
	k.macs[name] = pool
}

// hashes are those that signatures are made with.
var hashes = map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New}

// key is the secret, or where there is a tongue, the signing key.
func (n macName) key() []byte {
	if n.tongue == (tongue{}) {
		return []byte(n.secret)
	}
	return n.scope.key(n.secret, n.tongue)
}

// A maker computes the HMAC of a text.
type maker func(name macName, text string) []byte

// derived computes an HMAC and remembers nothing.
func derived(name macName, text string) []byte {
	mac := hmac.New(hashes[name.hash], name.key())
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
