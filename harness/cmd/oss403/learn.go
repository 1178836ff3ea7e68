package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/internal/target"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

type learnCommand struct {
	File  []string `arg:"" help:"${learn_file}" placeholder:"FILE"`
	JSON  bool     `name:"json" help:"Print what was learnt as JSON, with every scenario."`
	Write string   `help:"${learn_write}" placeholder:"FILE"`
}

// emulatorProduct is the name of the carried emulator as it tells it.
const emulatorProduct = "oss403-emulator"

// Run says what runs on the service teach beyond their verdicts. It learns nothing unless every file can be learnt from.
func (c *learnCommand) Run(to output) error {
	var runs []learn.Run
	var recordings []learn.Recording
	for _, file := range c.File {
		recorded, err := recording.Is(file)
		if err != nil {
			return target.Usagef("%s: %v; accepted: a recording, or conformance.json of a run", file, err)
		}
		if !recorded {
			run, err := c.readConformance(to, file)
			if err != nil {
				return err
			}
			runs = append(runs, run)
			continue
		}
		r, run, err := c.readRecording(to, file)
		if err != nil {
			return err
		}
		recordings, runs = append(recordings, r), append(runs, run)
	}
	if c.Write != "" {
		return c.write(to, recordings)
	}
	lessons := learn.From(runs, knownEC())
	ofEmulator, err := taughtOfEmulator(recordings)
	if err != nil {
		return err
	}
	lessons = append(lessons, ofEmulator...)
	if c.JSON {
		encoder := json.NewEncoder(to.out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(append([]learn.Lesson{}, lessons...))
	}
	if len(lessons) == 0 && len(recordings) > 0 {
		_, err := fmt.Fprintln(to.out, "nothing that the catalogue does not know")
		return err
	}
	if len(lessons) == 0 {
		return target.Usagef("the runs teach nothing; accepted: runs that got answers")
	}
	return learn.WriteText(to.out, lessons)
}

// readConformance reads a conformance.json. That of a run on the carried emulator teaches nothing.
func (c *learnCommand) readConformance(to output, file string) (learn.Run, error) {
	if c.Write != "" {
		return learn.Run{}, target.Usagef("%s is no recording, and evidence rests on what others can judge again; "+
			"accepted with --write: what oss403 run --record wrote", file)
	}
	run, err := readRun(file)
	if err != nil {
		return learn.Run{}, err
	}
	carried := strings.HasPrefix(run.Target, "emulator:") || strings.HasPrefix(run.Target, "container:")
	if carried || run.Product != nil && run.Product.Name == emulatorProduct {
		return learn.Run{}, noEvidence(file, recording.OfEmulator)
	}
	if run.Suite.Catalogue != "" && run.Suite.Catalogue != catalogue.Digest() {
		fmt.Fprintf(to.err, "%s: another catalogue judged this run (%s, here %s); levels are those of that one\n",
			file, run.Suite.Catalogue, catalogue.Digest())
	}
	region, genuine, err := target.Spec{Target: run.Target}.Genuine()
	if err != nil || !genuine {
		region = ""
	}
	day := run.StartedAt.UTC().Format("2006-01-02")
	c.head(to, file, run.Target, day, len(run.Results))
	return learn.Run{Name: file, Region: region, Day: day, Results: run.Results}, nil
}

// readRecording reads a recording and judges it again. One that is not of the service teaches nothing.
func (c *learnCommand) readRecording(to output, file string) (learn.Recording, learn.Run, error) {
	replayed, err := recording.Open(file)
	if err != nil {
		return learn.Recording{}, learn.Run{}, target.Usagef("%v; nothing is learnt from it", err)
	}
	r := replayed.Recording
	if r.Origin != recording.OfService && r.Origin != recording.Quoted {
		return learn.Recording{}, learn.Run{}, noEvidence(file, r.Origin)
	}
	var results []verdict.Result
	for _, s := range replayed.Of(catalogue.All()) {
		results = append(results, replayed.Run(s))
	}
	c.head(to, file, r.Origin.Text()+" "+r.Region, r.Day, len(results))
	return learn.Recording{Name: filepath.Base(file), Recording: r}, learn.Run{Name: file, Region: r.Region, Day: r.Day, Results: results}, nil
}

func noEvidence(file string, origin recording.Origin) error {
	return target.Usagef("%s: the answers are of %s; nothing is learnt from it; accepted: a run on https://oss-<region>.aliyuncs.com, "+
		"without dial, ca or product in its profile", file, origin.Text())
}

func (c *learnCommand) head(to output, file, of, day string, scenarios int) {
	if !c.JSON {
		fmt.Fprintf(to.out, "%s · %s · %s · %d scenarios\n", file, strings.TrimSpace(of), day, scenarios)
	}
}

// write writes the evidence that the catalogue reads. It takes the place of an evidence.json, and of no other file.
func (c *learnCommand) write(to output, recordings []learn.Recording) error {
	stands, err := os.ReadFile(c.Write)
	if err == nil {
		_, err = scenarios.ParseLearnt(stands)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return target.Usagef("--write=%s: %v; accepted: a new file, or one that learn --write has written", c.Write, err)
	}
	learnt := learn.Evidence(recordings, catalogue.Untaught())
	var text bytes.Buffer
	if err := learn.WriteEvidence(&text, learnt); err != nil {
		return fmt.Errorf("writing the evidence: %w", err)
	}
	if err := os.WriteFile(c.Write, text.Bytes(), 0o644); err != nil {
		return fmt.Errorf("writing the evidence: %w", err)
	}
	_, err = fmt.Fprintf(to.out, "%s: %d values, %d orders, %d capabilities, "+
		"%d contradictions to look into; a build of the program reads it\n",
		c.Write, len(learnt.Values), len(learnt.Orders), len(learnt.Capabilities), len(learnt.Contradictions))
	return err
}

// knownEC says whether the list of ECs or a scenario has an EC.
func knownEC() func(ec string) bool {
	covered := catalogue.Covered()
	listed := map[string]bool{}
	for _, ec := range covered.ECs {
		listed[ec.Number] = true
	}
	return func(ec string) bool { return listed[ec] || len(covered.Scenarios[ec]) > 0 }
}
