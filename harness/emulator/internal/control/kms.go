package control

import (
	"fmt"
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// putKMSKey creates a key of an account, or changes its state.
func (a *API) putKMSKey(w http.ResponseWriter, r *http.Request) {
	var body struct {
		State world.KeyState `json:"state"`
	}
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	id := r.PathValue("id")
	switch {
	case id == "":
		problem(w, http.StatusBadRequest, fmt.Errorf("the id of the key is missing"))
		return
	case id == world.OSSKey:
		problem(w, http.StatusBadRequest, fmt.Errorf("%s is there and enabled in every account", id))
		return
	case !body.State.Known():
		problem(w, http.StatusBadRequest, fmt.Errorf("state %q is none of %v", body.State, world.KeyStates()))
		return
	}
	a.change(w, func(d *world.Draft) error {
		account, ok := d.Accounts.Get(r.PathValue("uid"))
		if !ok {
			return fmt.Errorf("there is no account %s", r.PathValue("uid"))
		}
		world.Set(d, account.KMSKeys, id, body.State)
		return nil
	})
}

func (a *API) deleteKMSKey(w http.ResponseWriter, r *http.Request) {
	uid, id := r.PathValue("uid"), r.PathValue("id")
	a.change(w, func(d *world.Draft) error {
		account, ok := d.Accounts.Get(uid)
		if !ok {
			return fmt.Errorf("there is no account %s", uid)
		}
		if _, ok := account.KMSKeys.Get(id); !ok {
			return fmt.Errorf("account %s has no key %q", uid, id)
		}
		world.Remove(d, account.KMSKeys, id)
		return nil
	})
}
