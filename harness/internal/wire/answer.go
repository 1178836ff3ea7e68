package wire

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Answer is one request as it was sent and what came back. It holds secrets;
// only Exchange, redacted, may reach a report.
type Answer struct {
	Sent     Sent
	Status   int
	Header   http.Header
	Body     []byte
	SDKError error // what the SDK client made of the answer; nil on success
	Exchange verdict.Exchange
	Brought  Brought  // the body of the request
	Redact   Redactor // hides what this exchange must not show
}

// Brought is the body that a request has brought.
type Brought struct {
	Text   []byte // the beginning of it
	Length int64  // of the whole; -1: not known, and longer than Text
	Type   string // Content-Type
}

// Sent is what a judge must know of the request.
type Sent struct {
	Method        string
	Host          string
	Bucket        string
	Key           string
	Region        string
	Credentials   caller.Credentials
	Authorization string    // header as sent
	Signature     string    // as sent, URL-decoded
	SignedAt      time.Time // the time that it claims to be signed at
	Expires       time.Time // of a signed URL
	OwnerUID      string    // of the bucket's owner, where an answer must name it
	UserID        string    // of the RAM user, where an answer must name it
	ForOrigin     bool      // with the header Origin

	// What the official signers say, where the fault falsifies or changes what
	// was signed; empty otherwise.
	StringToSign     string // of the request as sent
	CanonicalRequest string // behind a V4 StringToSign, for explanations; may be unknown
	TrueSignature    string // by the true secret, where only the signature is false
	TrueSecret       string
	Form             scenarios.Form
	Scope            string // V4 scope of a PostObject form, whose StringToSign does not name it
}

// RequestID is the id of the request in the headers, under the name of OSS or of S3.
func (a Answer) RequestID() string {
	return cmp.Or(a.Header.Get(scenarios.HeaderRequestID), a.Header.Get(scenarios.HeaderS3RequestID))
}

// Succeeded says that the answer is a 2xx, and not the 203 of an upload whose callback failed.
func (a Answer) Succeeded() bool { return a.Status/100 == 2 && a.Status != CallbackFailed }

// CallbackFailed is the status of an upload that is stored, and whose callback failed.
const CallbackFailed = 203

// ErrUnreadable: an answer that no OSS would give, such as a proxy's HTML page.
var ErrUnreadable = errors.New("unreadable answer")

// Document is the error document of the answer; that of a HEAD answer travels
// in x-oss-err as base64.
func (a Answer) Document() (Document, error) {
	raw, err := a.rawDocument()
	if err != nil {
		return Document{}, err
	}
	document, err := ParseDocument(raw)
	if errors.Is(err, errNoErrorDocument) {
		return document, fmt.Errorf("%w: %s, body begins %q", ErrUnreadable, a.Header.Get("Content-Type"), clip(string(raw), 60))
	}
	return document, err
}

func (a Answer) rawDocument() ([]byte, error) {
	if encoding := a.Header.Get("Content-Encoding"); encoding != "" {
		return nil, fmt.Errorf("Content-Encoding %q, which no refusal has", encoding)
	}
	raw := a.Body
	if a.Sent.Method == http.MethodHead {
		encoded := a.Header.Get("x-oss-err")
		if encoded == "" {
			return nil, errors.New("HEAD answer without x-oss-err")
		}
		decoded, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return nil, fmt.Errorf("x-oss-err is no base64: %w", err)
		}
		raw = decoded
	}
	if len(raw) == 0 {
		return nil, errors.New("empty body where an error document is due")
	}
	return raw, nil
}

// ServiceError is the SDK's view of a refusal.
func (a Answer) ServiceError() (oss.ServiceError, bool) {
	var e oss.ServiceError
	ok := errors.As(a.SDKError, &e)
	return e, ok
}

// Summary is the answer in one line: status, Code, Message, EC.
func (a Answer) Summary() string {
	parts := []string{fmt.Sprintf("HTTP %d", a.Status)}
	if document, err := a.Document(); err == nil {
		for _, name := range []string{"Code", "Message", "EC"} {
			if text, ok := document.Text(name); ok && text != "" {
				parts = append(parts, text)
			}
		}
	} else if !a.Succeeded() {
		parts = append(parts, err.Error())
	}
	return strings.Join(parts, ", ")
}

func clip(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	return strings.ToValidUTF8(text[:limit], "") + "…"
}
