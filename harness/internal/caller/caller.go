// Package caller holds who sends a request: credentials, and which identity of
// a target has which; those that are missing are made through RAM and STS.
package caller

import (
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/scenarios"
)

// Credentials sign requests. The zero value is an anonymous caller.
type Credentials = control.Credentials

// Set is the identities of one target.
type Set map[scenarios.Caller]Credentials

// Of is the credentials of one caller, and whether the target has that caller.
func (s Set) Of(c scenarios.Caller) (Credentials, bool) {
	if c == scenarios.Anonymous {
		return Credentials{}, true
	}
	credentials, ok := s[c]
	return credentials, ok
}

// Secrets lists what must never reach a report.
func (s Set) Secrets() []string {
	var secrets []string
	for _, c := range s {
		secrets = append(secrets, c.AccessKeySecret)
	}
	return secrets
}
