package control

import (
	"fmt"
	"net/http"
	"net/netip"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// senderBody describes the senders of requests. An absent field stands for what the connection says.
type senderBody struct {
	Address string `json:"address,omitempty"`
	VPC     string `json:"vpc,omitempty"`
	Secure  *bool  `json:"secure,omitempty"`
}

func (a *API) sender(w http.ResponseWriter, _ *http.Request) {
	s := a.Sender()
	said := senderBody{VPC: s.VPC, Secure: s.Secure}
	if s.Address.IsValid() {
		said.Address = s.Address.String()
	}
	answer(w, http.StatusOK, said)
}

// putSender says of all requests from now on what their connections can't say. It replaces what was said before.
func (a *API) putSender(w http.ResponseWriter, r *http.Request) {
	var body senderBody
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	s := world.Sender{VPC: body.VPC, Secure: body.Secure}
	if body.Address != "" {
		address, err := netip.ParseAddr(body.Address)
		if err != nil {
			problem(w, http.StatusBadRequest, fmt.Errorf("address %q is no IP address: %w", body.Address, err))
			return
		}
		s.Address = address
	}
	a.SetSender(s)
	w.WriteHeader(http.StatusNoContent)
}
