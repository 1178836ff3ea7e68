package reports

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/verdict"
)

// A Listener reads the streams of several processes while they write. It hears each
// line whole, and only once.
func TestWhatIsToldIsHeardOnce(t *testing.T) {
	const processes, each = 4, 200
	folder := t.TempDir()
	heard := Listen(folder)
	var telling sync.WaitGroup
	for p := range processes {
		teller, err := Tell(folder, fmt.Sprint("process-", p))
		if err != nil {
			t.Fatal(err)
		}
		telling.Go(func() {
			for i := range each {
				if err := teller.Result(verdict.Result{ID: fmt.Sprintf("%d/%d", p, i), Reason: strings.Repeat("x", i*40)}); err != nil {
					t.Error(err)
				}
			}
			if err := teller.Usage(verdict.Usage{Requests: 1}); err != nil {
				t.Error(err)
			}
		})
	}
	for len(heard.Results) < processes*each/2 {
		if err := heard.Hear(); err != nil {
			t.Fatal(err)
		}
	}
	telling.Wait()
	if err := heard.Hear(); err != nil {
		t.Fatal(err)
	}
	ids := map[string]int{}
	for _, r := range heard.Results {
		ids[r.ID]++
	}
	if len(ids) != processes*each || len(heard.Results) != processes*each || heard.Usage.Requests != processes || heard.Over {
		t.Errorf("%d results, %d of them different, %+v, over: %v", len(heard.Results), len(ids), heard.Usage, heard.Over)
	}
}

// Of the waits of several processes, the longest is heard, while it lasts.
func TestTheLongestWaitIsHeard(t *testing.T) {
	folder, start := t.TempDir(), time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	heard := Listen(folder)
	var tellers []*Teller
	for _, process := range []string{"one", "two"} {
		teller, err := Tell(folder, process)
		if err != nil {
			t.Fatal(err)
		}
		tellers = append(tellers, teller)
	}
	for _, step := range []struct {
		teller int
		what   string
		after  time.Duration
		want   string
	}{{0, "rights", time.Second, "rights"}, {1, "a setting", 0, "a setting"}, {0, "", 0, "a setting"}, {1, "", 0, ""}} {
		tellers[step.teller].Waiting(step.what, start.Add(step.after))
		if err := heard.Hear(); err != nil {
			t.Fatal(err)
		}
		if got := heard.Waiting(); got.For != step.want || len(heard.Trouble) > 0 {
			t.Errorf("%+v, want %q; %q", got, step.want, heard.Trouble)
		}
	}
}

// A half line waits for its end. A line that is not JSON becomes Trouble, and the
// lines after it are still read.
func TestHalfALineWaits(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "process-1.jsonl")
	heard := Listen(folder)
	const a, b, end = `{"result":{"id":"a"}}` + "\n", `{"result":{"id":"b"}}` + "\n", `{"trouble":"why"}` + "\n" + `{"over":true}` + "\n"
	for _, step := range []struct {
		text             string
		results, trouble int
	}{
		{a + `{"result":{"id":`, 1, 0},
		{a + b + end, 2, 1},
		{a + b + end + "PASS\n\n" + `{"result":{"id":"c"}}` + "\n", 3, 2},
	} {
		if err := os.WriteFile(file, []byte(step.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := heard.Hear(); err != nil || len(heard.Results) != step.results || len(heard.Trouble) != step.trouble {
			t.Errorf("%d results, %q, %v", len(heard.Results), heard.Trouble, err)
		}
	}
	if !heard.Over || heard.Trouble[0] != "why" {
		t.Errorf("%+v", heard)
	}
}

// A nil Teller writes nothing and returns no error.
func TestANilTellerTellsNobody(t *testing.T) {
	var nobody *Teller
	if err := nobody.Result(verdict.Result{}); err != nil {
		t.Error(err)
	}
}
