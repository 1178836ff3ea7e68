package op

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// getObject is https://help.aliyun.com/zh/oss/developer-reference/getobject
func getObject(c *Context) (*wire.Response, *deny.Denial) {
	resp, denial := describe(c)
	if denial != nil {
		return nil, denial
	}
	o, _ := opened(c)
	span, partial, denial := rangeOf(c.Request, o.Data.Len())
	if denial != nil {
		return nil, denial
	}
	resp.Content = o.Data.Clip(span.from, span.to)
	if partial {
		resp.Status = http.StatusPartialContent
		resp.Set("Content-Range", span.in(o.Data.Len()))
	} else if o.MD5 != "" {
		resp.Set("Content-MD5", o.MD5)
	}
	override(c.Request, resp)
	return resp, nil
}

// headObject is https://help.aliyun.com/zh/oss/developer-reference/headobject
func headObject(c *Context) (*wire.Response, *deny.Denial) {
	resp, denial := describe(c)
	if denial != nil {
		return nil, denial
	}
	o, _ := opened(c)
	resp.Length = o.Data.Len()
	if o.MD5 != "" {
		resp.Set("Content-MD5", o.MD5)
	}
	return resp, nil
}

// getObjectMeta is https://help.aliyun.com/zh/oss/developer-reference/getobjectmeta
// It has no body, not even for GET.
func getObjectMeta(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := find(c)
	if denial != nil {
		return nil, denial
	}
	resp := wire.Empty(200)
	describeVersion(resp, c.Bucket, o)
	describeContent(resp, o)
	resp.Length = o.Data.Len()
	return resp, nil
}

// describe checks the preconditions and writes the headers of an object.
func describe(c *Context) (*wire.Response, *deny.Denial) {
	o, denial := opened(c)
	if denial != nil {
		return nil, denial
	}
	if denial := conditionsHold(c.Request, "", o); denial != nil {
		return nil, denial
	}
	resp := wire.Empty(200)
	for _, h := range o.Headers {
		resp.Set(h.Name, h.Value)
	}
	describeVersion(resp, c.Bucket, o)
	resp.Set("Accept-Ranges", "bytes")
	describeContent(resp, o)
	resp.Set("x-oss-object-type", o.Type)
	if o.Type == appendable {
		resp.Set(nextPosition, strconv.Itoa(o.Data.Len()))
	}
	describeSeal(resp, o)
	resp.Set("x-oss-storage-class", o.Class)
	describeExpiry(resp, c.Bucket, o)
	if info := restoreInfo(o, c.Request.Now); info != "" {
		resp.Set("x-oss-restore", info)
	}
	if len(o.Tags) > 0 {
		resp.Set("x-oss-tagging-count", strconv.Itoa(len(o.Tags)))
	}
	describeEncryption(resp, c.Bucket, o.SSE)
	describeProtection(resp, o)
	return resp, nil
}

// describeContent writes what is known of the content; a directory has none.
func describeContent(resp *wire.Response, o *world.Object) {
	resp.Set("Last-Modified", wire.HTTPTime(o.Modified))
	if !o.Directory {
		resp.Set("ETag", quoted(o.ETag))
		resp.Set("x-oss-hash-crc64ecma", strconv.FormatUint(o.CRC64, 10))
	}
}

// conditionsHold checks If-Match and its three neighbours, whose names
// CopyObject prefixes. An unreadable time is no condition.
func conditionsHold(r *wire.Request, prefix string, o *world.Object) *deny.Denial {
	header := func(name string) string { return r.Header.Get(prefix + name) }
	unmodifiedSince := func(name string) bool {
		t, err := http.ParseTime(header(name))
		return err == nil && !o.Modified.Truncate(time.Second).After(t)
	}
	failed := func(name string) *deny.Denial {
		return deny.Because(deny.PreconditionFailed, deny.Field{Name: "Condition", Value: name})
	}
	switch {
	case header("If-Match") != "" && !matches(header("If-Match"), o):
		return failed("If-Match")
	case readableTime(header("If-Unmodified-Since")) && !unmodifiedSince("If-Unmodified-Since"):
		return failed("If-Unmodified-Since")
	case header("If-None-Match") != "" && matches(header("If-None-Match"), o),
		readableTime(header("If-Modified-Since")) && unmodifiedSince("If-Modified-Since"):
		return deny.Because(deny.NotModified)
	}
	return nil
}

func readableTime(value string) bool {
	if value == "" {
		return false
	}
	_, err := http.ParseTime(value)
	return err == nil
}

func matches(list string, o *world.Object) bool {
	return slices.ContainsFunc(strings.Split(list, ","), func(tag string) bool {
		tag = strings.Trim(strings.TrimSpace(tag), `"`)
		return tag == "*" || strings.EqualFold(tag, o.ETag)
	})
}

type span struct{ from, to int }

// in is the span as Content-Range tells it.
func (s span) in(size int) string {
	return "bytes " + strconv.Itoa(s.from) + "-" + strconv.Itoa(s.to-1) + "/" + strconv.Itoa(size)
}

// rangeOf reads Range: one span of bytes. A span that is not inside the
// object is ignored, and the whole object answered with 200; with
// x-oss-range-behavior: standard it is cut at the end, or 416.
// https://help.aliyun.com/zh/oss/developer-reference/getobject
//
// By TestRangeGet of ossutil 1.7.19, what follows a span and is none is ignored, and the last 0 bytes are refused, as RFC 9110 has it
// too. Several spans are no span.
func rangeOf(r *wire.Request, size int) (span, bool, *deny.Denial) {
	whole := span{0, size}
	value := r.Header.Get("Range")
	first, others, _ := strings.Cut(value, ",")
	if strings.TrimRight(first, "0") == "bytes=-" && first != "bytes=-" {
		return whole, false, unsatisfiable(value, size)
	}
	from, to, ok := parseRange(first, size)
	if value == "" || !ok || anyRange(others, size) {
		return whole, false, nil
	}
	standard := r.Header.Get("x-oss-range-behavior") == "standard"
	switch {
	case from < size && to <= size:
		return span{from, to}, true, nil
	case !standard:
		return whole, false, nil
	case from >= size:
		return whole, false, unsatisfiable(value, size)
	}
	return span{from, size}, true, nil
}

// parseRange reads bytes=a-b, bytes=a- and bytes=-n; to is exclusive.
func parseRange(value string, size int) (from, to int, ok bool) {
	first, last, ok := strings.Cut(strings.TrimPrefix(value, "bytes="), "-")
	if !ok || !strings.HasPrefix(value, "bytes=") || first == "" && last == "" {
		return 0, 0, false
	}
	if first == "" {
		n, err := strconv.ParseUint(last, 10, 62)
		return max(0, size-int(n)), size, err == nil && n > 0 && size > 0
	}
	a, err := strconv.ParseUint(first, 10, 62)
	if err != nil {
		return 0, 0, false
	}
	if last == "" {
		return int(a), max(size, int(a)), true
	}
	b, err := strconv.ParseUint(last, 10, 62)
	return int(a), int(b) + 1, err == nil && a <= b
}

func unsatisfiable(value string, size int) *deny.Denial {
	return deny.Because(deny.InvalidRange, deny.Field{Name: "ActualObjectSize", Value: strconv.Itoa(size)},
		deny.Field{Name: "RangeRequested", Value: value})
}

// anyRange tells whether one of those behind the first comma is a range.
func anyRange(others string, size int) bool {
	return slices.ContainsFunc(strings.Split(others, ","), func(other string) bool {
		_, _, ok := parseRange("bytes="+strings.TrimSpace(other), size)
		return ok
	})
}

// override applies the response-* parameters of GetObject.
func override(r *wire.Request, resp *wire.Response) {
	for _, p := range r.Query {
		wanted, ok := strings.CutPrefix(p.Name, "response-")
		if !ok {
			continue
		}
		at := slices.IndexFunc(kept, func(name string) bool { return strings.EqualFold(name, wanted) })
		if value := r.Query.Get(p.Name); at >= 0 && value != "" {
			resp.Header = slices.DeleteFunc(resp.Header, func(h [2]string) bool { return h[0] == kept[at] })
			resp.Set(kept[at], value)
		}
	}
}
