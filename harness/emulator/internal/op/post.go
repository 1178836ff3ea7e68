package op

import (
	"encoding/xml"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// formAccesses is the object that a form names. A form that has not been read
// yet touches nothing.
func formAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	if r.Form == nil {
		return nil, nil
	}
	if r.Unserved != "" {
		return nil, notImplemented(r.Unserved, otherInS3)
	}
	if denial := declinedHeader(r); denial != nil {
		return nil, denial
	}
	if r.Key == "" {
		return nil, wrong(deny.FormKeyMissing, "key", "")
	}
	if denial := wire.BadKey(r.Key); denial != nil {
		return nil, denial
	}
	return []Access{{Action: "oss:PutObject", Bucket: r.Bucket, Key: r.Key, Writes: true}}, nil
}

// postObject is https://help.aliyun.com/zh/oss/developer-reference/postobject
// The fields of the form stand where PutObject has headers.
func postObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	r := c.Request
	if given := r.Header.Get("Content-MD5"); given != "" && given != r.Form.MD5 {
		return nil, deny.Because(deny.InvalidDigest, deny.Field{Name: "Content-MD5", Value: given})
	}
	o, denial := newObject(c)
	if denial != nil {
		return nil, denial
	}
	if denial := mayOverwrite(c); denial != nil {
		return nil, denial
	}
	o = withData(o, r.Content, r.Sums)
	if denial := c.store(&o); denial != nil {
		return nil, denial
	}
	resp := posted(r, o)
	describeVersion(resp, c.Bucket, &o)
	describeEncryption(resp, c.Bucket, o.SSE)
	return c.calledBack(resp, &o), nil
}

// posted answers as success_action_redirect and success_action_status ask;
// 204 where they ask for nothing that is known.
func posted(r *wire.Request, o world.Object) *wire.Response {
	resp := wire.Empty(204)
	location := "http://" + r.Host.Verbatim + "/" + wire.Escape(o.Key, "/")
	if r.Host.Bucket == "" {
		location = "http://" + r.Host.Verbatim + "/" + wire.Escape(r.Bucket+"/"+o.Key, "/")
	}
	switch redirect, status := r.Form.Get("success_action_redirect"), r.Form.Get("success_action_status"); {
	case isRedirect(redirect):
		resp = wire.Empty(303)
		resp.Set("Location", redirect)
	case status == "200":
		resp = wire.Empty(200)
	case status == "201":
		resp = wire.XML(201, struct {
			XMLName  xml.Name `xml:"PostResponse"`
			Bucket   string
			ETag     string
			Key      string
			Location string
		}{Bucket: r.Bucket, ETag: quoted(o.ETag), Key: o.Key, Location: location})
		resp.Set("Location", location)
	}
	resp.Set("ETag", quoted(o.ETag))
	return resp
}

// isRedirect: what is sent back as a header holds no control characters.
func isRedirect(url string) bool {
	for i := range len(url) {
		if url[i] < ' ' || url[i] == 0x7f {
			return false
		}
	}
	return url != ""
}
