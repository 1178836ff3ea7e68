package op_test

import (
	"os"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The README has a table with a line for each setting, in the order of the rows, and with no other line.
func TestReadmeListsSettings(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| setting | operations | counts for |\n|---|---|---|\n")
	if !found {
		t.Fatal("no table of settings")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	var want []string
	for _, s := range op.Settings() {
		want = append(want, s.Line())
	}
	if table != strings.Join(want, "\n") {
		t.Errorf("the table must be\n%s", strings.Join(want, "\n"))
	}
}

// Each row can be put and read, and says what is answered where there is none, or always answers.
func TestSettingsAreWhole(t *testing.T) {
	for _, s := range op.Settings() {
		names := map[string]op.Operation{}
		for _, o := range s.Operations() {
			if _, twice := names[o.Name]; !twice { // the second is for who names none of several
				names[o.Name] = o
			}
			if o.Action == "" || o.Level != op.Bucket || o.Kind != op.Management || o.Namespace != s.Namespace {
				t.Errorf("%s: %+v", s.Name, o)
			}
		}
		put, get := names["Put"+s.Name], names["Get"+s.Name]
		if put.Change == nil || put.Body != wire.MaxXML || !put.Writes || get.Do == nil || get.Writes {
			t.Errorf("%s: cannot be put and read", s.Name)
		}
	}
}
