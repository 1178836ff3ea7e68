package emulator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/oss403/oss403/"

// mayImport lists the packages of the emulator that each package uses. No import points up. Apart
// from the exceptions, only the standard library comes from outside.
var mayImport = map[string][]string{
	"deny":       {},
	"policy":     {},
	"large":      {},
	"world":      {"large", "policy"},
	"fault":      {},
	"trace":      {"deny", "fault", "policy"},
	"keep":       {"large", "policy", "world"},
	"wire":       {"deny", "large"},
	"postpolicy": {"deny"},
	"sign":       {"deny", "wire"},
	"s3":         {"wire"},
	"query":      {},
	"img":        {},
	"diagnosis":  {},
	"callback":   {"deny"},
	"op":         {"callback", "deny", "img", "large", "policy", "query", "wire", "world"},
	"check":      {"callback", "deny", "diagnosis", "img", "op", "policy", "postpolicy", "sign", "wire", "world"},
	"rpc":        {"diagnosis", "policy", "wire", "world"},
	"control":    {"callback", "check", "deny", "fault", "op", "policy", "rpc", "trace", "world"},
	"parts":      {"check", "deny"},
	"mutant":     {"check", "deny", "op", "parts", "policy"},
	"bound":      {"check", "control", "fault", "keep", "op", "policy", "postpolicy", "rpc", "trace", "wire"},
	"authority":  {},
	"osstest":    {".", "fault", "policy", "world"},
	"bench":      {".", "deny", "mutant", "op", "parts", "rpc", "sign", "trace", "wire"}, // for tests only: no package lists it
	"measure":    {".", "bound", "world"},                                                // a program
	".": {"authority", "bound", "callback", "check", "control", "deny", "diagnosis", "fault", "keep", "large", "mutant", "op", "parts", "rpc",
		"s3", "sign", "trace", "wire", "world"},
}

// mayImportForeign lists the exceptions.
var mayImportForeign = map[string][]string{
	"img":     {"golang.org/x/image/draw", "golang.org/x/image/webp"},
	"keep":    {"go.etcd.io/bbolt", "go.etcd.io/bbolt/errors"},
	"world":   {"github.com/tidwall/btree"},
	"measure": {"github.com/minio/minio-go/v7/pkg/signer"},
	"bench": {
		"github.com/alibabacloud-go/darabonba-openapi/v2/client", "github.com/alibabacloud-go/darabonba-openapi/v2/utils",
		"github.com/alibabacloud-go/tea/dara", "github.com/alibabacloud-go/tea/tea",
		"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss", "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials",
		"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/retry", "github.com/minio/minio-go/v7/pkg/signer",
	},
	"osstest": {
		"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss", "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials",
		"github.com/aliyun/aliyun-oss-go-sdk/oss",
	},
}

func TestImportsPointDown(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "internal/")
		allowed, known := mayImport[room]
		if !known {
			t.Errorf("%s: the package is not in the list", path)
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			own, inside := strings.CutPrefix(name, module+"harness/emulator/internal/")
			if name == module+"harness/emulator" {
				own, inside = ".", true
			}
			first, _, _ := strings.Cut(name, "/")
			foreign := strings.Contains(first, ".") && !slices.Contains(mayImportForeign[room], name)
			if inside && !slices.Contains(allowed, own) || !inside && foreign {
				t.Errorf("%s imports %s", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
