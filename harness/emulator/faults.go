package emulator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Arm replaces the rules by which calls fail on demand; none: no call does. It returns an error for a rule that
// names what is not served or contradicts itself, and then changes nothing. Only packages of the emulator can call it,
// as with Change.
func (e *Emulator) Arm(rules []fault.Rule) error {
	err := fault.Valid(rules, fault.Service{
		Serves:    func(name string) bool { return e.operation(name) != nil || e.isAction(name) },
		OfBuckets: func(name string) bool { return !e.isAction(name) && e.operation(name).Level != op.Service },
		Refuses: func(operation, reason string) bool {
			if e.isAction(operation) {
				_, known := rpc.Named(e.actions, operation, reason)
				return known
			}
			look, known := e.parts.Catalogue[deny.Reason(reason)]
			return known && look.Status >= http.StatusBadRequest
		},
	})
	if err != nil {
		return fmt.Errorf("arming faults: %w", err)
	}
	e.faults.Arm(rules)
	return nil
}

// Faults lists the rules by which calls fail on demand, with their counts. Only packages of the emulator can call it.
func (e *Emulator) Faults() []fault.Count { return e.faults.List() }

func (e *Emulator) operation(name string) *op.Operation {
	for i := range e.operations {
		if e.operations[i].Name == name {
			return &e.operations[i]
		}
	}
	return nil
}

// isAction reports whether the name is one of an action of STS or RAM.
func (e *Emulator) isAction(name string) bool {
	return slices.ContainsFunc(e.actions, func(a rpc.Action) bool { return a.Name == name })
}

// errReplaced ends a change whose effect an answer on demand replaces.
var errReplaced = errors.New("the call is struck")

// strikeAction lets a call to STS or RAM fail that would have succeeded, if a rule strikes it. An error undoes the call.
func (e *Emulator) strikeAction(d *world.Draft, rec *trace.Record) error {
	if e.faults.Armed() == 0 {
		return nil
	}
	call := fault.Call{Operation: rec.Operation, AccessKey: rec.AccessKeyID, Named: true}
	if s, known := d.Sessions.Get(call.AccessKey); known {
		call.Account = s.UID
	} else if key, known := d.Keys.Get(call.AccessKey); known {
		call.Account = key.UID
	}
	switch rec.Fault = e.faults.Strike(call); {
	case rec.Fault == nil || !rec.Fault.Answer.Replaces():
		return nil
	case rec.Fault.Answer.Reason != "":
		refused, _ := rpc.Named(e.actions, rec.Operation, rec.Fault.Answer.Reason)
		return refused
	}
	return errReplaced
}

// actOrFail acts, unless a rule strikes the call and leaves no effect. Rules see only calls to which no check objects:
// another one is refused as ever.
func (e *Emulator) actOrFail(c *check.Case, rec *trace.Record) (*wire.Response, *deny.Denial) {
	if e.faults.Armed() == 0 {
		return e.act(c, rec)
	}
	var denial *deny.Denial
	e.store.View(func(w *world.World) {
		if denial = e.decide(c, w, rec); denial == nil {
			rec.Fault = e.faults.Strike(fault.Call{
				Operation: c.Operation.Name, Bucket: c.Request.Bucket, Account: c.Principal().UID, AccessKey: c.Claim.AccessKeyID,
			})
		}
	})
	switch {
	case denial != nil:
		return nil, denial
	case rec.Fault == nil:
		return e.act(c, rec)
	case rec.Fault.Answer.Reason != "":
		return nil, deny.Because(deny.Reason(rec.Fault.Answer.Reason))
	case rec.Fault.Answer.Status != 0:
		return wire.Empty(rec.Fault.Answer.Status), nil
	case rec.Fault.Answer.Cut == fault.Before:
		return wire.Empty(0), nil
	}
	return e.act(c, rec)
}

// faultHeader marks each answer that a rule has struck.
const faultHeader = "x-oss403-fault"

// struck returns a writer that answers as the rule says that struck the call; without one, the writer itself.
func struck(w http.ResponseWriter, r *http.Request, hit *fault.Hit) http.ResponseWriter {
	if hit == nil {
		return w
	}
	w.Header()[faultHeader] = []string{hit.String()}
	return &faulty{w, r.Context(), hit.Answer}
}

// faulty is the writer of an answer that fails.
type faulty struct {
	http.ResponseWriter
	client context.Context // ends when the client leaves
	answer fault.Answer
}

// WriteHeader waits, or cuts the connection, before anything is sent.
func (f *faulty) WriteHeader(status int) {
	if f.answer.Cut != "" {
		panic(http.ErrAbortHandler) // net/http closes the connection, and says nothing
	}
	f.wait(f.answer.Delay)
	f.ResponseWriter.WriteHeader(status)
}

// slowSteps is how often in a second a part of a slow body is sent.
const slowSteps = 20

// Write sends the body, in small parts if it is to be slow.
func (f *faulty) Write(body []byte) (sent int, err error) {
	if f.answer.Slow == 0 {
		return f.ResponseWriter.Write(body)
	}
	part := max(1, f.answer.Slow/slowSteps)
	for sent < len(body) {
		began := time.Now()
		n, err := f.ResponseWriter.Write(body[sent:min(len(body), sent+part)])
		sent += n
		if err == nil {
			err = http.NewResponseController(f.ResponseWriter).Flush()
		}
		if err == nil {
			err = f.client.Err()
		}
		if err != nil {
			return sent, err
		}
		f.wait(time.Duration(n)*time.Second/time.Duration(f.answer.Slow) - time.Since(began))
	}
	return sent, nil
}

// Unwrap is for http.ResponseController.
func (f *faulty) Unwrap() http.ResponseWriter { return f.ResponseWriter }

// wait waits by the clock of the machine, or until the client leaves.
func (f *faulty) wait(pause time.Duration) {
	if pause <= 0 {
		return
	}
	over := time.NewTimer(pause)
	defer over.Stop()
	select {
	case <-over.C:
	case <-f.client.Done():
	}
}
