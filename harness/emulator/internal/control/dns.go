package control

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// putDNS sets the TXT records of a name, as the emulator finds them in DNS.
func (a *API) putDNS(w http.ResponseWriter, r *http.Request) {
	var body struct {
		TXT []string `json:"txt"`
	}
	if err := readJSON(r, &body); err != nil {
		problem(w, http.StatusBadRequest, err)
		return
	}
	if len(body.TXT) == 0 {
		problem(w, http.StatusBadRequest, errors.New("txt is missing or empty; DELETE removes a name"))
		return
	}
	name := strings.ToLower(r.PathValue("name"))
	a.change(w, func(d *world.Draft) error {
		world.Set(d, d.DNS, name, body.TXT)
		return nil
	})
}

func (a *API) deleteDNS(w http.ResponseWriter, r *http.Request) {
	name := strings.ToLower(r.PathValue("name"))
	a.change(w, func(d *world.Draft) error {
		if _, ok := d.DNS.Get(name); !ok {
			return fmt.Errorf("the name %q has no records", name)
		}
		world.Remove(d, d.DNS, name)
		return nil
	})
}
