package main

import (
	"fmt"
	"runtime/debug"

	"github.com/oss403/oss403/scenarios/catalogue"
)

// versionText returns the version and commit that Go stamped into the program, and the
// digest and size of its catalogue.
func versionText() string {
	version, commit, changed := "unknown", "unknown", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = ", with changes"
			}
		}
	}
	return fmt.Sprintf("oss403 %s (commit %.12s%s), catalogue %s of %d scenarios", version, commit, changed, catalogue.Digest(),
		len(catalogue.All()))
}
