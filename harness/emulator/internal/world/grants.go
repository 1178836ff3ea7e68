package world

import (
	"sync"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// grants remembers the indexes of attached policies.
type grants struct {
	mu sync.Mutex // because readers remember too
	of map[any]granted
}

// granted is the index of the policies that are attached to a user or a role.
type granted struct {
	policies *Ordered[*RAMPolicy] // those of the account
	changes  int                  // of them, up to which it counts
	index    *policy.Index
}

// mostGrants is the number of users and roles whose policies are remembered; beyond it, all are forgotten.
const mostGrants = 1024

// Granted is an index of Grants. It is made once for a user or a role, which is replaced and never edited, and again
// when a policy of the account has changed. While changes in RAM count late, it is made each time.
func (w *World) Granted(p Principal) *policy.Index {
	a, known := w.Accounts.Get(p.UID)
	if !known || !w.rights.IsZero() {
		return policy.NewIndex(w.Grants(p))
	}
	var holder any = p.User
	if p.Session != nil {
		holder = w.Role(p.Session)
	}
	w.grants.mu.Lock()
	defer w.grants.mu.Unlock()
	g, known := w.grants.of[holder]
	if known && g.policies == a.Policies && g.changes == a.Policies.changes {
		return g.index
	}
	if w.grants.of == nil || len(w.grants.of) >= mostGrants {
		w.grants.of = map[any]granted{}
	}
	index := policy.NewIndex(w.Grants(p))
	w.grants.of[holder] = granted{a.Policies, a.Policies.changes, index}
	return index
}
