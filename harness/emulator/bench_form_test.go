package emulator_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A field of a form: name and value.
type field [2]string

const (
	boundary      = "9431149156168"
	multipartType = "Content-Type: multipart/form-data; boundary=" + boundary
)

// policyOf writes a policy that expires in an hour.
func policyOf(b *bench, conditions ...string) string {
	return policyUntil(b.now.Add(time.Hour), conditions...)
}

func policyUntil(at time.Time, conditions ...string) string {
	return fmt.Sprintf(`{"expiration":%q,"conditions":[%s]}`, wire.ISOTime(at), strings.Join(conditions, ","))
}

func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// v1Form returns the credential fields of version 1 for a policy in JSON.
func v1Form(policy string) []field { return v1FormBy(ownerKey, ownerSecret, base64Of(policy)) }

func v1FormBy(id, secret, encoded string) []field {
	proof := sign.Claim{Carrier: sign.V1Form, Policy: encoded}.Prove(nil, secret)
	return []field{{"OSSAccessKeyId", id}, {"policy", encoded}, {"Signature", proof.Signature}}
}

// v4Form returns the credential fields of version 4, for a policy that names them too.
func v4Form(b *bench, policy string, scope sign.Scope) []field {
	const named = `["starts-with","$x-oss-credential",""],["starts-with","$x-oss-date",""],["starts-with","$x-oss-signature-version",""],`
	return v4FormAsIs(b, strings.Replace(policy, `"conditions":[`, `"conditions":[`+named, 1), scope)
}

// v4FormAsIs returns those fields for an unchanged policy.
func v4FormAsIs(b *bench, policy string, scope sign.Scope) []field {
	encoded := base64Of(policy)
	proof := sign.Claim{Carrier: sign.V4Form, Policy: encoded, Scope: scope}.Prove(nil, ownerSecret)
	return []field{
		{"x-oss-signature-version", sign.AlgorithmV4}, {"x-oss-credential", ownerKey + "/" + scope.String()},
		{"x-oss-date", scope.Day + "T120000Z"}, {"policy", encoded}, {"x-oss-signature", proof.Signature},
	}
}

// with replaces or adds fields.
func with(fields []field, changes ...field) []field {
	out := append([]field{}, fields...)
next:
	for _, change := range changes {
		for i := range out {
			if out[i][0] == change[0] {
				out[i] = change
				continue next
			}
		}
		out = append(out, change)
	}
	return out
}

// without removes fields.
func without(fields []field, names ...string) []field {
	var out []field
	for _, f := range fields {
		if !strings.Contains(" "+strings.Join(names, " ")+" ", " "+f[0]+" ") {
			out = append(out, f)
		}
	}
	return out
}

// form posts fields, and last a file dir/a.txt with "content".
func (b *bench) form(host string, fields []field) *http.Request {
	return b.post(host, formText(fields)+filePart("content")+"--"+boundary+"--\r\n")
}

// post sends a body as a form.
func (b *bench) post(host, body string, headers ...string) *http.Request {
	b.t.Helper()
	return b.raw("POST", host, "/", body, append(headers, multipartType)...)
}

func formText(fields []field) string {
	var out strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&out, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, f[0], f[1])
	}
	return out.String()
}

func filePart(content string) string {
	return "--" + boundary +
		"\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dir/a.txt\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n"
}
