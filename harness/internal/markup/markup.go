// Package markup recognises what a target answers, or is sent, by reading it: the same
// element may stand elsewhere, in another order or in a comment.
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

// Root is the name of the root element of an XML document; empty: the text is none.
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

// Holds says whether an element of that name begins anywhere in the text, however broken
// it is after that.
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

// Text is what the first element of that name holds before the text ends or breaks off.
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

// Leaves are those of an XML document that hold any text, in their order.
func Leaves(text []byte) ([]Leaf, error) {
	var all []Leaf
	var name, held string // of the element that has begun last, while it may be a leaf
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

// Member says whether the text is a JSON object with a member of that name.
func Member(text []byte, name string) bool {
	var members map[string]json.RawMessage
	_, there := members[name]
	if json.Unmarshal(text, &members) == nil {
		_, there = members[name]
	}
	return there
}

// Shows says whether what was written stands in what is read, each value of an XML document
// in its place or another, a JSON one as a whole; other text must be the same.
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
