package emulator

import (
	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
)

// note records in rec who asked for what, the result of each policy, and the
// StringToSign of the emulator.
func note(c *check.Case, rec *trace.Record) {
	rec.Begin()
	if p := c.Principal(); p.Known() || c.Claim.Carrier == sign.Anonymous {
		rec.By(trace.Principal{UID: p.UID, Type: p.Type(), Name: p.DisplayName()})
	}
	for _, a := range c.Accesses {
		rec.Touched = append(rec.Touched, trace.Touched{Action: a.Action, Resource: c.Resource(a)})
	}
	for _, o := range c.Opinions {
		rec.Opinions = append(rec.Opinions, trace.Opinion{
			Layer: string(o.Layer), Action: o.Action, Resource: trace.Cut(o.Resource),
			Says: string(o.Effect), Policy: o.Document, Statement: o.Statement,
		})
	}
	if c.Proof != nil {
		rec.StringToSign = c.Proof.StringToSign[:min(len(c.Proof.StringToSign), 4<<10)]
	}
}

func refusal(d *deny.Denial, look deny.Entry) *trace.Refusal {
	return &trace.Refusal{Reason: string(d.Reason), Code: look.Code, EC: look.EC, Fields: d.Fields}
}
