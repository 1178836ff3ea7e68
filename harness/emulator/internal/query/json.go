package query

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// A node is a value of JSON. It keeps the order of its members and the digits of its numbers.
type node struct {
	kind     byte   // of its first character: { [ " n t f or 0 for a number
	text     string // of a string, without quotes and escapes; of a number, its digits
	names    []string
	children []*node
}

// maxNesting bounds the depth of what is read; the service reads paths of ten levels.
const maxNesting = 100

// A reader reads values of JSON.
type reader struct {
	*json.Decoder
	depth int
}

// eachValue calls do with the values of an object: one, or many, between which there are blanks and maybe
// commas, as in the sample of the official SDKs.
func eachValue(data []byte, document bool, do func(*node) *Error) *Error {
	values := 0
	for {
		data = bytes.TrimLeft(data, " \t\r\n")
		if !document && values > 0 {
			data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte(",")), " \t\r\n")
		}
		if len(data) == 0 {
			break
		}
		r := reader{Decoder: json.NewDecoder(bytes.NewReader(data))}
		r.UseNumber()
		n, err := r.read()
		if err != nil {
			return err
		}
		values++
		if document && len(bytes.TrimLeft(data[r.InputOffset():], " \t\r\n")) > 0 {
			return fault("InvalidJsonData", "something follows the value")
		}
		if err := do(n); err != nil {
			return err
		}
		data = data[r.InputOffset():]
	}
	if document && values == 0 {
		return fault("InvalidJsonData", "there is no value")
	}
	return nil
}

func (r *reader) read() (*node, *Error) {
	token, err := r.Token()
	if err != nil {
		return nil, fault("InvalidJsonData", "%s", err)
	}
	switch t := token.(type) {
	case json.Delim:
		return r.inside(&node{kind: byte(t)})
	case string:
		return &node{kind: '"', text: t}, nil
	case json.Number:
		return &node{kind: '0', text: t.String()}, nil
	case bool:
		return &node{kind: strconv.FormatBool(t)[0]}, nil
	}
	return &node{kind: 'n'}, nil
}

// inside reads what is in an object or an array.
func (r *reader) inside(n *node) (*node, *Error) {
	if r.depth++; r.depth > maxNesting {
		return nil, fault("JsonNodeExceedsMaxDepth", "more than %d levels", maxNesting)
	}
	defer func() { r.depth-- }()
	for r.More() {
		if n.kind == '{' {
			name, err := r.Token()
			if err != nil {
				return nil, fault("InvalidJsonData", "%s", err)
			}
			n.names = append(n.names, name.(string))
		}
		child, err := r.read()
		if err != nil {
			return nil, err
		}
		n.children = append(n.children, child)
	}
	if _, err := r.Token(); err != nil {
		return nil, fault("InvalidJsonData", "%s", err)
	}
	return n, nil
}

// at follows one step; nil: it leads nowhere. Of members with one name the first counts.
func (n *node) at(s step) *node {
	switch {
	case s.byIndex && n.kind == '[' && s.index < len(n.children):
		return n.children[s.index]
	case !s.byIndex && n.kind == '{':
		for i, name := range n.names {
			if name == s.name {
				return n.children[i]
			}
		}
	}
	return nil
}

// below calls do with the nodes to which a path leads.
func (n *node) below(path []step, do func(*node) *Error) *Error {
	if len(path) == 0 {
		return do(n)
	}
	if !path[0].every {
		if child := n.at(path[0]); child != nil {
			return child.below(path[1:], do)
		}
		return nil
	}
	if n.kind == '[' && len(n.children) > maxElements {
		return fault("ExceedsMaxJsonArraySize", "%d elements", len(n.children))
	}
	for _, child := range n.children {
		if err := child.below(path[1:], do); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) value(numbersAsText bool) value {
	v := value{kind: tree, n: n}
	switch n.kind {
	case 'n':
		v.kind = null
	case 't', 'f':
		v.kind, v.b = boolean, n.kind == 't'
	case '"':
		v.kind, v.s = characters, n.text
	case '0':
		if numbersAsText {
			v.kind, v.s = characters, n.text
			break
		}
		v = numberOf(n.text)
		v.n = n
	}
	return v
}

// write appends a node as text, without blanks. A slash is escaped, as the tests of SDK v1 expect.
func (n *node) write(out []byte) []byte {
	switch n.kind {
	case 'n':
		return append(out, "null"...)
	case 't':
		return append(out, "true"...)
	case 'f':
		return append(out, "false"...)
	case '"':
		return writeString(out, n.text)
	case '0':
		return append(out, n.text...)
	}
	out = append(out, n.kind)
	for i, child := range n.children {
		if i > 0 {
			out = append(out, ',')
		}
		if n.kind == '{' {
			out = append(writeString(out, n.names[i]), ':')
		}
		out = child.write(out)
	}
	return append(out, n.kind+2) // } and ] are two behind { and [
}

func writeString(out []byte, s string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(s) // a string is always encoded
	return append(out, strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "/", `\/`)...)
}

// A place is a row of JSON: a node, by the names of the table and its alias.
type place struct {
	*node
	alias         string
	numbersAsText bool
}

func (p place) of(e *expr) value {
	path := e.path
	if first := path[0].name; first == p.alias && p.alias != "" || len(path) > 1 && strings.EqualFold(first, "ossobject") {
		path = path[1:]
	}
	n := p.node
	for _, s := range path {
		if n = n.at(s); n == nil {
			return value{}
		}
	}
	return n.value(p.numbersAsText)
}

// readJSON runs the statement on JSON.
func (r *run) readJSON(data []byte) *Error {
	line := -1
	return eachValue(data, r.Document, func(root *node) *Error {
		line++
		if !r.Lines.holds(line) {
			return nil
		}
		return root.below(r.root, func(n *node) *Error {
			if size := len(n.write(nil)); size > maxNode && len(r.root) > 0 {
				return fault("JsonNodeExceedsMaxSize", "%d bytes", size)
			}
			row := place{n, r.alias, r.NumbersAsText}
			return r.see(row, -1, func() []byte { return r.printNode(row) })
		})
	})
}

func (r *run) printNode(row place) []byte {
	if r.star {
		if row.kind == '{' {
			return append(row.write(nil), r.OutRecord...)
		}
		return append(append(row.write([]byte(`{"_1":`)), '}'), r.OutRecord...)
	}
	values := make([]value, len(r.items))
	for i, it := range r.items {
		values[i], _ = it.value.in(row)
	}
	return r.printMembers(values)
}

// printMembers prints a row of JSON. What is not there is left out; what has no name is called by its number.
func (r *run) printMembers(values []value) []byte {
	out := []byte{'{'}
	for i, v := range values {
		if v.kind == null && v.n == nil {
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(writeString(out, r.items[i].printedName(i)), ':')
		switch {
		case v.n != nil:
			out = v.n.write(out)
		case v.kind == characters || v.kind == moment:
			out = writeString(out, v.text())
		default:
			out = append(out, v.text()...)
		}
	}
	return append(append(out, '}'), r.OutRecord...)
}

func (i item) printedName(n int) string {
	switch {
	case i.alias != "":
		return i.alias
	case i.function == "" && i.value.op == columnOf && !i.value.path[len(i.value.path)-1].byIndex:
		return i.value.path[len(i.value.path)-1].name
	}
	return "_" + strconv.Itoa(n+1)
}
