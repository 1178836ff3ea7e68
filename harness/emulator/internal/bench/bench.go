// Package bench supports the tests of the emulator. Only tests import it. Three things live
// here: Bench, an emulator that a test asks without a connection; the requests and documents
// that tests of several folders send; and the provocations and samples, real requests that
// reach every refusal. osstest can't replace it: it serves on a socket and by the clock of the
// machine, but tests of refusals send requests byte by byte, at moments that they choose.
package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Bench is an emulator without sockets, with two accounts. Its clock moves only when a test moves
// it.
type Bench struct {
	T        testing.TB
	Emulator *emulator.Emulator
	Now      time.Time

	calls int // calls of STS and RAM
}

const (
	OwnerKey, OwnerSecret       = "LTAIowner", "owner-secret"
	StrangerKey, StrangerSecret = "LTAIstranger", "stranger-secret"
	Hangzhou                    = "oss-cn-hangzhou.aliyuncs.com"
	Singapore                   = "oss-ap-southeast-1.aliyuncs.com"
)

// Accounts returns the two accounts: of the owner, who owns all buckets, and of the stranger.
func Accounts() []emulator.Account {
	return []emulator.Account{
		{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: OwnerKey, Secret: OwnerSecret}}},
		{UID: "1000000000000002", Keys: []emulator.AccessKey{{ID: StrangerKey, Secret: StrangerSecret}}},
	}
}

// New returns a bench whose emulator has the accounts and no buckets.
func New(t testing.TB) *Bench {
	t.Helper()
	return NewWith(t, emulator.Options{})
}

// NewWith is New with options. The clock, the randomness and the accounts are those of the bench.
func NewWith(t testing.TB, o emulator.Options) *Bench {
	t.Helper()
	b := &Bench{T: t, Now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)}
	b.start(o)
	return b
}

// On replaces the emulator of the bench by one with these terms.
func (b *Bench) On(terms emulator.Terms) {
	b.T.Helper()
	b.start(emulator.Options{Terms: terms})
}

func (b *Bench) start(o emulator.Options) {
	b.T.Helper()
	o.Now, o.Rand, o.Accounts = func() time.Time { return b.Now }, newSteady(), Accounts()
	e, err := emulator.New(o)
	if err != nil {
		b.T.Fatal(err)
	}
	b.Emulator = e
}

// Raw reads a request as a server does. host is the Host header; headers are whole lines. A body
// gets its Content-Length unless a line sets one.
func (b *Bench) Raw(method, host, target, body string, headers ...string) *http.Request {
	b.T.Helper()
	text := method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n"
	joined := strings.Join(headers, "\r\n")
	if joined != "" {
		text += joined + "\r\n"
	}
	if !strings.Contains(joined, "Content-Length") && !strings.Contains(joined, "Transfer-Encoding") && method != "GET" && method != "HEAD" {
		text += "Content-Length: " + strconv.Itoa(len(body)) + "\r\n"
	}
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text + "\r\n" + body)))
	if err != nil {
		b.T.Fatalf("%v in %q", err, text)
	}
	return r
}

// parsed returns a request in the form that the signing rules need.
func (b *Bench) parsed(r *http.Request) *wire.Request {
	b.T.Helper()
	req, denial := wire.Parse(r, "", b.Now, wire.NewHosts(emulator.DefaultRegions()))
	if denial != nil {
		b.T.Fatal(denial)
	}
	return req
}

// V1 signs in the header with version 1.
func (b *Bench) V1(r *http.Request, id, secret string) *http.Request {
	if r.Header.Get("Date") == "" && r.Header.Get("x-oss-date") == "" {
		r.Header.Set("Date", wire.HTTPTime(b.Now))
	}
	stamp := r.Header.Get("x-oss-date")
	if stamp == "" {
		stamp = r.Header.Get("Date")
	}
	claim := sign.Claim{Carrier: sign.V1Header, Timestamp: stamp}
	r.Header.Set("Authorization", "OSS "+id+":"+claim.Prove(b.parsed(r), secret).Signature)
	return r
}

// Owner signs as the owner, and Stranger as the other account, with version 1.
func (b *Bench) Owner(r *http.Request) *http.Request { return b.V1(r, OwnerKey, OwnerSecret) }
func (b *Bench) Stranger(r *http.Request) *http.Request {
	return b.V1(r, StrangerKey, StrangerSecret)
}

// V4 signs in the header with version 4 for a scope of day/region/product.
func (b *Bench) V4(r *http.Request, scope sign.Scope) *http.Request {
	if r.Header.Get("x-oss-date") == "" {
		r.Header.Set("x-oss-date", wire.BasicTime(b.Now))
	}
	r.Header.Set("x-oss-content-sha256", sign.UnsignedPayload)
	claim := sign.Claim{Carrier: sign.V4Header, Timestamp: r.Header.Get("x-oss-date"), Scope: scope}
	r.Header.Set("Authorization", fmt.Sprintf("OSS4-HMAC-SHA256 Credential=%s/%s, Signature=%s", OwnerKey, scope,
		claim.Prove(b.parsed(r), OwnerSecret).Signature))
	return r
}

// Scope is the right scope for version 4.
func (b *Bench) Scope() sign.Scope {
	return sign.Scope{Day: b.Now.Format("20060102"), Region: "cn-hangzhou", Product: "oss"}
}

// V1URL signs in the URL with version 1.
func (b *Bench) V1URL(r *http.Request, expires string) *http.Request {
	return b.V1URLBy(r, OwnerCredentials(), expires)
}

// V1URLBy is V1URL by an identity.
func (b *Bench) V1URLBy(r *http.Request, by Identity, expires string) *http.Request {
	claim := sign.Claim{Carrier: sign.V1URL, Timestamp: expires}
	signature := claim.Prove(b.parsed(r), by.Secret).Signature
	r.RequestURI += glue(r) + "OSSAccessKeyId=" + by.ID + "&Expires=" + wire.Escape(expires, "") + "&Signature=" + wire.Escape(signature, "")
	return r
}

// V4URL signs in the URL with version 4.
func (b *Bench) V4URL(r *http.Request, at time.Time, expires string, scope sign.Scope) *http.Request {
	r.RequestURI += glue(r) + "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=" + wire.BasicTime(at) +
		"&x-oss-expires=" + wire.Escape(expires, "") +
		"&x-oss-credential=" + wire.Escape(OwnerKey+"/"+scope.String(), "")
	claim := sign.Claim{Carrier: sign.V4URL, Timestamp: wire.BasicTime(at), Scope: scope}
	r.RequestURI += "&x-oss-signature=" + claim.Prove(b.parsed(r), OwnerSecret).Signature
	return r
}

func glue(r *http.Request) string {
	if strings.Contains(r.RequestURI, "?") {
		return "&"
	}
	return "?"
}

// RequestID returns the request id of an answer, from OSS or S3.
func RequestID(w *httptest.ResponseRecorder) string {
	for _, name := range []string{"x-oss-request-id", "x-amz-request-id"} {
		if ids := w.Header()[name]; len(ids) == 1 {
			return ids[0]
		}
	}
	return ""
}

// Send serves a request, and returns the answer and the reason of a refusal.
func (b *Bench) Send(r *http.Request) (*httptest.ResponseRecorder, string) {
	b.T.Helper()
	w := httptest.NewRecorder()
	b.Emulator.Data().ServeHTTP(w, r)
	rec, traced := b.Emulator.Traced(RequestID(w))
	if !traced {
		b.T.Fatalf("no trace of %s %s", r.Method, r.RequestURI)
	}
	if rec.Refusal == nil {
		return w, ""
	}
	return w, rec.Refusal.Reason
}

// Trace returns the record of a request, as the control API shows it.
func (b *Bench) Trace(id string) trace.Record {
	b.T.Helper()
	w := httptest.NewRecorder()
	b.Emulator.Control().ServeHTTP(w, httptest.NewRequest("GET", "/v1/requests/"+id, nil))
	var rec trace.Record
	if err := json.Unmarshal(w.Body.Bytes(), &rec); err != nil || w.Code != 200 {
		b.T.Fatalf("trace of %s: %d %v", id, w.Code, err)
	}
	return rec
}

// Must sends a request that must succeed.
func (b *Bench) Must(r *http.Request) *httptest.ResponseRecorder {
	b.T.Helper()
	w, reason := b.Send(r)
	if reason != "" || w.Code >= 300 {
		b.T.Fatalf("%s %s%s: %d %s\n%s", r.Method, r.Host, r.RequestURI, w.Code, reason, w.Body)
	}
	return w
}

// Bucket creates a bucket of the owner with an ACL, and turns Block Public Access off.
func (b *Bench) Bucket(name, acl string) {
	b.T.Helper()
	host := name + "." + Hangzhou
	b.Must(b.Owner(b.Raw("PUT", host, "/", "")))
	b.Must(b.Owner(b.Raw("PUT", host, "/?publicAccessBlock",
		"<PublicAccessBlockConfiguration><BlockPublicAccess>false</BlockPublicAccess></PublicAccessBlockConfiguration>")))
	b.Must(b.Owner(b.Raw("PUT", host, "/?acl", "", "x-oss-acl: "+acl)))
}

// Object creates an object of the owner, with its own ACL or "default".
func (b *Bench) Object(bucket, key, acl string) {
	b.T.Helper()
	b.Must(b.Owner(b.Raw("PUT", bucket+"."+Hangzhou, "/"+key, "content", "x-oss-object-acl: "+acl)))
}

// Upload begins a multipart upload and returns its id.
func (b *Bench) Upload(bucket, key string) string {
	b.T.Helper()
	body := b.Must(b.Owner(b.Raw("POST", bucket+"."+Hangzhou, "/"+key+"?uploads", ""))).Body.String()
	_, rest, _ := strings.Cut(body, "<UploadId>")
	id, _, _ := strings.Cut(rest, "</UploadId>")
	return id
}

// scopeOf is a scope with that day.
func scopeOf(b *Bench, day string) sign.Scope {
	s := b.Scope()
	s.Day = day
	return s
}
