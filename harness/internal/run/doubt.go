package run

import (
	"github.com/oss403/oss403/harness/internal/wire"
	"github.com/oss403/oss403/scenarios"
)

// Doubtful says why a successful answer to a control proves nothing; empty: it proves something. shown says whether a write
// had an effect.
func Doubtful(request scenarios.Request, answer wire.Answer, shown bool) string {
	return doubtful(request, answer, shown)
}
