package main

import (
	"path/filepath"
	"slices"
	"testing"
)

// The suite gets the options of the command. It finds the files although it runs in
// another folder.
func TestTheSuiteIsToldWhatTheCommandWas(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	c := runCommand{Allow: "irreversible,billed", Profile: "mine.yaml", Baseline: "known.yaml", Focus: "R48", Procs: 1}
	_, args, err := c.suiteCommand(place{target: "emulator:", dialect: "documented"}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"--oss.target=emulator:", "--oss.dialect=documented", "--oss.allow=irreversible,billed", "--oss.focus=R48",
		"--oss.profile=" + filepath.Join(folder, "mine.yaml"), "--oss.baseline=" + filepath.Join(folder, "known.yaml")} {
		if !slices.Contains(args, want) {
			t.Errorf("%s is not among %q", want, args)
		}
	}
}
