package conformance

import (
	"flag"
	"slices"
	"testing"
)

// The flag -oss.allow wins over the environment variable OSS403_ALLOW.
func TestAllow(t *testing.T) {
	for _, c := range []struct {
		environment string
		args, want  []string
	}{
		{"", nil, nil},
		{"billed", nil, []string{"billed"}},
		{"billed", []string{"-oss.allow=irreversible, billed"}, []string{"irreversible", "billed"}},
	} {
		t.Setenv("OSS403_ALLOW", c.environment)
		flags := flag.NewFlagSet("suite", flag.ContinueOnError)
		o := Bind(flags, "")
		if err := flags.Parse(c.args); err != nil {
			t.Fatal(err)
		}
		if got := o.Spec().Allow; !slices.Equal(got, c.want) {
			t.Errorf("OSS403_ALLOW=%s and %q allow %q, want %q", c.environment, c.args, got, c.want)
		}
		if err := o.Check(); err != nil {
			t.Error(err)
		}
	}
}
