// Package catalogue lists every scenario. It holds no scenario of its own.
package catalogue

import (
	"slices"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/authentication"
	"github.com/oss403/oss403/scenarios/authorization"
	"github.com/oss403/oss403/scenarios/endpoint"
	"github.com/oss403/oss403/scenarios/features"
	"github.com/oss403/oss403/scenarios/precedence"
)

// All lists every scenario, area by area, and the pairs that are composed of them.
func All() []scenarios.Scenario {
	singles := slices.Concat(
		endpoint.Scenarios(),
		authentication.Scenarios(),
		authorization.Scenarios(),
		features.Scenarios(),
	)
	return slices.Concat(singles, precedence.Scenarios(singles))
}
