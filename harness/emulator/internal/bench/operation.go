package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/op"
)

// RequestOf is a request for an operation on the private bucket and its key.
func RequestOf(b *Bench, o op.Operation) *http.Request {
	host, target, body := Private, "/", ""
	switch o.Level {
	case op.Service:
		host = Hangzhou
	case op.Object:
		target = "/key"
	}
	if o.Sub != "" {
		target += "?" + o.Sub
	}
	switch o.Name {
	case "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts":
		target += "=0&partNumber=1"
	case "SelectObject", "CreateSelectObjectMeta":
		target += "=" + o.Values[0]
	case "ListObjectsV2":
		target += "=2"
	case "DeleteMultipleObjects":
		body = "<Delete><Object><Key>key</Key></Object></Delete>"
	}
	if o.Comp != "" {
		target += "&comp=" + o.Comp
	}
	var headers []string
	if o.Name == "Rename" {
		headers = append(headers, "x-oss-rename-source: key")
	}
	if o.Header != "" {
		headers = append(headers, o.Header+": /private-bucket/key")
	}
	return b.Raw(o.Method, host, target, body, append(headers, "Content-MD5: "+MD5Of(body))...)
}
