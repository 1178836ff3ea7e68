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
	if p := c.Principal(); p.Known() || c.Claim.Carrier == sign.Anonymous {
		rec.Principal = &trace.Principal{UID: p.UID, Type: p.Type(), Name: p.DisplayName()}
	}
	rec.Accesses, rec.Opinions, rec.StringToSign = nil, nil, ""
	for _, a := range c.Accesses {
		rec.Accesses = append(rec.Accesses, trace.Access{Action: a.Action, Resource: cut(c.Resource(a))})
	}
	for _, o := range c.Opinions {
		rec.Opinions = append(rec.Opinions, trace.Opinion{
			Layer: string(o.Layer), Action: o.Action, Resource: cut(o.Resource), Says: string(o.Effect), Policy: o.Document, Statement: o.Statement,
		})
	}
	if c.Proof != nil {
		rec.StringToSign = c.Proof.StringToSign[:min(len(c.Proof.StringToSign), 4<<10)]
	}
}

func refusal(d *deny.Denial, look deny.Entry) *trace.Refusal {
	out := &trace.Refusal{Reason: string(d.Reason), Code: look.Code, EC: look.EC}
	out.Evidence = evidence(nil, "", d.Fields)
	return out
}

// evidence lists fields as name and value. A nested field has the name outer/inner.
func evidence(list [][2]string, outer string, fields []deny.Field) [][2]string {
	for _, f := range fields {
		if f.Fields != nil {
			list = evidence(list, outer+f.Name+"/", f.Fields)
			continue
		}
		list = append(list, [2]string{outer + f.Name, cut(f.Value)})
	}
	return list
}

// cut shortens a value in a trace to 1 KiB.
func cut(s string) string {
	const most = 1 << 10
	if len(s) <= most {
		return s
	}
	return s[:most]
}
