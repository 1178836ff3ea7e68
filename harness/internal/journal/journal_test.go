package journal_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/journal"
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
	for _, step := range []error{j.Of("1000"), j.Making(bucket("a")), j.Making(bucket("b")), j.Making(bucket("a")), j.Gone(bucket("b"))} {
		if step != nil {
			t.Fatal(step)
		}
	}
	f, err := os.OpenFile(filepath.Join(folder, "0badcafe.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString(`{"making":{"kind":"buc`) // a line cut by a kill
	f.Close()
	left, err := journal.Read(folder)
	if err != nil || len(left) != 1 || len(left[0].Things) != 1 || left[0].Things[0] != bucket("a") || !left[0].Alive ||
		left[0].Run != "0badcafe" || left[0].Account != "1000" || left[0].Target != "https://oss-x.aliyuncs.com" {
		t.Fatalf("%+v, %v", left, err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err = journal.Read(folder); err != nil || len(left) != 1 || left[0].Alive {
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

// No reader takes the journal of a run that is beginning for that of a dead run.
func TestAJournalIsNeverSeenUnlocked(t *testing.T) {
	folder := t.TempDir()
	var held []*journal.Journal // keeps the garbage collector from closing the locks
	begun := make(chan error)
	go func() {
		defer close(begun)
		for run := range 300 {
			j, err := journal.Begin(folder, fmt.Sprintf("%08x", run), "target")
			if err != nil {
				begun <- err
				return
			}
			held = append(held, j)
		}
	}()
	for {
		left, err := journal.Read(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range left {
			if !j.Alive || j.Target != "target" {
				t.Fatalf("%+v", j)
			}
		}
		select {
		case err, goesOn := <-begun:
			if goesOn {
				t.Fatal(err)
			}
			if _, err := journal.Begin(folder, "00000007", "target"); err == nil {
				t.Error("two journals of one run")
			}
			for _, j := range held {
				if err := j.Close(); err != nil {
					t.Error(err)
				}
			}
			if files, err := os.ReadDir(folder); err != nil || len(files) > 0 {
				t.Errorf("%v stay, %v", files, err)
			}
			return
		default:
		}
	}
}

// A run is alive exactly while its process holds the lock, even if another process gets the same id later.
func TestAJournalIsThatOfADeadRunOnceItsProcessIsKilled(t *testing.T) {
	folder := os.Getenv("JOURNAL_OF_A_CHILD")
	if folder != "" {
		j, err := journal.Begin(folder, "0badcafe", "target")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("begun", j.Making(bucket("a")))
		time.Sleep(time.Hour) // An endless select would be a deadlock, and Go ends such a process by itself.
	}
	folder = t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^TestAJournalIsThatOfADeadRun")
	child.Env = append(os.Environ(), "JOURNAL_OF_A_CHILD="+folder)
	said, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(said).ReadString('\n'); line != "begun <nil>\n" {
		t.Fatal(line, err)
	}
	for _, alive := range []bool{true, false} {
		if left, err := journal.Read(folder); err != nil || len(left) != 1 || left[0].Alive != alive || len(left[0].Things) != 1 {
			t.Errorf("alive %v: %+v, %v", alive, left, err)
		}
		child.Process.Kill()
		child.Wait()
	}
}
