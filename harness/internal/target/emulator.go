package target

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Dialects names the dialects of the embedded emulator, for help and errors.
func Dialects() string {
	var names []string
	for _, d := range emulator.Dialects() {
		names = append(names, string(d))
	}
	return strings.Join(names, ", ")
}

// openEmbedded starts the carried emulator on two loopback ports, with a dialect and a
// mutant. An empty mutant changes nothing.
func openEmbedded(ctx context.Context, dialect emulator.Dialect, mutant string) (*Target, error) {
	e, err := emulator.New(emulator.Options{Dialect: dialect, Mutant: mutant})
	if err != nil {
		return nil, fmt.Errorf("making the embedded emulator: %w", err)
	}
	server, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the embedded emulator: %w", err)
	}
	t, err := openRunning(ctx, control.At("http://"+server.ControlAddr(), "", patientClient()), "", server.Close)
	if err != nil {
		return nil, errors.Join(err, server.Close(ctx))
	}
	t.Ends = true
	t.Callback = Callback{Listen: loopbackCallback}
	return t, nil
}

// loopbackCallback is where the run listens for the callbacks of an emulator on this machine.
const loopbackCallback = "127.0.0.1:0"

// callbackOf is where the callbacks of a running emulator reach the run: on this machine, if they may go there. One
// whose data port has another address than it says is elsewhere, as in a container.
func callbackOf(h control.Health, data *url.URL, elsewhere string) Callback {
	address, err := netip.ParseAddr(data.Hostname())
	if elsewhere != "" || err != nil || !address.IsLoopback() || !slices.Contains(h.CallbackTo, "loopback") {
		return Callback{}
	}
	return Callback{Listen: loopbackCallback}
}

// patientClient repeats requests that fail for a moment. Each try ends after DefaultTimeout.
func patientClient() *http.Client {
	return &http.Client{Transport: traffic.Patient{Base: http.DefaultTransport, Bound: DefaultTimeout}}
}

// TokenVariable names the environment variable with the token of a running emulator's control port.
const TokenVariable = "OSS403_CONTROL_TOKEN"

// runningAt returns the control port of a running emulator and the address of its data
// port; empty: the emulator names that address.
func runningAt(u *url.URL) (port *control.Port, data string) {
	return control.At(u.Scheme+"://"+u.Host, os.Getenv(TokenVariable), patientClient()), u.Query().Get(dataParameter)
}

// openRunning makes two new accounts on the emulator behind the control port. It
// connects to the data port under the real host names, at address; if that is
// empty, at the address that the emulator names.
func openRunning(ctx context.Context, port *control.Port, address string, stop func(context.Context) error) (*Target, error) {
	h, err := port.Health(ctx)
	var refused *control.Refused
	if errors.As(err, &refused) && refused.WithoutToken() {
		return nil, fmt.Errorf("asking the emulator's control port: %w; set %s to the token that it was started with", err, TokenVariable)
	}
	if err != nil {
		return nil, fmt.Errorf("asking the emulator's control port: %w; name the control port of a running oss403 emulator", err)
	}
	data, err := url.Parse(h.Data)
	if err != nil || len(h.Regions) < 2 {
		return nil, fmt.Errorf("the emulator has no address, or fewer than two regions: %+v", h)
	}
	if h.Faults > 0 {
		return nil, fmt.Errorf("%d faults are armed on the emulator, and what they answer is no evidence: "+
			"send DELETE /v1/faults to its control port", h.Faults)
	}
	owner, err := port.NewAccount(ctx)
	if err != nil {
		return nil, err
	}
	other, err := port.NewAccount(ctx)
	if err != nil {
		return nil, errors.Join(err, port.RemoveAccount(ctx, owner))
	}
	transport := transportTo(cmp.Or(address, data.Host))
	meter := traffic.Through(evidence{transport}, traffic.Limits{})
	admin := port.Of(owner)
	at := func(region string) wire.Endpoint {
		return wire.Endpoint{URL: "http://oss-" + region + ".aliyuncs.com", Region: region}
	}
	return &Target{
		Endpoint:  at(h.Regions[0]),
		Elsewhere: at(h.Regions[1]),
		Product:   verdict.Product{Name: h.Product, Version: h.Version, Dialect: h.Dialect},
		Provides:  provides(h.Regions),
		Callers:   caller.Set{scenarios.Owner: owner.Credentials, scenarios.OtherAccount: other.Credentials},
		Transport: meter,
		Meter:     meter,
		Cloud:     caller.Cloud{Scheme: "http", RAM: h.RAM, STS: "sts." + h.Regions[0] + ".aliyuncs.com", Transport: transport},
		Control:   admin,
		Callback:  callbackOf(h, data, address),
		address:   cmp.Or(address, data.Host),
		Expired:   admin.ExpiredSession,
		close: func(ctx context.Context) error {
			err := errors.Join(port.RemoveAccount(ctx, owner), port.RemoveAccount(ctx, other))
			transport.CloseIdleConnections()
			return errors.Join(err, stop(ctx))
		},
	}, nil
}

// provides lists what an emulator has and allows: everything that its regions make possible.
func provides(regions []string) []scenarios.Capability {
	all := provided()
	for _, may := range permissions() {
		all = append(all, may.of)
	}
	if !slices.Contains(regions, string(scenarios.Regionless)) {
		all = slices.DeleteFunc(all, func(c scenarios.Capability) bool { return c == scenarios.NoRegion })
	}
	return all
}
