package wire

import (
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// Endpoint is where a region is reached.
type Endpoint struct {
	URL       string // scheme and host, e.g. "https://oss-ap-southeast-1.aliyuncs.com"
	Region    string // e.g. "ap-southeast-1"
	PathStyle bool   // the bucket goes into the path, as IP endpoints want it
}

// Host is the host of the endpoint, with its port where it has one.
func (e Endpoint) Host() string {
	_, host, _ := strings.Cut(e.URL, "://")
	return host
}

// Call is one request of a scenario, with the resources that it names and the
// fault that it is sent with.
type Call struct {
	Request     scenarios.Request
	Carrier     scenarios.Carrier
	V1Alone     bool              // the target takes no signature but V1
	Faults      []scenarios.Fault // none for a control
	Credentials caller.Credentials
	Endpoint    Endpoint
	Elsewhere   Endpoint // another region's, for FaultOtherRegion
	Bucket      string
	Alias       string // of the access point, where the request names it
	Domain      string // bound to the bucket, where the request goes there
	Key         string
	UploadID    string
	Named       []string // words that stand for the place, e.g. {bucket}, each before what it stands for
	OtherToken  string   // of another session, for FaultTokenOfOther
	OwnerUID    string   // where the answer must name it
	UserID      string   // of the RAM user, where the answer must name it
	SetUp       bool     // the run asks for itself: sent again where the target does not decide
}

// fault is the fault of that kind, if the call has it.
func (c Call) fault(kind scenarios.FaultKind) (scenarios.Fault, bool) {
	for _, f := range c.Faults {
		if f.Kind == kind {
			return f, true
		}
	}
	return scenarios.Fault{}, false
}

func (c Call) has(kinds ...scenarios.FaultKind) bool {
	return slices.ContainsFunc(c.Faults, func(f scenarios.Fault) bool { return slices.Contains(kinds, f.Kind) })
}

func (c Call) form() scenarios.Form {
	if c.Credentials.Anonymous() {
		return scenarios.FormNone
	}
	form := c.Carrier.Form()
	switch { // of these the control of an anonymous provocation
	case c.Carrier == scenarios.PostUnsigned && c.V1Alone:
		return scenarios.FormPostV1
	case form == scenarios.FormNone && c.V1Alone:
		return scenarios.FormV1Header
	case form == scenarios.FormNone:
		return scenarios.FormV4Header
	}
	return form
}

func (c Call) method() string {
	if c.Carrier.Head() {
		return http.MethodHead
	}
	return c.Request.Method
}

func (c Call) params() []scenarios.Param {
	params := append([]scenarios.Param(nil), c.Request.Query...)
	if c.Request.SubResource != "" {
		params = append(params, scenarios.Param{Name: c.Request.SubResource})
	}
	if f, ok := c.fault(scenarios.FaultQueryLeftOut); ok {
		params = slices.DeleteFunc(params, func(p scenarios.Param) bool { return p.Name == f.Name })
	}
	if f, ok := c.fault(scenarios.FaultQueryOther); ok {
		if i := slices.IndexFunc(params, func(p scenarios.Param) bool { return p.Name == f.Name }); i >= 0 {
			params[i].Value = f.Value
		}
	}
	for i := range params {
		params[i].Value = c.named(params[i].Value)
	}
	if c.Request.Upload {
		params = append(params, scenarios.Param{Name: "uploadId", Value: c.UploadID})
	}
	return params
}

// headers are those of the request, but for the faults that are signed.
func (c Call) headers() []scenarios.Param {
	headers := slices.Clone(c.Request.Headers)
	if c.Request.SubResource == "delete" { // a batch must say the MD5 of its body
		sum := md5.Sum([]byte(c.bodyText()))
		headers = append(headers, scenarios.Param{Name: "Content-MD5", Value: base64.StdEncoding.EncodeToString(sum[:])})
	}
	for _, f := range c.Faults {
		switch f.Kind {
		case scenarios.FaultHeaderLeftOut:
			headers = slices.DeleteFunc(headers, func(h scenarios.Param) bool { return h.Name == f.Name })
		case scenarios.FaultHeaderOther:
			headers = slices.DeleteFunc(headers, func(h scenarios.Param) bool { return h.Name == f.Name })
			headers = append(headers, scenarios.Param{Name: f.Name, Value: f.Value})
		}
	}
	for i := range headers {
		headers[i].Value = c.named(headers[i].Value)
	}
	return headers
}

func (c Call) bodyText() string {
	if f, ok := c.fault(scenarios.FaultBody); ok {
		return c.named(f.Value)
	}
	return c.named(c.Request.Body)
}

func body(call Call) io.Reader {
	if call.Request.Body == "" || call.Carrier.Head() {
		return nil
	}
	return strings.NewReader(call.bodyText())
}

// named puts the place where words stand for it.
func (c Call) named(text string) string { return strings.NewReplacer(c.Named...).Replace(text) }

func (c Call) bucket() string {
	switch {
	case c.Request.Names == scenarios.Service:
		return ""
	case c.Request.ByPoint, c.has(scenarios.FaultPoint):
		return c.Alias
	}
	return c.Bucket
}

func (c Call) key() string {
	switch {
	case c.Request.Names != scenarios.Object:
		return ""
	case c.Request.Key != "":
		return c.Request.Key
	}
	return c.Key
}

// url is the unsigned address of the call, the key escaped once; the service
// reads a bare + in a path as a blank.
func (c Call) url() string {
	host, path := c.Endpoint.Host(), "/"
	if bucket := c.bucket(); bucket != "" {
		if c.Endpoint.PathStyle {
			path = "/" + bucket + "/"
		} else {
			host = bucket + "." + host
		}
	}
	path += escapePath(c.key())
	scheme, _, _ := strings.Cut(c.Endpoint.URL, "://")
	address := scheme + "://" + host + path
	for i, p := range c.params() {
		address += string("?&"[min(i, 1)]) + escapeQuery(p.Name)
		if p.Value != "" {
			address += "=" + escapeQuery(p.Value)
		}
	}
	return address
}

func escapeQuery(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// signingFault says that the fault falsifies or changes what was signed, so
// that the target must answer with its own StringToSign.
func (c Call) signingFault() bool {
	return c.has(scenarios.FaultSecret, scenarios.FaultSignature, scenarios.FaultSignatureEnd, scenarios.FaultHeaderAdded,
		scenarios.FaultQueryAdded, scenarios.FaultMethod, scenarios.FaultHeaderDropped, scenarios.FaultSentPath) || c.signedOtherwise()
}

// signedOtherwise says that the request is sent as its control is, and was signed as another one.
func (c Call) signedOtherwise() bool {
	return c.has(scenarios.FaultSentSignature, scenarios.FaultSignedFor, scenarios.FaultSignedHost, scenarios.FaultSignedText)
}

func (c Call) String() string {
	return fmt.Sprintf("%s (%s %s)", c.Request.Operation, c.method(), c.url())
}
