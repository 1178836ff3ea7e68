package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file of help and usage errors anew")

// People and scripts read help and usage errors, so a change must be on purpose: it
// shows in the diff of the golden file. After a planned change, run
// go test ./harness/cmd/oss403 -update.
func TestHelpAndUsageErrorsAreAsTheyWere(t *testing.T) {
	t.Chdir(t.TempDir())
	var got bytes.Buffer
	for _, args := range [][]string{
		{}, {"run", "--help"}, {"plan", "--help"}, {"sweep", "--help"}, {"list", "--help"}, {"decide", "--help"}, {"sign", "--help"},
		{"pages", "--help"}, {"emulator", "--help"}, {"wait", "--help"}, {"completion", "--help"}, {"completion", "tcsh"},
		{"rum"}, {"run", "--traget=x"}, {"run", "--focus=R99"}, {"run", "--target=s3:bucket"}, {"run", "--target=container:"},
		{"run", "--procs=0"}, {"run", "--dialect=latin"}, {"run", "--target=http://127.0.0.1:9", "--dialect=observed"},
		{"run", "--profile=absent.yaml"}, {"run", "--allow=everything", "--target=http://127.0.0.1:9"}, {"run", "--timeout=-1s"},
		{"run", "--baseline=absent.yaml"}, {"list", "--json", "--count"},
		{"list", "--matrix", "--count"}, {"emulator", "--control=0.0.0.0:0"}, {"emulator", "--dialect=latin"}, {"emulator", "--v1-closed=moon"},
		{"sweep"}, {"sweep", "--target=emulator:"}, {"plan", "--target=nonsense"},
	} {
		var stdout, stderr bytes.Buffer
		code := execute(args, &stdout, &stderr)
		got.WriteString("$ oss403 " + strings.Join(args, " ") + "\n" + stdout.String() + stderr.String())
		fmt.Fprintf(&got, "exit code %d\n\n", code)
	}
	golden := filepath.Join(source, "testdata", "help.txt")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("help or usage errors have changed:\n%s", firstDifference(want, got.Bytes()))
	}
}

// source is the folder of this package. Tests may change the working directory.
var source = func() string {
	folder, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	return folder
}()

// firstDifference returns the first line in which two texts differ.
func firstDifference(want, got []byte) string {
	a, b := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range min(len(a), len(b)) {
		if !bytes.Equal(a[i], b[i]) {
			return "was " + string(a[i]) + "\nis  " + string(b[i])
		}
	}
	return "one is the beginning of the other"
}
