package wire

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/oss403/oss403/harness/internal/markup"
)

// Element is one element of an error document; the name of a nested one is a
// path, e.g. "AccessDeniedDetail/AuthAction".
type Element struct {
	Name string
	Text string // unescaped, line ends as they were sent
}

// Document is an OSS error document, its elements in the order sent.
// https://help.aliyun.com/zh/oss/user-guide/overview-14
type Document struct {
	Elements []Element
	LaidOut  bool // a line for each element, two blanks a level, LF, and one at the end
}

// Text returns the text of the element with that name. For an element that holds others, it
// returns their names in the order sent, separated by blanks.
func (d Document) Text(name string) (string, bool) {
	var children []string
	for _, e := range d.Elements {
		if e.Name == name {
			return e.Text, true
		}
		if child, ok := strings.CutPrefix(e.Name, name+"/"); ok {
			children = append(children, child)
		}
	}
	return strings.Join(children, " "), len(children) > 0
}

const errorRoot = "Error"

// errNoErrorDocument: the bytes are no OSS error document at all, e.g. HTML.
var errNoErrorDocument = errors.New("no <Error> document")

// declaration begins every error document.
const declaration = `<?xml version="1.0" encoding="UTF-8"?>`

// ParseDocument reads an error document: the declaration, one <Error> without
// attributes or name space, and nothing but elements in it. Unlike encoding/xml it keeps a CR,
// since StringToSign is judged byte for byte.
func ParseDocument(body []byte) (Document, error) {
	if !markup.Holds(body, errorRoot) {
		return Document{}, errNoErrorDocument
	}
	if !bytes.HasPrefix(body, []byte(declaration)) {
		return Document{}, fmt.Errorf("error document: does not begin with %s", declaration)
	}
	decoder := xml.NewDecoder(bytes.NewReader(body))
	var document Document
	var path []string
	var start, end int64 // of the last start tag, and of the last tag
	leaf, closed := false, false
	document.LaidOut = bytes.HasPrefix(body, []byte(declaration+"\n<"+errorRoot+">"))
	for {
		before := decoder.InputOffset()
		token, err := decoder.Token()
		if err == io.EOF && closed {
			document.LaidOut = document.LaidOut && string(body[end:]) == "\n"
			return document, document.duplicates()
		}
		if err != nil {
			return document, fmt.Errorf("error document: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(path) == 0 && (closed || t.Name.Local != errorRoot) {
				return document, fmt.Errorf("error document: <%s> where one <%s> is due", t.Name.Local, errorRoot)
			}
			if len(t.Attr) > 0 {
				return document, fmt.Errorf("error document: <%s> has attributes", t.Name.Local)
			}
			if leaf && len(bytes.TrimSpace(body[start:before])) > 0 {
				return document, fmt.Errorf("error document: text beside <%s>", t.Name.Local)
			}
			document.LaidOut = document.LaidOut && (len(path) == 0 || string(body[end:before]) == newLine(len(path)))
			path = append(path, t.Name.Local)
			end = decoder.InputOffset()
			start, leaf = decoder.InputOffset(), true
		case xml.EndElement:
			if leaf && len(path) > 1 {
				name := strings.Join(path[1:], "/")
				document.Elements = append(document.Elements, Element{name, unescape(string(body[start:before]))})
			} else {
				document.LaidOut = document.LaidOut && string(body[end:before]) == newLine(len(path)-1)
			}
			end = decoder.InputOffset()
			path, leaf = path[:len(path)-1], false
			closed = len(path) == 0
		case xml.CharData:
			if (closed || !leaf && len(path) > 0) && len(bytes.TrimSpace(t)) > 0 {
				return document, errors.New("error document: text beside its elements")
			}
		}
	}
}

func (d Document) duplicates() error {
	seen := map[string]bool{}
	for _, e := range d.Elements {
		if seen[e.Name] {
			return fmt.Errorf("error document: element %s stands twice", e.Name)
		}
		seen[e.Name] = true
	}
	return nil
}

// unescape resolves the entities of XML text. The decoder has accepted raw before.
func unescape(raw string) string {
	if !strings.Contains(raw, "&") && !strings.Contains(raw, "<!") {
		return raw
	}
	const keptCR = "\uE00D" // stands in for CR, which a decoder would turn into LF
	var text string
	if err := xml.Unmarshal([]byte("<t>"+strings.ReplaceAll(raw, "\r", keptCR)+"</t>"), &text); err != nil {
		return raw
	}
	return strings.ReplaceAll(text, keptCR, "\r")
}

func newLine(level int) string { return "\n" + strings.Repeat("  ", level) }
