package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/deny"
	"github.com/oss403/oss403/harness/target"
)

type emulatorCommand struct {
	Listen          string   `help:"Address of the OSS port." default:"127.0.0.1:8403" env:"OSS403_LISTEN" placeholder:"HOST:PORT"`
	Control         string   `help:"Address of the control port; loopback only, unless it has a token." default:"127.0.0.1:8404" env:"OSS403_CONTROL" placeholder:"HOST:PORT"`
	ControlToken    string   `help:"What each request to the control port must bear (Authorization: Bearer TOKEN), 16 characters or more; none if not given." env:"OSS403_CONTROL_TOKEN" placeholder:"TOKEN"`
	TLS             string   `name:"tls" help:"Address of the OSS port over TLS; none if not given. GET /v1/ca on the control port is the certificate to trust." env:"OSS403_TLS" placeholder:"HOST:PORT"`
	AccessKeyID     string   `name:"access-key-id" help:"AccessKey ID of the first account; made up if not given." env:"OSS_ACCESS_KEY_ID"`
	AccessKeySecret string   `name:"access-key-secret" help:"Its secret; made up if not given." env:"OSS_ACCESS_KEY_SECRET"`
	Account         string   `help:"UID of the first account." default:"1000000000000001" placeholder:"UID"`
	Region          []string `help:"Regions to serve, the first being the one that IP addresses lead to; all public ones if not given." placeholder:"REGION"`
	Dialect         string   `help:"How it refuses: ${dialects}; the first if not given." env:"OSS403_DIALECT" placeholder:"DIALECT"`
	JSON            bool     `name:"json" help:"Print one line of JSON with the addresses once it serves."`
}

const closeWithin = 5 * time.Second

// serving is what the emulator prints once it serves.
type serving struct {
	Data            string `json:"data"`
	TLS             string `json:"tls,omitempty"`
	Control         string `json:"control"`
	Account         string `json:"account"`
	AccessKeyID     string `json:"accessKeyId"`
	AccessKeySecret string `json:"accessKeySecret"`
}

func (c *emulatorCommand) Run(to output) error {
	if (c.AccessKeyID == "") != (c.AccessKeySecret == "") {
		return target.Usagef("one half of an AccessKey is missing; accepted: both of --access-key-id and --access-key-secret, or neither")
	}
	if c.AccessKeyID == "" {
		c.AccessKeyID, c.AccessKeySecret = "LTAI5t"+rand.Text()[:18], rand.Text()
	}
	dialect := cmp.Or(deny.Dialect(c.Dialect), deny.AsObserved)
	e, err := emulator.New(emulator.Options{
		Dialect:      dialect,
		Regions:      c.Region,
		TLS:          c.TLS,
		ControlToken: c.ControlToken,
		Accounts:     []emulator.Account{{UID: c.Account, Keys: []emulator.AccessKey{{ID: c.AccessKeyID, Secret: c.AccessKeySecret}}}},
	})
	if err != nil {
		return target.Usagef("the emulator can't be made so: %v", err)
	}
	server, err := e.Start(c.Listen, c.Control)
	if err != nil {
		return target.Usagef("the emulator can't serve: %v", err)
	}
	if err := c.announce(to, server, dialect); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	<-ctx.Done()
	closing, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	return server.Close(closing)
}

func (c *emulatorCommand) announce(to output, server *emulator.Server, dialect deny.Dialect) error {
	s := serving{"http://" + server.DataAddr(), "", "http://" + server.ControlAddr(), c.Account, c.AccessKeyID, c.AccessKeySecret}
	also := ""
	if server.TLSAddr() != "" {
		s.TLS = "https://" + server.TLSAddr()
		also = fmt.Sprintf("HTTPS      %s   certificate to trust: GET %s/v1/ca\n", s.TLS, s.Control)
	}
	if c.JSON {
		return json.NewEncoder(to.out).Encode(s)
	}
	_, err := fmt.Fprintf(to.out, `OSS        %s   path style; virtual hosts by their real names, e.g. with a redirected dialer
%scontrol    %s   GET /v1/health, /v1/operations, /v1/requests/{RequestId} (why an answer was given)
account    %s, AccessKey %s / %s
dialect    %s
enforced   signatures, AccessKeys, tokens, clocks, policies, ACLs, Block Public Access; state in memory, clock of this machine
`, s.Data, also, s.Control, s.Account, s.AccessKeyID, s.AccessKeySecret, dialect)
	return err
}
