package target

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator"
)

// Spec says which target to open and how.
type Spec struct {
	Target  string        // see Kinds
	Profile string        // path of the profile; empty: none
	Allow   []string      // permissions in addition to the profile's; see Permissions; an emulator allows all
	Timeout time.Duration // for each request; 0: DefaultTimeout
	Dialect string        // of the embedded emulator; empty: its default
	Share   int           // number of processes that share the run; 0: one
	Turns   string        // file by which they share the rate of requests; empty: each has its part of it
	Budget  int           // requests that the whole run may send; 0: any number
	Mutant  string        // makes the embedded emulator wrong on purpose, for self-tests; see Mutants
}

// leastBudget is the number of requests that a process needs to try anything: its set-up and its clean-up take some.
const leastBudget = 200

// shared says the budget, and how many processes share it.
func (s Spec) shared() string {
	if s.Share > 1 {
		return fmt.Sprintf("%d requests for %d processes", s.Budget, s.Share)
	}
	return fmt.Sprintf("%d requests", s.Budget)
}

// budget is the share of one process; 0: any number.
func (s Spec) budget() int { return s.Budget / max(1, s.Share) }

// DefaultTimeout bounds each request unless profile or flag say otherwise.
const DefaultTimeout = 10 * time.Second

// UsageError is a mistake of the user, in a flag, a target string or a profile. Its text says what is accepted.
type UsageError struct{ text string }

func (e UsageError) Error() string { return e.text }

// ExitCode returns the exit code of bad input.
func (UsageError) ExitCode() int { return 64 }

// Usagef makes a UsageError.
func Usagef(format string, args ...any) error { return UsageError{fmt.Sprintf(format, args...)} }

// Kinds lists the accepted target strings, for help and errors.
const Kinds = "emulator: (in process), emulator:http://HOST:PORT (control port of a running one), " +
	"container:IMAGE (one in a container), http://ENDPOINT or https://ENDPOINT"

// dataParameter gives the address of a running emulator's data port, if it differs from
// the one that the emulator names: emulator:http://HOST:PORT?data=HOST:PORT.
const dataParameter = "data"

// ImageOf is the image of a target container:IMAGE. The suite links no client of a
// container engine: the command starts the container and names the emulator in it by
// its ports.
func ImageOf(target string) (image string, ok bool) { return strings.CutPrefix(target, "container:") }

// RunningAt is the target string of a running emulator. control and data are the URLs of its ports.
func RunningAt(control, data string) string {
	return "emulator:" + control + "?" + dataParameter + "=" + strings.TrimPrefix(data, "http://")
}

type kind int

const (
	embedded kind = iota
	running
	endpoint
)

// kindOf parses a target string into its kind and address.
func kindOf(target string) (kind, *url.URL, error) {
	wrong := Usagef("target %q is of no known kind; accepted: %s; or recording:FILE, which run judges again", withoutUser(target), Kinds)
	address := target
	k := endpoint
	if rest, ok := strings.CutPrefix(target, "emulator:"); ok {
		if rest == "" {
			return embedded, nil, nil
		}
		address, k = rest, running
	}
	if image, ok := ImageOf(target); ok && image != "" {
		return 0, nil, Usagef("target %q is started by oss403 run, and so by make conformance; accepted here: "+
			"emulator:http://HOST:PORT of a container of %s that runs", target, image)
	}
	if strings.HasPrefix(target, "recording:") {
		return 0, nil, Usagef("target %q is no target that can be asked; accepted: it with oss403 run, or with oss403 learn FILE", target)
	}
	u, err := url.Parse(strings.ToLower(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return 0, nil, wrong
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" && k != running || u.User != nil {
		return 0, nil, Usagef("target %q has more than a scheme and a host; accepted: %s", withoutUser(target), Kinds)
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > mostPort {
			return 0, nil, Usagef("target %q: a host has no port %s; accepted: 1 to %d", target, port, mostPort)
		}
	}
	return k, u, checkData(target, u)
}

// mostPort is the largest number of a port. RFC 9293, section 3.1.
const mostPort = 1<<16 - 1

// withoutUser is a target string whose address tells no user and no password.
func withoutUser(target string) string {
	scheme, rest, _ := strings.Cut(target, "//")
	if end := strings.LastIndex(rest, "@"); end >= 0 { // a password may hold a slash that should have been escaped
		return scheme + "//…" + rest[end:]
	}
	return target
}

// checkData checks that only dataParameter follows the address.
func checkData(target string, u *url.URL) error {
	if u.RawQuery == "" {
		return nil
	}
	query, err := url.ParseQuery(u.RawQuery)
	if _, _, bad := net.SplitHostPort(query.Get(dataParameter)); err != nil || bad != nil || len(query) != 1 {
		return Usagef("target %q: accepted after the address: ?%s=HOST:PORT, where the data port is reached", target, dataParameter)
	}
	return nil
}

// Check checks the spec without opening the target.
func (s Spec) Check() error {
	k, u, err := kindOf(s.Target)
	if err != nil {
		return err
	}
	if s.Timeout < 0 {
		return Usagef("timeout %s is negative; accepted: a duration such as 10s", s.Timeout)
	}
	if s.Mutant != "" && k != embedded {
		return Usagef("only the target emulator: has mutants")
	}
	if s.Dialect != "" && k != embedded {
		return Usagef(
			"dialect %q: a target other than emulator: speaks its own; accepted: --dialect with --target=emulator: "+
				"or --target=container:IMAGE", s.Dialect)
	}
	if d := emulator.Dialect(s.Dialect); s.Dialect != "" && !d.Known() {
		return Usagef("the emulator has no dialect %q; accepted: %s", s.Dialect, Dialects())
	}
	if k != endpoint && s.Profile != "" {
		return Usagef(
			"a profile goes with an endpoint, and this target is an emulator; accepted: --profile with http://ENDPOINT or https://ENDPOINT")
	}
	if s.Budget < 0 || s.Budget > 0 && s.budget() < leastBudget {
		return Usagef("a budget of %s; accepted: %d or more", s.shared(), leastBudget*max(1, s.Share))
	}
	if err := checkWords("--allow", s.Allow, permissionWords()); err != nil {
		return err
	}
	profile, err := readProfile(s.Profile)
	if err != nil || k != endpoint {
		return err
	}
	return profile.check(u, s.Share)
}

// timeout is the bound on each request: that of the flag, else of the profile, else the default.
func (s Spec) timeout(p Profile) time.Duration {
	switch {
	case s.Timeout != 0:
		return s.Timeout
	case p.Timeouts.Request != nil:
		return *p.Timeouts.Request
	}
	return DefaultTimeout
}
