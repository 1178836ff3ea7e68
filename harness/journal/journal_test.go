package journal_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/oss403/oss403/harness/journal"
)

func bucket(name string) journal.Thing {
	return journal.Thing{Kind: journal.Bucket, Name: name, Endpoint: "https://oss-x.aliyuncs.com", Region: "x"}
}

func TestAJournalStaysWhileSomethingIsLeft(t *testing.T) {
	folder := t.TempDir()
	j, err := journal.Begin(folder, "0badcafe", "https://oss-x.aliyuncs.com")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []error{j.Making(bucket("a")), j.Making(bucket("b")), j.Making(bucket("a")), j.Gone(bucket("b"))} {
		if step != nil {
			t.Fatal(step)
		}
	}
	f, err := os.OpenFile(filepath.Join(folder, "0badcafe.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString(`{"making":{"kind":"buc`) // as a kill leaves it
	f.Close()
	left, err := journal.Read(folder)
	if err != nil || len(left) != 1 || len(left[0].Things) != 1 || left[0].Things[0] != bucket("a") || !left[0].Alive || left[0].Run != "0badcafe" {
		t.Fatalf("%+v, %v", left, err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err = journal.Read(folder); err != nil || len(left) != 1 {
		t.Errorf("after closing %+v, %v", left, err)
	}
}

func TestAJournalOfACleanRunGoes(t *testing.T) {
	folder := t.TempDir()
	j, err := journal.Begin(folder, "0badcafe", "target")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []error{j.Making(bucket("a")), j.Gone(bucket("a")), j.Close()} {
		if step != nil {
			t.Fatal(step)
		}
	}
	if left, err := journal.Read(folder); err != nil || len(left) != 0 {
		t.Errorf("%+v, %v", left, err)
	}
	if left, err := journal.Read(filepath.Join(folder, "absent")); err != nil || left != nil {
		t.Errorf("of no folder %+v, %v", left, err)
	}
}
