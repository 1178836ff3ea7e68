package reports

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// github parses the summary as GitHub's flavour of Markdown. It checks that nothing
// is a link, an image or HTML, and that each table row has as many columns as the
// head. It takes the counts from the heading.
func github(t *testing.T, markdown string) reading {
	t.Helper()
	if len(markdown) > 1<<20 {
		t.Errorf("%d bytes, and GitHub shows 1 MiB", len(markdown))
	}
	source := []byte(markdown)
	document := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	var heading string
	err := ast.Walk(document, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch node := node.(type) {
		case *ast.Heading:
			heading += words(node, source)
		case *ast.HTMLBlock:
			if lines := string(node.Lines().Value(source)); !folds.MatchString(lines) {
				t.Errorf("a target put HTML into the summary: %s", lines)
			}
		case *ast.RawHTML, *ast.Link, *ast.Image, *ast.AutoLink:
			t.Errorf("a target put a %s into the summary: %s", node.Kind(), words(node, source))
		case *table.TableRow:
			if n := node.ChildCount(); n != 5 {
				t.Errorf("a row of %d columns: %s", n, words(node, source))
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return scoreLineReading(t, heading)
}

// folds matches the only HTML of the summary: the folded list of learnt orders.
var folds = regexp.MustCompile(
	`^(<details><summary>Order learnt of \d+ pairs? of faults, of which nothing says which one answers</summary>|</details>)\n$`)

// words returns the text under a node.
func words(node ast.Node, source []byte) string {
	var b strings.Builder
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		if leaf, ok := child.(*ast.Text); ok {
			b.Write(leaf.Segment.Value(source))
			continue
		}
		b.WriteString(words(child, source))
	}
	return b.String()
}
