package wire

import (
	"encoding/base64"
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A Response is what an operation answers.
type Response struct {
	Status int
	Header [][2]string
	Body   []byte
	Length int // of the body that a HEAD does not send; 0 otherwise

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

// HTTPTime is RFC 1123 in GMT, used in headers.
func HTTPTime(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

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
func Empty(status int) *Response { return &Response{Status: status} }

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
func (e Envelope) Write(w http.ResponseWriter, resp *Response) {
	e.headers(w)
	for _, h := range resp.Header {
		w.Header()[h[0]] = []string{h[1]}
	}
	switch {
	case e.Head && resp.Length > 0:
		w.Header().Set("Content-Length", strconv.Itoa(resp.Length))
	case resp.Status != http.StatusNoContent && resp.Status != http.StatusNotModified:
		w.Header().Set("Content-Length", strconv.Itoa(len(resp.Body)))
	}
	w.WriteHeader(resp.Status)
	if !e.Head {
		e.Pace.write(w, resp.Body) // an error here is a client that left
	}
}

// Refuse sends a refusal: the XML body, or for HEAD its base64 in x-oss-err.
// https://help.aliyun.com/zh/oss/user-guide/overview-14
func (e Envelope) Refuse(w http.ResponseWriter, look deny.Entry, evidence []deny.Field) {
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

func (e Envelope) headers(w http.ResponseWriter) {
	h := w.Header()
	h["Server"] = []string{"AliyunOSS"}
	h["Date"] = []string{HTTPTime(e.Now)}
	h["Connection"] = []string{"keep-alive"}
	h[e.requestIDHeader()] = []string{e.RequestID}
	for _, more := range e.Header {
		h[more[0]] = []string{more[1]}
	}
	h["x-oss-server-time"] = []string{strconv.FormatInt(e.Elapsed.Milliseconds(), 10)}
}

// requestIDHeader: what speaks S3 finds the request id under the name of S3.
// https://github.com/vectordotdev/vector/issues/20746
func (e Envelope) requestIDHeader() string {
	if e.S3 {
		return "x-amz-request-id"
	}
	return "x-oss-request-id"
}

// ErrorXML is the error document, byte for byte: LF, two blanks, one element
// a line, no namespace, the evidence between HostId and EC.
func (e Envelope) ErrorXML(look deny.Entry, evidence []deny.Field) []byte {
	var b strings.Builder
	line := func(name, value string) { writeField(&b, "  ", deny.Field{Name: name, Value: value}) }
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n")
	line("Code", look.Code)
	line("Message", look.Message)
	line("RequestId", e.RequestID)
	line("HostId", e.HostID)
	for _, f := range evidence {
		writeField(&b, "  ", f)
	}
	if look.EC != "" {
		line("EC", look.EC)
		line("RecommendDoc", recommendBase+look.EC)
	}
	b.WriteString("</Error>\n")
	return []byte(b.String())
}

// writeField writes one element, or one with others inside, two blanks
// further in.
func writeField(b *strings.Builder, indent string, f deny.Field) {
	b.WriteString(indent + "<" + f.Name + ">")
	if f.Fields == nil {
		writeText(b, f.Value)
	} else {
		b.WriteByte('\n')
		for _, inner := range f.Fields {
			writeField(b, indent+"  ", inner)
		}
		b.WriteString(indent)
	}
	b.WriteString("</" + f.Name + ">\n")
}

// writeText escapes & < > and leaves quotes, line feeds and UTF-8 raw, as the
// service does. A carriage return becomes a reference, or a reader would take
// it for a line feed; what XML 1.0 cannot hold becomes U+FFFD.
func writeText(b *strings.Builder, s string) {
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '\r':
			b.WriteString("&#xD;")
		case r < 0x20 && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
}
