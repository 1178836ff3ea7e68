package target

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Target is an open target.
type Target struct {
	Endpoint   wire.Endpoint
	Elsewhere  wire.Endpoint          // the endpoint of a second region; zero: there is none
	Signing    []string               // accepted signatures; empty: all
	Product    verdict.Product        // what is behind the endpoint; zero: not known
	Fixtures   Fixtures               // buckets and a region that the user brings
	Provides   []scenarios.Capability // declared capabilities and permissions, which no request can find out
	Callers    caller.Set
	Transport  http.RoundTripper
	Meter      *traffic.Meter // the counter in Transport
	Budget     int            // requests that this process may send; 0: any number
	Rehearsed  bool           // the run stores nothing on disk
	Guest      bool           // the account is somebody's: the run marks what it makes, and notes it in a journal first
	MaxBuckets int            // the most buckets at the same time; 0: no limit
	Settling   time.Duration  // the longest time until a change takes effect; 0: at once
	Timeout    time.Duration
	Cloud      caller.Cloud                                                       // RAM and STS; zero: none may be used
	Callback   Callback                                                           // zero: the target reaches no server of the run
	Control    *control.Port                                                      // nil: the target has no control port
	Expired    func(ctx context.Context, role string) (caller.Credentials, error) // a session past its Expiration; nil: none
	Kept       string                                                             // file of the session of Expired, if a run has kept it
	Ends       bool                                                               // the target ends with the run: nobody can ask it later
	address    string                                                             // address of the data port of an emulator
	close      func(context.Context) error
}

// Open opens the target that the spec names. A UsageError says that the spec is wrong.
func Open(ctx context.Context, spec Spec) (*Target, error) {
	if err := spec.Check(); err != nil {
		return nil, err
	}
	k, u, err := kindOf(spec.Target)
	if err != nil {
		return nil, err
	}
	profile, err := readProfile(spec.Profile)
	if err != nil {
		return nil, err
	}
	var t *Target
	switch k {
	case embedded:
		t, err = openEmbedded(ctx, emulator.Dialect(spec.Dialect), spec.Mutant)
	case running:
		port, data := runningAt(u)
		t, err = openRunning(ctx, port, data, func(context.Context) error { return nil })
	default:
		t, err = openEndpoint(profile, u, spec)
	}
	if err != nil {
		return nil, err
	}
	t.Timeout, t.Budget = spec.timeout(profile), spec.budget()
	t.Cloud.Timeout = t.Timeout
	return t, nil
}

// EndpointOf is the endpoint of a region; zero: the target has none.
func (t *Target) EndpointOf(region scenarios.Region) wire.Endpoint {
	switch region {
	case scenarios.Home:
		return t.Endpoint
	case scenarios.Elsewhere:
		return t.Elsewhere
	case scenarios.Plain:
		region = scenarios.Region(t.Fixtures.NoAccelerationRegion)
	}
	return t.EndpointIn(string(region))
}

// EndpointIn is the endpoint of the region with that id; empty: the region of the target.
func (t *Target) EndpointIn(region string) wire.Endpoint {
	if region == "" || region == t.Endpoint.Region {
		return t.Endpoint
	}
	return wire.Endpoint{URL: strings.Replace(t.Endpoint.URL, t.Endpoint.Region, region, 1), Region: region, PathStyle: t.Endpoint.PathStyle}
}

// V1Alone reports whether the target accepts only signature V1.
func (t *Target) V1Alone() bool { return len(t.Signing) == 1 && t.Signing[0] == v1 }

// Brought is the name of the bucket or region that the user brings for a capability. Empty:
// there is none, or the target has a control port.
func (t *Target) Brought(c scenarios.Capability) string {
	if t.Control != nil {
		return ""
	}
	_, name := t.Fixtures.Of(c)
	return name
}

// Close closes the target and frees its resources.
func (t *Target) Close(ctx context.Context) error { return t.close(ctx) }

func openEndpoint(profile Profile, u *url.URL, spec Spec) (*Target, error) {
	callers, err := profile.callers()
	if err != nil {
		return nil, err
	}
	transport, err := profile.transport()
	if err != nil {
		return nil, err
	}
	first, second := profile.endpointAt(u)
	expired, kept := profile.expired(first.URL, callers[scenarios.Owner].AccessKeyID)
	meter := traffic.Through(transport, profile.Limits.traffic(spec))
	return &Target{
		Endpoint: first, Elsewhere: second, Signing: profile.Signing, Product: profile.Product.told(),
		Fixtures: profile.Fixtures, Provides: profile.provides(spec.Allow),
		Callers:   callers,
		Transport: meter, Meter: meter, Cloud: profile.cloud(first, transport), Expired: expired, Kept: kept,
		Callback: profile.Callback,
		Guest:    true, MaxBuckets: profile.Limits.buckets(spec.Share), Settling: profile.Timeouts.settling(),
		close: func(context.Context) error { transport.CloseIdleConnections(); return nil },
	}, nil
}

// transportTo connects to address for every host name; if address is empty, to the
// host itself.
func transportTo(address string) *http.Transport {
	dialer := net.Dialer{Timeout: DefaultTimeout}
	// Each bucket has its own host name and so its own connection pool: the sum must be bounded.
	transport := &http.Transport{MaxIdleConns: 64, MaxIdleConnsPerHost: 16, DisableCompression: true, DialContext: dialer.DialContext}
	if address == "" {
		transport.Proxy = http.ProxyFromEnvironment
		return transport
	}
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, address)
	}
	return transport
}

// Lacks says why the target can't run a scenario that needs c; empty: it can.
// now is the target's time.
func (t *Target) Lacks(c scenarios.Capability, now time.Time) string {
	switch c {
	case scenarios.SignatureV1, scenarios.SignatureV2, scenarios.SignatureV4, scenarios.SignatureS3V2, scenarios.SignatureS3V4:
		signing := map[scenarios.Capability]string{scenarios.SignatureV1: v1, scenarios.SignatureV2: v2, scenarios.SignatureV4: v4,
			scenarios.SignatureS3V2: s3, scenarios.SignatureS3V4: s3}[c]
		if len(t.Signing) > 0 && !slices.Contains(t.Signing, signing) {
			return fmt.Sprintf("needs %s, which signing in the profile leaves out", c)
		}
	case scenarios.RegionHosts:
		if t.Endpoint.PathStyle {
			return fmt.Sprintf("needs the real host names, and %s is reached in path style; "+
				"name it by its host name, with dial in a profile to say where that leads", t.Endpoint.URL)
		}
	case scenarios.SecondRegion:
		switch {
		case t.Elsewhere != (wire.Endpoint{}):
		case !namesRegion(t.Endpoint):
			return fmt.Sprintf("needs the endpoint of a second region, and %s does not name its region; "+
				"name it by its host name, with dial and secondRegion in a profile", t.Endpoint.URL)
		default:
			return "needs the endpoint of a second region; name one as secondRegion in a profile"
		}
	case scenarios.SecondAccount:
		if _, ok := t.Callers.Of(scenarios.OtherAccount); !ok {
			return "needs an AccessKey of a second account; " +
				"set OSS403_OTHER_ACCESS_KEY_ID and OSS403_OTHER_ACCESS_KEY_SECRET, or name others as otherAccount in a profile"
		}
	case scenarios.Provisioning:
		if !t.Cloud.Known() {
			return "needs a RAM user and a role; say provision: true in a profile to let them be made (and removed) with the owner's AccessKey"
		}
	case scenarios.ExpiredSession:
		if t.Expired == nil {
			return "needs the credentials of a session past its Expiration; " +
				"keep those of an earlier run and name them as expiredSession in a profile"
		}
	case scenarios.FrozenBucket, scenarios.OverdueBucket, scenarios.DeletedOwner, scenarios.DeniedInVPC, scenarios.PlainRegion:
		if c == scenarios.PlainRegion && !namesRegion(t.Endpoint) {
			return fmt.Sprintf("needs %s, and %s does not name its region; name it by its host name, with dial in a profile", article(c),
				t.Endpoint.URL)
		}
		if key, name := t.Fixtures.Of(c); t.Control == nil && name == "" {
			return fmt.Sprintf("needs %s, which no customer can make; if you have one, name it as fixtures.%s in a profile", article(c), key)
		}
	case scenarios.CallbackReach:
		if t.Callback == (Callback{}) {
			return "needs a server of the run that the callbacks of the target reach; " +
				"name its public URL and the address to listen at as callback in a profile"
		}
	case scenarios.ControlPort:
		if t.Control == nil {
			return "needs a state of the account that no customer can bring about, only an emulator's control port"
		}
	case scenarios.NoRegion, scenarios.WholeAccount, scenarios.AccountKey, scenarios.Namespaces, scenarios.ObjectWorms,
		scenarios.Invited, scenarios.Irreversible, scenarios.Billed:
		if !slices.Contains(t.Provides, c) {
			return undeclared(c)
		}
	case scenarios.SameSigningDay:
		const reach = 20 * time.Minute
		if now.Add(reach).Day() != now.Add(-reach).Day() {
			return "needs the same UTC day 20 minutes before and after, since a V4 signature of another day is HTTP 400; " +
				"run it again after 00:20 UTC"
		}
	}
	return ""
}

// undeclared says that neither profile nor flag declares the capability, and how to declare it.
func undeclared(c scenarios.Capability) string {
	for _, may := range permissions() {
		if may.of == c {
			return fmt.Sprintf("takes %s; allow them by --allow=%s, or allow: [%s] in a profile", c, may.word, may.word)
		}
	}
	return fmt.Sprintf("needs %s; if the target has that, say provides: [%s] in a profile", meaning(c), c)
}

// meaning explains a word of provides.
func meaning(c scenarios.Capability) string {
	switch c {
	case scenarios.NoRegion:
		return "buckets without a region, at oss-rg-china-mainland.aliyuncs.com"
	case scenarios.WholeAccount:
		return "an account that nothing else uses, since its settings are changed"
	case scenarios.ObjectWorms:
		return "an account that is invited to object-level retention"
	case scenarios.Invited:
		return "an account to which OSS has opened features on request, such as limits of the traffic of a bucket"
	case scenarios.AccountKey:
		return "an owner that signs with an AccessKey of the account itself, which alone is exempt from a Deny for everyone"
	}
	return article(c)
}

// article puts "a" or "an" before the name of a capability.
func article(c scenarios.Capability) string {
	if strings.ContainsAny(string(c)[:1], "aeiou") {
		return "an " + string(c)
	}
	return "a " + string(c)
}

func isIP(host string) bool { return net.ParseIP(host) != nil }
