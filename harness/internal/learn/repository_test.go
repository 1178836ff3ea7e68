package learn_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/learn"
	"github.com/oss403/oss403/harness/internal/recording"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
	"github.com/oss403/oss403/scenarios/catalogue"
)

var update = flag.Bool("update", false, "seal quoted.json after an edit, and write evidence.json anew from the recordings")

const folder = "../../../scenarios/recordings"

// mostKept bounds what all recordings of the repository take, in bytes.
const mostKept = 1 << 20

// recordings lists the recordings of the repository.
func recordings(t *testing.T) (files []string) {
	t.Helper()
	size := int64(0)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		name := filepath.Base(path)
		if err != nil || entry.IsDir() || name == "evidence.json" || !strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".json.gz") {
			return err
		}
		files = append(files, path)
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil || len(files) < 3 || size > mostKept {
		t.Fatalf("%d recordings of %d bytes, %v", len(files), size, err)
	}
	return files
}

// seal gives quoted.json, which people edit, the digest of its content.
func seal(t *testing.T) {
	t.Helper()
	file := filepath.Join(folder, "quoted.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := recording.Unsealed(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := recording.Write(file, r); err != nil {
		t.Fatal(err)
	}
}

// Each recording of the repository is judged again by the expectations of today, and as it was: what was seen is not
// contradicted. A quote passes, and what a target lacked is no verdict about it. A recording of the emulator that differs after
// a planned change is recorded anew.
func TestTheRecordingsOfTheRepositoryAreJudgedAgain(t *testing.T) {
	if *update {
		seal(t)
	}
	for _, file := range recordings(t) {
		replayed, err := recording.Open(file)
		if err != nil {
			t.Error(err)
			continue
		}
		r := replayed.Recording
		if emulated := strings.Contains(file, "/emulator/"); emulated != (r.Origin == recording.OfEmulator) {
			t.Errorf("%s is of %s", file, r.Origin.Text())
		}
		if foreign := replayed.Unknown(catalogue.All()); len(foreign) > 0 {
			t.Errorf("%s: no scenario is called %q", file, foreign)
		}
		for _, e := range r.Scenarios {
			if e.Source != nil && (scenarios.Source(e.Source.Text).Kind() != scenarios.AnswerSeen ||
				scenarios.Source(e.Source.Text).Date() == "" || e.Source.Page != scenarios.Source(e.Source.Text).Address()) {
				t.Errorf("%s: %q is no source with a day whose page is %s", file, e.Source.Text, e.Source.Page)
			}
		}
		for _, s := range replayed.Of(catalogue.All()) {
			if result := replayed.Run(s); result.Verdict != verdict.Pass && result.Verdict != verdict.NotSupported {
				t.Errorf("%s: %s is %s: %s", file, s.ID, result.Verdict, result.Reason)
			}
		}
	}
}

// The evidence that the catalogue reads is what its recordings teach, no more and no less.
func TestTheEvidenceIsWhatTheRecordingsTeach(t *testing.T) {
	var taught []learn.Recording
	for _, file := range recordings(t) {
		r, err := recording.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		if r.Origin == recording.OfService || r.Origin == recording.Quoted {
			taught = append(taught, learn.Recording{Name: filepath.Base(file), Recording: r})
		}
	}
	var got bytes.Buffer
	if err := learn.WriteEvidence(&got, learn.Evidence(taught, catalogue.Untaught())); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "evidence.json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got.Bytes(), want) {
		t.Errorf("evidence.json is not what the recordings teach (%v); write it anew: go test ./harness/internal/learn -update", err)
	}
	if _, err := scenarios.ParseLearnt(got.Bytes()); err != nil {
		t.Error(err)
	}
}
