package served

import (
	"time"

	"github.com/oss403/oss403/harness/emulator"
)

// boundsFlags choose the bounds of the emulator.
type boundsFlags struct {
	MaxRequests int           `help:"Requests served at the same time; others wait (1000)." placeholder:"N"`
	HeaderTime  time.Duration `help:"Until the header of a request has arrived (10s)." placeholder:"DURATION"`
	BodyTime    time.Duration `help:"Until a request has arrived whole (10m)." placeholder:"DURATION"`
	AnswerTime  time.Duration `help:"Until an answer has been taken whole (10m)." placeholder:"DURATION"`
	IdleTime    time.Duration `help:"Between two requests on a connection (2m)." placeholder:"DURATION"`
	Traces      int           `help:"Requests that are remembered (1000)." placeholder:"N"`
}

func (f boundsFlags) bounds() emulator.Bounds {
	return emulator.Bounds{
		Requests: f.MaxRequests, HeaderTime: f.HeaderTime, BodyTime: f.BodyTime, AnswerTime: f.AnswerTime, IdleTime: f.IdleTime,
		Traces: f.Traces,
	}
}
