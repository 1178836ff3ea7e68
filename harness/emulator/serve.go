package emulator

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
	"github.com/oss403/oss403/harness/emulator/internal/s3"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// serve handles a request: accept and parse it, run the checks, read the body if
// there is one, check again and act under one lock, record a trace, answer.
func (e *Emulator) serve(w http.ResponseWriter, r *http.Request) {
	sender := e.sentFrom.Load()
	r = sentBy(sender, r)
	if servesKey(r) {
		e.serveKey(w)
		return
	}
	if product, ok := rpc.ProductOf(r.Host); ok {
		e.serveRPC(w, r, product)
		return
	}
	began := e.now().UTC()
	now := began.Truncate(time.Second)
	envelope := wire.Envelope{HostID: r.Host, Now: now, Head: r.Method == http.MethodHead}
	rec := &trace.Record{
		Time: now, Method: r.Method, Host: trace.Cut(r.Host), Target: trace.Cut(r.RequestURI),
		Asked: trace.Asked{Name: e.checkName},
	}

	resp, denial := e.answer(r, sender.VPC, now, &envelope, rec)
	envelope.Elapsed = e.now().Sub(began)
	w = struck(w, r, rec.Fault)
	if denial == nil {
		rec.Status = resp.Status
		e.traces.Add(rec)
		if envelope.S3 {
			s3.Speak(rec.Operation, resp)
		}
		envelope.Write(w, resp)
	} else {
		look := e.parts.Catalogue[denial.Reason]
		rec.Status, rec.Refusal = look.Status, refusal(denial, look)
		e.traces.Add(rec)
		envelope.Header = append(envelope.Header, denial.Header...)
		envelope.Refuse(w, look.Of(denial), denial.Fields)
	}
}

// answer runs the checks and the operation. A panic becomes 500 InternalError and
// changes nothing: the store undoes an unfinished change.
func (e *Emulator) answer(r *http.Request, vpc string, now time.Time, envelope *wire.Envelope,
	rec *trace.Record) (resp *wire.Response, denial *deny.Denial) {
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
	e.runLifecycles(now)
	req, denial := wire.Parse(r, id, now, e.hosts)
	if denial != nil {
		return nil, denial
	}
	req.VPC = vpc
	envelope.S3 = speaksS3(req)
	if denial := e.resolve(req); denial != nil {
		return nil, denial
	}
	if envelope.S3 {
		req = s3.Understand(req, sign.IsS3Parameter)
	}
	c := check.NewCase(req, e.index, e.regions, &e.parts.Rules)
	c.CallTo, c.Seal, c.Signing = e.callTo, e.seal, &e.keys
	if e.terms.QPS > 0 {
		e.store.View(c.Count)
	}
	visit, page := e.visited(c)
	if visit != nil {
		c = page
	}
	rec.Carrier, rec.AccessKeyID = c.Claim.Carrier.String(), trace.Cut(c.Claim.AccessKeyID)
	if c.Operation == nil {
		e.store.View(func(w *world.World) { denial = e.decide(c, w, rec) })
		return nil, denial
	}
	rec.Operation = c.Operation.Name
	defer func() {
		envelope.Header, envelope.S3 = append(envelope.Header, c.Crossing...), envelope.S3 || c.Claim.Carrier.IsS3()
	}()
	if visit != nil {
		return e.visit(visit, c, rec)
	}
	if denial := e.read(c, r, envelope, rec); denial != nil {
		e.store.View(func(*world.World) { note(c, rec) })
		return nil, denial
	}
	envelope.Pace.Begin(limitOf(c))
	defer c.Request.Content.KeepAlive()
	return e.actOrFail(c, rec)
}

// resolve finds the bucket of a custom domain or of the alias of an access point.
// If no bucket has bound the domain, the path names the bucket; little is known
// about the service in this case. A name in OSS's own domain that is no endpoint
// stays the name of a bucket that does not exist.
func (e *Emulator) resolve(r *wire.Request) (denial *deny.Denial) {
	switch {
	case r.Host.Style == wire.Custom:
		e.store.View(func(w *world.World) {
			if b := w.BoundTo(r.Host.Domain); b != nil {
				r.Bucket = b.Name
			} else if !r.Host.OfService() {
				denial = r.NameInPath()
			}
		})
	case world.IsPointAlias(r.Bucket):
		e.store.View(func(w *world.World) {
			if b := w.BehindAlias(r.Bucket); b != nil {
				r.Alias, r.Bucket = r.Bucket, b.Name
			}
		})
	}
	return denial
}

// read reads the body if the operation takes one, at the pace that the request asks for.
func (e *Emulator) read(c *check.Case, r *http.Request, envelope *wire.Envelope, rec *trace.Record) (denial *deny.Denial) {
	if !c.Operation.Form && c.Operation.Body == 0 {
		return nil
	}
	pace := &wire.Pace{}
	r.Body = pace.Slow(r.Body)
	if c.Operation.Form {
		denial = e.readForm(c, r, pace, rec)
	} else {
		denial = e.readWhole(c, r, pace, rec)
	}
	if pace.Limited() && denial == nil {
		envelope.Header = append(envelope.Header, [2]string{"x-oss-qos-delay-time", strconv.FormatInt(pace.Delayed.Milliseconds(), 10)})
	}
	return denial
}

// readWhole reads a body that is no form. It runs the checks first, and reads only if they pass.
func (e *Emulator) readWhole(c *check.Case, r *http.Request, pace *wire.Pace, rec *trace.Record) *deny.Denial {
	if denial := e.ask(c, rec); denial != nil {
		return denial
	}
	pace.Begin(limitOf(c))
	if denial := readBody(c, r, e.room); denial != nil {
		return denial
	}
	c.ReachInBody()
	c.Weigh(e.store.View)
	return nil
}

// readForm runs the checks, reads the fields of the form, and runs the checks again
// with the caller that the fields name. It reads the file only if they pass.
func (e *Emulator) readForm(c *check.Case, r *http.Request, pace *wire.Pace, rec *trace.Record) *deny.Denial {
	if denial := e.ask(c, rec); denial != nil {
		return denial
	}
	form, denial := wire.ReadForm(r, c.Limits.Form)
	if denial != nil {
		return denial
	}
	c.Request.Fill(form)
	c.Identify()
	c.Reach()
	if c.Claim.Carrier.IsS3() {
		c.Request = s3.UnderstandForm(c.Request)
		c.Identify()
		c.Reach()
	}
	rec.Carrier, rec.AccessKeyID = c.Claim.Carrier.String(), trace.Cut(c.Claim.AccessKeyID)
	if denial := e.ask(c, rec); denial != nil {
		return misplaced(c, form, denial)
	}
	pace.Begin(limitOf(c))
	if c.Request.Content, c.Request.Sums, denial = form.ReadFile(c.MaxFile(), e.room); denial != nil {
		return denial
	}
	c.Request.SetBody(c.Request.Content.Bytes())
	if form.FileSize > c.Limits.File {
		return deny.Because(deny.EntityTooLarge)
	}
	return nil
}

// misplaced returns the refusal of a form whose missing field stands after the
// file. Then the order is the error, not the missing field. A missing key stays
// FormKeyMissing: its message already names the order as a possible cause.
// https://help.aliyun.com/zh/oss/user-guide/0006-00000103
// https://github.com/wangeditor-team/wangEditor/issues/2254
func misplaced(c *check.Case, form *wire.Form, denial *deny.Denial) *deny.Denial {
	if denial != c.Unclear && denial != c.Unnamed || denial.Reason == deny.FormKeyMissing {
		return denial
	}
	if after := form.SkipFile(); after != nil && after.Reason == deny.FileNotLast {
		return after
	}
	return denial
}

// ask runs the checks before the body is read. Thus a client that sends
// Expect: 100-continue, and a refused upload, get their answer at once.
func (e *Emulator) ask(c *check.Case, rec *trace.Record) (denial *deny.Denial) {
	e.store.View(func(w *world.World) { denial = e.walk(c, w, rec) })
	return denial
}

// decide runs the checks, unless they have passed in the same world already, and records what they were about.
func (e *Emulator) decide(c *check.Case, w *world.World, rec *trace.Record) *deny.Denial {
	defer note(c, rec)
	if c.Passed(w) {
		return nil
	}
	return e.walk(c, w, rec)
}

// walk runs the checks in order and records the result of each.
func (e *Emulator) walk(c *check.Case, w *world.World, rec *trace.Record) *deny.Denial {
	c.Enter(w.Seen(e.now))
	rec.Asked.Places, rec.Asked.Refused = trace.Places{}, false
	denial := check.Walk(e.parts.Order, c, rec.Asked.Places.Add)
	rec.Asked.Refused = denial != nil
	return denial
}

// limitOf returns the limit of a request that has been accepted so far, in bits a second.
func limitOf(c *check.Case) int {
	bits, _ := c.Operation.Traffic(c.Request) // a wrong one is an objection of the checks
	return bits
}
