package wire

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

const postObject = "PostObject"

// postForm is a PostObject form: https://help.aliyun.com/zh/oss/developer-reference/postobject
type postForm struct {
	fields    []scenarios.Param // in order; file comes last
	policy    string            // base64, which is what is signed
	signature string
}

// postForm signs the form as documented: the signature covers the base64 policy and nothing else.
func (c Call) postForm(who caller.Credentials, when moment) (postForm, error) {
	form := postForm{fields: []scenarios.Param{{Name: "key", Value: c.key()}}}
	form.fields = append(form.fields, c.Request.Fields...)
	if who.Anonymous() {
		return form, nil
	}
	signing := c.signingFields(who, when)
	text, err := c.policy(signing, when)
	if err != nil {
		return form, err
	}
	form.policy = base64.StdEncoding.EncodeToString([]byte(text))
	form.signature = c.signPolicy(form.policy, who.AccessKeySecret, when)
	form.fields = append(form.fields, scenarios.Param{Name: "policy", Value: form.policy})
	form.fields = append(form.fields, signing...)
	form.fields = append(form.fields, scenarios.Param{Name: c.signatureField(), Value: form.signature})
	return form, nil
}

func (c Call) signatureField() string {
	if c.form() == scenarios.FormPostV1 {
		return v1URLSignature
	}
	return v4URLSignature
}

// signingFields name the AccessKey, and in V4 the scope.
func (c Call) signingFields(who caller.Credentials, when moment) []scenarios.Param {
	fields := []scenarios.Param{{Name: "OSSAccessKeyId", Value: who.AccessKeyID}}
	if c.form() == scenarios.FormPostV4 {
		fields = []scenarios.Param{
			{Name: "x-oss-signature-version", Value: "OSS4-HMAC-SHA256"},
			{Name: "x-oss-credential", Value: who.AccessKeyID + "/" + c.postScope(when)},
			{Name: "x-oss-date", Value: when.signed.Format(iso8601)},
		}
	}
	if who.SecurityToken != "" {
		fields = append(fields, scenarios.Param{Name: tokenHeader, Value: who.SecurityToken})
	}
	return fields
}

func (c Call) postScope(when moment) string {
	return strings.Join(
		[]string{when.signed.Format("20060102"), c.scope("region", c.Endpoint.Region), c.scope("product", product), "aliyun_v4_request"}, "/")
}

// signedScope is the scope of a V4 form; a V1 form has none.
func (c Call) signedScope(when moment) string {
	if c.form() == scenarios.FormPostV4 {
		return c.postScope(when)
	}
	return ""
}

// policy is the Post policy: the bucket, the conditions of the request, and in
// V4 and for tokens the fields that the documentation wants in it.
func (c Call) policy(signing []scenarios.Param, when moment) (string, error) {
	if f, ok := c.fault(scenarios.FaultPolicyText); ok {
		return f.Value, nil
	}
	expires := when.expires
	if f, ok := c.fault(scenarios.FaultPolicyExpired); ok {
		expires = when.signed.Add(f.Shift)
	}
	conditions := []json.RawMessage{}
	wanted := append([]string{`{"bucket":"{bucket}"}`}, c.Request.Conditions...)
	if f, ok := c.fault(scenarios.FaultCondition); ok {
		wanted = []string{f.Value}
	}
	for _, text := range wanted {
		var list []json.RawMessage // one condition, or several with commas between
		if err := json.Unmarshal([]byte("["+strings.ReplaceAll(text, "{bucket}", c.bucket())+"]"), &list); err != nil {
			return "", fmt.Errorf("condition %s: %w", text, err)
		}
		conditions = append(conditions, list...)
	}
	for _, field := range signing {
		if f, ok := c.fault(scenarios.FaultConditionOut); !strings.HasPrefix(field.Name, "x-oss-") || ok && f.Name == field.Name {
			continue
		}
		condition, err := json.Marshal(map[string]string{field.Name: field.Value})
		if err != nil {
			return "", fmt.Errorf("Post policy: %w", err)
		}
		conditions = append(conditions, condition)
	}
	policy := map[string]any{"expiration": expires.Format("2006-01-02T15:04:05.000Z"), "conditions": conditions}
	text, err := json.Marshal(policy)
	if err != nil {
		return "", fmt.Errorf("Post policy: %w", err)
	}
	return string(text), nil
}

func (c Call) signPolicy(policy, secret string, when moment) string {
	if c.form() == scenarios.FormPostV1 {
		return SignV1(secret, policy)
	}
	return SignV4(secret, c.postScope(when), policy)
}

// afterSigning applies the faults that are made to the signed form.
func (form *postForm) afterSigning(c Call) {
	for _, f := range c.Faults {
		switch f.Kind {
		case scenarios.FaultSignature:
			form.set(c.signatureField(), tampered(form.signature))
		case scenarios.FaultField:
			form.set(f.Name, f.Value)
		case scenarios.FaultFieldRemoved:
			form.remove(f.Name)
		}
	}
}

func (form *postForm) set(name, value string) {
	for i := range form.fields {
		if form.fields[i].Name == name {
			form.fields[i].Value = value
			return
		}
	}
	form.fields = append(form.fields, scenarios.Param{Name: name, Value: value})
}

func (form *postForm) remove(name string) {
	var kept []scenarios.Param
	for _, field := range form.fields {
		if field.Name != name {
			kept = append(kept, field)
		}
	}
	form.fields = kept
}

func (form *postForm) get(name string) string {
	for _, field := range form.fields {
		if field.Name == name {
			return field.Value
		}
	}
	return ""
}

// sendForm sends a PostObject form.
func (c *Client) sendForm(ctx context.Context, call Call, who caller.Credentials, when moment) (Answer, error) {
	form, err := call.postForm(who, when)
	if err != nil {
		return Answer{}, err
	}
	genuine := ""
	if call.signingFault() {
		right, err := call.postForm(call.Credentials, when)
		if err != nil {
			return Answer{}, err
		}
		genuine = right.signature
	}
	form.afterSigning(call)
	content, contentType, err := form.encode(call)
	if err != nil {
		return Answer{}, err
	}
	sent := Sent{
		Bucket: call.Bucket, Region: call.Endpoint.Region, Credentials: who,
		Signature: form.get(call.signatureField()), SignedAt: when.signed, Expires: when.expires,
		OwnerUID: call.OwnerUID, UserID: call.UserID,
		StringToSign: form.policy, Scope: call.signedScope(when), TrueSignature: genuine, TrueSecret: call.Credentials.AccessKeySecret,
	}
	t := &trip{edit: func(q *http.Request) (Sent, error) {
		sent.Method, sent.Host = q.Method, q.Host
		return sent, nil
	}}
	address := call
	address.Key, address.Request.Names = "", scenarios.Bucket
	return c.doURL(ctx, call, address.url(), map[string]string{"Content-Type": contentType}, bytes.NewReader(content), t)
}

func (form *postForm) encode(call Call) ([]byte, string, error) {
	var content bytes.Buffer
	writer := multipart.NewWriter(&content)
	failed := func(err error) ([]byte, string, error) {
		return nil, "", fmt.Errorf("encoding the form of %s: %w", call, err)
	}
	for _, field := range form.fields {
		if err := writer.WriteField(field.Name, field.Value); err != nil {
			return failed(err)
		}
	}
	file, err := writer.CreateFormFile("file", "upload.txt")
	if err != nil {
		return failed(err)
	}
	text := call.Request.Body
	if f, ok := call.fault(scenarios.FaultFileSize); ok {
		text = f.Value
	}
	if _, err := file.Write([]byte(text)); err != nil {
		return failed(err)
	}
	if err := writer.Close(); err != nil {
		return failed(err)
	}
	return content.Bytes(), writer.FormDataContentType(), nil
}
