package emulator_test

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

// A bench is an emulator without sockets, with two accounts. Its clock moves only when a test moves
// it.
type bench struct {
	t   testing.TB
	e   *emulator.Emulator
	now time.Time

	calls int // calls of STS and RAM
}

const (
	ownerKey, ownerSecret       = "LTAIowner", "owner-secret"
	strangerKey, strangerSecret = "LTAIstranger", "stranger-secret"
	hangzhou                    = "oss-cn-hangzhou.aliyuncs.com"
	singapore                   = "oss-ap-southeast-1.aliyuncs.com"
)

var accounts = []emulator.Account{
	{UID: "1000000000000001", Keys: []emulator.AccessKey{{ID: ownerKey, Secret: ownerSecret}}},
	{UID: "1000000000000002", Keys: []emulator.AccessKey{{ID: strangerKey, Secret: strangerSecret}}},
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)}
	var err error
	b.e, err = emulator.New(emulator.Options{Now: func() time.Time { return b.now }, Rand: newSteady(), Accounts: accounts})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// raw reads a request as a server does. host is the Host header; headers are whole lines. A body
// gets its Content-Length unless a line sets one.
func (b *bench) raw(method, host, target, body string, headers ...string) *http.Request {
	b.t.Helper()
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
		b.t.Fatalf("%v in %q", err, text)
	}
	return r
}

// parsed returns a request in the form that the signing rules need.
func (b *bench) parsed(r *http.Request) *wire.Request {
	b.t.Helper()
	req, denial := wire.Parse(r, "", b.now, emulator.DefaultRegions())
	if denial != nil {
		b.t.Fatal(denial)
	}
	return req
}

// v1 signs in the header with version 1.
func (b *bench) v1(r *http.Request, id, secret string) *http.Request {
	if r.Header.Get("Date") == "" && r.Header.Get("x-oss-date") == "" {
		r.Header.Set("Date", wire.HTTPTime(b.now))
	}
	stamp := r.Header.Get("x-oss-date")
	if stamp == "" {
		stamp = r.Header.Get("Date")
	}
	claim := sign.Claim{Carrier: sign.V1Header, Timestamp: stamp}
	r.Header.Set("Authorization", "OSS "+id+":"+claim.Prove(b.parsed(r), secret).Signature)
	return r
}

func (b *bench) owner(r *http.Request) *http.Request { return b.v1(r, ownerKey, ownerSecret) }
func (b *bench) stranger(r *http.Request) *http.Request {
	return b.v1(r, strangerKey, strangerSecret)
}

// v4 signs in the header with version 4 for a scope of day/region/product.
func (b *bench) v4(r *http.Request, scope sign.Scope) *http.Request {
	if r.Header.Get("x-oss-date") == "" {
		r.Header.Set("x-oss-date", wire.BasicTime(b.now))
	}
	r.Header.Set("x-oss-content-sha256", sign.UnsignedPayload)
	claim := sign.Claim{Carrier: sign.V4Header, Timestamp: r.Header.Get("x-oss-date"), Scope: scope}
	r.Header.Set("Authorization", fmt.Sprintf("OSS4-HMAC-SHA256 Credential=%s/%s, Signature=%s", ownerKey, scope,
		claim.Prove(b.parsed(r), ownerSecret).Signature))
	return r
}

func (b *bench) scope() sign.Scope {
	return sign.Scope{Day: b.now.Format("20060102"), Region: "cn-hangzhou", Product: "oss"}
}

// v1URL signs in the URL with version 1.
func (b *bench) v1URL(r *http.Request, expires string) *http.Request {
	return b.v1URLBy(r, ownerCredentials, expires)
}

func (b *bench) v1URLBy(r *http.Request, by identity, expires string) *http.Request {
	claim := sign.Claim{Carrier: sign.V1URL, Timestamp: expires}
	signature := claim.Prove(b.parsed(r), by.secret).Signature
	r.RequestURI += glue(r) + "OSSAccessKeyId=" + by.id + "&Expires=" + wire.Escape(expires, "") + "&Signature=" + wire.Escape(signature, "")
	return r
}

// v4URL signs in the URL with version 4.
func (b *bench) v4URL(r *http.Request, at time.Time, expires string, scope sign.Scope) *http.Request {
	r.RequestURI += glue(r) + "x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=" + wire.BasicTime(at) +
		"&x-oss-expires=" + wire.Escape(expires, "") +
		"&x-oss-credential=" + wire.Escape(ownerKey+"/"+scope.String(), "")
	claim := sign.Claim{Carrier: sign.V4URL, Timestamp: wire.BasicTime(at), Scope: scope}
	r.RequestURI += "&x-oss-signature=" + claim.Prove(b.parsed(r), ownerSecret).Signature
	return r
}

func glue(r *http.Request) string {
	if strings.Contains(r.RequestURI, "?") {
		return "&"
	}
	return "?"
}

// requestID returns the request id of an answer, from OSS or S3.
func requestID(w *httptest.ResponseRecorder) string {
	for _, name := range []string{"x-oss-request-id", "x-amz-request-id"} {
		if ids := w.Header()[name]; len(ids) == 1 {
			return ids[0]
		}
	}
	return ""
}

// send serves a request, and returns the answer and the reason of a refusal.
func (b *bench) send(r *http.Request) (*httptest.ResponseRecorder, string) {
	b.t.Helper()
	w := httptest.NewRecorder()
	b.e.Data().ServeHTTP(w, r)
	rec, traced := b.e.Traced(requestID(w))
	if !traced {
		b.t.Fatalf("no trace of %s %s", r.Method, r.RequestURI)
	}
	if rec.Refusal == nil {
		return w, ""
	}
	return w, rec.Refusal.Reason
}

func (b *bench) trace(id string) trace.Record {
	b.t.Helper()
	w := httptest.NewRecorder()
	b.e.Control().ServeHTTP(w, httptest.NewRequest("GET", "/v1/requests/"+id, nil))
	var rec trace.Record
	if err := json.Unmarshal(w.Body.Bytes(), &rec); err != nil || w.Code != 200 {
		b.t.Fatalf("trace of %s: %d %v", id, w.Code, err)
	}
	return rec
}

// must sends a request that must succeed.
func (b *bench) must(r *http.Request) *httptest.ResponseRecorder {
	b.t.Helper()
	w, reason := b.send(r)
	if reason != "" || w.Code >= 300 {
		b.t.Fatalf("%s %s%s: %d %s\n%s", r.Method, r.Host, r.RequestURI, w.Code, reason, w.Body)
	}
	return w
}

// bucket creates a bucket of the owner with an ACL, and turns Block Public Access off.
func (b *bench) bucket(name, acl string) {
	b.t.Helper()
	host := name + "." + hangzhou
	b.must(b.owner(b.raw("PUT", host, "/", "")))
	b.must(b.owner(b.raw("PUT", host, "/?publicAccessBlock",
		"<PublicAccessBlockConfiguration><BlockPublicAccess>false</BlockPublicAccess></PublicAccessBlockConfiguration>")))
	b.must(b.owner(b.raw("PUT", host, "/?acl", "", "x-oss-acl: "+acl)))
}

// object creates an object of the owner, with its own ACL or "default".
func (b *bench) object(bucket, key, acl string) {
	b.t.Helper()
	b.must(b.owner(b.raw("PUT", bucket+"."+hangzhou, "/"+key, "content", "x-oss-object-acl: "+acl)))
}

// upload begins a multipart upload and returns its id.
func (b *bench) upload(bucket, key string) string {
	b.t.Helper()
	body := b.must(b.owner(b.raw("POST", bucket+"."+hangzhou, "/"+key+"?uploads", ""))).Body.String()
	_, rest, _ := strings.Cut(body, "<UploadId>")
	id, _, _ := strings.Cut(rest, "</UploadId>")
	return id
}

// scopeOf is a scope with that day.
func scopeOf(b *bench, day string) sign.Scope {
	s := b.scope()
	s.Day = day
	return s
}
