package explain

import (
	"cmp"
	"encoding/base64"
	"html"
	"regexp"
	"strconv"
	"strings"
)

// MaxText is the largest text that Read reads, in bytes.
const MaxText = 1 << 20

// Answer is what a text tells of a refusal. A field is empty, or 0, if the text does not tell it.
type Answer struct {
	ReadAs    string            `json:"readAs"` // the form of the text: an error document, or the error of a client
	Status    int               `json:"status,omitempty"`
	Code      string            `json:"code,omitempty"`
	Message   string            `json:"message,omitempty"`
	EC        string            `json:"ec,omitempty"`
	RequestID string            `json:"requestId,omitempty"`
	HostID    string            `json:"hostId,omitempty"`
	Elements  map[string]string `json:"elements,omitempty"` // what belongs to the Code, by the name of its element

	row        string            // the row that was asked for in place of a text
	signed     map[string]string // the texts that were signed, as they came
	diagnostic string            // the EncodedDiagnosticMessage
}

// Read reads the refusal in a text. It returns an error if the text is empty or too large, or if it tells
// neither a Code, nor an EC, nor a Message that OSS is known to send.
func Read(text string, known Known) (Answer, error) {
	if len(text) > MaxText {
		return Answer{}, problemf("the text has more than %d bytes", MaxText)
	}
	if strings.TrimSpace(text) == "" {
		return Answer{}, problemf("the text is empty")
	}
	text = strings.ToValidUTF8(strings.TrimPrefix(text, "\ufeff"), "\ufffd")
	told := Answer{ReadAs: formOf(text), Elements: map[string]string{}}
	text = withoutEscapes(withHiddenDocument(text))
	for name, value := range elementsIn(text) {
		told.set(name, value)
	}
	inDocument := told.Message != ""
	for _, s := range spellings() {
		if value, ok := s.in(text, known); ok {
			told.set(s.field, value)
		}
	}
	if told.Code == "" {
		told.Code = known.codeIn(text)
	}
	if !inDocument && !known.knowsMessage(told.Message) {
		told.Message = cmp.Or(known.messageIn(text), told.Message)
	}
	if told.Code == "" && told.EC == "" && told.Message == "" {
		return Answer{}, problemf("it tells no Code, no EC and no Message that OSS is known to send")
	}
	told.clean()
	return told, nil
}

// set keeps the first value of a field.
func (a *Answer) set(field, value string) {
	value = strings.TrimSpace(value)
	keep := func(into *string) {
		if *into == "" {
			*into = value
		}
	}
	switch field {
	case "status":
		if status, err := strconv.Atoi(value); err == nil && a.Status == 0 {
			a.Status = status
		}
	case "Code":
		keep(&a.Code)
	case "Message":
		keep(&a.Message)
	case "EC":
		keep(&a.EC)
	case "RequestId":
		keep(&a.RequestID)
	case "HostId":
		keep(&a.HostID)
	case "RecommendDoc", "Error", "SecurityToken":
	default:
		if _, told := a.Elements[field]; !told && value != "" {
			a.Elements[field] = value
		}
	}
}

// elementsIn returns the texts of the elements of an error document.
func elementsIn(text string) map[string]string {
	elements := map[string]string{}
	for _, found := range element.FindAllStringSubmatch(text, -1) {
		if found[1] == found[3] {
			elements[found[1]] = html.UnescapeString(found[2])
		}
	}
	return elements
}

var (
	element = regexp.MustCompile(`<([A-Za-z][A-Za-z0-9-]*)>([^<]*)</([A-Za-z][A-Za-z0-9-]*)>`)
	hidden  = regexp.MustCompile(`(?i)x-oss-err["']?\s*[:=]\s*["'\[]*([A-Za-z0-9+/=]+)`)
	escapes = strings.NewReplacer(`\\`, `\`, `\u003c`, "<", `\u003e`, ">", `\u003C`, "<", `\u003E`, ">", `\u0026`, "&",
		`\"`, `"`, `\r`, "", `\n`, "\n", `\t`, " ")
	colours   = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	anyEscape = regexp.MustCompile(`\\u003[cCeE]|\\n|\\"`)
)

// withHiddenDocument adds the error document that a refusal of HEAD carries in x-oss-err.
// https://help.aliyun.com/zh/oss/developer-reference/headobject
func withHiddenDocument(text string) string {
	found := hidden.FindStringSubmatch(text)
	if found == nil {
		return text
	}
	document, err := base64.StdEncoding.DecodeString(found[1])
	if err != nil {
		return text
	}
	return text + "\n" + strings.ToValidUTF8(string(document), "\ufffd")
}

// mostDepth is how often a text may be quoted in another.
const mostDepth = 4

// withoutEscapes undoes what logs, JSON and browsers do to an error document.
func withoutEscapes(text string) string {
	text = colours.ReplaceAllString(text, "")
	for depth := 0; depth < mostDepth && anyEscape.MatchString(text); depth++ {
		text = escapes.Replace(text)
	}
	if strings.Contains(text, "&lt;Code&gt;") || strings.Contains(text, "&lt;Error&gt;") {
		text = html.UnescapeString(text)
	}
	return text
}
