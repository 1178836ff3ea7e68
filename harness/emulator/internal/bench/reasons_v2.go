package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// versionTwoProvocations lists mistakes in a header and a URL of version 2.
func versionTwoProvocations() []Provocation {
	const v2 = "OSS2 "
	const url = "/key?x-oss-signature-version=OSS2"
	const whole = url + "&x-oss-expires=1772715600&x-oss-signature=0&x-oss-access-key-id=a"
	return []Provocation{
		{deny.V2Items, auth(v2 + "AccessKeyId:a,")},
		{deny.V2Colon, auth(v2 + "AccessKeyId:a,AdditionalHeadershost,Signature:b")},
		{deny.V2UnknownItem, auth(v2 + "AccessKeyId:a,Signature:b,UnknownKey:c")},
		{deny.V2KeyAbsent, auth(v2 + "AdditionalHeaders:host,Signature:b")},
		{deny.V2KeyEmpty, auth(v2 + "AccessKeyId:,Signature:b")},
		{deny.KeyCharactersV2, auth(v2 + "AccessKeyId:a\tb,Signature:b")},
		{deny.V2SignatureAbsent, auth(v2 + "AccessKeyId:a,AdditionalHeaders:host")},
		{deny.V2SignatureEmpty, auth(v2 + "AccessKeyId:a,Signature:")},
		{deny.V2ExtraEmpty, auth(v2 + "AccessKeyId:a,AdditionalHeaders:,Signature:b")},
		{deny.V2ExtraEmptyItem, auth(v2 + "AccessKeyId:a,AdditionalHeaders:host;,Signature:b")},
		{deny.V2ExtraNotSent, auth(v2 + "AccessKeyId:a,AdditionalHeaders:absent,Signature:b")},
		{deny.V2ExtraNotSent, auth(v2+"AccessKeyId:a,AdditionalHeaders:with_line,Signature:b", "with_line: 1")},
		{deny.V2URLExpiresAbsent, get(url)},
		{deny.V2URLExpiresEmpty, get(url + "&x-oss-expires=")},
		{deny.V2URLKeyAbsent, get(url + "&x-oss-expires=1")},
		{deny.V2URLKeyEmpty, get(url + "&x-oss-expires=1&x-oss-access-key-id=")},
		{deny.V2URLSignatureAbsent, get(url + "&x-oss-expires=1&x-oss-access-key-id=a")},
		{deny.V2URLSignatureEmpty, get(url + "&x-oss-expires=1&x-oss-access-key-id=a&x-oss-signature=")},
		{deny.KeyCharactersV2URL, get(url + "&x-oss-expires=1&x-oss-access-key-id=a%09b&x-oss-signature=0")},
		{deny.V2URLExtraEmpty, get(whole + "&x-oss-additional-headers=")},
		{deny.V2URLExtraEmptyItem, get(whole + "&x-oss-additional-headers=host;;host")},
		{deny.V2URLExtraNotSent, get(whole + "&x-oss-additional-headers=absent")},
		{deny.SignatureV2, func(b *Bench) *http.Request { // the host is an additional header
			r := v2Header(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now, "")
			r.Host = strings.ToUpper(r.Host)
			return r
		}},
		{deny.SignatureV2, func(b *Bench) *http.Request { // all parameters are signed
			r := v2URL(b, b.Raw("GET", Private, "/key", ""), OwnerCredentials(), b.Now, Soon)
			r.RequestURI += "&another=1"
			return r
		}},
	}
}
