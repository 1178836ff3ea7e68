package bench

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A Field of a form: name and value.
type Field [2]string

const (
	Boundary      = "9431149156168"
	MultipartType = "Content-Type: multipart/form-data; boundary=" + Boundary
)

// PolicyOf writes a policy that expires in an hour.
func PolicyOf(b *Bench, conditions ...string) string {
	return policyUntil(b.Now.Add(time.Hour), conditions...)
}

func policyUntil(at time.Time, conditions ...string) string {
	return fmt.Sprintf(`{"expiration":%q,"conditions":[%s]}`, wire.ISOTime(at), strings.Join(conditions, ","))
}

// Base64Of encodes a text.
func Base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// V1Form returns the credential fields of version 1 for a policy in JSON.
func V1Form(policy string) []Field { return V1FormBy(OwnerKey, OwnerSecret, Base64Of(policy)) }

// V1FormBy is V1Form by an AccessKey, for an encoded policy.
func V1FormBy(id, secret, encoded string) []Field {
	proof := sign.Claim{Carrier: sign.V1Form, Policy: encoded}.Prove(nil, secret)
	return []Field{{"OSSAccessKeyId", id}, {"policy", encoded}, {"Signature", proof.Signature}}
}

// V4Form returns the credential fields of version 4, for a policy that names them too.
func V4Form(b *Bench, policy string, scope sign.Scope) []Field {
	const named = `["starts-with","$x-oss-credential",""],["starts-with","$x-oss-date",""],["starts-with","$x-oss-signature-version",""],`
	return v4FormAsIs(b, strings.Replace(policy, `"conditions":[`, `"conditions":[`+named, 1), scope)
}

// v4FormAsIs returns those fields for an unchanged policy.
func v4FormAsIs(b *Bench, policy string, scope sign.Scope) []Field {
	encoded := Base64Of(policy)
	proof := sign.Claim{Carrier: sign.V4Form, Policy: encoded, Scope: scope}.Prove(nil, OwnerSecret)
	return []Field{
		{"x-oss-signature-version", sign.AlgorithmV4}, {"x-oss-credential", OwnerKey + "/" + scope.String()},
		{"x-oss-date", scope.Day + "T120000Z"}, {"policy", encoded}, {"x-oss-signature", proof.Signature},
	}
}

// WithFields replaces or adds fields.
func WithFields(fields []Field, changes ...Field) []Field {
	out := append([]Field{}, fields...)
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
func without(fields []Field, names ...string) []Field {
	var out []Field
	for _, f := range fields {
		if !strings.Contains(" "+strings.Join(names, " ")+" ", " "+f[0]+" ") {
			out = append(out, f)
		}
	}
	return out
}

// Form posts fields, and last a file dir/a.txt with "content".
func (b *Bench) Form(host string, fields []Field) *http.Request {
	return b.Post(host, FormText(fields)+FilePart("content")+"--"+Boundary+"--\r\n")
}

// Post sends a body as a form.
func (b *Bench) Post(host, body string, headers ...string) *http.Request {
	b.T.Helper()
	return b.Raw("POST", host, "/", body, append(headers, MultipartType)...)
}

// FormText is the text of fields in the body of a form.
func FormText(fields []Field) string {
	var out strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&out, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", Boundary, f[0], f[1])
	}
	return out.String()
}

// FilePart is the text of the file in the body of a form.
func FilePart(content string) string {
	return "--" + Boundary +
		"\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dir/a.txt\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n"
}
