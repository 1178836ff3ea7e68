// Package endpoint holds the scenarios in which OSS refuses where a request is
// sent: hosts, regions, addressing. One file a Code.
package endpoint

import s "github.com/oss403/oss403/scenarios"

// Scenarios lists them, one for each carrier.
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
