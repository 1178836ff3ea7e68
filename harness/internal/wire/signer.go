package wire

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"
	"unsafe"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/signer"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

const (
	urlLifetime = 15 * time.Minute
	product     = "oss"
	iso8601     = "20060102T150405Z"
)

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

// sign signs q with the official signer and returns the StringToSign.
func (c Call) sign(q *http.Request, who caller.Credentials, when moment) (string, error) {
	signing := &signer.SigningContext{
		Product:     ptr(c.scope("product", product)),
		Region:      ptr(c.scope("region", c.Endpoint.Region)),
		Request:     q,
		SubResource: []string{c.Request.SubResource},

		AdditionalHeaders: c.Request.SignedToo,
		Credentials: &credentials.Credentials{AccessKeyID: who.AccessKeyID, AccessKeySecret: who.AccessKeySecret,
			SecurityToken: who.SecurityToken},
		AuthMethodQuery: inURL(c.form()),
		Time:            when.signed,
	}
	if inURL(c.form()) {
		signing.Time = when.expires
		if err := setSignTime(signing, when.signed); err != nil {
			return "", err
		}
	}
	if bucket := c.bucket(); bucket != "" {
		signing.Bucket = &bucket
	}
	if key := c.key(); key != "" {
		signing.Key = &key
	}
	if slices.Contains(c.Request.SignedToo, "host") { // which net/http keeps outside of the headers
		q.Header.Set("Host", c.signedHost(q))
		defer q.Header.Del("Host")
	}
	if err := officialSigner(c.form()).Sign(context.Background(), signing); err != nil {
		return "", fmt.Errorf("signing %s: %w", c, err)
	}
	return signing.StringToSign, nil
}

// signedHost is the host that is signed, where it is among the additional headers.
func (c Call) signedHost(q *http.Request) string {
	if f, ok := c.fault(scenarios.FaultSignedHost); ok {
		return f.Value
	}
	return q.Host
}

// signInHeaderToo adds a V1 signature in the header to a request that is signed in the URL.
func (c Call) signInHeaderToo(q *http.Request, who caller.Credentials, when moment) error {
	header := Call{Request: c.Request, Carrier: scenarios.V1Header, Credentials: who, Endpoint: c.Endpoint, Bucket: c.Bucket, Key: c.Key}
	signed, err := header.signed(who, when)
	if err != nil {
		return err
	}
	for _, name := range []string{"Authorization", "Date"} {
		q.Header.Set(name, signed.Header.Get(name))
	}
	return nil
}

// scope is a part of the V4 credential scope.
func (c Call) scope(part, right string) string {
	if f, ok := c.fault(scenarios.FaultScope); ok && f.Name == part {
		return f.Value
	}
	return right
}

// moment is when a request is signed and, in a URL form, until when it is good.
type moment struct {
	signed, expires time.Time
}

// timeField is the field of the official signer's context that holds the time of signing.
// Only its own tests can set it; the signer reads the system clock without it.
const timeField = "signTime"

// SignerFits says whether the official signer lets a V4 URL be signed at a time that is
// not now. A release that has renamed the field is an error before a run begins.
func SignerFits() error { return holdsTime(reflect.TypeFor[signer.SigningContext]()) }

func holdsTime(context reflect.Type) error {
	field, known := context.FieldByName(timeField)
	if !known || field.Type != reflect.TypeFor[*time.Time]() {
		return fmt.Errorf("%s has no field %s of type *time.Time any more, through which a V4 URL is signed at another time than now; "+
			"build oss403 with the release of alibabacloud-oss-go-sdk-v2 that go.mod names", context, timeField)
	}
	return nil
}

// setSignTime sets the time that a V4 URL is signed at.
func setSignTime(signing *signer.SigningContext, at time.Time) error {
	if err := SignerFits(); err != nil {
		return err
	}
	field := reflect.ValueOf(signing).Elem().FieldByName(timeField)
	*(**time.Time)(unsafe.Pointer(field.UnsafeAddr())) = &at
	return nil
}

// signed is the call signed by the official signer.
func (c Call) signed(who caller.Credentials, when moment) (*http.Request, error) {
	q, err := http.NewRequest(c.method(), c.url(), nil)
	if err != nil {
		return nil, fmt.Errorf("building %s: %w", c, err)
	}
	for _, h := range c.headers() {
		q.Header.Set(h.Name, h.Value)
	}
	stringToSign, err := c.sign(q, who, when)
	if err != nil {
		return nil, err
	}
	if f, ok := c.fault(scenarios.FaultExpiresText); ok {
		signExpiresText(q, stringToSign, when.expires, who.AccessKeySecret, f.Value)
	}
	return q, nil
}

// signExpiresText puts text in the place of Expires in a V1 URL and its
// StringToSign, so that the signature is right for it.
func signExpiresText(q *http.Request, stringToSign string, expires time.Time, secret, text string) {
	number := fmt.Sprint(expires.Unix())
	dated := strings.Replace(stringToSign, "\n"+number+"\n", "\n"+text+"\n", 1)
	q.URL.RawQuery = editQuery(q.URL.RawQuery, "Expires", func(name string) []string { return []string{name + "=" + escapeQuery(text)} })
	setSignature(q, SignV1(secret, dated))
}

// stringToSignOf is the StringToSign of the request as it goes out, by the official signer.
func (c Call) stringToSignOf(q *http.Request, when moment) (string, error) {
	sent := c
	sent.Faults = slices.DeleteFunc(slices.Clone(c.Faults), func(f scenarios.Fault) bool { return f.Kind == scenarios.FaultSignedHost })
	if key, _, changed := c.keySent(); changed {
		sent = sent.naming(scenarios.PartKey, key)
	}
	return sent.sign(unsigned(q), c.Credentials, when)
}

// signingParams are the query parameters that the URL signers add.
func signingParams() []string {
	return []string{"Expires", "OSSAccessKeyId", "Signature", "security-token", "x-oss-security-token",
		"x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature", "x-oss-additional-headers"}
}

func ptr[T any](v T) *T { return &v }
