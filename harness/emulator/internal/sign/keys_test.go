package sign

import (
	"strconv"
	"sync"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// What remembers keys computes what derives them anew each time does: for each form of signature, for
// several secrets and scopes, again and again, and by many at once.
func TestRememberedKeysSignAlike(t *testing.T) {
	r := &wire.Request{Method: "GET", Bucket: "b", Key: "k", Path: "/k", Host: wire.Host{Verbatim: "h"}}
	var keys Keys
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 1200 {
				secret := "secret-" + strconv.Itoa(i%7*i)
				for i := range carriers {
					carrier := Carrier(i)
					c := Claim{Carrier: carrier, Policy: "policy", Timestamp: "20260101T000000Z"}
					c.Scope = Scope{"20260101", "r" + strconv.Itoa(i%3), "oss"}
					if i%5 == 0 {
						c.Scope = Scope{}
					}
					got := keys.Prove(&c, r, secret)
					if want := c.Prove(r, secret); got != want {
						t.Errorf("%s: %+v, want %+v", carrier, got, want)
					}
				}
				if i%20 == 0 {
					keys.lock.RLock()
					if len(keys.macs) > mostMacs {
						t.Errorf("%d keys are remembered", len(keys.macs))
					}
					keys.lock.RUnlock()
				}
			}
		})
	}
	group.Wait()
}
