package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/signer"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// signOfficially signs with V1 or V4.
func (u Unsigned) signOfficially(q *http.Request) (Signed, error) {
	signing := &signer.SigningContext{
		Product: ptr(orProduct(u.Product, product)), Region: &u.Region, Request: q, SubResource: subResourcesV1(),
		AdditionalHeaders: u.additional(q), AuthMethodQuery: inURL(u.Form), Time: u.At,
		Credentials: &credentials.Credentials{AccessKeyID: u.Credentials.AccessKeyID, AccessKeySecret: u.Credentials.AccessKeySecret,
			SecurityToken: u.Credentials.SecurityToken},
	}
	if inURL(u.Form) {
		signing.Time = u.Until
		if err := setSignTime(signing, u.At); err != nil {
			return Signed{}, err
		}
	}
	if u.Bucket != "" {
		signing.Bucket = &u.Bucket
	}
	if u.Key != "" {
		signing.Key = &u.Key
	}
	if slices.Contains(signing.AdditionalHeaders, "host") { // which net/http keeps outside of the headers
		q.Header.Set("Host", q.Host)
		defer q.Header.Del("Host")
	}
	if err := officialSigner(u.Form).Sign(context.Background(), signing); err != nil {
		return Signed{}, err
	}
	signed := Signed{Request: q, Signature: signatureOf(q), Texts: Texts{StringToSign: signing.StringToSign}}
	if isV4(u.Form) {
		d := &draft{bucket: u.Bucket, sentKey: u.Key}
		d.call.Request.SignedToo = signing.AdditionalHeaders
		signed.CanonicalRequest = d.canonicalRequest(q, signed.StringToSign)
		signed.Scope = thirdLine(signed.StringToSign)
	}
	return signed, nil
}

func orProduct(given, usual string) string {
	if given != "" {
		return given
	}
	return usual
}

// thirdLine of the StringToSign of V4 is the scope.
func thirdLine(text string) string {
	if lines := strings.Split(text, "\n"); len(lines) > 2 {
		return lines[2]
	}
	return ""
}

// signV2 signs with V2. The SDK signs a URL as a header whose Date is the end of the URL, with all its parameters.
// https://github.com/aliyun/aliyun-oss-go-sdk/blob/v3.0.2/oss/auth.go
func (u Unsigned) signV2(q *http.Request) (Signed, error) {
	additional, params, who := u.additionalV2(q), slices.Clone(u.Query), u.Credentials
	stamp := q.Header.Get("x-oss-date")
	switch {
	case inURL(u.Form):
		stamp = strconv.FormatInt(u.Until.Unix(), 10)
		params = append(params, scenarios.Param{Name: "x-oss-signature-version", Value: "OSS2"},
			scenarios.Param{Name: "x-oss-expires", Value: stamp}, scenarios.Param{Name: "x-oss-access-key-id", Value: who.AccessKeyID})
		if who.SecurityToken != "" {
			params = append(params, scenarios.Param{Name: "security-token", Value: who.SecurityToken})
		}
		if len(additional) > 0 {
			params = append(params, scenarios.Param{Name: "x-oss-additional-headers", Value: strings.Join(additional, ";")})
		}
		who.SecurityToken = ""
	case stamp == "":
		stamp = u.At.UTC().Format(http.TimeFormat)
	}
	sent, err := u.byGoSDK(q, who, stamp, params, additional)
	if err != nil {
		return Signed{}, err
	}
	signed := Signed{Request: q, Signature: signatureOf(sent)}
	if inURL(u.Form) {
		q.URL.RawQuery = rawQuery(append(params, scenarios.Param{Name: v4URLSignature, Value: signed.Signature}))
	} else {
		q.Header.Set("Date", stamp)
		q.Header.Set("Authorization", sent.Header.Get("Authorization"))
		if who.SecurityToken != "" {
			q.Header.Set(tokenHeader, who.SecurityToken)
		}
	}
	resource := "/"
	if u.Bucket != "" {
		resource += u.Bucket + "/" + u.Key
	}
	resource = escapeQuery(resource)
	if query := canonicalQuery(rawQuery(params)); query != "" {
		resource += "?" + query
	}
	signed.StringToSign = q.Method + "\n" + q.Header.Get("Content-MD5") + "\n" + q.Header.Get("Content-Type") + "\n" + stamp + "\n" +
		canonicalLines(q, func(name string) bool { return strings.HasPrefix(name, "x-oss-") || slices.Contains(additional, name) }) +
		strings.Join(additional, ";") + "\n" + resource
	if SignV2(u.Credentials.AccessKeySecret, signed.StringToSign) != signed.Signature {
		return signed, errOtherText("aliyun-oss-go-sdk", signed.StringToSign)
	}
	return signed, nil
}

// additionalV2 are those of V2, which may list headers of OSS too.
func (u Unsigned) additionalV2(q *http.Request) []string {
	named := slices.DeleteFunc(slices.Clone(u.Named), func(name string) bool { return name != "host" && q.Header.Get(name) == "" })
	slices.Sort(named)
	return slices.Compact(named)
}

// byGoSDK lets aliyun-oss-go-sdk sign with V2 and returns what it would send.
func (u Unsigned) byGoSDK(q *http.Request, who caller.Credentials, stamp string, params []scenarios.Param,
	additional []string) (*http.Request, error) {
	kept := &unsent{}
	client, err := oss.New(u.Scheme+"://"+u.Host, who.AccessKeyID, who.AccessKeySecret, oss.SecurityToken(who.SecurityToken),
		oss.HTTPClient(&http.Client{Transport: kept}), oss.AuthVersion(oss.AuthV2), oss.AdditionalHeaders(additional),
		oss.ForcePathStyle(true))
	if err != nil {
		return nil, fmt.Errorf("OSS client for %s: %w", u.Host, err)
	}
	headers, query := map[string]string{}, map[string]any{}
	for name := range q.Header {
		headers[name] = q.Header.Get(name)
	}
	headers["Date"], headers["Host"] = stamp, u.Host
	for _, p := range params {
		query[p.Name] = p.Value
	}
	if _, err := client.Conn.Do(u.Method, u.Bucket, u.Key, query, headers, nil, 0, nil); !errors.Is(err, errSignedOnly) {
		return nil, fmt.Errorf("signing without sending: %w", err)
	}
	return kept.request, nil
}

// unsent keeps the request in place of sending it.
type unsent struct{ request *http.Request }

func (u *unsent) RoundTrip(q *http.Request) (*http.Response, error) {
	u.request = q
	return nil, errSignedOnly
}
