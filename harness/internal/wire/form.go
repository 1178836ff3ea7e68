package wire

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/scenarios"
)

const postObject = "PostObject"

// postForm is a PostObject form: https://help.aliyun.com/zh/oss/developer-reference/postobject
type postForm struct {
	fields    []scenarios.Param // in order; file comes last
	file      string            // its content
	policy    string            // base64, which is what is signed
	signature string
	signedIn  string // the field that holds the signature
}

// postForm signs the form as documented: the signature covers the base64 policy and nothing else.
func (d *draft) postForm() (postForm, error) {
	form := postForm{fields: []scenarios.Param{{Name: "key", Value: d.key}}, file: d.call.Request.Body}
	named := strings.NewReplacer(d.call.Named...)
	for _, field := range d.call.Request.Fields {
		form.fields = append(form.fields, scenarios.Param{Name: field.Name, Value: named.Replace(field.Value)})
	}
	if d.who.Anonymous() {
		return form, nil
	}
	kind := postKinds()[d.call.form()]
	form.signedIn = kind.signedIn
	signing := d.signingFields(kind)
	text, err := d.policy(signing)
	if err != nil {
		return form, err
	}
	form.policy = base64.StdEncoding.EncodeToString([]byte(text))
	form.signature = kind.sign(d, form.policy)
	form.fields = append(form.fields, scenarios.Param{Name: "policy", Value: form.policy})
	form.fields = append(form.fields, signing...)
	form.fields = append(form.fields, scenarios.Param{Name: form.signedIn, Value: form.signature})
	return form, nil
}

// postPolicy is what a Post policy says.
type postPolicy struct {
	signed, expires time.Time
	conditions      []string          // as JSON; {bucket} stands for the bucket
	named           []scenarios.Param // fields of the form that it names
	text            *string           // in the place of all that
}

// policy is the Post policy: the bucket, the conditions of the request, and in
// V4 and for tokens the fields that the documentation wants in it.
func (d *draft) policy(signing []scenarios.Param) (string, error) {
	policy := postPolicy{
		signed: d.when.signed, expires: d.when.expires,
		conditions: append([]string{`{"bucket":"{bucket}"}`}, d.call.Request.Conditions...),
		named: slices.DeleteFunc(slices.Clone(signing), func(p scenarios.Param) bool {
			return !strings.HasPrefix(p.Name, "x-oss-") && !strings.HasPrefix(p.Name, "x-amz-")
		}),
	}
	for _, f := range d.faults {
		if f.policy != nil {
			f.policy(&policy, f.Fault)
		}
	}
	return policy.render(d.bucket)
}

func (p postPolicy) render(bucket string) (string, error) {
	if p.text != nil {
		return *p.text, nil
	}
	conditions := []json.RawMessage{}
	for _, text := range p.conditions {
		var list []json.RawMessage // one condition, or several with commas between
		if err := json.Unmarshal([]byte("["+strings.ReplaceAll(text, "{bucket}", bucket)+"]"), &list); err != nil {
			return "", fmt.Errorf("condition %s: %w", text, err)
		}
		conditions = append(conditions, list...)
	}
	for _, field := range p.named {
		condition, err := json.Marshal(map[string]string{field.Name: field.Value})
		if err != nil {
			return "", fmt.Errorf("Post policy: %w", err)
		}
		conditions = append(conditions, condition)
	}
	policy := map[string]any{"expiration": p.expires.Format("2006-01-02T15:04:05.000Z"), "conditions": conditions}
	text, err := json.Marshal(policy)
	if err != nil {
		return "", fmt.Errorf("Post policy: %w", err)
	}
	return string(text), nil
}

// applySigned applies the faults to the signed form.
func (form *postForm) applySigned(faults []applied) {
	for _, f := range faults {
		if f.form != nil {
			f.form(form, f.Fault)
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

func (form *postForm) get(name string) string {
	for _, field := range form.fields {
		if field.Name == name {
			return field.Value
		}
	}
	return ""
}

// sendForm sends a PostObject form.
func (c *Client) sendForm(ctx context.Context, d *draft) (Answer, error) {
	form, err := d.postForm()
	if err != nil {
		return Answer{}, err
	}
	genuine := ""
	if d.mismatches() {
		right, err := d.genuine().postForm()
		if err != nil {
			return Answer{}, err
		}
		genuine = right.signature
	}
	form.applySigned(d.faults)
	content, contentType, err := form.encode()
	if err != nil {
		return Answer{}, fmt.Errorf("encoding the form of %s: %w", d, err)
	}
	sent := Sent{
		Bucket: d.call.Bucket, Region: d.call.Endpoint.Region, Credentials: d.who,
		Signature: form.get(form.signedIn), SignedAt: d.when.signed, Expires: d.when.expires,
		OwnerUID: d.call.OwnerUID, UserID: d.call.UserID,
		StringToSign: form.policy, Scope: postKinds()[d.call.form()].scopeOf(d), TrueSignature: genuine,
		TrueSecret: d.call.Credentials.AccessKeySecret,
	}
	t := &trip{edit: func(q *http.Request) (Sent, error) {
		sent.Method, sent.Host = q.Method, q.Host
		return sent, nil
	}}
	bucket := d.with(func(d *draft) { d.key = "" })
	return c.doURL(ctx, d.call, bucket.url(), map[string]string{"Content-Type": contentType}, bytes.NewReader(content), t)
}

func (form *postForm) encode() ([]byte, string, error) {
	var content bytes.Buffer
	writer := multipart.NewWriter(&content)
	failed := func(err error) ([]byte, string, error) { return nil, "", err }
	for _, field := range form.fields {
		if err := writer.WriteField(field.Name, field.Value); err != nil {
			return failed(err)
		}
	}
	file, err := writer.CreateFormFile("file", "upload.txt")
	if err != nil {
		return failed(err)
	}
	if _, err := file.Write([]byte(form.file)); err != nil {
		return failed(err)
	}
	if err := writer.Close(); err != nil {
		return failed(err)
	}
	return content.Bytes(), writer.FormDataContentType(), nil
}
