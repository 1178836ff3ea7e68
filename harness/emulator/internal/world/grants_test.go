package world

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// The remembered index is that of the attached policies, however policies and users come, go and come back.
func TestGrantedFollowsGrants(t *testing.T) {
	s, random := NewStore(Terms{}), rand.New(rand.NewPCG(403, 2))
	if err := account(t, s, "1", "k1"); err != nil {
		t.Fatal(err)
	}
	names := []string{"a", "b", "c"}
	q := policy.Request{Action: "oss:GetObject", Resource: "acs:oss:cn-hangzhou:1:b/k"}
	seen := map[policy.Decision]bool{}
	for range 3000 {
		s.Update(func(d *Draft) error {
			a, _ := d.Accounts.Get("1")
			name := names[random.IntN(3)]
			switch random.IntN(3) {
			case 0:
				Remove(d, a.Policies, name)
			case 1:
				effect := []string{"Allow", "Deny"}[random.IntN(2)]
				p, err := NewPolicy(name, `{"Version":"1","Statement":[{"Effect":"`+effect+`","Action":"*","Resource":"acs:oss:*:*:b/*"}]}`, d.At)
				if err != nil {
					t.Fatal(err)
				}
				Set(d, a.Policies, name, p)
			default:
				u := &User{Name: "u"}
				for _, name := range names[random.IntN(3):] {
					u.Attached = append(u.Attached, Attachment{Type: CustomPolicy, Name: name})
				}
				Set(d, a.Users, "u", u)
			}
			same(t, d.World, q, seen)
			return []error{nil, errors.New("undone")}[random.IntN(2)]
		})
		s.View(func(w *World) { same(t, w, q, seen) })
	}
	if len(seen) < 6 {
		t.Errorf("only %v", seen)
	}
}

func same(t *testing.T, w *World, q policy.Request, seen map[policy.Decision]bool) {
	t.Helper()
	a, _ := w.Accounts.Get("1")
	u, known := a.Users.Get("u")
	if !known {
		return
	}
	p := Principal{UID: "1", User: u}
	rules := policy.DefaultRules()
	got, want := rules.DecideIn(w.Granted(p), q), rules.Decide(w.Grants(p), q)
	if seen[want] = true; got != want {
		t.Fatalf("%+v instead of %+v", got, want)
	}
}
