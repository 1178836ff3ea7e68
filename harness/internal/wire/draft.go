package wire

import (
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// draft is the request of a call before it is signed: what the call asks for, as its faults
// change it. What they change of the signed request comes later.
type draft struct {
	client *Client // that sends it
	call   Call
	faults []applied

	who            caller.Credentials // that sign it
	when           moment
	scope          scope
	bucket, key    string
	query, headers []scenarios.Param
	body           string

	signedHost string // signed as the host, if the host is signed; empty: the host that the request is sent to
	sentKey    string // the key that OSS reads from the path as sent
}

// applied is a fault with the row of its kind.
type applied struct {
	scenarios.Fault
	application
}

func (c Call) applied() []applied {
	var faults []applied
	all := applications()
	for _, f := range c.Faults {
		faults = append(faults, applied{f, all[f.Kind]})
	}
	return faults
}

// bodyMD5 stands for the MD5 of the body in a header.
const bodyMD5 = "{md5}"

// draft returns the unsigned request with its faults. It is signed now, unless the request or a fault shifts that.
func (c Call) draft(now time.Time) *draft {
	d := &draft{
		call: c, faults: c.applied(), who: c.Credentials, when: signedAt(now.Add(c.Request.Shift)), scope: c.scope(),
		bucket: c.bucket(), key: c.key(),
		query: slices.Clone(c.Request.Query), headers: slices.Clone(c.Request.Headers), body: c.Request.Body,
	}
	if c.Request.SubResource != "" {
		d.query = append(d.query, scenarios.Param{Name: c.Request.SubResource})
	}
	if c.Request.Upload {
		d.query = append(d.query, scenarios.Param{Name: "uploadId", Value: c.UploadID})
	}
	if c.Request.SubResource == "delete" { // a batch must say the MD5 of its body
		d.headers = append(d.headers, scenarios.Param{Name: "Content-MD5", Value: bodyMD5})
	}
	d.applyUnsigned()
	d.name()
	d.sentKey = d.key
	return d
}

// applyUnsigned applies the faults to the credentials, the time and the unsigned request.
func (d *draft) applyUnsigned() {
	for _, f := range d.faults {
		if f.credentials != nil {
			f.credentials(&d.who, f.Fault, d.call)
		}
		if f.moment != nil {
			f.moment(&d.when, f.Fault)
		}
		if f.address != nil {
			f.address(d, f.Fault)
		}
		if f.content != nil {
			f.content(d, f.Fault)
		}
	}
}

// any reports whether the condition holds for the row of one of its faults.
func (d *draft) any(is func(application) bool) bool {
	return slices.ContainsFunc(d.faults, func(f applied) bool { return is(f.application) })
}

// name replaces the words that stand for the place, e.g. {bucket}.
func (d *draft) name() {
	d.body = strings.NewReplacer(d.call.Named...).Replace(d.body)
	sum := md5.Sum([]byte(d.body))
	named := strings.NewReplacer(append(slices.Clone(d.call.Named), bodyMD5, base64.StdEncoding.EncodeToString(sum[:]))...)
	for _, params := range [][]scenarios.Param{d.query, d.headers} {
		for i := range params {
			params[i].Value = named.Replace(params[i].Value)
		}
	}
}

// with returns a changed copy of the draft.
func (d *draft) with(change func(*draft)) *draft {
	other := *d
	change(&other)
	return &other
}

// genuine returns the draft signed by the true credentials of the call.
func (d *draft) genuine() *draft {
	return d.with(func(d *draft) { d.who = d.call.Credentials })
}

// setHeader gives the header this value, and no other.
func (d *draft) setHeader(name, value string) {
	d.headers = append(without(d.headers, name), scenarios.Param{Name: name, Value: value})
}

func without(params []scenarios.Param, name string) []scenarios.Param {
	return slices.DeleteFunc(slices.Clone(params), func(p scenarios.Param) bool { return p.Name == name })
}

// replaced returns params with another value for the name, if the name is there.
func replaced(params []scenarios.Param, name, value string) []scenarios.Param {
	params = slices.Clone(params)
	if i := slices.IndexFunc(params, func(p scenarios.Param) bool { return p.Name == name }); i >= 0 {
		params[i].Value = value
	}
	return params
}

// scope is the V4 credential scope without its date.
type scope struct{ region, product string }

// scope is that of the region, or of the cloud box, as SDK v2 for Go signs for one.
func (c Call) scope() scope {
	if c.Request.ByBox {
		return scope{scenarios.BoxID, "oss-cloudbox"}
	}
	return c.regional()
}

// regional is the scope of the region.
func (c Call) regional() scope { return scope{c.Endpoint.Region, product} }

func (s *scope) set(part, value string) {
	switch part {
	case "region":
		s.region = value
	case "product":
		s.product = value
	}
}

func (d *draft) content() io.Reader {
	if d.body == "" || d.call.Carrier.Head() {
		return nil
	}
	return strings.NewReader(d.body)
}

// url is the unsigned address of the call, the key escaped once; the service
// reads a bare + in a path as a blank.
func (d *draft) url() string {
	host, path := d.call.Endpoint.Host(), "/"
	if d.bucket != "" {
		if d.call.Endpoint.PathStyle {
			path = "/" + d.bucket + "/"
		} else {
			host = d.bucket + "." + host
		}
	}
	path += escapePath(d.key)
	scheme, _, _ := strings.Cut(d.call.Endpoint.URL, "://")
	address := scheme + "://" + host + path
	for i, p := range d.query {
		address += string("?&"[min(i, 1)]) + escapeQuery(p.Name)
		if p.Value != "" {
			address += "=" + escapeQuery(p.Value)
		}
	}
	return address
}

func (d *draft) String() string {
	return fmt.Sprintf("%s (%s %s)", d.call.Request.Operation, d.call.method(), d.url())
}

func escapeQuery(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// escapePath escapes a key once.
func escapePath(key string) string { return strings.ReplaceAll(escapeQuery(key), "%2F", "/") }
