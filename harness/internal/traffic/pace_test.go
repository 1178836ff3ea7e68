package traffic

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// Two processes with one file take turns that are apart, whoever takes them, and as many at once as the burst allows.
func TestProcessesShareOnePace(t *testing.T) {
	file, now := filepath.Join(t.TempDir(), "pace"), time.Unix(1_800_000_000, 0)
	processes := []*pace{newPace(file, 100), newPace(file, 100)}
	var mu sync.Mutex
	var turns []time.Time
	var taking sync.WaitGroup
	for i := range 60 {
		taking.Go(func() {
			turn, err := processes[i%2].take(now)
			mu.Lock()
			defer mu.Unlock()
			if turns = append(turns, turn); err != nil {
				t.Error(err)
			}
		})
	}
	taking.Wait()
	slices.SortFunc(turns, time.Time.Compare)
	for i, turn := range turns {
		if want := now.Add(time.Duration(i-burst) * 10 * time.Millisecond); !turn.Equal(want) {
			t.Fatalf("turn %d is at %s; expected %s", i, turn.Sub(now), want.Sub(now))
		}
	}
	if turn, err := processes[1].take(now.Add(-time.Hour)); err != nil || turn.After(now) {
		t.Errorf("after the clock was set back the turn is %s later, %v", turn.Sub(now.Add(-time.Hour)), err)
	}
	slow := newPace(filepath.Join(t.TempDir(), "slow"), 2)
	for i := range 3 {
		turn, err := slow.take(now)
		if want := now.Add(time.Duration(i-2) * time.Second / 2); err != nil || !turn.Equal(want) {
			t.Errorf("of two a second, turn %d is at %s, want %s; %v", i, turn.Sub(now), want.Sub(now), err)
		}
	}
	rested := now.Add(time.Hour)
	if turn, err := processes[0].take(rested); err != nil || !turn.Equal(rested.Add(-burst*10*time.Millisecond)) {
		t.Errorf("after a rest the turn is at %s, %v", turn, err)
	}
}
