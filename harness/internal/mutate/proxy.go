package mutate

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"

	"github.com/oss403/oss403/harness/internal/wire"
)

// Proxy stands between a client and a target. It falsifies every refusal of a
// scenario's own request, as the armed mutant says. It does not change the answers
// to controls, which succeed, and to set-up requests.
type Proxy struct {
	base  http.RoundTripper
	armed atomic.Pointer[Mutant]
}

// Through returns a proxy in front of base, without a mutant.
func Through(base http.RoundTripper) *Proxy { return &Proxy{base: base} }

// Arm makes the mutant falsify refusals from now on.
func (p *Proxy) Arm(m Mutant) { p.armed.Store(&m) }

// Disarm makes the proxy pass every answer unchanged.
func (p *Proxy) Disarm() { p.armed.Store(nil) }

// RoundTrip sends the request and falsifies a refusal.
func (p *Proxy) RoundTrip(q *http.Request) (*http.Response, error) {
	response, err := p.base.RoundTrip(q)
	m := p.armed.Load()
	refused := err == nil && (response.StatusCode/100 == 4 || response.StatusCode == wire.CallbackFailed)
	if m == nil || !refused || !wire.OfScenario(q) {
		return response, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("reading the refusal to falsify: %w", err)
	}
	refusal, err := unpack(q.Method, response, body)
	if err != nil {
		return nil, err
	}
	m.falsify(&refusal)
	return refusal.pack(q.Method, response), nil
}

// refusal is a refusal in a form that a mutant can change.
type refusal struct {
	status   int
	header   http.Header
	document []byte // the error document, from the body or x-oss-err
}

const headDocument = "X-Oss-Err"

func unpack(method string, response *http.Response, body []byte) (refusal, error) {
	r := refusal{response.StatusCode, response.Header.Clone(), body}
	if method != http.MethodHead {
		return r, nil
	}
	document, err := base64.StdEncoding.DecodeString(r.header.Get(headDocument))
	if err != nil {
		return r, fmt.Errorf("reading x-oss-err to falsify it: %w", err)
	}
	r.document = document
	return r, nil
}

func (r refusal) pack(method string, response *http.Response) *http.Response {
	response.StatusCode = r.status
	response.Status = strconv.Itoa(r.status) + " " + http.StatusText(r.status)
	response.Header = r.header
	body := r.document
	if method == http.MethodHead {
		body = nil
		response.Header.Del(headDocument)
		if len(r.document) > 0 {
			response.Header.Set(headDocument, base64.StdEncoding.EncodeToString(r.document))
		}
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	if method != http.MethodHead {
		response.ContentLength = int64(len(body))
	}
	return response
}
