package emulator

import (
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A visit is a request to a bucket that is a site.
type visit struct {
	site  *world.Website
	asked *wire.Request // as the visitor sent it
}

// visited returns the visit that a request is, and the request for the page that it
// gets. If it is no visit, both are nil. Who has credentials, or asks for anything but
// an object or the root, does not visit.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketwebsite
func (e *Emulator) visited(c *check.Case) (*visit, *check.Case) {
	if c.Claim.Carrier != sign.Anonymous {
		return nil, nil
	}
	v := &visit{asked: c.Request}
	e.store.View(func(w *world.World) { v.site = op.Site(w, c.Request) })
	if v.site == nil {
		return nil, nil
	}
	page := e.pageOf(c, v.site.Page(c.Request.Key), c.Request.Header)
	if o := page.Operation; o == nil || o.Name != "GetObject" && o.Name != "HeadObject" {
		return nil, nil
	}
	return v, page
}

// pageOf returns the same request for another key.
func (e *Emulator) pageOf(c *check.Case, key string, header wire.Header) *check.Case {
	r := *c.Request
	r.Key, r.Header = key, header
	page := check.NewCase(&r, e.index, e.regions, &e.parts.Rules)
	page.CallTo, page.Seal, page.Overrun = c.CallTo, c.Seal, c.Overrun
	return page
}

// visit serves a page of a site. Each page passes the checks as if it had been asked
// for by its own key. A rule leads away first, then comes the page of a directory,
// then the page for what is not there. A fault on demand strikes the visit, once.
func (e *Emulator) visit(v *visit, c *check.Case, rec *trace.Record) (*wire.Response, *deny.Denial) {
	resp, denial := e.actOrFail(c, rec)
	if rec.Fault != nil && rec.Fault.Answer.Replaces() {
		return resp, denial
	}
	status := http.StatusOK
	if denial != nil {
		status = e.parts.Catalogue[denial.Reason].Status
	}
	if rule := v.site.Rule(v.asked.Key, status, v.asked.Header.Get); rule != nil {
		return op.Redirected(rule, v.asked)
	}
	if status != http.StatusNotFound {
		return resp, denial
	}
	first := *rec
	first.Checks = slices.Clone(rec.Checks)
	if below := v.site.PageBelow(v.asked.Key); below != "" {
		page, missing := e.act(e.pageOf(c, below, c.Request.Header), rec)
		switch {
		case missing == nil && v.site.Bare == world.BareServed:
			return page, nil
		case missing == nil:
			return op.ToDirectory(v.asked), nil
		}
	}
	if v.site.Error != "" {
		page, missing := e.act(e.pageOf(c, v.site.Error, unconditional(c.Request.Header)), rec)
		if missing == nil {
			page.Status = v.site.ErrorStatus
			return page, nil
		}
	}
	*rec = first // the trace is of the answer
	return resp, denial
}

// unconditional returns headers without conditions and without a range: the page for
// what is not there is sent whole.
func unconditional(header wire.Header) wire.Header {
	return header.Without(func(name string) bool { return name == "Range" || strings.HasPrefix(name, "If-") })
}
