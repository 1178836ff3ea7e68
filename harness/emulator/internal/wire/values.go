package wire

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Misfit finds an element of a body whose value its Shape excludes, or which is there too often. It
// returns its name with its text or, if it is there too often, with its number.
func (s Shape) Misfit(e Element) (name, text string, found bool) {
	for _, c := range s.Children {
		all := e.All(c.Name)
		if c.Most > 0 && len(all) > c.Most {
			return c.Name, strconv.Itoa(len(all)), true
		}
		for _, child := range all {
			if !c.takes(child.Text) {
				return c.Name, child.Text, true
			}
			if name, text, found = c.Misfit(child); found {
				return name, text, true
			}
		}
	}
	return "", "", false
}

// Filled returns an element with the children that are absent, or empty, and have a default.
func (s Shape) Filled(e Element) Element {
	out := e
	out.Children = nil
	for _, child := range e.Children {
		if shape, known := s.child(child.Name); known {
			child = shape.Filled(child)
			if child.Text == "" && shape.Default != "" {
				child.Text = shape.Default
			}
		}
		out.Children = append(out.Children, child)
	}
	for _, c := range s.Children {
		if c.Default != "" && len(e.All(c.Name)) == 0 {
			out.Children = append(out.Children, Element{Name: c.Name, Text: c.Default})
		}
	}
	return out
}

// takes reports whether an element of the shape may have this text.
func (s Shape) takes(text string) bool {
	switch {
	case s.Of != nil:
		return slices.Contains(s.Of, text)
	case s.High > 0:
		n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
		return err == nil && n >= s.Low && n <= s.High
	}
	return s.Long == 0 || utf8.RuneCountInString(text) <= s.Long
}
