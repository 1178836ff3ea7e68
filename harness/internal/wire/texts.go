package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/signer"

	"github.com/oss403/oss403/scenarios"
)

// Texts are what the official signer signs for a request.
type Texts struct {
	Form             scenarios.Form
	StringToSign     string
	CanonicalRequest string // of V4
	Scope            string // of V4: <day>/<region>/<product>/aliyun_v4_request
}

// TextsOf signs a request again, in the form and at the time that it names itself. It tells no
// signature: a text does not depend on the secret.
func TextsOf(q *http.Request, bucket, key string) (Texts, error) {
	q = q.Clone(context.Background())
	signing := &signer.SigningContext{Product: ptr(product), Region: ptr(""), Request: q,
		Credentials: &credentials.Credentials{AccessKeyID: "id", AccessKeySecret: "secret"}}
	if bucket != "" {
		signing.Bucket = &bucket
	}
	if key != "" {
		signing.Key = &key
	}
	texts := Texts{}
	if err := texts.readForm(q, signing); err != nil {
		return texts, err
	}
	signing.AuthMethodQuery = inURL(texts.Form)
	if slices.Contains(signing.AdditionalHeaders, "host") { // which net/http keeps outside of the headers
		q.Header.Set("Host", q.Host)
	}
	if err := officialSigner(texts.Form).Sign(context.Background(), signing); err != nil {
		return texts, fmt.Errorf("signing again: %w", err)
	}
	texts.StringToSign = signing.StringToSign
	if isV4(texts.Form) {
		q.Header.Del("Host")
		d := &draft{bucket: bucket, sentKey: key}
		d.call.Request.SignedToo = signing.AdditionalHeaders
		texts.CanonicalRequest = d.canonicalRequest(q, texts.StringToSign)
		if lines := strings.Split(texts.StringToSign, "\n"); len(lines) > 2 {
			texts.Scope = lines[2]
		}
	}
	return texts, nil
}

// readForm finds out how a request is signed, and takes from it what its signer must know. The
// parameters of the signature leave the query: the signer adds them.
func (t *Texts) readForm(q *http.Request, signing *signer.SigningContext) error {
	authorization, query := q.Header.Get("Authorization"), q.URL.Query()
	q.Header.Del("Authorization")
	var err error
	switch {
	case strings.HasPrefix(authorization, "OSS4-HMAC-SHA256"):
		t.Form = scenarios.FormV4Header
		signing.Region = ptr(regionOf(valueIn(authorization, "Credential")))
		signing.AdditionalHeaders = headerNames(valueIn(authorization, "AdditionalHeaders"))
		signing.Time, err = time.Parse(iso8601, q.Header.Get("x-oss-date"))
	case strings.HasPrefix(authorization, "OSS "):
		t.Form = scenarios.FormV1Header
		date := q.Header.Get("x-oss-date")
		if date == "" {
			date = q.Header.Get("Date")
		}
		signing.Time, err = http.ParseTime(date)
	case query.Has("x-oss-credential"):
		t.Form = scenarios.FormV4URL
		signing.Region = ptr(regionOf(query.Get("x-oss-credential")))
		signing.AdditionalHeaders = headerNames(query.Get("x-oss-additional-headers"))
		err = signAtAndUntil(signing, query)
	case query.Has("OSSAccessKeyId"), query.Has("Signature"):
		t.Form = scenarios.FormV1URL
		var seconds int64
		seconds, err = strconv.ParseInt(query.Get("Expires"), 10, 64)
		signing.Time = time.Unix(seconds, 0)
	default:
		return errors.New("it has no signature: neither a header Authorization of V1 or V4, nor the parameters of a signed URL")
	}
	if err != nil {
		return fmt.Errorf("the time of its signature can't be read: %w", err)
	}
	q.URL.RawQuery = withoutParams(q.URL.RawQuery, signingParams())
	for name, values := range query {
		if len(values) == 1 && values[0] == "" {
			signing.SubResource = append(signing.SubResource, name)
		}
	}
	return nil
}

func signAtAndUntil(signing *signer.SigningContext, query url.Values) error {
	signed, err := time.Parse(iso8601, query.Get("x-oss-date"))
	if err != nil {
		return err
	}
	seconds, err := strconv.Atoi(query.Get("x-oss-expires"))
	signing.Time = signed.Add(time.Duration(seconds) * time.Second)
	return errors.Join(err, setSignTime(signing, signed))
}

// withoutParams removes parameters from a raw query, but security tokens, which are signed.
func withoutParams(raw string, names []string) string {
	var kept []string
	for pair := range strings.SplitSeq(raw, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && (!slices.Contains(names, name) || strings.HasSuffix(name, "security-token")) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

// valueIn returns the value of a name in an Authorization header of V4.
func valueIn(authorization, name string) string {
	_, items, _ := strings.Cut(authorization, " ")
	for item := range strings.SplitSeq(items, ",") {
		if key, value, _ := strings.Cut(strings.TrimSpace(item), "="); key == name {
			return value
		}
	}
	return ""
}

// regionOf returns the region of a credential <id>/<day>/<region>/<product>/aliyun_v4_request.
func regionOf(credential string) string {
	parts := strings.Split(credential, "/")
	if len(parts) < 4 {
		return ""
	}
	return parts[len(parts)-3]
}

func headerNames(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(strings.ToLower(list), ";")
}
