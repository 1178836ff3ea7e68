package explain

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"strings"
)

// formField is a field of a form. Its Name is as it came.
type formField struct{ Name, Value string }

// readForm reads the fields of a multipart form up to where it is cut off; none if it is no such form.
func readForm(contentType, body string) []formField {
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil || !strings.HasPrefix(kind, "multipart/") || parameters["boundary"] == "" {
		return nil
	}
	var fields []formField
	parts := multipart.NewReader(strings.NewReader(body+"\n"), parameters["boundary"])
	for {
		part, err := parts.NextPart()
		if err != nil {
			return fields
		}
		if part.FormName() == "" || part.FileName() != "" {
			continue
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return fields
		}
		fields = append(fields, formField{Name: part.FormName(), Value: string(value)})
	}
}

// A post is what is signed of a PostObject form: the policy as it stands in its field, and nothing else.
// https://help.aliyun.com/zh/oss/developer-reference/postobject
type post struct {
	policy, signature string
	s3                bool
	version           version
	scope             string // of V4; empty: not told
	date              string // of V4
}

// postOf reads the fields of a form; of a form that is not known, those that its policy names as conditions.
func postOf(fields []formField) post {
	values := map[string]string{}
	for _, field := range fields {
		values[strings.ToLower(field.Name)] = field.Value
	}
	p := post{policy: values["policy"]}
	credential := values["x-oss-credential"]
	switch {
	case values["x-amz-credential"] != "":
		p.version, p.s3, credential = v4, true, values["x-amz-credential"]
		p.signature, p.date = values["x-amz-signature"], values["x-amz-date"]
	case credential != "":
		p.version, p.signature, p.date = v4, values["x-oss-signature"], values["x-oss-date"]
	case values["x-oss-signature-version"] == "OSS2":
		p.version, p.signature = v2, values["x-oss-signature"]
	default:
		p.signature = values["signature"]
	}
	if _, scope, ok := strings.Cut(credential, "/"); ok {
		p.scope = scope
	}
	return p
}

// postOfPolicy is the form of a policy alone.
func postOfPolicy(policy string) post {
	fields := []formField{{Name: "policy", Value: policy}}
	var document struct{ Conditions []json.RawMessage }
	if json.Unmarshal([]byte(plainPolicy(policy)), &document) == nil {
		for _, condition := range document.Conditions {
			var equal map[string]string
			var list []string
			switch {
			case json.Unmarshal(condition, &equal) == nil:
				for name, value := range equal {
					fields = append(fields, formField{Name: name, Value: value})
				}
			case json.Unmarshal(condition, &list) == nil && len(list) == 3 && list[0] == "eq":
				fields = append(fields, formField{Name: strings.TrimPrefix(list[1], "$"), Value: list[2]})
			}
		}
	}
	return postOf(fields)
}

// mostBase64 is how often a policy may be encoded in Base64.
const mostBase64 = 3

// plainPolicy is the JSON of a policy, however often it is encoded; empty if there is none.
func plainPolicy(text string) string {
	for range mostBase64 + 1 {
		text = strings.TrimSpace(text)
		if strings.HasPrefix(text, "{") {
			return text
		}
		plain, ok := fromBase64(text)
		if !ok {
			return ""
		}
		text = plain
	}
	return ""
}

// isPolicy says whether a text that was signed is the policy of a form.
func isPolicy(text string) bool { return text != "" && plainPolicy(text) != "" }

// fromBase64 decodes Base64 in either alphabet, with and without line feeds and padding.
func fromBase64(text string) (string, bool) {
	text = strings.TrimRight(strings.Join(strings.Fields(text), ""), "=")
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if plain, err := encoding.DecodeString(text); err == nil && text != "" {
			return string(plain), true
		}
	}
	return "", false
}
