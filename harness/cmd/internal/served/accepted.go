package served

import (
	"reflect"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// accepted says what the command that args name takes where it was given something else: one of two flags, a value of a
// flag, all its arguments, or its words and flags. The parser says where in the text of its error alone.
func accepted(root *kong.Node, args []string, wrong string) string {
	node := root
	for _, child := range root.Children {
		if len(args) > 0 && child.Name == args[0] {
			node = child
		}
	}
	if strings.HasSuffix(wrong, "can't be used together") {
		return "one of them"
	}
	for _, flag := range node.Flags {
		if strings.HasPrefix(wrong, "--"+flag.Name+": ") {
			return acceptedValue(flag)
		}
	}
	words := wordsOf(node)
	if len(words) == 0 && strings.HasPrefix(wrong, "expected ") {
		return root.Name + " " + node.Summary()
	}
	for _, flag := range node.Flags {
		words = append(words, "--"+flag.Name)
	}
	return strings.Join(words, ", ")
}

// acceptedValue says what a flag takes.
func acceptedValue(flag *kong.Flag) string {
	kind := flag.Target.Type()
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	switch {
	case kind == reflect.TypeFor[time.Duration]():
		return "a duration, such as 10s"
	case kind.Kind() == reflect.Int:
		return "a whole number"
	case kind.Kind() == reflect.Bool:
		return "no value, or true or false"
	case kind.Kind() == reflect.Map:
		return flag.PlaceHolder
	}
	return "a value"
}

// wordsOf lists the commands of a node, and the words that stand for its arguments.
func wordsOf(node *kong.Node) (words []string) {
	for _, child := range node.Children {
		if !child.Hidden {
			words = append(words, child.Name)
		}
	}
	for _, argument := range node.Positional {
		if argument.Enum != "" {
			words = append(words, argument.EnumSlice()...)
		}
	}
	return words
}
