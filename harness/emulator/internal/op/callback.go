package op

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/img"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// The parameters of a callback: in the URL, in the form, and with a prefix in the header.
const (
	callbackParameter    = "callback"
	callbackVarParameter = "callback-var"
	headerPrefix         = "x-oss-"
)

// callbackAsked is the name under which a request asks for a callback; empty: it asks for none.
func callbackAsked(r *wire.Request) string {
	switch {
	case r.Header.Get(headerPrefix+callbackParameter) != "":
		return headerPrefix + callbackParameter
	case r.Query.Get(callbackParameter) != "", r.Form != nil && r.Form.Get(callbackParameter) != "":
		return callbackParameter
	}
	return ""
}

// AsksCallback tells whether a request asks for a callback.
func (o *Operation) AsksCallback(r *wire.Request) bool { return o.CallsBack && callbackAsked(r) != "" }

// ReadCallback reads the callback that a request asks for. Each parameter stands in the header or
// in the URL. A form has fields of their names, and a field for each variable.
// https://help.aliyun.com/zh/oss/user-guide/0007-00000027
// https://help.aliyun.com/document_detail/478326.html
func ReadCallback(r *wire.Request, l callback.Limits) (*callback.Call, *deny.Denial) {
	var values [2]string
	for i, twice := range []deny.Reason{deny.CallbackTwice, deny.CallbackVarTwice} {
		name := []string{callbackParameter, callbackVarParameter}[i]
		inHeader, inURL := r.Header.Get(headerPrefix+name), r.Query.Get(name)
		if inHeader != "" && inURL != "" {
			return nil, wrong(twice, name, inURL)
		}
		values[i] = inHeader + inURL
		if r.Form != nil && values[i] == "" {
			values[i] = r.Form.Get(name)
		}
	}
	call, denial := callback.Read(values[0], values[1], l)
	if denial != nil || call == nil || r.Form == nil {
		return call, denial
	}
	for _, f := range slices.Backward(r.Form.Fields) { // of duplicates the first counts
		if strings.HasPrefix(f.Name, "x:") {
			call.Vars[f.Name] = f.Value
		}
	}
	return call, nil
}

// calledBack lets the answer to an upload be that of the callback server, if one is to be asked.
// What the answer says of the object in headers stays. That the status is 200 is published for
// PutObject; that it is so where a form asks for another status is assumed.
// https://help.aliyun.com/zh/oss/developer-reference/callback
func (c *ChangeContext) calledBack(resp *wire.Response, o *world.Object) *wire.Response {
	if c.Callback == nil {
		return resp
	}
	values := c.variables(o)
	if c.Callback.Uses("imageInfo.") {
		resp.Later = func() *deny.Denial {
			measured(values, o.Data.Bytes(), c.Image)
			o.Data.KeepAlive()
			return nil
		}
	}
	resp.Call = func() *deny.Denial {
		answer, denial := c.Send(c.Callback, values)
		if denial != nil {
			return denial
		}
		resp.Status, resp.Body = 200, answer.Body
		resp.Header = slices.DeleteFunc(resp.Header, func(h [2]string) bool { return h[0] == "Content-Type" || h[0] == "Location" })
		resp.Set("Content-Type", answer.Type)
		return nil
	}
	return resp
}

// variables are those of the system, but for the image. The ETag has no quotes in the published
// example. Content-MD5 is known of PutObject and PostObject alone.
func (c *ChangeContext) variables(o *world.Object) callback.Values {
	kind := ""
	for _, h := range o.Headers {
		if h.Name == "Content-Type" {
			kind = h.Value
		}
	}
	return callback.Values{
		"bucket": c.Bucket.Name, "object": o.Key, "etag": o.ETag, "size": o.Data.Len(), "mimeType": kind,
		"imageInfo.height": "", "imageInfo.width": "", "imageInfo.format": "",
		"crc64": strconv.FormatUint(o.CRC64, 10), "contentMd5": o.MD5,
		"vpcId":    cmp.Or(c.World.Standing(c.Caller).SourceVPC, c.Request.VPC),
		"clientIp": c.Request.Source, "reqId": c.Request.ID, "operation": c.Operation,
	}
}

// measured fills in what an image is; of another content it stays empty.
func measured(values callback.Values, data []byte, limits img.Limits) {
	plan, err := img.Parse("image/info", limits)
	if err != nil {
		panic("op: image/info is not known: " + err.Error())
	}
	result, err := plan.Run(data, limits)
	if err != nil {
		return
	}
	var info struct{ ImageHeight, ImageWidth, Format struct{ Value string } }
	if json.Unmarshal(result.Body, &info) != nil {
		return
	}
	for name, value := range map[string]string{"height": info.ImageHeight.Value, "width": info.ImageWidth.Value} {
		if n, err := strconv.Atoi(value); err == nil {
			values["imageInfo."+name] = n
		}
	}
	values["imageInfo.format"] = info.Format.Value
}
