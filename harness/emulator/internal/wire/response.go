package wire

import (
	"encoding/base64"
	"encoding/xml"
	"net/http"
	"strconv"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
)

// A Response is what an operation answers.
type Response struct {
	Status int
	Header [][2]string
	Body   []byte
	Length int // of the body that a HEAD does not send; 0 otherwise

	Content large.Content // the body in place of Body, where it is that of an object

	// Later finishes the answer once the world is free again; nil: it is whole.
	Later func() *deny.Denial

	// Call asks a server of the caller's own after that, and may take its time; nil: none is asked.
	Call func() *deny.Denial
}

// Set adds a header.
func (r *Response) Set(name, value string) { r.Header = append(r.Header, [2]string{name, value}) }

// Times as the service writes them.
const (
	isoFormat     = "2006-01-02T15:04:05.000Z"
	v4Format      = "20060102T150405Z"
	recommendBase = "https://api.aliyun.com/troubleshoot?q="
)

// ISOTime is YYYY-MM-DDThh:mm:ss.000Z, used in bodies.
func ISOTime(t time.Time) string { return t.UTC().Format(isoFormat) }

// HTTPTime is RFC 1123 in GMT, used in headers. Each answer has such times, so that it writes them faster than
// time.Format does.
func HTTPTime(t time.Time) string {
	t = t.UTC()
	year, month, day := t.Date()
	if year < 0 || year > 9999 {
		return t.Format(http.TimeFormat)
	}
	hour, minute, second := t.Clock()
	var room [len(http.TimeFormat)]byte
	b := append(append(room[:0], t.Weekday().String()[:3]...), ", "...)
	b = append(twoDigits(b, day), ' ')
	b = append(append(b, month.String()[:3]...), ' ')
	b = append(twoDigits(twoDigits(b, year/100), year%100), ' ')
	b = append(twoDigits(b, hour), ':')
	b = append(twoDigits(b, minute), ':')
	return string(append(twoDigits(b, second), " GMT"...))
}

func twoDigits(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// BasicTime is yyyyMMddThhmmssZ, used by V4.
func BasicTime(t time.Time) string { return t.UTC().Format(v4Format) }

// XML returns a success document. It has no namespace: the Python SDK cannot
// read one.
func XML(status int, document any) *Response {
	body, err := xml.Marshal(document)
	if err != nil {
		panic("wire: document cannot be marshalled: " + err.Error())
	}
	resp := &Response{Status: status, Body: append([]byte(xml.Header), body...)}
	resp.Set("Content-Type", "application/xml")
	return resp
}

// Document returns a success document that is written already: what stands in its root.
func Document(root, inner string) *Response {
	return XML(200, struct {
		XMLName xml.Name
		Inner   string `xml:",innerxml"`
	}{xml.Name{Local: root}, inner})
}

// Empty returns an answer without a body.
func Empty(status int) *Response { return &Response{Status: status, Header: make([][2]string, 0, 12)} }

// An Envelope is what every answer to a request carries.
type Envelope struct {
	RequestID string
	HostID    string
	Now       time.Time
	Elapsed   time.Duration
	Head      bool        // the request was HEAD
	S3        bool        // the request spoke S3
	Header    [][2]string // beside those of the answer: for another origin, and of a refusal
	Pace      Pace        // of the body
}

// Write sends an answer.
func (e *Envelope) Write(w http.ResponseWriter, resp *Response) {
	set := setter{w.Header(), make([]string, 0, 6+len(e.Header)+len(resp.Header))}
	e.headers(&set)
	for _, h := range resp.Header {
		set.to(h[0], h[1])
	}
	switch length := len(resp.Body) + resp.Content.Len(); {
	case e.Head && resp.Length > 0:
		set.to("Content-Length", strconv.Itoa(resp.Length))
	case resp.Status == http.StatusNoContent, resp.Status == http.StatusNotModified:
	case e.Head || length > 0: // that of an answer to others without a body net/http tells by itself
		set.to("Content-Length", strconv.Itoa(length))
	}
	w.WriteHeader(resp.Status)
	if !e.Head {
		e.Pace.write(w, resp.Body) // an error here is a client that left
		e.Pace.write(w, resp.Content.Bytes())
		resp.Content.KeepAlive()
	}
}

// Refuse sends a refusal: the XML body, or for HEAD its base64 in x-oss-err.
// https://help.aliyun.com/zh/oss/user-guide/overview-14
func (e *Envelope) Refuse(w http.ResponseWriter, look deny.Entry, evidence []deny.Field) {
	body := e.ErrorXML(look, evidence)
	resp := &Response{Status: look.Status, Body: body}
	resp.Set("Content-Type", "application/xml")
	if look.EC != "" {
		resp.Set("x-oss-ec", look.EC)
	}
	if e.Head || look.Status == http.StatusNotModified {
		resp.Set("x-oss-err", base64.StdEncoding.EncodeToString(body))
		resp.Body = nil
	}
	e.Write(w, resp)
}

func (e *Envelope) headers(set *setter) {
	set.to("Server", "AliyunOSS")
	set.to("Date", HTTPTime(e.Now))
	set.to("Connection", "keep-alive")
	set.to(e.requestIDHeader(), e.RequestID)
	for _, more := range e.Header {
		set.to(more[0], more[1])
	}
	set.to("x-oss-server-time", strconv.FormatInt(e.Elapsed.Milliseconds(), 10))
}

// A setter sets headers, whose names keep their case, to one value each. All values lie in one piece
// of memory.
type setter struct {
	header http.Header
	values []string
}

func (s *setter) to(name, value string) {
	s.values = append(s.values, value)
	at := len(s.values) - 1
	s.header[name] = s.values[at : at+1 : at+1]
}

// requestIDHeader: what speaks S3 finds the request id under the name of S3.
// https://github.com/vectordotdev/vector/issues/20746
func (e *Envelope) requestIDHeader() string {
	if e.S3 {
		return "x-amz-request-id"
	}
	return "x-oss-request-id"
}
