// Package markup parses the XML and JSON that a target answers, or is sent. Searching the
// text is not enough: elements may come in another order, or in a comment.
package markup

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"reflect"
	"slices"
	"strings"
)

// Root is the name of the root element of an XML document; empty: the text is no XML document.
func Root(text []byte) string {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	for {
		token, err := decoder.Token()
		if err != nil {
			return ""
		}
		switch t := token.(type) {
		case xml.StartElement:
			return t.Name.Local
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return ""
			}
		}
	}
}

// Holds reports whether an element of that name begins anywhere in the text. The text may be
// broken after that.
func Holds(text []byte, name string) bool {
	for decoder := lenient(text); ; {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		if t, ok := token.(xml.StartElement); ok && t.Name.Local == name {
			return true
		}
	}
}

// Text is the content of the first element of that name, up to the point where the text breaks off.
func Text(text []byte, name string) string {
	inside, held := false, ""
	for decoder := lenient(text); ; {
		token, err := decoder.Token()
		if err != nil {
			return held
		}
		switch t := token.(type) {
		case xml.StartElement:
			inside = inside || t.Name.Local == name
		case xml.CharData:
			if inside {
				held += string(t)
			}
		case xml.EndElement:
			if inside && t.Name.Local == name {
				return held
			}
		}
	}
}

func lenient(text []byte) *xml.Decoder {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.Strict = false
	return decoder
}

// A Leaf is an element that holds text and no other element.
type Leaf struct{ Name, Text string }

// Leaves lists the leaves of an XML document in order, without the empty ones.
func Leaves(text []byte) ([]Leaf, error) {
	var all []Leaf
	var name, held string // of the newest element, while it may still be a leaf
	for decoder := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := decoder.Token()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			name, held = t.Name.Local, ""
		case xml.CharData:
			held += string(t)
		case xml.EndElement:
			if name != "" && strings.TrimSpace(held) != "" {
				all = append(all, Leaf{name, held})
			}
			name = ""
		}
	}
}

// Member reports whether the text is a JSON object with a member of that name.
func Member(text []byte, name string) bool {
	var members map[string]json.RawMessage
	_, there := members[name]
	if json.Unmarshal(text, &members) == nil {
		_, there = members[name]
	}
	return there
}

// Shows reports whether the read text shows what was written. Of an XML document it must hold
// each leaf, in any place; a JSON document must be equal as a whole; other text must be the same.
func Shows(read, written string) bool {
	var was, is any
	if json.Unmarshal([]byte(written), &was) == nil {
		return json.Unmarshal([]byte(read), &is) == nil && reflect.DeepEqual(was, is)
	}
	if Root([]byte(written)) == "" {
		return strings.TrimSpace(read) == strings.TrimSpace(written)
	}
	wanted, err := Leaves([]byte(written))
	if err != nil {
		return false
	}
	there, err := Leaves([]byte(read))
	if err != nil || Root([]byte(read)) == "" {
		return false
	}
	for _, value := range wanted {
		if !slices.Contains(there, value) {
			return false
		}
	}
	return true
}
