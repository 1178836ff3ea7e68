// Package emulator is an Alibaba Cloud OSS in one process, with real signatures
// and real access control. It derives each refusal from its state and has no
// table from request to error. It serves the OSS protocol on a data port, and a
// control API on a separate port.
//
// It shares no code with the suite that judges it.
package emulator

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/authority"
	"github.com/oss403/oss403/harness/emulator/internal/callback"
	"github.com/oss403/oss403/harness/emulator/internal/control"
	"github.com/oss403/oss403/harness/emulator/internal/diagnosis"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
	"github.com/oss403/oss403/harness/emulator/internal/keep"
	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/parts"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Options configure an emulator. The zero value is usable.
type Options struct {
	Now      func() time.Time // clock; nil means time.Now
	Rand     io.Reader        // source of ids and keys; nil means crypto/rand
	Regions  []string         // ids without "oss-"; an IP address leads to the first; nil means DefaultRegions
	Accounts []Account        // accounts at the start and after a reset
	Dialect  Dialect          // form of the refusals; empty means AsObserved
	TLS      string           // HOST:PORT where Start also serves HTTPS, port 0 for a free port; empty means no HTTPS
	Mutant   string           // one deliberate error, a name of Mutants; empty means none. GET /v1/health shows it
	Terms    Terms            // delays and limits; zero means none
	Bounds   Bounds           // of requests, clients and memory; zero means the defaults

	// Data is a directory that keeps the world: accounts, buckets, objects. It is made if it does not exist. Empty means
	// memory only. Close the emulator at the end.
	Data string

	// Seed is the world of the start and after a reset: a document of GET /v1/world, or a shorter one. A world that Data
	// has already begins as it is. Nil means that only Accounts exist.
	Seed []byte

	Log io.Writer // gets a line for each change that could not be kept; nil means os.Stderr

	// CallbackTo lists the hosts that upload callbacks may go to: "loopback" (addresses of this machine, for requests
	// that come from it), names, IPv4 addresses, blocks such as 10.0.0.0/8, or "none" alone. Nil means loopback.
	CallbackTo []string

	// ControlToken is the token that each request to the control API must carry, 16 characters or more. Empty means
	// no token; Start then accepts only a loopback address for the control API.
	ControlToken string
}

// Terms are the delays and limits of the service.
type Terms = world.Terms

// An Account is an Alibaba Cloud account.
type Account struct {
	UID  string // digits only
	Keys []AccessKey
	V1   V1Limits // requests that it may not sign with V1

	KeysIfNew bool // an account that Data or Seed has, with AccessKeys, keeps its own
}

// V1Limits say which requests an account may not sign with V1.
type V1Limits = world.V1Limits

// An AccessKey is a permanent AccessKey of an account.
type AccessKey struct{ ID, Secret string }

// DefaultRegions returns the ids of all public regions, from
// https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints
func DefaultRegions() []string {
	return []string{
		"cn-hangzhou", "ap-southeast-1", "cn-shanghai", "cn-nanjing", "cn-fuzhou", "cn-wuhan-lr", "cn-qingdao", "cn-beijing",
		"cn-zhangjiakou", "cn-huhehaote", "cn-wulanchabu", "cn-shenzhen", "cn-heyuan", "cn-guangzhou", "cn-chengdu",
		"cn-zhongwei", "cn-hongkong", "rg-china-mainland", "ap-northeast-1", "ap-northeast-2", "ap-southeast-3",
		"ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ap-southeast-8", "eu-central-1", "eu-west-1", "eu-west-2",
		"us-west-1", "us-east-1", "na-south-1", "me-east-1",
	}
}

// An Emulator is one OSS service. It keeps all state in its own store, so several
// emulators can run in one process.
type Emulator struct {
	now        func() time.Time
	rand       io.Reader
	regions    []string
	hosts      *wire.Hosts // names of the regions
	accounts   []Account
	store      *world.Store
	folder     *keep.Folder // keeps the world; nil: it is in memory only
	room       *large.Room  // of large contents
	seed       []byte
	log        *log.Logger
	terms      Terms
	traces     *trace.Ring
	faults     fault.Set
	bounds     Bounds
	turns      chan struct{} // holds one for each request that is being served
	parts      parts.Parts
	mutant     string
	operations []op.Operation
	index      *op.Index              // of operations
	checkName  func(place int) string // of a check, by its place in the order
	actions    []rpc.Action
	tls        string
	token      string // of the control API; empty if it has none
	callTo     callback.Hosts
	callback   *callback.Key
	keys       sign.Keys        // derived from the secrets of callers
	seal       diagnosis.Seal   // of diagnostic messages
	given      func() time.Time // the clock without offset
	authority  func() (*authority.Authority, error)
	dataURL    atomic.Value // string
	tlsURL     atomic.Value // string; empty if HTTPS is not served
	finishing  sync.Mutex   // held while finish completes an answer
	aged       atomic.Int64 // the day since 1970 of the clock for which lifecycle rules have run
	offset     atomic.Int64 // time.Duration by which the clock is ahead of given
	sentFrom   atomic.Pointer[world.Sender]
}

// New creates an emulator. It returns an error for options that are not valid,
// such as an account that the control API would refuse.
func New(o Options) (*Emulator, error) {
	decides, err := partsOf(o)
	if err := errors.Join(err, o.Terms.Valid()); err != nil {
		return nil, fmt.Errorf("making the emulator: %w", err)
	}
	if err := control.ValidToken(o.ControlToken); err != nil {
		return nil, fmt.Errorf("making the emulator: %w", err)
	}
	bounds, err := o.Bounds.Chosen()
	if err != nil {
		return nil, fmt.Errorf("making the emulator: %w", err)
	}
	callTo, err := callback.ParseHosts(o.CallbackTo)
	if err != nil {
		return nil, fmt.Errorf("making the emulator: %w", err)
	}
	e := &Emulator{
		callTo: callTo, callback: callback.NewKey(),
		now: o.Now, rand: o.Rand, regions: slices.Clone(o.Regions), accounts: slices.Clone(o.Accounts),
		store: world.NewStore(o.Terms), terms: o.Terms, traces: trace.NewRing(bounds.Traces),
		bounds: bounds, turns: make(chan struct{}, bounds.Requests),
		seed: o.Seed, log: log.New(cmp.Or[io.Writer](o.Log, os.Stderr), "oss403 emulator: ", log.LstdFlags),
		parts: decides, mutant: o.Mutant, tls: o.TLS, token: o.ControlToken, operations: op.Table(), actions: rpc.Table(),
	}
	if e.now == nil {
		e.now = time.Now
	}
	e.given = e.now
	e.now = func() time.Time { return e.given().Add(time.Duration(e.offset.Load())) }
	e.authority = sync.OnceValues(e.newAuthority)
	if e.rand == nil {
		e.rand = rand.Reader
	}
	e.seal = diagnosis.NewSeal(e.rand)
	if e.regions == nil {
		e.regions = DefaultRegions()
	}
	if len(e.regions) == 0 {
		return nil, errors.New("making the emulator: no region")
	}
	e.index, e.hosts = op.NewIndex(e.operations), wire.NewHosts(e.regions)
	e.checkName = func(place int) string { return e.parts.Order[place].Name }
	if err := op.Valid(e.operations); err != nil {
		return nil, fmt.Errorf("making the emulator: %w", err)
	}
	e.sentFrom.Store(&world.Sender{})
	e.dataURL.Store("")
	e.tlsURL.Store("")
	if err := e.checkSeed(); err != nil {
		return nil, fmt.Errorf("making the emulator: the seed: %w", err)
	}
	if err := e.begin(o.Data); err != nil {
		return nil, fmt.Errorf("making the emulator: %w", err)
	}
	e.accounts = e.Accounts() // after a reset they have the AccessKeys of the start
	return e, nil
}

// Change changes the state without a request, completely or not at all. Only packages
// of the emulator can call it, because its argument has an internal type.
func (e *Emulator) Change(change func(*world.Draft) error) error {
	return e.store.Update(func(d *world.Draft) error {
		d.At = e.now()
		return change(d)
	})
}

// View reads the state without a request. Only packages of the emulator can call it,
// as with Change.
func (e *Emulator) View(look func(*world.World)) {
	e.runLifecycles(e.now().UTC())
	e.store.View(look)
}

// Traced returns the record of a request, as the control API shows it in JSON.
func (e *Emulator) Traced(id string) (trace.Record, bool) { return e.traces.Get(id) }

// Data returns the handler of the OSS protocol, STS and RAM.
func (e *Emulator) Data() http.Handler { return http.HandlerFunc(e.serveFar) }

// Control returns the handler of the control API. Without a token it has no
// authentication, so bind it to a loopback address, as Start demands.
func (e *Emulator) Control() http.Handler {
	api := &control.API{
		Token: e.token,
		Store: e.store, Traces: e.traces, Now: e.now, Reset: e.reset,
		Offset: func() time.Duration { return time.Duration(e.offset.Load()) }, MoveClock: func(by time.Duration) { e.offset.Store(int64(by)) },
		Sender: func() world.Sender { return *e.sentFrom.Load() }, SetSender: func(s world.Sender) { e.sentFrom.Store(&s) },
		Remembered: e.bounds.Traces, Faults: e.faults.List, Armed: e.faults.Armed, Arm: e.Arm,
		Make: rpc.Maker{Rand: e.rand}, Regions: e.regions,
		Snapshot: e.snapshot, Restore: e.replaceWorld, Lost: e.logLost,
		DataURL: func() string { return e.dataURL.Load().(string) }, TLSURL: func() string { return e.tlsURL.Load().(string) }, CA: e.CA,
		CallbackTo: e.callTo.List(), CallbackKey: e.callback.PEM,
		Order: e.parts.Order, Operations: e.operations, Dialect: e.parts.Dialect, Catalogue: e.parts.Catalogue, Mutant: e.mutant, Terms: e.terms,
	}
	return e.upToDate(api.Handler())
}
