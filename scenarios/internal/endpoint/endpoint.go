// Package endpoint holds the scenarios in which OSS refuses the address of a request: hosts,
// regions, addressing. Each Code has a file.
package endpoint

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists the scenarios of this package, one for each carrier.
func Scenarios() []s.Scenario {
	return s.Expand("endpoint",
		accessDenied(),
		copyRefused(),
		secondLevelDomainForbidden(),
		nonStandardHost(),
		permanentRedirect(),
		cnameDenied(),
		transferAccelerationDisabled(),
		boundary(),
	)
}
