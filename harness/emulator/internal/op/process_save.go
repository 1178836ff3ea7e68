package op

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/large"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// maxSaving is the size of the largest body of ProcessObject, in bytes; the service does not publish it.
const maxSaving = 16 << 10

// A saving is what the body of ProcessObject asks for: how to process the object, and
// where to put the result.
type saving struct {
	how         string
	bucket, key string // empty bucket: that of the request
}

// savingAsked reads a body such as x-oss-process=image/resize,w_100|sys/saveas,o_KEY,b_BUCKET.
// Both names are URL-safe base64, with padding or without. How the service refuses a body
// that is none of this is assumed to be as it refuses arguments of images.
// https://help.aliyun.com/en/oss/user-guide/sys-or-saveas
func savingAsked(r *wire.Request) (saving, *deny.Denial) {
	q, err := wire.ParseQuery(string(r.Body()))
	if err != nil {
		return saving{}, deny.Because(deny.ImageArgument)
	}
	value := q.Get(process)
	how, then, piped := strings.Cut(value, "|")
	options, is := strings.CutPrefix(then, "sys/saveas,")
	if !piped || !is {
		return saving{}, deny.Because(deny.ImageArgument, deny.Field{Name: "ErrorDetail", Value: value})
	}
	s := saving{how: how}
	for _, option := range strings.Split(options, ",") {
		name, encoded, _ := strings.Cut(option, "_")
		decoded, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(encoded, "="))
		switch {
		case err == nil && name == "o":
			s.key = string(decoded)
		case err == nil && name == "b" && ValidBucketName(string(decoded)):
			s.bucket = string(decoded)
		default:
			return saving{}, deny.Because(deny.ImageArgument, deny.Field{Name: "ErrorDetail", Value: option})
		}
	}
	if s.key == "" {
		return saving{}, deny.Because(deny.ImageArgument, deny.Field{Name: "ErrorDetail", Value: options})
	}
	return s, wire.BadKey(s.key)
}

// saveAccesses: who saves needs oss:PostProcessTask for the source and oss:PutObject for the
// target. https://help.aliyun.com/en/oss/user-guide/sys-or-saveas
func saveAccesses(r *wire.Request) ([]Access, *deny.Denial) {
	source := Access{Action: "oss:PostProcessTask", Bucket: r.Bucket, Key: r.Key}
	if r.Body() == nil {
		return []Access{source}, nil
	}
	s, denial := savingAsked(r)
	return []Access{source, {Action: "oss:PutObject", Bucket: cmp.Or(s.bucket, r.Bucket), Key: s.key, Writes: true}}, denial
}

func processForSave(c *Context) (*wire.Response, *deny.Denial) {
	s, denial := savingAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	return processedBy(c, s.how)
}

// saveProcessed stores the result. The target is in the same account and region, and the ACL
// is that of its bucket. The answer is the JSON that the SDKs read; the name of the bucket is in it
// only if it was asked for, as TestProcessObject of SDK v1 has it.
// https://help.aliyun.com/en/oss/user-guide/sys-or-saveas
func saveProcessed(c *ChangeContext) (*wire.Response, *deny.Denial) {
	s, denial := savingAsked(c.Request)
	if denial != nil {
		return nil, denial
	}
	at := c.Bucket
	if s.bucket != "" {
		at, _ = c.World.Bucket(s.bucket)
	}
	switch {
	case at == nil:
		return nil, deny.Because(deny.NoSuchBucket, deny.Field{Name: "BucketName", Value: s.bucket})
	case at.Owner != c.Bucket.Owner || at.Region != c.Bucket.Region:
		return nil, deny.Because(deny.ImageArgument, deny.Field{Name: "ErrorDetail", Value: "b"})
	}
	o := world.Object{Key: s.key, Modified: c.Request.Now, Class: at.Class, ACL: world.ACLDefault, Type: "Normal", SSE: at.Encryption}
	kind := slices.IndexFunc(c.Made.Header, func(h [2]string) bool { return h[0] == "Content-Type" })
	o.Headers = []world.Header{{Name: "Content-Type", Value: c.Made.Header[kind][1]}}
	data := large.Of(c.Made.Body)
	sums, denial := c.Aside.sumsOf(data)
	if denial != nil {
		return nil, denial
	}
	o = withData(o, data, sums)
	c.Bucket = at
	if denial := c.store(&o); denial != nil {
		return nil, denial
	}
	body, err := json.Marshal(struct {
		Bucket   string `json:"bucket"`
		FileSize int    `json:"fileSize"`
		Object   string `json:"object"`
		Status   string `json:"status"`
	}{s.bucket, o.Data.Len(), s.key, "OK"})
	if err != nil {
		panic("op: a result cannot be marshalled: " + err.Error())
	}
	resp := &wire.Response{Status: 200, Body: body}
	resp.Set("Content-Type", "application/json")
	return resp, nil
}
