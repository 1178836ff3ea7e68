package wire

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"time"
	"unsafe"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/signer"

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
	return slices.Contains([]scenarios.Form{scenarios.FormV1URL, scenarios.FormV2URL, scenarios.FormV4URL, scenarios.FormS3V2URL,
		scenarios.FormS3V4URL}, form)
}

// official reports whether the official signer signs the form. Other libraries sign the rest,
// and tell no StringToSign.
func official(form scenarios.Form) bool {
	return form != scenarios.FormV2Header && libraries()[form] == nil
}

// sign signs q with the official signer and returns the StringToSign.
func (d *draft) sign(q *http.Request) (string, error) {
	form := d.call.form()
	signing := &signer.SigningContext{
		Product:     ptr(d.scope.product),
		Region:      ptr(d.scope.region),
		Request:     q,
		SubResource: []string{d.call.Request.SubResource},

		AdditionalHeaders: d.call.Request.SignedToo,
		Credentials: &credentials.Credentials{AccessKeyID: d.who.AccessKeyID, AccessKeySecret: d.who.AccessKeySecret,
			SecurityToken: d.who.SecurityToken},
		AuthMethodQuery: inURL(form),
		Time:            d.when.signed,
	}
	if inURL(form) {
		signing.Time = d.when.expires
		if err := setSignTime(signing, d.when.signed); err != nil {
			return "", err
		}
	}
	if d.bucket != "" {
		signing.Bucket = &d.bucket
	}
	if d.key != "" {
		signing.Key = &d.key
	}
	if slices.Contains(d.call.Request.SignedToo, "host") { // which net/http keeps outside of the headers
		q.Header.Set("Host", cmp.Or(d.signedHost, q.Host))
		defer q.Header.Del("Host")
	}
	if err := officialSigner(form).Sign(context.Background(), signing); err != nil {
		return "", fmt.Errorf("signing %s: %w", d, err)
	}
	return signing.StringToSign, nil
}

// signInHeaderToo adds a V1 signature in the header to a request that is signed in the URL.
func (d *draft) signInHeaderToo(q *http.Request, _ fault) error {
	header := d.with(func(d *draft) { d.call.Carrier, d.call.Credentials = scenarios.V1Header, d.who })
	signed, err := header.signed()
	if err != nil {
		return err
	}
	for _, name := range []string{"Authorization", "Date"} {
		q.Header.Set(name, signed.Header.Get(name))
	}
	return nil
}

// signInHeader lets a request be signed in the header that would be signed in the URL.
func (d *draft) signInHeader(fault) {
	headers := map[scenarios.Carrier]scenarios.Carrier{
		scenarios.V1URL: scenarios.V1Header, scenarios.V2URL: scenarios.V2Header, scenarios.V4URL: scenarios.V4Header,
		scenarios.S3V2URL: scenarios.S3V2Header, scenarios.S3V4URL: scenarios.S3V4Header,
	}
	if header := headers[d.call.Carrier]; header != "" {
		d.call.Carrier = header
	}
}

// signInURL lets a request be signed in the URL that would be signed in the header.
func (d *draft) signInURL(fault) {
	urls := map[scenarios.Carrier]scenarios.Carrier{
		scenarios.V1Header: scenarios.V1URL, scenarios.V2Header: scenarios.V2URL, scenarios.V4Header: scenarios.V4URL,
		scenarios.S3V2Header: scenarios.S3V2URL, scenarios.S3V4Header: scenarios.S3V4URL,
	}
	if url := urls[d.call.Carrier]; url != "" {
		d.call.Carrier = url
	}
}

// moment is when a request is signed and, in a URL form, until when it is good.
type moment struct {
	signed, expires time.Time
}

func signedAt(at time.Time) moment { return moment{at, at.Add(urlLifetime)} }

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

// signed is the request signed by the official signer, or by the library that signs its form.
func (d *draft) signed() (*http.Request, error) {
	q, err := http.NewRequest(d.call.method(), d.url(), nil)
	if err != nil {
		return nil, fmt.Errorf("building %s: %w", d, err)
	}
	for _, h := range d.headers {
		q.Header.Set(h.Name, h.Value)
	}
	if sign := libraries()[d.call.form()]; sign != nil {
		return sign(d, q)
	}
	if _, err := d.sign(q); err != nil {
		return nil, err
	}
	return q, nil
}

// stringToSignOf is the StringToSign of the request as it goes out, by the official signer.
func (d *draft) stringToSignOf(q *http.Request) (string, error) {
	sent := d.genuine().with(func(d *draft) { d.key, d.signedHost = d.sentKey, "" })
	return sent.sign(unsigned(q))
}

// signingParams are the query parameters that the URL signers add.
func signingParams() []string {
	return []string{"Expires", "OSSAccessKeyId", "Signature", "security-token", "x-oss-security-token",
		"x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-expires", "x-oss-signature", "x-oss-additional-headers"}
}

func ptr[T any](v T) *T { return &v }
