package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// serveRPC handles a request to STS or RAM: parse it, find the caller, check and
// act under one lock, record a trace, answer.
func (e *Emulator) serveRPC(w http.ResponseWriter, r *http.Request, product rpc.Product) {
	now := e.now().UTC().Truncate(time.Second)
	rec := &trace.Record{Time: now, Method: r.Method, Host: trace.Cut(r.Host), Target: trace.Cut(r.RequestURI), Checks: []trace.Step{}}
	req, object, fault := e.answerRPC(r, product, now, rec)
	rec.RequestID = req.ID
	w = struck(w, r, rec.Fault)
	if fault == nil && rec.Fault != nil && rec.Fault.Answer.Replaces() {
		rec.Status = rec.Fault.Answer.Status
		e.traces.Add(rec)
		rpc.WriteNothing(w, req, rec.Status)
		return
	}
	if fault == nil {
		rec.Status = http.StatusOK
		e.traces.Add(rec)
		rpc.Write(w, req, object)
		return
	}
	rec.Status, rec.Refusal = fault.Status, &trace.Refusal{Reason: fault.Code, Code: fault.Code}
	e.traces.Add(rec)
	rpc.Refuse(w, req, fault)
}

// answerRPC runs the checks and the action. A panic becomes 500 InternalError and
// changes nothing.
func (e *Emulator) answerRPC(r *http.Request, product rpc.Product, now time.Time,
	rec *trace.Record) (req *rpc.Request, object rpc.Object, fault *rpc.Error) {
	req = &rpc.Request{Product: product, Host: r.Host, Method: r.Method, Now: now}
	defer func() {
		if cause := recover(); cause != nil {
			object, fault = nil, rpc.Internal()
			rec.Checks = append(rec.Checks, trace.Step{Check: "panic", Says: fmt.Sprint(cause)})
		}
	}()
	make := rpc.Maker{Rand: e.rand}
	req, fault = rpc.Parse(r, product, make.RequestID(), now)
	rec.Operation = trace.Cut(req.Action)
	if fault != nil {
		return req, nil, fault
	}
	if claim, fault := rpc.ReadClaim(req); fault == nil {
		rec.Carrier, rec.AccessKeyID = claim.Carrier, trace.Cut(claim.AccessKeyID)
	}
	err := e.store.Update(func(d *world.Draft) error {
		d.At = e.now()
		object, fault = rpc.Answer(e.actions, req, d, make, e.seal)
		if fault != nil {
			return fault
		}
		return e.strikeAction(d, rec)
	})
	if errors.Is(err, errReplaced) {
		return req, nil, nil
	}
	if err != nil && !errors.As(err, &fault) {
		e.logLost(err)
		return req, nil, rpc.Internal()
	}
	return req, object, fault
}
