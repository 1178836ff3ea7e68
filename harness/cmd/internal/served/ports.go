package served

import (
	"cmp"
	"fmt"
	"os"

	"github.com/oss403/oss403/harness/emulator"
)

// ordinaryControl is the default address of the control port. none is the word for
// no control port; an empty address means the same.
const ordinaryControl, none = "127.0.0.1:8404", "none"

// settlePorts decides which ports the emulator has, and where clients find the
// certificate to trust. A combination that cannot work is a usage error.
func (c *Emulator) settlePorts() error {
	if c.Terms.LikeService {
		if c.Control != ordinaryControl && c.Control != none && c.Control != "" {
			return usagef("--control=%s with --like-service, and the service has no control port; "+
				"accepted: one of the two, and the terms that are wanted by their flags", c.Control)
		}
		c.Control, c.TLS, c.CA = none, cmp.Or(c.TLS, "127.0.0.1:8443"), cmp.Or(c.CA, "oss403-ca.pem")
	}
	if c.Control == none {
		c.Control = ""
	}
	switch {
	case c.CA != "" && c.TLS == "":
		return usagef("--ca without HTTPS; accepted: together with --tls")
	case c.TLS != "" && c.CA == "" && c.Control == "":
		return usagef("HTTPS whose certificate nobody can get; accepted: --ca=FILE, or a control port")
	}
	return nil
}

// writeCA writes the certificate to trust into the file of --ca, if there is one.
func (c *Emulator) writeCA(e *emulator.Emulator) error {
	if c.CA == "" {
		return nil
	}
	certificate, err := e.CA()
	if err != nil {
		return fmt.Errorf("making an authority for HTTPS: %w", err)
	}
	if err := os.WriteFile(c.CA, certificate, 0o644); err != nil {
		return usagef("the certificate to trust can't be written: %v", err)
	}
	return nil
}
