// Package control is the emulator's own API, in JSON. It sets states that no customer of OSS can
// bring about, and describes the emulator. The data port serves none of it.
package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// An API holds the things that the control API reads and changes.
type API struct {
	Token      string // the token of every request; empty: none is needed
	Store      *world.Store
	Traces     *trace.Ring
	Now        func() time.Time
	Offset     func() time.Duration // how far the clock is moved
	MoveClock  func(time.Duration)
	Sender     func() world.Sender // what is said of the senders of requests
	SetSender  func(world.Sender)
	Remembered int                  // how many requests have a trace
	Faults     func() []fault.Count // the rules by which calls fail on demand
	Armed      func() int           // how many of them can still strike
	Arm        func([]fault.Rule) error
	Make       rpc.Maker              // makes temporary credentials
	DataURL    func() string          // URL of the data port; empty before it serves
	TLSURL     func() string          // URL of the data port over TLS; empty where it is not served
	CA         func() ([]byte, error) // the certificate of the authority, as PEM
	Reset      func() error           // brings back the state of the start
	Snapshot   func() ([]byte, error) // the whole world as JSON
	Restore    func([]byte) error     // replaces the world by that of a snapshot
	Lost       func(error)            // logs an error that says that a change could not be kept
	Regions    []string
	Order      []check.Check
	Operations []op.Operation
	Dialect    deny.Dialect
	Catalogue  deny.Catalogue
	Mutant     string // name of the mutant; empty: none
	Terms      world.Terms

	CallbackTo  []string               // where callbacks may go
	CallbackKey func() ([]byte, error) // the public key of callbacks, as PEM
}

// MaxBody bounds the body of a request.
const MaxBody = 1 << 20 // bytes of a control request

// Handler serves the control API.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/health", a.health)
	mux.HandleFunc("GET /v1/accounts", a.listAccounts)
	mux.HandleFunc("PUT /v1/accounts/{uid}", a.putAccount)
	mux.HandleFunc("PATCH /v1/accounts/{uid}", a.patchAccount)
	mux.HandleFunc("DELETE /v1/accounts/{uid}", a.deleteAccount)
	mux.HandleFunc("POST /v1/accounts/{uid}/sessions", a.postSession)
	mux.HandleFunc("PUT /v1/accounts/{uid}/kms/{id...}", a.putKMSKey)
	mux.HandleFunc("DELETE /v1/accounts/{uid}/kms/{id...}", a.deleteKMSKey)
	mux.HandleFunc("PATCH /v1/buckets/{name}", a.patchBucket)
	mux.HandleFunc("PATCH /v1/buckets/{name}/objects/{key...}", a.patchObject)
	mux.HandleFunc("PUT /v1/networks/{vpc}", a.putNetwork)
	mux.HandleFunc("DELETE /v1/networks/{vpc}", a.deleteNetwork)
	mux.HandleFunc("PUT /v1/dns/{name}", a.putDNS)
	mux.HandleFunc("DELETE /v1/dns/{name}", a.deleteDNS)
	mux.HandleFunc("GET /v1/clock", a.clock)
	mux.HandleFunc("PUT /v1/clock", a.putClock)
	mux.HandleFunc("GET /v1/sender", a.sender)
	mux.HandleFunc("PUT /v1/sender", a.putSender)
	mux.HandleFunc("GET /v1/faults", a.listFaults)
	mux.HandleFunc("PUT /v1/faults", a.putFaults)
	mux.HandleFunc("DELETE /v1/faults", a.deleteFaults)
	mux.HandleFunc("POST /v1/reset", a.reset)
	mux.HandleFunc("GET /v1/world", a.world)
	mux.HandleFunc("PUT /v1/world", a.putWorld)
	mux.HandleFunc("GET /v1/requests/{id}", a.request)
	mux.HandleFunc("GET /v1/ca", a.ca)
	mux.HandleFunc("GET /v1/callback-key", a.callbackKey)
	mux.HandleFunc("GET /v1/checks", a.checks)
	mux.HandleFunc("GET /v1/operations", a.operations)
	mux.HandleFunc("GET /v1/declined", a.declined)
	mux.HandleFunc("GET /v1/reasons", a.reasons)
	return withoutCallbacks(a.guarded(named(spoken(mux))))
}

func (a *API) health(w http.ResponseWriter, r *http.Request) {
	document := map[string]any{
		"product":     "oss403-emulator",
		"version":     version(),
		"data":        reachable(a.DataURL(), r.Host),
		"tls":         reachable(a.TLSURL(), r.Host),
		"sts":         "sts.<region>.aliyuncs.com",
		"ram":         "ram.aliyuncs.com",
		"regions":     a.Regions,
		"clock":       a.Now().UTC().Format(time.RFC3339),
		"enforcement": "on",
		"dialect":     a.Dialect,
		"callbackTo":  a.CallbackTo,
	}
	if a.Mutant != "" {
		document["mutant"] = a.Mutant
	}
	if terms := a.Terms.On(); len(terms) > 0 {
		document["terms"] = terms
	}
	if armed := a.Armed(); armed > 0 {
		document["faults"] = armed
	}
	answer(w, http.StatusOK, document)
}

// version returns the version of the module in this program, as Go stamped it in.
func version() string {
	const module = "github.com/oss403/oss403"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	if info.Main.Path == module {
		return info.Main.Version
	}
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return dependency.Version
		}
	}
	return ""
}

// reachable returns the URL of a port. Where the port listens on every address, it uses the host of
// the request.
func reachable(address, host string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err != nil || !ip.IsUnspecified() {
		return address
	}
	asked := url.URL{Host: host}
	u.Host = net.JoinHostPort(asked.Hostname(), u.Port())
	return u.String()
}

// ca answers with the certificate that clients must trust.
func (a *API) ca(w http.ResponseWriter, _ *http.Request) {
	certificate, err := a.CA()
	if err != nil {
		problem(w, http.StatusInternalServerError, err)
		return
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	w.Write(certificate) // an error here means that the client left
}

func (a *API) reset(w http.ResponseWriter, _ *http.Request) {
	if err := a.Reset(); err != nil {
		a.failed(w, http.StatusInternalServerError, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (a *API) request(w http.ResponseWriter, r *http.Request) {
	rec, ok := a.Traces.Get(r.PathValue("id"))
	if !ok {
		problem(w, http.StatusNotFound, fmt.Errorf("request %q is not among the last %d", r.PathValue("id"), a.Remembered))
		return
	}
	answer(w, http.StatusOK, struct {
		trace.Record
		Says []string `json:"says"` // the same, in sentences
	}{rec, rec.Says()})
}

// readJSON reads one JSON document. An unknown name, or text after the document, is an error.
func readJSON(r *http.Request, into any) error {
	d := json.NewDecoder(io.LimitReader(r.Body, MaxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("the body is not the JSON expected: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("the body holds more than one JSON document")
	}
	return nil
}

func answer(w http.ResponseWriter, status int, document any) {
	body, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		panic("control: document cannot be marshalled: " + err.Error())
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(append(body, '\n')) // an error here means that the client left
}

// problem answers with an error as a sentence.
func problem(w http.ResponseWriter, status int, err error) {
	answer(w, status, map[string]string{"error": err.Error()})
}
