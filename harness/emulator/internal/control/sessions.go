package control

import (
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

type sessionBody struct {
	Role    string    `json:"role"`
	Session string    `json:"session"`
	Policy  string    `json:"policy"`
	Expires time.Time `json:"expires"`
}

// postSession creates temporary credentials of a role. Unlike AssumeRole it accepts any expiry.
// With a past one, the credentials have already expired.
func (a *API) postSession(w http.ResponseWriter, r *http.Request) {
	var body sessionBody
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	narrowed, err := body.read()
	if err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	uid := r.PathValue("uid")
	var session *world.Session
	err = a.Store.Update(func(d *world.Draft) error {
		account, ok := d.Accounts.Get(uid)
		if !ok {
			return fmt.Errorf("there is no account %s", uid)
		}
		role, ok := account.Roles.Get(body.Role)
		if !ok {
			return fmt.Errorf("account %s has no role %q", uid, body.Role)
		}
		session = rpc.NewSession(a.Make, uid, role, body.Session, body.Expires)
		session.Policy, session.PolicyText = narrowed, body.Policy
		d.PutSession(session)
		return nil
	})
	if err != nil {
		a.failed(w, http.StatusNotFound, err)
		return
	}
	answer(w, http.StatusOK, map[string]string{
		"accessKeyId":     session.AccessKeyID,
		"accessKeySecret": session.Secret,
		"securityToken":   session.Token,
		"expiration":      session.Expires.UTC().Format(time.RFC3339),
	})
}

// read checks the body and reads its policy.
func (b sessionBody) read() (*policy.Document, error) {
	switch {
	case b.Session == "":
		return nil, fmt.Errorf("session is missing")
	case b.Expires.IsZero():
		return nil, fmt.Errorf("expires is missing")
	case b.Policy == "":
		return nil, nil
	}
	document, err := policy.Parse(b.Policy)
	if err != nil {
		return nil, fmt.Errorf("reading the session policy: %w", err)
	}
	return document, nil
}
