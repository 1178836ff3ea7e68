// Package wire is the HTTP side of the emulator: it reads host, path, query
// and body of a request without losing a byte that a signature may cover, and
// it writes answers. It knows no state, no signature and no permission.
package wire

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
)

// A Request is an OSS request as the other packages see it.
type Request struct {
	ID     string    // RequestId of the answer
	Now    time.Time // the one instant of the whole request, in whole seconds, UTC
	Method string
	Host   Host
	Bucket string // from host or path; empty for the service
	Alias  string // of the access point that stands there in place of the bucket; empty: none does
	Key    string // decoded; empty for bucket and service
	Path   string // decoded, as sent: with the bucket, where the path names it
	Query  Query
	Header Header
	Source string  // address of the sender
	VPC    string  // that the sender comes through; empty: the internet, unless that of his account says otherwise
	Secure bool    // over TLS
	Length int64   // of the body as announced; -1 when chunked
	Form   *Form   // of PostObject, once its fields have been read
	Sums   Sums    // of the body, where it has been read
	Chunks *Chunks // of the body, where it came in chunks of S3 and has been read

	Content large.Content // the body as what an object or a part may keep

	Sent     *Request // as it was sent, where the names of S3 have become those of OSS; nil: this is it
	Unserved string   // what of S3 is known and not served; empty: nothing

	body   []byte
	sought bool // before it was read
}

// Body returns the body, or nil until it has been read: the bytes of Content, as long as the request is served. That somebody
// looks for it too early is noted. So who decides by Sums, Chunks, Content or the size of a file looks here first.
func (r *Request) Body() []byte {
	r.sought = r.sought || r.body == nil
	return r.body
}

// SetBody gives the request its body.
func (r *Request) SetBody(body []byte) { r.body = body }

// SoughtBody tells whether somebody has looked for the body before it was read. What he found out may be otherwise now.
func (r *Request) SoughtBody() bool { return r.sought }

// AsSent is the request as it was sent and signed.
func (r *Request) AsSent() *Request {
	if r.Sent != nil {
		return r.Sent
	}
	return r
}

// Named is the bucket as the sender names it, and signs it: by the alias of
// an access point, if he came through one.
func (r *Request) Named() string {
	if r.Alias != "" {
		return r.Alias
	}
	return r.Bucket
}

// Parse reads everything but the body.
func Parse(r *http.Request, id string, now time.Time, hosts *Hosts) (*Request, *deny.Denial) {
	req := &Request{
		ID:     id,
		Now:    now,
		Method: r.Method,
		Host:   hosts.Parse(r.Host),
		Header: sent(r.Header),
		Source: SourceOf(r),
		Secure: r.TLS != nil,
		Length: r.ContentLength,
	}
	if tooManyHeaders(r.Header) {
		return req, deny.Because(deny.HeaderTooLarge)
	}
	rawPath, rawQuery := target(r)
	if len(rawPath)+len(rawQuery) > MaxTarget {
		return req, deny.Because(deny.URIUnreadable)
	}
	path, err := unescape(rawPath)
	if err != nil {
		return req, deny.Because(deny.URIUnreadable)
	}
	if req.Query, err = ParseQuery(rawQuery); err != nil || len(req.Query) > MaxParams {
		return req, deny.Because(deny.URIUnreadable)
	}
	req.Path = path
	req.Bucket, req.Key = locate(req.Host, path)
	if req.Key == "" {
		return req, nil
	}
	return req, BadKey(req.Key)
}

// target returns path and query exactly as on the request line, which may be
// in absolute form.
func target(r *http.Request) (path, query string) {
	line := r.RequestURI
	if line == "" { // a request that never was on a wire
		line = r.URL.RequestURI()
	}
	if scheme, rest, ok := strings.Cut(line, "://"); ok && !strings.ContainsAny(scheme, "/?") {
		slash := strings.IndexAny(rest, "/?")
		if slash < 0 {
			return "/", ""
		}
		line = rest[slash:]
	}
	path, query, _ = strings.Cut(line, "?")
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return path, query
}

// locate finds bucket and key. Where the host names the bucket, the path is
// the key; elsewhere the first segment of the path names the bucket. "//" is
// the service root: the C++ SDK sends it to an IP endpoint.
func locate(h Host, path string) (bucket, key string) {
	path = path[1:]
	if h.Bucket != "" {
		return h.Bucket, path
	}
	if path == "/" {
		return "", ""
	}
	bucket, key, _ = strings.Cut(path, "/")
	return bucket, key
}

// NameInPath takes bucket and key from the path where the host turned out to
// name no bucket: a gateway passed its own name on.
func (r *Request) NameInPath() *deny.Denial {
	r.Host.Bucket = ""
	r.Bucket, r.Key = locate(r.Host, "/"+r.Key)
	if r.Key == "" {
		return nil
	}
	return BadKey(r.Key)
}

// ReadBody reads the body, at most limit bytes of it, into a room.
func ReadBody(r *http.Request, limit int64, room *large.Room) (large.Content, Sums, *deny.Denial) {
	if r.ContentLength > limit {
		return large.Content{}, Sums{}, deny.Because(deny.EntityTooLarge)
	}
	body, sums, err := readContent(r.Body, r.ContentLength, limit+1, room)
	switch {
	case err != nil:
		return large.Content{}, Sums{}, unread(err, deny.IncompleteBody)
	case int64(body.Len()) > limit:
		return large.Content{}, Sums{}, deny.Because(deny.EntityTooLarge)
	}
	return body, sums, nil
}

// sent leaves out the headers whose name holds an underscore: the service drops
// them before it looks at a request. So a signed one is missing from the
// StringToSign, and one that is not signed has no effect.
// https://github.com/aliyun/aliyun-oss-csharp-sdk/issues/11
// https://github.com/aliyun/aliyun-oss-java-sdk/issues/213
func sent(h http.Header) Header {
	all := HeaderOf(h)
	for name := range h {
		if hasUnderscore(name) {
			return all.Without(hasUnderscore)
		}
	}
	return all
}

func hasUnderscore(name string) bool { return strings.IndexByte(name, '_') >= 0 }

func tooManyHeaders(h http.Header) bool {
	total, count := 0, 0
	for name, values := range h {
		for _, v := range values {
			count++
			if name == "X-Oss-Security-Token" && len(v) <= MaxToken {
				continue
			}
			total += len(name) + len(v)
		}
	}
	return total > MaxHeaderBytes || count > MaxHeaders
}
