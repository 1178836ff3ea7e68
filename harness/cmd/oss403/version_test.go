package main

import (
	"regexp"
	"testing"
)

// --version names the program and the catalogue. The digest of the catalogue never
// changes between calls.
func TestVersion(t *testing.T) {
	code, first, _ := run(t, "--version")
	_, again, _ := run(t, "--version")
	if code != exitConformant || first != again ||
		!regexp.MustCompile(`^oss403 \S+ \(commit .+\), catalogue [0-9a-f]{12} of \d+ scenarios\n$`).MatchString(first) {
		t.Errorf("%d %q, then %q", code, first, again)
	}
}
