package emulator

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/check"
	"github.com/oss403/oss403/harness/emulator/deny"
	"github.com/oss403/oss403/harness/emulator/op"
	"github.com/oss403/oss403/harness/emulator/trace"
	"github.com/oss403/oss403/harness/emulator/wire"
	"github.com/oss403/oss403/harness/emulator/world"
)

// serve is the life of a request: accept, parse, ask, read the body, ask
// again and act under one lock, answer, remember.
func (e *Emulator) serve(w http.ResponseWriter, r *http.Request) {
	began := e.now().UTC()
	now := began.Truncate(time.Second)
	envelope := wire.Envelope{HostID: r.Host, Now: now, Head: r.Method == http.MethodHead}
	rec := trace.Record{Time: now, Method: r.Method, Host: cut(r.Host), Target: cut(r.RequestURI), Checks: []trace.Step{}}

	resp, denial := e.answer(r, now, &envelope, &rec)
	envelope.Elapsed = e.now().Sub(began)
	if denial == nil {
		rec.Status = resp.Status
		e.traces.Add(rec)
		envelope.Write(w, resp)
	} else {
		look := e.catalogue[denial.Reason]
		rec.Status, rec.Refusal = look.Status, refusal(denial, look)
		e.traces.Add(rec)
		envelope.Refuse(w, look, denial.Fields)
	}
}

// answer decides and acts. A panic becomes 500 InternalError; the world is
// as before, for the store undoes a change that did not end.
func (e *Emulator) answer(r *http.Request, now time.Time, envelope *wire.Envelope, rec *trace.Record) (resp *wire.Response, denial *deny.Denial) {
	defer func() {
		if fault := recover(); fault != nil {
			resp, denial = nil, deny.Because(deny.InternalError)
			rec.Checks = append(rec.Checks, trace.Step{Check: "panic", Says: fmt.Sprint(fault)})
		}
	}()
	id, err := e.requestID(now)
	envelope.RequestID, rec.RequestID = id, id
	if err != nil {
		return nil, deny.Because(deny.InternalError)
	}
	req, denial := wire.Parse(r, id, now, e.regions)
	if denial != nil {
		return nil, denial
	}
	if denial := e.ask(req, rec); denial != nil {
		return nil, denial
	}
	if denial := e.readBody(r, req); denial != nil {
		return nil, denial
	}
	return e.act(req, rec)
}

// ask walks the checks before the body is read: Expect: 100-continue and a
// refused upload get their answer at once.
func (e *Emulator) ask(req *wire.Request, rec *trace.Record) (denial *deny.Denial) {
	e.store.View(func(w *world.World) {
		_, denial = e.decide(req, w, rec)
	})
	return denial
}

// decide walks the checks and notes in rec what each said.
func (e *Emulator) decide(req *wire.Request, w *world.World, rec *trace.Record) (*check.Case, *deny.Denial) {
	c := check.NewCase(req, w, e.operations, e.regions)
	rec.Carrier, rec.AccessKeyID, rec.Checks = string(c.Claim.Carrier), cut(c.Claim.AccessKeyID), rec.Checks[:0]
	if c.Operation != nil {
		rec.Operation = c.Operation.Name
	}
	denial := check.Walk(e.order, c, func(a check.Answer) {
		says := "no objection"
		if a.Refused {
			says = "refused"
		}
		rec.Checks = append(rec.Checks, trace.Step{Check: a.Check, Says: says})
	})
	return c, denial
}

// readBody reads what the operation takes.
func (e *Emulator) readBody(r *http.Request, req *wire.Request) *deny.Denial {
	o, denial := op.Find(e.operations, req)
	if denial != nil || o.Body == 0 {
		return denial
	}
	body, denial := wire.ReadBody(r, o.Body)
	req.Body = body
	return denial
}

// act asks again, for the world may have changed, and carries the operation
// out under the same lock.
func (e *Emulator) act(req *wire.Request, rec *trace.Record) (resp *wire.Response, denial *deny.Denial) {
	o, denial := op.Find(e.operations, req)
	if denial != nil {
		return nil, denial
	}
	if o.Do != nil {
		e.store.View(func(w *world.World) {
			var c *check.Case
			if c, denial = e.decide(req, w, rec); denial == nil {
				resp, denial = o.Do(&op.Context{Request: req, World: w, Bucket: c.Bucket(), Caller: c.Caller()})
			}
		})
		return resp, denial
	}
	err := e.store.Update(func(d *world.Draft) error {
		c, denial := e.decide(req, d.World, rec)
		if denial == nil {
			resp, denial = o.Change(e.change(c, d))
		}
		if denial != nil {
			return denial
		}
		return nil
	})
	if errors.As(err, &denial) {
		return nil, denial
	}
	return resp, nil
}

func (e *Emulator) change(c *check.Case, d *world.Draft) *op.ChangeContext {
	return &op.ChangeContext{
		Context: op.Context{Request: c.Request, World: d.World, Bucket: c.Bucket(), Caller: c.Caller()},
		Draft:   d,
		NewID:   e.uploadID,
		Region:  e.regionOf(c),
	}
}

// regionOf is where a new bucket comes to lie: in the region of the host;
// through an IP address, in that of the V4 scope, or else in the first.
func (e *Emulator) regionOf(c *check.Case) string {
	switch {
	case c.Region() != "":
		return c.Region()
	case c.Claim.Carrier.IsV4():
		return c.Claim.Scope.Region
	}
	return e.regions[0]
}

// requestID is 24 upper-case hex digits; the first eight are the epoch
// second. On a failure of the randomness the rest is zero.
func (e *Emulator) requestID(now time.Time) (string, error) {
	var id [12]byte
	binary.BigEndian.PutUint32(id[:], uint32(now.Unix()))
	_, err := io.ReadFull(e.rand, id[4:])
	return fmt.Sprintf("%X", id), err
}

func (e *Emulator) uploadID() string {
	var id [16]byte
	if _, err := io.ReadFull(e.rand, id[:]); err != nil {
		panic("emulator: no randomness for an upload id: " + err.Error())
	}
	return fmt.Sprintf("%X", id)
}

func refusal(d *deny.Denial, look deny.Entry) *trace.Refusal {
	out := &trace.Refusal{Reason: string(d.Reason), Code: look.Code, EC: look.EC}
	for _, f := range d.Fields {
		out.Evidence = append(out.Evidence, [2]string{f.Name, cut(f.Value)})
	}
	return out
}

// cut bounds what a trace remembers of one value.
func cut(s string) string {
	const most = 1 << 10
	if len(s) <= most {
		return s
	}
	return s[:most]
}
