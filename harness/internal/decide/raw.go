package decide

import (
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/scenarios"
)

// Raw is a request as a client would send it.
type Raw struct {
	request     scenarios.Request
	bucket, key string
}

// AcceptedAsRequest says what ReadRaw reads, for errors.
const AcceptedAsRequest = "a raw HTTP request with its header Host, a curl command, one entry of a HAR file, or a URL"

// ReadRaw reads a request. It leaves out what signed it, because the caller of the question signs it anew, and what
// depends on the connection. name is for errors.
func ReadRaw(name, text string) (*Raw, error) {
	read, err := explain.ReadRequest(text)
	if err != nil {
		return nil, target.Usagef("the request in %s: %v; accepted: %s", name, err, AcceptedAsRequest)
	}
	q, bucket, key, err := read.HTTP()
	if err != nil {
		return nil, target.Usagef("the request in %s: %v; accepted: %s", name, err, AcceptedAsRequest)
	}
	if bucket == "" && key != "" {
		return nil, target.Usagef("the request in %s goes to a host that names no bucket; accepted: BUCKET.oss-REGION.aliyuncs.com", name)
	}
	if strings.HasSuffix(bucket, "-ossalias") {
		return nil, target.Usagef("the request in %s goes to the alias of an access point; accepted: the name of its bucket, and via %s",
			name, viaPoint)
	}
	r := &Raw{bucket: bucket, key: key, request: scenarios.Request{
		Operation: q.Method + " " + name, Method: q.Method, Names: scenarios.Service, Headers: headers(q.Header), Body: bodyOf(text),
	}}
	switch {
	case key != "":
		r.request.Names = scenarios.Object
	case bucket != "":
		r.request.Names = scenarios.Bucket
	}
	if !r.readQuery(q.URL.RawQuery) {
		return nil, target.Usagef("the request in %s: its query can't be read; accepted: %s", name, AcceptedAsRequest)
	}
	return r, nil
}

// readQuery reads the parameters, and reports whether it can.
func (r *Raw) readQuery(raw string) bool {
	if raw == "" {
		return true
	}
	all, ok := params(raw)
	for _, p := range all {
		switch {
		case p.Name == "delete" && p.Value == "": // signs the MD5 of its body
			r.request.SubResource = p.Name
		case !isOfSigning(p.Name):
			r.request.Query = append(r.request.Query, p)
		}
	}
	return ok
}

func headers(sent http.Header) []scenarios.Param {
	var kept []scenarios.Param
	for name, values := range sent {
		for _, value := range values {
			if !isOfSigning(name) {
				kept = append(kept, scenarios.Param{Name: name, Value: value})
			}
		}
	}
	slices.SortFunc(kept, func(a, b scenarios.Param) int { return strings.Compare(a.Name, b.Name) })
	return kept
}

func isOfSigning(name string) bool {
	return slices.ContainsFunc(ofSigning(), func(n string) bool { return strings.EqualFold(n, name) })
}

// ofSigning lists the headers and parameters that a signature brings, or the connection.
func ofSigning() []string {
	return []string{
		"Authorization", "Date", "Content-MD5", "Content-Length", "Connection", "Accept-Encoding", "Expect", "Transfer-Encoding",
		"x-oss-date", "x-oss-content-sha256", "x-oss-security-token", "security-token",
		"OSSAccessKeyId", "Signature", "Expires", "x-oss-signature", "x-oss-signature-version", "x-oss-credential", "x-oss-expires",
		"x-oss-additional-headers", "x-oss-access-key-id",
	}
}

// bodyOf is what stands after the first empty line of a raw request.
func bodyOf(text string) string {
	if strings.HasPrefix(text, "curl ") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "http") {
		return ""
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	_, body, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n\n")
	return body
}
