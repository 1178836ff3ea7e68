package main

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// The help of each command shows examples, and the command line accepts each of them.
func TestTheExamplesOfTheHelpAreAccepted(t *testing.T) {
	t.Chdir(t.TempDir())
	parser := parserOf(t)
	left := examples()
	for _, command := range parser.Model.Children {
		if command.Detail == "" && !command.Hidden {
			t.Errorf("the help of %s shows no example", command.Name)
		}
		for _, e := range left[command.Name] {
			if _, err := parserOf(t).Parse(strings.Fields(e.line)[1:]); err != nil {
				t.Errorf("%s: %v", e.line, err)
			}
			if !strings.HasPrefix(e.line, "oss403 "+command.Name) {
				t.Errorf("%s is an example of %s", e.line, command.Name)
			}
		}
		delete(left, command.Name)
	}
	for name := range left {
		t.Errorf("examples of %s, which is no command", name)
	}
}

func parserOf(t *testing.T) *kong.Kong {
	t.Helper()
	parser, err := parserFor(new(commandLine), output{t.Output(), t.Output()}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return parser
}
