package target

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/deny"
)

// Spec says which target to open and how.
type Spec struct {
	Target  string        // see Kinds
	Profile string        // path of a profile file; empty: none
	Timeout time.Duration // for each request; 0: DefaultTimeout
	Dialect string        // of the embedded emulator; empty: its default
	Share   int           // processes that the run is shared by; 0: one
	Mutant  string        // hurts the embedded emulator on purpose, for self-tests; see Mutants
}

// DefaultTimeout bounds each request.
const DefaultTimeout = 10 * time.Second

// UsageError is a mistake in what was asked for; its text says what is accepted.
type UsageError struct{ text string }

func (e UsageError) Error() string { return e.text }

// Usagef makes a UsageError.
func Usagef(format string, args ...any) error { return UsageError{fmt.Sprintf(format, args...)} }

// Kinds is what a target string may be, for help and errors.
const Kinds = "emulator: (in process), emulator:http://HOST:PORT (control port of a running one), http://ENDPOINT or https://ENDPOINT"

type kind int

const (
	embedded kind = iota
	running
	endpoint
)

// kindOf reads a target string.
func kindOf(target string) (kind, *url.URL, error) {
	wrong := Usagef("target %q is of no known kind; accepted: %s", target, Kinds)
	address := target
	k := endpoint
	if rest, ok := strings.CutPrefix(target, "emulator:"); ok {
		if rest == "" {
			return embedded, nil, nil
		}
		address, k = rest, running
	}
	u, err := url.Parse(strings.ToLower(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return 0, nil, wrong
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.User != nil {
		return 0, nil, Usagef("target %q has more than a scheme and a host; accepted: %s", target, Kinds)
	}
	return k, u, nil
}

// Check says whether the spec can be opened, without opening it.
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
		return Usagef("dialect %q: a target other than emulator: speaks its own; accepted: --dialect with --target=emulator:", s.Dialect)
	}
	if d := deny.Dialect(s.Dialect); s.Dialect != "" && !d.Known() {
		return Usagef("the emulator has no dialect %q; accepted: %s", s.Dialect, Dialects())
	}
	if k != endpoint && s.Profile != "" {
		return Usagef("a profile goes with an endpoint, and target %q is an emulator; accepted: --profile with http://ENDPOINT or https://ENDPOINT", s.Target)
	}
	profile, err := readProfile(s.Profile)
	if err != nil || k != endpoint {
		return err
	}
	return profile.check(u)
}

// timeout bounds each request: flag, then profile, then default.
func (s Spec) timeout(p Profile) time.Duration {
	switch {
	case s.Timeout != 0:
		return s.Timeout
	case p.Timeouts.Request != nil:
		return *p.Timeouts.Request
	}
	return DefaultTimeout
}
