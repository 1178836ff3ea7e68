package wire

import (
	"strconv"
	"strings"
)

// An Element is one element of a body that fits its Shape.
type Element struct {
	Name, Text string
	Children   []Element
}

// Child returns the text of the first child of that name.
func (e Element) Child(name string) string { return e.In(name).Text }

// Number returns the whole number that the first child of that name holds; 0 if it holds none.
func (e Element) Number(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(e.Child(name)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// All returns the children of that name.
func (e Element) All(name string) []Element {
	var out []Element
	for _, c := range e.Children {
		if c.Name == name {
			out = append(out, c)
		}
	}
	return out
}

// In returns the first child of that name; without one, an empty element.
func (e Element) In(name string) Element {
	for _, c := range e.Children {
		if c.Name == name {
			return c
		}
	}
	return Element{}
}

// Put sets the text of the first child of that name, and adds one where there is none.
func (e *Element) Put(name, text string) {
	for i := range e.Children {
		if e.Children[i].Name == name {
			e.Children[i].Text = text
			return
		}
	}
	e.Children = append(e.Children, Element{Name: name, Text: text})
}

// Inner writes what is in an element: its elements without anything between
// them, or its text.
func (e Element) Inner() string {
	if len(e.Children) == 0 {
		return writeControls(e.Text)
	}
	var b strings.Builder
	for _, c := range e.Children {
		b.WriteString("<" + c.Name + ">" + c.Inner() + "</" + c.Name + ">")
	}
	return b.String()
}
