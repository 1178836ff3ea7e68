package main

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// found is what may come next on a command line.
type found struct {
	words []word
	files bool // names of files
}

type word struct{ text, help string }

// complete finds what may stand in the place of the last word. The model of kong knows the commands and the flags.
func complete(root *kong.Node, words []string) found {
	node, arguments, current := root, 0, ""
	if len(words) > 0 {
		current = words[len(words)-1]
	}
	var open *kong.Flag // a flag that the current word is the value of
	for _, w := range words[:max(0, len(words)-1)] {
		switch child := childOf(node, w); {
		case open != nil:
			open = nil
		case strings.HasPrefix(w, "-"):
			if flag := flagOf(node, w); flag != nil && takesValue(flag) && !strings.Contains(w, "=") {
				open = flag
			}
		case child != nil:
			node, arguments = child, 0
		default:
			arguments++
		}
	}
	name, value, assigned := strings.Cut(current, "=")
	switch {
	case open != nil:
		return valuesOf(node, open.Value, open.PlaceHolder, "", current)
	case assigned && strings.HasPrefix(current, "--"):
		if flag := flagOf(node, name); flag != nil {
			return valuesOf(node, flag.Value, flag.PlaceHolder, name+"=", value)
		}
		return found{}
	case strings.HasPrefix(current, "-"):
		return flagsOf(node, current)
	case arguments < len(node.Positional):
		argument := node.Positional[arguments]
		return valuesOf(node, argument, argument.Tag.PlaceHolder, "", current)
	}
	return commandsOf(node, current)
}

func childOf(node *kong.Node, name string) *kong.Node {
	at := slices.IndexFunc(node.Children, func(c *kong.Node) bool { return c.Name == name })
	if at < 0 {
		return nil
	}
	return node.Children[at]
}

// flags lists the flags that a command takes, with those of the program.
func flags(node *kong.Node) []*kong.Flag { return slices.Concat(node.AllFlags(true)...) }

func flagOf(node *kong.Node, given string) *kong.Flag {
	name, _, _ := strings.Cut(given, "=")
	for _, f := range flags(node) {
		if name == "--"+f.Name || f.Short != 0 && name == "-"+string(f.Short) {
			return f
		}
	}
	return nil
}

func takesValue(f *kong.Flag) bool { return !f.IsBool() && !f.IsCounter() }

func flagsOf(node *kong.Node, begins string) found {
	var all found
	for _, f := range flags(node) {
		text := "--" + f.Name
		if takesValue(f) {
			text += "="
		}
		if strings.HasPrefix(text, begins) {
			all.words = append(all.words, word{text, f.Help})
		}
	}
	return all
}

func commandsOf(node *kong.Node, begins string) found {
	var all found
	for _, c := range node.Children {
		if !c.Hidden && strings.HasPrefix(c.Name, begins) {
			all.words = append(all.words, word{c.Name, c.Help})
		}
	}
	return all
}

// valuesOf finds the values of a flag or an argument that begin so, each with the text that stands before it. Files are
// wanted where the value is one, and no known value begins so.
func valuesOf(node *kong.Node, v *kong.Value, placeHolder, before, begins string) found {
	var known []word
	several := false
	for _, s := range suggestions() {
		if s.name == v.Name && (s.command == "" || s.command == node.Name) {
			known, several = s.values(), s.several
		}
	}
	if known == nil && v.Enum != "" {
		for _, text := range v.EnumSlice() {
			known = append(known, word{text: text})
		}
	}
	if comma := strings.LastIndexByte(begins, ','); several && comma >= 0 {
		before, begins = before+begins[:comma+1], begins[comma+1:]
	}
	var all found
	for _, w := range known {
		if strings.HasPrefix(w.text, begins) {
			all.words = append(all.words, word{before + w.text, w.help})
		}
	}
	all.files = len(all.words) == 0 && (placeHolder == "FILE" || placeHolder == "DIR")
	return all
}
