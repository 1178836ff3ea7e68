package emulator

import (
	"errors"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// act runs the checks and the operation under one lock, so that the state cannot
// change between decision and effect.
func (e *Emulator) act(c *check.Case, rec *trace.Record) (resp *wire.Response, denial *deny.Denial) {
	if read := c.Operation.Do; read != nil {
		return e.look(c, rec, read)
	}
	var made *wire.Response
	if c.Operation.Make != nil {
		if made, denial = e.look(c, rec, c.Operation.Make); denial != nil {
			return nil, denial
		}
	}
	aside := &op.Aside{Room: e.room}
	resp, denial = e.alter(c, rec, aside, made)
	for denial != nil && aside.Work() {
		resp, denial = e.alter(c, rec, aside, made)
	}
	if denial != nil {
		return nil, denial
	}
	return resp, e.finish(resp)
}

// look runs the checks and what reads, and finishes the answer when the world is free again.
func (e *Emulator) look(c *check.Case, rec *trace.Record, read func(*op.Context) (*wire.Response, *deny.Denial),
) (resp *wire.Response, denial *deny.Denial) {
	e.store.View(func(w *world.World) {
		if denial = e.decide(c, w, rec); denial == nil {
			context := contextOf(c)
			resp, denial = read(&context)
		}
	})
	if denial != nil {
		return nil, denial
	}
	return resp, e.finish(resp)
}

// alter runs the checks and a change under the lock. A change that fails has no effect.
func (e *Emulator) alter(c *check.Case, rec *trace.Record, aside *op.Aside, made *wire.Response,
) (resp *wire.Response, _ *deny.Denial) {
	err := e.store.Update(func(d *world.Draft) error {
		d.At = e.now()
		denial := e.decide(c, d.World, rec)
		if denial == nil {
			resp, denial = c.Operation.Change(e.change(c, d, aside, made))
		}
		if denial != nil {
			return denial
		}
		return nil
	})
	if err == nil {
		return resp, nil
	}
	var denial *deny.Denial
	if errors.As(err, &denial) {
		return nil, denial
	}
	e.logLost(err) // the change failed for a reason that is no refusal
	return nil, deny.Because(deny.InternalError)
}

func contextOf(c *check.Case) op.Context {
	return op.Context{
		Request: c.Request, World: c.World, Bucket: c.Bucket(), Caller: c.Principal().UID, Image: c.Limits.Image, Regions: c.Regions,
		SignedFor: c.SignedFor,
	}
}

func (e *Emulator) change(c *check.Case, d *world.Draft, aside *op.Aside, made *wire.Response) *op.ChangeContext {
	change := &op.ChangeContext{
		Context: contextOf(c),
		Draft:   d,
		Aside:   aside,
		NewID:   e.uploadID,
		Region:  c.NewRegion(),

		Callback: c.Callback, Operation: c.Operation.Name, Made: made,
	}
	if c.Callback != nil {
		change.Send = e.sender(c)
	}
	return change
}
