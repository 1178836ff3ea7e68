package wire

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A Shape says which elements an XML body may hold. ReadXML refuses a body of another form; Misfit
// finds the value that a setting does not take.
type Shape struct {
	Name     string
	Many     bool // may be repeated; otherwise at most once
	Required bool
	Children []Shape // none: text only

	Of        []string // the texts that it takes; nil: any
	Low, High int64    // the least and the greatest whole number that it takes; High 0: it is no number
	Long      int      // characters of its text at most; 0: no limit
	Most      int      // how often it may be repeated; 0: no limit
	Default   string   // what it is told to be where it was not said; empty: nothing
	Closed    bool     // of a root: an element that is not known is refused; else it is ignored
}

// ReadXML reads a body strictly: exactly one root and nothing after it, no
// document type, no attribute but namespaces, no missing or repeated element.
// An element that the shape does not know is ignored with what is in it, unless
// the shape is closed: only the page of RestoreObject says that one is refused.
// https://www.alibabacloud.com/help/en/oss/support/0016-00000714
func ReadXML(body []byte, shape Shape) (Element, error) {
	if hasLongTag(body) {
		return Element{}, errors.New("reading XML: a tag too long")
	}
	body, original := hideControls(body)
	d := &decoder{Decoder: xml.NewDecoder(bytes.NewReader(body)), body: body, closed: shape.Closed, original: original}
	var root *Element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Element{}, fmt.Errorf("reading XML: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if root != nil {
				return Element{}, fmt.Errorf("reading XML: second root <%s>", t.Name.Local)
			}
			e, err := readElement(d, t, shape)
			if err != nil {
				return Element{}, fmt.Errorf("reading XML: %w", err)
			}
			root = &e
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				return Element{}, errors.New("reading XML: text outside the root")
			}
		case xml.Directive:
			return Element{}, errors.New("reading XML: document type")
		}
	}
	if root == nil {
		return Element{}, errors.New("reading XML: no root")
	}
	return *root, nil
}

// A decoder refuses references to halves of surrogate pairs, which are no
// characters of XML, and of which encoding/xml makes U+FFFD.
type decoder struct {
	*xml.Decoder
	body     []byte
	closed   bool                // no unknown element is ignored
	original func(string) string // brings hidden control characters back into a text
	elements int                 // that have been opened
}

func (d *decoder) Token() (xml.Token, error) {
	start := d.InputOffset()
	token, err := d.Decoder.Token()
	if _, text := token.(xml.CharData); text && refersToSurrogate(d.body[start:d.InputOffset()]) {
		return nil, errors.New("a reference to half of a surrogate pair")
	}
	return token, err
}

// refersToSurrogate looks through character data as it was written.
func refersToSurrogate(raw []byte) bool {
	if bytes.HasPrefix(raw, []byte("<![CDATA[")) {
		return false
	}
	for {
		_, rest, found := bytes.Cut(raw, []byte("&#"))
		if !found {
			return false
		}
		number, after, _ := bytes.Cut(rest, []byte(";"))
		base := 10
		if hex, ok := bytes.CutPrefix(number, []byte("x")); ok {
			number, base = hex, 16
		}
		if n, err := strconv.ParseUint(string(number), base, 32); err == nil && utf16.IsSurrogate(rune(n)) {
			return true
		}
		raw = after
	}
}

// hasLongTag: a tag holds no more than a name and namespaces. The decoder would
// keep any number of attributes. Comments and CDATA may be long.
func hasLongTag(body []byte) bool {
	for {
		open := bytes.IndexByte(body, '<')
		if open < 0 {
			return false
		}
		body = body[open+1:]
		end := bytes.IndexByte(body, '>')
		if end < 0 {
			return len(body) > MaxXMLTag
		}
		if end > MaxXMLTag && !bytes.HasPrefix(body, []byte("!--")) && !bytes.HasPrefix(body, []byte("![CDATA[")) {
			return true
		}
		body = body[end+1:]
	}
}

func readElement(d *decoder, start xml.StartElement, shape Shape) (Element, error) {
	if start.Name.Local != shape.Name {
		return Element{}, fmt.Errorf("unexpected element <%s>", start.Name.Local)
	}
	if err := d.open(start); err != nil {
		return Element{}, err
	}
	e := Element{Name: shape.Name}
	var text strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return Element{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			childShape, ok := shape.child(t.Name.Local)
			switch {
			case !ok && d.closed:
				return Element{}, fmt.Errorf("unexpected element <%s> in <%s>", t.Name.Local, shape.Name)
			case !ok:
				if err := d.ignore(t); err != nil {
					return Element{}, err
				}
				continue
			}
			child, err := readElement(d, t, childShape)
			if err != nil {
				return Element{}, err
			}
			e.Children = append(e.Children, child)
		case xml.CharData:
			text.Write(t)
		case xml.Directive:
			return Element{}, errors.New("document type")
		case xml.EndElement:
			e.Text = d.original(text.String())
			return e, shape.holds(e)
		}
	}
}

// open counts an element and looks at its attributes.
func (d *decoder) open(start xml.StartElement) error {
	if d.elements++; d.elements > MaxXMLElements {
		return errors.New("too many elements")
	}
	for _, a := range start.Attr {
		if a.Name.Local != "xmlns" && a.Name.Space != "xmlns" {
			return fmt.Errorf("attribute %s of <%s>", a.Name.Local, start.Name.Local)
		}
	}
	return nil
}

// ignore reads to the end of an element. It does not call itself: elements may be
// as deep as they are many.
func (d *decoder) ignore(start xml.StartElement) error {
	if err := d.open(start); err != nil {
		return err
	}
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := d.open(t); err != nil {
				return err
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.Directive:
			return errors.New("document type")
		}
	}
	return nil
}

func (s Shape) child(name string) (Shape, bool) {
	for _, c := range s.Children {
		if c.Name == name {
			return c, true
		}
	}
	return Shape{}, false
}

func (s Shape) holds(e Element) error {
	if len(s.Children) > 0 && strings.TrimSpace(e.Text) != "" {
		return fmt.Errorf("text in <%s>", s.Name)
	}
	for _, c := range s.Children {
		n := 0
		for _, child := range e.Children {
			if child.Name == c.Name {
				n++
			}
		}
		switch {
		case n == 0 && c.Required:
			return fmt.Errorf("no <%s> in <%s>", c.Name, s.Name)
		case n > 1 && !c.Many:
			return fmt.Errorf("%d × <%s> in <%s>", n, c.Name, s.Name)
		}
	}
	return nil
}
