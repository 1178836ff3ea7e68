package wire

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/signer"

	"github.com/oss403/oss403/harness/caller"
	"github.com/oss403/oss403/scenarios"
)

const (
	urlLifetime = 15 * time.Minute
	product     = "oss"
	iso8601     = "20060102T150405Z"
)

// errSecondTicked: the V4 URL signer takes its time from the system clock, and
// the second changed between two signatures that must be of the same one.
var errSecondTicked = errors.New("the second changed between two signatures")

// officialSigner is the signer package of alibabacloud-oss-go-sdk-v2 for one form.
func officialSigner(form scenarios.Form) signer.Signer {
	if form == scenarios.FormV1Header || form == scenarios.FormV1URL {
		return &signer.SignerV1{}
	}
	return &signer.SignerV4{}
}

func inURL(form scenarios.Form) bool {
	return form == scenarios.FormV1URL || form == scenarios.FormV4URL
}

// sign signs q with the official signer; at is the time of signing of a header
// form and the expiry of a URL form. It returns the StringToSign.
func (c Call) sign(q *http.Request, who caller.Credentials, at time.Time) (string, error) {
	signing := &signer.SigningContext{
		Product:         ptr(product),
		Region:          ptr(c.Endpoint.Region),
		Request:         q,
		SubResource:     []string{c.Request.SubResource},
		Credentials:     &credentials.Credentials{AccessKeyID: who.AccessKeyID, AccessKeySecret: who.AccessKeySecret},
		AuthMethodQuery: inURL(c.form()),
		Time:            at,
	}
	if bucket := c.bucket(); bucket != "" {
		signing.Bucket = &bucket
	}
	if key := c.key(); key != "" {
		signing.Key = &key
	}
	if err := officialSigner(c.form()).Sign(context.Background(), signing); err != nil {
		return "", fmt.Errorf("signing %s: %w", c, err)
	}
	return signing.StringToSign, nil
}

// signedURL is the presigned address of the call.
func (c Call) signedURL(who caller.Credentials, expires time.Time) (*http.Request, error) {
	q, err := http.NewRequest(c.method(), c.url(), nil)
	if err != nil {
		return nil, fmt.Errorf("building %s: %w", c, err)
	}
	for _, h := range c.Request.Headers {
		q.Header.Set(h.Name, h.Value)
	}
	stringToSign, err := c.sign(q, who, expires)
	if err != nil {
		return nil, err
	}
	if c.Fault.Kind == scenarios.FaultExpiresText {
		signExpiresText(q, stringToSign, expires, who.AccessKeySecret, c.Fault.Value)
	}
	return q, nil
}

// signExpiresText puts text in the place of Expires in a V1 URL and its
// StringToSign, so that the signature is right for it.
func signExpiresText(q *http.Request, stringToSign string, expires time.Time, secret, text string) {
	number := fmt.Sprint(expires.Unix())
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(strings.Replace(stringToSign, "\n"+number+"\n", "\n"+text+"\n", 1)))
	q.URL.RawQuery = editQuery(q.URL.RawQuery, "Expires", func(name string) []string { return []string{name + "=" + escapeQuery(text)} })
	setSignature(q, base64.StdEncoding.EncodeToString(mac.Sum(nil)))
}

// stringToSignOf is the StringToSign of the request as it goes out, by the official signer.
func (c Call) stringToSignOf(q *http.Request, at time.Time) (string, error) {
	again := q.Clone(context.Background())
	again.Header.Del("Authorization")
	again.Body = nil
	for _, name := range signingParams() {
		again.URL.RawQuery = editQuery(again.URL.RawQuery, name, func(string) []string { return nil })
	}
	stringToSign, err := c.sign(again, c.Credentials, at)
	if err != nil {
		return "", err
	}
	sentDate, nowDate := q.URL.Query().Get("x-oss-date"), again.URL.Query().Get("x-oss-date")
	sentLeft, nowLeft := q.URL.Query().Get("x-oss-expires"), again.URL.Query().Get("x-oss-expires")
	if sentDate != nowDate || sentLeft != nowLeft {
		return "", errSecondTicked
	}
	return stringToSign, nil
}

// signingParams are the query parameters that the URL signers add.
func signingParams() []string {
	return []string{"Expires", "OSSAccessKeyId", "Signature",
		"x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature"}
}

func ptr[T any](v T) *T { return &v }

// queryTime reads a V1 URL's Expires.
func queryTime(u *url.URL) time.Time {
	var seconds int64
	if _, err := fmt.Sscan(u.Query().Get("Expires"), &seconds); err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}
