package control

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

type accountBody struct {
	Keys []struct {
		ID     string `json:"id"`
		Secret string `json:"secret"`
	} `json:"keys"`
}

// putAccount creates or replaces an account with its AccessKeys.
func (a *API) putAccount(w http.ResponseWriter, r *http.Request) {
	var body accountBody
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	account := &world.Account{UID: r.PathValue("uid")}
	for _, k := range body.Keys {
		account.Keys = append(account.Keys, world.Key{ID: k.ID, Secret: k.Secret})
	}
	if err := Valid(account); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	err := a.Store.Update(func(d *world.Draft) error { return d.PutAccount(account) })
	var taken *world.KeyTaken
	switch {
	case errors.As(err, &taken):
		problem(w, http.StatusConflict, err)
	case err != nil:
		a.failed(w, http.StatusInternalServerError, err)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// Valid checks an account: its UID has digits only, and it has at least one AccessKey. Each
// AccessKey has a secret, and an ID that fits in a signature.
func Valid(a *world.Account) error {
	if a.UID == "" || strings.Trim(a.UID, "0123456789") != "" {
		return fmt.Errorf("account %q: the UID must be digits", a.UID)
	}
	if len(a.Keys) == 0 {
		return fmt.Errorf("account %s: at least one AccessKey is needed", a.UID)
	}
	seen := map[string]bool{}
	for _, k := range a.Keys {
		switch {
		case k.ID == "" || strings.Trim(k.ID, idCharacters) != "":
			return fmt.Errorf("account %s: the AccessKey ID %q must be made of letters, digits and . _ = -", a.UID, k.ID)
		case k.Secret == "":
			return fmt.Errorf("account %s: AccessKey %s has no secret", a.UID, k.ID)
		case seen[k.ID]:
			return fmt.Errorf("account %s: AccessKey %s is given twice", a.UID, k.ID)
		}
		seen[k.ID] = true
	}
	return nil
}

const idCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._=-"

// deleteAccount removes an account with its AccessKeys and buckets.
func (a *API) deleteAccount(w http.ResponseWriter, r *http.Request) {
	uid := r.PathValue("uid")
	err := a.Store.Update(func(d *world.Draft) error {
		if _, ok := d.Accounts.Get(uid); !ok {
			return fmt.Errorf("there is no account %s", uid)
		}
		d.RemoveAccount(uid)
		return nil
	})
	if err != nil {
		a.failed(w, http.StatusNotFound, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

type accountView struct {
	UID     string   `json:"uid"`
	Keys    []string `json:"keys"`
	Buckets int      `json:"buckets"`
}

// listAccounts lists accounts with their AccessKey IDs, and never a secret.
func (a *API) listAccounts(w http.ResponseWriter, _ *http.Request) {
	views := []accountView{}
	a.Store.View(func(now *world.World) {
		owned := map[string]int{}
		for _, b := range now.Buckets.From("") {
			owned[b.Owner]++
		}
		for uid, account := range now.Accounts.From("") {
			view := accountView{UID: uid, Keys: []string{}, Buckets: owned[uid]}
			for _, k := range account.Keys {
				view.Keys = append(view.Keys, k.ID)
			}
			views = append(views, view)
		}
	})
	answer(w, http.StatusOK, views)
}
