// Package caller holds the callers of a target and their credentials. It makes
// missing callers through RAM and STS.
package caller

import (
	"github.com/oss403/oss403/harness/control"
	"github.com/oss403/oss403/scenarios"
)

// Credentials sign requests. The zero value is an anonymous caller.
type Credentials = control.Credentials

// Set holds the callers of one target with their credentials.
type Set map[scenarios.Caller]Credentials

// Of returns the credentials of a caller, and whether the target has that caller.
func (s Set) Of(c scenarios.Caller) (Credentials, bool) {
	if c == scenarios.Anonymous {
		return Credentials{}, true
	}
	credentials, ok := s[c]
	return credentials, ok
}

// Secrets lists the texts that must never appear in a report.
func (s Set) Secrets() []string {
	var secrets []string
	for _, c := range s {
		secrets = append(secrets, c.AccessKeySecret)
	}
	return secrets
}
