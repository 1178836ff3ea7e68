package rpc

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The limits of one request. An escaped security token of 64 KiB fits in.
const (
	MaxTarget = 256 << 10
	MaxBody   = 256 << 10
	MaxParams = 256
)

// A Format is the format of an answer.
type Format string

// The formats. XML is the default.
// https://help.aliyun.com/zh/ram/developer-reference/common-parameters
const (
	JSON Format = "JSON"
	XML  Format = "XML"
)

// A Request is a call as it arrived.
type Request struct {
	ID      string // RequestId of the answer
	Now     time.Time
	Product Product
	Host    string
	Method  string
	Action  string
	Version string
	Format  Format
	Query   wire.Query // parameters of the URL
	Params  wire.Query // parameters of the URL, then of the form
	Header  http.Header
	Body    []byte
	Source  string // address of the sender
	Secure  bool   // the request came over TLS
}

// Parse reads a request with its body. Even with a fault, the request can be answered.
func Parse(r *http.Request, product Product, id string, now time.Time) (*Request, *Error) {
	req := &Request{
		ID: id, Now: now, Product: product, Host: r.Host, Method: r.Method, Header: r.Header,
		Format: XML, Source: wire.SourceOf(r), Secure: r.TLS != nil,
	}
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		req.Format = JSON
	}
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		return req, unknownMethod
	}
	raw := r.URL.RawQuery
	if len(raw) > MaxTarget {
		return req, tooLarge
	}
	var err error
	if req.Query, err = wire.ParseQuery(raw); err != nil {
		return req, unreadable
	}
	if fault := req.readBody(r.Body); fault != nil {
		return req, fault
	}
	if len(req.Params) > MaxParams {
		return req, unreadable
	}
	req.Action = firstOf(r.Header.Get("x-acs-action"), req.Params.Get("Action"))
	req.Version = firstOf(r.Header.Get("x-acs-version"), req.Params.Get("Version"))
	return req, req.readFormat()
}

// readBody reads the body. A form in it adds parameters.
func (r *Request) readBody(body io.Reader) *Error {
	var buffer bytes.Buffer
	if body != nil {
		n, err := io.Copy(&buffer, io.LimitReader(body, MaxBody+1))
		switch {
		case err != nil:
			return unreadable
		case n > MaxBody:
			return tooLarge
		}
	}
	r.Body = buffer.Bytes()
	r.Params = append(r.Params, r.Query...)
	if !strings.HasPrefix(strings.ToLower(r.Header.Get("Content-Type")), "application/x-www-form-urlencoded") {
		return nil
	}
	form, err := wire.ParseQuery(string(r.Body))
	if err != nil {
		return unreadable
	}
	r.Params = append(r.Params, form...)
	return nil
}

func (r *Request) readFormat() *Error {
	switch name := strings.ToUpper(r.Params.Get("Format")); name {
	case "":
	case string(JSON), string(XML):
		r.Format = Format(name)
	default:
		return unknownFormat
	}
	return nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
