package wire

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// Unsigned is a request of no run, and how it is to be signed. Nothing is sent.
type Unsigned struct {
	Form           scenarios.Form
	Method         string
	Scheme, Host   string
	Path           string // decoded; with the bucket, or without it where the host names it
	Bucket, Key    string
	Query, Headers []scenarios.Param // names once each, without those of a signature
	Named          []string          // headers that the signature names, in lower case: AdditionalHeaders, or SignedHeaders of S3
	Credentials    caller.Credentials
	Region         string
	Product        string    // of the scope of V4; empty: that of OSS, or of S3
	Payload        string    // hash of the body in V4 of S3; empty: UNSIGNED-PAYLOAD
	At             time.Time // of signing
	Until          time.Time // the end of a signed URL
}

// Signed is a request with its signature, and what was signed.
type Signed struct {
	Texts
	Request   *http.Request
	Signature string
}

// ways has the signer of each form: the official one, aliyun-oss-go-sdk for V2, the AWS SDK and minio-go for S3.
func ways() map[scenarios.Form]func(Unsigned, *http.Request) (Signed, error) {
	return map[scenarios.Form]func(Unsigned, *http.Request) (Signed, error){
		scenarios.FormV1Header: Unsigned.signOfficially, scenarios.FormV1URL: Unsigned.signOfficially,
		scenarios.FormV4Header: Unsigned.signOfficially, scenarios.FormV4URL: Unsigned.signOfficially,
		scenarios.FormV2Header: Unsigned.signV2, scenarios.FormV2URL: Unsigned.signV2,
		scenarios.FormS3V4Header: Unsigned.signS3V4, scenarios.FormS3V4URL: Unsigned.signS3V4,
		scenarios.FormS3V2Header: Unsigned.signS3V2, scenarios.FormS3V2URL: Unsigned.signS3V2,
	}
}

// Sign signs the request by the official signer of its form. The error says that no request can be made, or that
// the signer signs another text than the published rules tell.
func (u Unsigned) Sign() (Signed, error) {
	sign, ok := ways()[u.Form]
	if !ok {
		return Signed{}, fmt.Errorf("no signer signs the form %s", u.Form)
	}
	q, err := u.request()
	if err != nil {
		return Signed{}, err
	}
	signed, err := sign(u, q)
	signed.Form = u.Form
	if err != nil {
		return signed, fmt.Errorf("signing as %s: %w", u.Form, err)
	}
	return signed, nil
}

// request is the request without a signature, with the key and the parameters escaped once.
func (u Unsigned) request() (*http.Request, error) {
	if strings.Trim(strings.ToLower(u.Bucket), "abcdefghijklmnopqrstuvwxyz0123456789-._") != "" {
		return nil, fmt.Errorf("the bucket %q has other characters than letters, digits and -", u.Bucket)
	}
	q, err := http.NewRequest(u.Method, u.Scheme+"://"+u.Host+escapePath(u.Path), nil)
	if err != nil {
		return nil, fmt.Errorf("it is no request: %w", err)
	}
	q.URL.RawQuery = rawQuery(u.Query)
	for _, h := range u.Headers {
		q.Header.Set(h.Name, h.Value)
	}
	return q, nil
}

// pathStyle says whether the bucket stands in the path.
func (u Unsigned) pathStyle() bool {
	return u.Bucket == "" || u.Path == "/"+u.Bucket+"/"+u.Key || u.Path == "/"+u.Bucket
}

func rawQuery(params []scenarios.Param) string {
	raw := ""
	for i, p := range params {
		raw += []string{"", "&"}[min(i, 1)] + escapeQuery(p.Name)
		if p.Value != "" {
			raw += "=" + escapeQuery(p.Value)
		}
	}
	return raw
}

// additional are the headers that are signed beyond those that must be, as a signature lists them: those that
// are sent, sorted.
func (u Unsigned) additional(q *http.Request) []string {
	named := slices.DeleteFunc(slices.Clone(u.Named), func(name string) bool {
		return alwaysSigned(name) || name != "host" && q.Header.Get(name) == ""
	})
	slices.Sort(named)
	return slices.Compact(named)
}

// alwaysSigned says whether V4 signs a header, in lower case, whenever it is sent.
func alwaysSigned(name string) bool {
	return strings.HasPrefix(name, "x-oss-") || name == "content-type" || name == "content-md5"
}

// canonicalLines are the lines name:value of the headers that are signed, sorted by name.
func canonicalLines(q *http.Request, signed func(name string) bool) string {
	var lines []string
	if signed("host") {
		lines = append(lines, "host:"+q.Host+"\n")
	}
	for name, values := range q.Header {
		lower := strings.ToLower(name)
		if lower == "host" || !signed(lower) {
			continue
		}
		var trimmed []string
		for _, value := range values {
			trimmed = append(trimmed, strings.TrimSpace(value))
		}
		lines = append(lines, lower+":"+strings.Join(trimmed, ",")+"\n")
	}
	slices.SortFunc(lines, func(a, b string) int {
		one, _, _ := strings.Cut(a, ":")
		other, _, _ := strings.Cut(b, ":")
		return cmp.Compare(one, other)
	})
	return strings.Join(lines, "")
}

// errOtherText says that the signature is not that of the text which the published rules tell.
func errOtherText(signer, text string) error {
	return fmt.Errorf("%s signs another text than the published rules tell, which is %q", signer, text)
}
