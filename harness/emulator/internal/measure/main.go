// Command measure takes the speed and the size of the emulator as ratios within one run, and writes
// them as a table (bench.md) and as a plot (bench.svg). Each server runs in a process of its own on
// this machine, beside the clients. A ratio is against a bare handler of net/http, or against the
// smallest size. No figure makes it fail; an answer that is not the expected one does.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// A plan says how long the run takes.
type plan struct {
	span    time.Duration // of each load
	rounds  int           // of each load; the median counts
	objects int           // in the largest bucket
	profile string        // file for the processor profile of the emulator; empty: none
}

func main() {
	p := plan{rounds: 3}
	flag.DurationVar(&p.span, "span", 500*time.Millisecond, "time of each load")
	flag.IntVar(&p.objects, "objects", 100_000, "objects in the largest bucket")
	out := flag.String("out", "reports/out", "folder of bench.md and bench.svg")
	only := flag.String("only", "", "name of the one part to measure")
	flag.StringVar(&p.profile, "profile", "", "file for a processor profile of the emulator")
	kind := flag.String("serve", "", "be a server: bare, headed or emulator")
	var s shape
	flag.IntVar(&s.Policies, "policies", 0, "policies of the user of the server")
	flag.IntVar(&s.Buckets, "buckets", 0, "further buckets of the server")
	flag.StringVar(&s.Data, "data", "", "folder that keeps the world of the server")
	flag.Parse()
	err := error(nil)
	if *kind != "" {
		err = serve(*kind, s, p.profile)
	} else {
		err = run(p, *only, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// parts are what is measured, in order.
var parts = []struct {
	name    string
	measure func(plan, *report) error
}{
	{"bare", againstBare}, {"connections", connections}, {"growth", growth}, {"kept", kept}, {"policies", byPolicies},
	{"buckets", byBuckets}, {"large", large}, {"huge", huge}, {"rivals", besideRivals}, {"idle", idle},
}

func run(p plan, only, out string) error {
	began := time.Now()
	r := &report{}
	fmt.Fprintf(&r.text, "# Speed and size of the emulator\n\n%s, %s/%s, %d processors, %s. Servers and clients share the machine, maybe "+
		"with others: compare ratios.\n",
		began.UTC().Format("2006-01-02 15:04 UTC"), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	for _, part := range parts {
		if only != "" && only != part.name {
			continue
		}
		fmt.Fprintln(os.Stderr, "measuring:", part.name)
		if err := part.measure(p, r); err != nil {
			return fmt.Errorf("measuring %s: %w", part.name, err)
		}
	}
	fmt.Fprintf(&r.text, "\nThe run took %s.\n", time.Since(began).Round(time.Second))
	return r.write(out)
}

func (r *report) write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making the folder of the report: %w", err)
	}
	fmt.Print(r.text.String())
	return errors.Join(
		os.WriteFile(filepath.Join(folder, "bench.md"), []byte(r.text.String()), 0o644),
		os.WriteFile(filepath.Join(folder, "bench.svg"), []byte(r.plot()), 0o644))
}
