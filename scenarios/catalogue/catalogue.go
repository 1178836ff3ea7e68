// Package catalogue lists every scenario. It holds no scenario of its own.
package catalogue

import (
	"slices"
	"sync"

	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/internal/authentication"
	"github.com/oss403/oss403/scenarios/internal/authorization"
	"github.com/oss403/oss403/scenarios/internal/endpoint"
	"github.com/oss403/oss403/scenarios/internal/features"
	"github.com/oss403/oss403/scenarios/internal/precedence"
)

// All lists every scenario, area by area, and then the pairs that are composed of them. The slice
// belongs to the caller. The values in it are shared: change none of them.
func All() []scenarios.Scenario { return slices.Clone(all()) }

// all composes the list once: that takes a tenth of a second, and tests ask for it often.
var all = sync.OnceValue(func() []scenarios.Scenario {
	learnt, err := scenarios.ReadLearnt()
	if err != nil { // a test reads it before any user does
		panic(err)
	}
	return Taught(learnt)
})

// Untaught lists every scenario without what recordings have taught.
func Untaught() []scenarios.Scenario { return Taught(scenarios.Learnt{}) }

// Taught lists every scenario as it is after what was learnt, in place of what the program carries.
func Taught(learnt scenarios.Learnt) []scenarios.Scenario {
	singles := slices.Concat(
		endpoint.Scenarios(),
		authentication.Scenarios(),
		authorization.Scenarios(),
		features.Scenarios(),
	)
	singles = learnt.Taught(singles)
	return slices.Concat(singles, learnt.Taught(precedence.Scenarios(singles)))
}
