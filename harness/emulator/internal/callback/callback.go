// Package callback speaks the upload callback of OSS: it reads the parameters of a callback, and
// sends it to the server that they name. Whether an upload is allowed is not its business.
//
// https://help.aliyun.com/zh/oss/developer-reference/callback
package callback

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Limits bound a callback.
type Limits struct {
	Length int           // bytes of each parameter as it is sent, in base64
	URLs   int           // of one callback
	Answer int           // bytes of the body that the server answers
	Wait   time.Duration // for the answer of one server
}

// DefaultLimits are the published ones.
// https://help.aliyun.com/zh/oss/user-guide/0007-00000001, 0007-00000005, 0007-00000202
func DefaultLimits() Limits {
	return Limits{Length: 5 << 10, URLs: 5, Answer: 1 << 20, Wait: 5 * time.Second}
}

// The types of the body of a callback.
const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// A Call is a callback that a request asks for.
type Call struct {
	URLs   []*url.URL // tried in this order until one succeeds
	Host   string     // of the request, in place of that of its URL; empty: none
	Type   string     // of the body
	Body   Template
	SNI    bool              // the name of the server is sent when TLS begins
	Header map[string]string // more headers of the request
	Vars   map[string]string // the caller's own variables, with x:
}

// Read reads the two parameters of a callback. It returns no call if they name no URL: then there
// is no callback.
func Read(callback, vars string, l Limits) (*Call, *deny.Denial) {
	fields, text, denial := decode("callback", callback, l.Length, deny.CallbackLong, deny.CallbackBase64, deny.CallbackJSON)
	if denial != nil {
		return nil, denial
	}
	c := &Call{Type: formType, Vars: map[string]string{}}
	if vars != "" {
		given, text, denial := decode("callback-var", vars, l.Length, deny.CallbackVarLong, deny.CallbackVarBase64, deny.CallbackVarJSON)
		if denial != nil {
			return nil, denial
		}
		for name, raw := range given {
			value, isText := textOf(raw)
			if !isText {
				return nil, wrong(deny.CallbackVarJSON, "callback-var", text)
			}
			c.Vars[name] = value
		}
	}
	for _, read := range []func(*Call, map[string]json.RawMessage, Limits) (deny.Reason, string){
		readURLs, readHost, readBody, readType, readSNI, readHeader,
	} {
		if why, name := read(c, fields, l); why != "" {
			return nil, wrong(why, name, shown(fields[name], text))
		}
		if c.URLs == nil {
			return nil, nil
		}
	}
	if _, given := fields[versionField]; given {
		return nil, notServed(versionField, "a callback is signed with version 1.0")
	}
	if denial := c.checkBody(text); denial != nil {
		return nil, denial
	}
	return c, nil
}

// versionField asks for another signature of the callback, which is by invitation, and not published.
// https://help.aliyun.com/document_detail/601686.html
const versionField = "signatureVersion"

func notServed(what, why string) *deny.Denial {
	return deny.Because(deny.NotImplemented, deny.Field{Name: "Header", Value: what}, deny.Field{Name: "Detail", Value: why})
}

// decode reads one parameter: an object of JSON in base64.
func decode(name, value string, most int, long, base, form deny.Reason) (map[string]json.RawMessage, string, *deny.Denial) {
	if len(value) > most {
		return nil, "", wrong(long, name, value[:most])
	}
	text, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return nil, "", wrong(base, name, value)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil || fields == nil {
		return nil, "", wrong(form, name, string(text))
	}
	return fields, string(text), nil
}

// wrong names the argument at fault, as in an answer of 2017.
// https://developer.aliyun.com/ask/104991
func wrong(why deny.Reason, name, value string) *deny.Denial {
	return deny.Because(why,
		deny.Field{Name: "ArgumentName", Value: name},
		deny.Field{Name: "ArgumentValue", Value: value})
}

func textOf(raw json.RawMessage) (string, bool) {
	var value *string
	if err := json.Unmarshal(raw, &value); err != nil || value == nil {
		return "", false
	}
	return *value, true
}

// shown is a value as evidence, a string without its quotes; where there is none, the whole text.
func shown(raw json.RawMessage, whole string) string {
	if raw == nil {
		return whole
	}
	if value, isText := textOf(raw); isText {
		return value
	}
	return string(raw)
}

// readURLs: up to five URLs, separated by semicolons. Those without a scheme are HTTP.
func readURLs(c *Call, fields map[string]json.RawMessage, l Limits) (deny.Reason, string) {
	const name = "callbackUrl"
	raw, given := fields[name]
	if !given {
		return "", ""
	}
	list, isText := textOf(raw)
	if !isText {
		return deny.CallbackURL, name
	}
	for _, one := range strings.Split(list, ";") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		u := parseURL(one)
		if u == nil {
			return deny.CallbackURL, name
		}
		c.URLs = append(c.URLs, u)
	}
	if len(c.URLs) > l.URLs {
		return deny.CallbackURLs, name
	}
	return "", ""
}

func readHost(c *Call, fields map[string]json.RawMessage, _ Limits) (deny.Reason, string) {
	const name = "callbackHost"
	raw, given := fields[name]
	if !given {
		return "", ""
	}
	host, isText := textOf(raw)
	if !isText || strings.ContainsFunc(host, notOfHost) {
		return deny.CallbackHost, name
	}
	c.Host = host
	return "", ""
}

// notOfHost: what a Host header can't hold.
func notOfHost(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`/\?#@"<>`, r) }

func readBody(c *Call, fields map[string]json.RawMessage, _ Limits) (deny.Reason, string) {
	const name = "callbackBody"
	body, isText := textOf(fields[name])
	if !isText {
		return deny.CallbackBody, name
	}
	if body == "" {
		return deny.CallbackBodyEmpty, name
	}
	c.Body = Template(body)
	return "", ""
}

func readType(c *Call, fields map[string]json.RawMessage, _ Limits) (deny.Reason, string) {
	const name = "callbackBodyType"
	raw, given := fields[name]
	if !given {
		return "", ""
	}
	kind, isText := textOf(raw)
	switch {
	case !isText:
		return deny.CallbackBodyType, name
	case kind != "" && !slices.Contains([]string{formType, jsonType}, kind):
		return deny.CallbackBodyTypeUnknown, name
	case kind != "":
		c.Type = kind
	}
	return "", ""
}

// readSNI: a Boolean of JSON; the word in quotes is none.
// https://help.aliyun.com/zh/oss/the-callback-sni-is-invalid
func readSNI(c *Call, fields map[string]json.RawMessage, _ Limits) (deny.Reason, string) {
	const name = "callbackSNI"
	raw, given := fields[name]
	if !given {
		return "", ""
	}
	var value *bool
	if err := json.Unmarshal(raw, &value); err != nil || value == nil {
		return deny.CallbackSNI, "callback"
	}
	c.SNI = *value
	return "", ""
}

// readHeader: further headers of the callback, none of which begins with x-oss-.
// https://help.aliyun.com/zh/oss/user-guide/0007-00000026
func readHeader(c *Call, fields map[string]json.RawMessage, _ Limits) (deny.Reason, string) {
	const name = "additionalHeaders"
	raw, given := fields[name]
	if !given {
		return "", ""
	}
	if err := json.Unmarshal(raw, &c.Header); err != nil || c.Header == nil {
		return deny.CallbackHeaders, name
	}
	for header, value := range c.Header {
		if !isToken(header) || strings.HasPrefix(strings.ToLower(header), "x-oss-") || strings.ContainsFunc(value, isControl) {
			return deny.CallbackHeaders, name
		}
	}
	return "", ""
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

func isToken(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}
