package served

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/oss403/oss403/harness/emulator"
)

// Emulator is the command that serves the emulator.
type Emulator struct {
	Listen          string   `help:"Address of the OSS port." default:"127.0.0.1:8403" env:"OSS403_LISTEN" placeholder:"HOST:PORT"`
	Control         string   `help:"${control}" default:"127.0.0.1:8404" env:"OSS403_CONTROL" placeholder:"HOST:PORT"`
	ControlToken    string   `help:"${control_token}" env:"OSS403_CONTROL_TOKEN" placeholder:"TOKEN"`
	TLS             string   `name:"tls" help:"${tls}" env:"OSS403_TLS" placeholder:"HOST:PORT"`
	CA              string   `name:"ca" help:"Write the certificate to trust to this file, for ca in a profile." placeholder:"FILE"`
	AccessKeyID     string   `name:"access-key-id" help:"AccessKey ID of the first account; made up if not given." env:"OSS_ACCESS_KEY_ID"`
	AccessKeySecret string   `name:"access-key-secret" help:"Its secret; made up if not given." env:"OSS_ACCESS_KEY_SECRET"`
	Account         string   `help:"UID of the first account." default:"1000000000000001" placeholder:"UID"`
	Region          []string `help:"${regions}" placeholder:"REGION"`
	Dialect         string   `help:"How it refuses: ${dialects}; the first if not given." env:"OSS403_DIALECT" placeholder:"DIALECT"`
	JSON            bool     `name:"json" help:"Print one line of JSON with the addresses once it serves."`
	Hosts           bool     `help:"Print how clients reach it: IP address, host names, certificate. Starts nothing."`

	Keeping keepingFlags `embed:""`

	V1Closed   []string `name:"v1-closed" help:"${v1_closed}" placeholder:"WORDS"`
	CallbackTo []string `help:"${callback_to}" placeholder:"HOSTS"`

	Other  otherFlags  `embed:""`
	Terms  termsFlags  `embed:""`
	Bounds boundsFlags `embed:""`
}

const closeWithin = 5 * time.Second

// Serving is the JSON that the command prints when the emulator serves.
type Serving struct {
	Data            string `json:"data"`
	TLS             string `json:"tls,omitempty"`
	CA              string `json:"ca,omitempty"`
	Control         string `json:"control,omitempty"`
	Account         string `json:"account"`
	AccessKeyID     string `json:"accessKeyId"`
	AccessKeySecret string `json:"accessKeySecret"`

	OtherAccount         string `json:"otherAccount,omitempty"`
	OtherAccessKeyID     string `json:"otherAccessKeyId,omitempty"`
	OtherAccessKeySecret string `json:"otherAccessKeySecret,omitempty"`

	Dialect string         `json:"dialect"`
	Terms   map[string]any `json:"terms,omitempty"`
}

// Run serves the emulator until an interrupt, or says how clients reach it.
func (c *Emulator) Run(to Output) error {
	if c.Hosts {
		return c.hosts(to)
	}
	if err := c.settlePorts(); err != nil {
		return err
	}
	accounts, err := c.accounts()
	if err != nil {
		return err
	}
	seed, err := c.Keeping.begin()
	if err != nil {
		return err
	}
	options := emulator.Options{
		Data:         c.Keeping.Data,
		Seed:         seed,
		Log:          to.Err,
		Dialect:      emulator.Dialect(c.Dialect),
		Regions:      c.Region,
		TLS:          c.TLS,
		ControlToken: c.ControlToken,
		Terms:        c.Terms.terms(),
		Bounds:       c.Bounds.bounds(),
		CallbackTo:   c.CallbackTo,
		Accounts:     accounts,
	}
	e, err := emulator.New(options)
	if err != nil {
		return usagef("the emulator can't have these options: %v", err)
	}
	return errors.Join(c.serve(to, e, options), e.Close())
}

// serve serves until an interrupt. The answers in progress are finished.
func (c *Emulator) serve(to Output, e *emulator.Emulator, o emulator.Options) error {
	defer emulator.CollectSeldom()()
	if err := c.writeCA(e); err != nil {
		return err
	}
	server, err := e.Start(c.Listen, c.Control)
	if err != nil {
		return usagef("the emulator can't serve: %v", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := c.serving(server, e.Accounts(), o)
	err = errors.Join(c.announce(to, s), c.Keeping.ready(s))
	if err == nil {
		<-ctx.Done()
	}
	closing, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	return errors.Join(err, c.Keeping.notReady(), server.Close(closing))
}

func (c *Emulator) serving(server *emulator.Server, accounts []emulator.Account, o emulator.Options) Serving {
	dialect := cmp.Or(o.Dialect, emulator.AsObserved)
	s := Serving{Data: "http://" + server.DataAddr(), CA: c.CA, Dialect: string(dialect), Terms: o.Terms.On()}
	first := accounts[0]
	s.Account, s.AccessKeyID, s.AccessKeySecret = first.UID, first.Keys[0].ID, first.Keys[0].Secret
	if len(accounts) > 1 {
		other := accounts[1]
		s.OtherAccount, s.OtherAccessKeyID, s.OtherAccessKeySecret = other.UID, other.Keys[0].ID, other.Keys[0].Secret
	}
	if server.ControlAddr() != "" {
		s.Control = "http://" + server.ControlAddr()
	}
	if server.TLSAddr() != "" {
		s.TLS = "https://" + server.TLSAddr()
	}
	return s
}

func (c *Emulator) announce(to Output, s Serving) error {
	if c.JSON {
		return json.NewEncoder(to.Out).Encode(s)
	}
	accounts := fmt.Sprintf("account    %s, AccessKey %s / %s\n", s.Account, s.AccessKeyID, s.AccessKeySecret)
	if s.OtherAccount != "" {
		accounts += fmt.Sprintf("account    %s, AccessKey %s / %s\n", s.OtherAccount, s.OtherAccessKeyID, s.OtherAccessKeySecret)
	}
	control, secure := "none", ""
	if s.Control != "" {
		control = s.Control + "   GET /v1/health, /v1/operations, /v1/requests/{RequestId} (why an answer was given)"
	}
	if s.TLS != "" {
		secure = fmt.Sprintf("HTTPS      %s   certificate to trust: %s\n", s.TLS, cmp.Or(c.CA, "GET "+s.Control+"/v1/ca"))
	}
	_, err := fmt.Fprintf(to.Out, `OSS        %s   path style; virtual hosts by their real names, e.g. with a redirected dialer
%scontrol    %s
%sdialect    %s
enforced   signatures, AccessKeys, tokens, clocks, policies, ACLs, Block Public Access; state %s, clock of this machine
terms      %s
`, s.Data, secure, control, accounts, s.Dialect, c.Keeping.place(), inOneLine(s.Terms))
	return err
}
