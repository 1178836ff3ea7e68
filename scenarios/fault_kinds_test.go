package scenarios

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// FaultKinds lists every declared kind: the lint and the harness read that list.
func TestEveryKindOfFaultIsListed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "fault_kinds.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := spec.Type.(*ast.Ident); !ok || of.Name != "FaultKind" {
			return true
		}
		for i, name := range spec.Names {
			value, err := strconv.Unquote(spec.Values[i].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			declared++
			if !slices.Contains(FaultKinds(), FaultKind(value)) {
				t.Errorf("%s (%q) has no row in faultKinds; add one with what a target must have for it", name.Name, value)
			}
		}
		return true
	})
	if declared != len(FaultKinds()) || declared == 0 {
		t.Errorf("%d kinds are declared in fault_kinds.go, %d listed", declared, len(FaultKinds()))
	}
}
