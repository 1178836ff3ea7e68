package wire

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go/logging"
	s3 "github.com/minio/minio-go/v7/pkg/signer"

	"github.com/oss403/oss403/scenarios"
)

const unsignedPayload = "UNSIGNED-PAYLOAD"

// signS3V4 signs with the AWS SDK, which says what it signs.
func (u Unsigned) signS3V4(q *http.Request) (Signed, error) {
	told, payload, region := &signedTexts{}, orProduct(u.Payload, unsignedPayload), u.Region
	by := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping, o.LogSigning, o.Logger = true, true, told })
	who := aws.Credentials{AccessKeyID: u.Credentials.AccessKeyID, SecretAccessKey: u.Credentials.AccessKeySecret,
		SessionToken: u.Credentials.SecurityToken}
	if !inURL(u.Form) {
		q.Header.Set("X-Amz-Content-Sha256", payload)
	}
	others := u.setAside(q)
	if !inURL(u.Form) {
		if err := by.SignHTTP(context.Background(), who, q, payload, orProduct(u.Product, s3Product), region, u.At); err != nil {
			return Signed{}, err
		}
	} else {
		lifetime := int(u.Until.Sub(u.At) / time.Second)
		q.URL.RawQuery = addPair(q.URL.RawQuery, "X-Amz-Expires", strconv.Itoa(lifetime))
		address, headers, err := by.PresignHTTP(context.Background(), who, q, payload, orProduct(u.Product, s3Product), region, u.At)
		if err != nil {
			return Signed{}, err
		}
		sent, err := http.NewRequest(q.Method, address, nil)
		if err != nil {
			return Signed{}, err
		}
		headers.Del("Host") // which net/http keeps outside of the headers
		sent.Header = headers
		q = sent
	}
	for name, values := range others {
		q.Header[name] = values
	}
	signed := Signed{Request: q, Signature: signatureOf(q), Texts: Texts{
		StringToSign: told.stringToSign, CanonicalRequest: told.canonical, Scope: thirdLine(told.stringToSign),
	}}
	if SignS3V4(u.Credentials.AccessKeySecret, signed.Scope, signed.StringToSign) != signed.Signature {
		return signed, errOtherText("the AWS SDK", signed.StringToSign)
	}
	return signed, nil
}

// setAside takes from q the headers that are not signed. Without a list these are all but Content-Type,
// Content-MD5 and the headers of S3.
func (u Unsigned) setAside(q *http.Request) http.Header {
	others := http.Header{}
	for name, values := range q.Header {
		lower := strings.ToLower(name)
		signed := strings.HasPrefix(lower, "x-amz-") || lower == "content-type" || lower == "content-md5"
		if len(u.Named) > 0 {
			signed = slices.Contains(u.Named, lower)
		}
		if !signed {
			others[name] = values
			delete(q.Header, name)
		}
	}
	if slices.Contains(u.Named, "content-length") {
		q.ContentLength, _ = strconv.ParseInt(others.Get("Content-Length"), 10, 64)
	}
	return others
}

// signedTexts is a logger that keeps what the AWS SDK logs of a signature.
type signedTexts struct{ canonical, stringToSign string }

// Logf keeps the CanonicalRequest and the StringToSign, which are the first two values.
func (t *signedTexts) Logf(_ logging.Classification, _ string, values ...any) {
	if len(values) < 2 {
		return
	}
	t.canonical, _ = values[0].(string)
	t.stringToSign, _ = values[1].(string)
}

// signS3V2 signs with minio-go, which signs a URL as a header whose Date is the end of the URL. Parameters x-amz-*
// of a URL are signed as headers are.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
func (u Unsigned) signS3V2(q *http.Request) (Signed, error) {
	stamp, sign := u.At.UTC().Format(http.TimeFormat), q.Clone(context.Background())
	if inURL(u.Form) {
		stamp = strconv.FormatInt(u.Until.Unix(), 10)
		for _, p := range u.Query {
			if strings.HasPrefix(strings.ToLower(p.Name), "x-amz-") {
				sign.Header.Set(p.Name, p.Value)
			}
		}
	}
	sign.Header.Set("Date", stamp)
	if u.Credentials.SecurityToken != "" {
		sign.Header.Set(s3TokenField, u.Credentials.SecurityToken)
	}
	resource := sign.URL.EscapedPath()
	if !u.pathStyle() {
		resource = "/" + u.Bucket + resource
		sign.Host = u.Bucket + ".host" // whose first label minio-go takes for the bucket
		sign.URL.Host = sign.Host
	}
	by := s3.SignV2(*sign, u.Credentials.AccessKeyID, u.Credentials.AccessKeySecret, !u.pathStyle())
	signed := Signed{Request: q, Signature: signatureOf(by)}
	switch {
	case inURL(u.Form):
		params := append(slices.Clone(u.Query), scenarios.Param{Name: "AWSAccessKeyId", Value: u.Credentials.AccessKeyID},
			scenarios.Param{Name: "Expires", Value: stamp}, scenarios.Param{Name: v1URLSignature, Value: signed.Signature})
		if u.Credentials.SecurityToken != "" {
			params = append(params, scenarios.Param{Name: s3TokenField, Value: u.Credentials.SecurityToken})
		}
		q.URL.RawQuery = rawQuery(params)
	default:
		for _, name := range []string{"Date", "Authorization", s3TokenField} {
			if value := by.Header.Get(name); value != "" {
				q.Header.Set(name, value)
			}
		}
	}
	signed.StringToSign = q.Method + "\n" + q.Header.Get("Content-MD5") + "\n" + q.Header.Get("Content-Type") + "\n" + stamp + "\n" +
		canonicalLines(sign, func(name string) bool { return strings.HasPrefix(name, "x-amz-") }) +
		resource + decodedParams(u.Query, subResourcesS3V2())
	if SignV1(u.Credentials.AccessKeySecret, signed.StringToSign) != signed.Signature {
		return signed, errOtherText("minio-go", signed.StringToSign)
	}
	return signed, nil
}

// decodedParams are the parameters of the list as they are signed in a resource: decoded, sorted by name.
func decodedParams(params []scenarios.Param, list []string) string {
	var pairs []string
	for _, name := range slices.Sorted(slices.Values(list)) {
		i := slices.IndexFunc(params, func(p scenarios.Param) bool { return p.Name == name })
		if i < 0 {
			continue
		}
		pair := name
		if params[i].Value != "" {
			pair += "=" + params[i].Value
		}
		pairs = append(pairs, pair)
	}
	if len(pairs) == 0 {
		return ""
	}
	return "?" + strings.Join(pairs, "&")
}
