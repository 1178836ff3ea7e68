package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/oss403/oss403/scenarios/catalogue"
	"github.com/oss403/oss403/suites/conformance"
)

// versionText returns the version and commit that Go stamped into the program, and the
// digest and size of its catalogue.
func versionText() string {
	suite := conformance.Suite()
	commit, changes, changed := strings.Cut(suite.Commit, "+")
	if changed {
		changes = ", with " + changes
	}
	return fmt.Sprintf("oss403 %s (commit %.12s%s), catalogue %s of %d scenarios", cmp.Or(suite.Version, "unknown"),
		cmp.Or(commit, "unknown"), changes, suite.Catalogue, len(catalogue.All()))
}
