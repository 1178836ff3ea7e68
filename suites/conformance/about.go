package conformance

import (
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// module is the path of the Go module that this package belongs to.
const module = "github.com/oss403/oss403"

// Suite describes the suite in this program. Go stamps the version into every program,
// and the commit only into one that is built from a checkout of this module.
func Suite() reports.Suite {
	suite := reports.Suite{Catalogue: catalogue.Digest()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return suite
	}
	if info.Main.Path != module {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				suite.Version = dependency.Version
			}
		}
		return suite
	}
	suite.Version = info.Main.Version
	changed := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			suite.Commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+changes"
		}
	}
	if suite.Commit != "" {
		suite.Commit += changed
	}
	return suite
}

// about describes the suite and the options of a run.
func (o *Options) about() reports.About {
	name := func(path string) string {
		if path == "" {
			return ""
		}
		return filepath.Base(path)
	}
	return reports.About{
		Suite: Suite(),
		Settings: reports.Settings{
			Dialect: o.Dialect, Profile: name(o.Profile), Focus: o.Focus, Quick: o.Quick, Shard: o.Shard, Since: o.Since, Budget: o.Budget,
			Baseline: name(o.Baseline), Allow: o.Allow, Procs: max(1, o.Share),
		},
		Environment: reports.Environment{OS: runtime.GOOS, Arch: runtime.GOARCH, Go: runtime.Version()},
	}
}
