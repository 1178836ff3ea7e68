package conformance_test

import (
	"flag"
	"testing"

	_ "github.com/onsi/ginkgo/v2"              // by this import the ginkgo command knows a suite of Ginkgo, and heeds --procs
	_ "golang.org/x/crypto/x509roots/fallback" // root certificates for a system that has none, such as an image FROM scratch

	"github.com/oss403/oss403/suites/conformance"
)

var told = conformance.Bind(flag.CommandLine, "../../reports/out")

func TestConformance(t *testing.T) {
	if err := told.Check(); err != nil {
		t.Fatal(err)
	}
	conformance.Run(t, told)
}
