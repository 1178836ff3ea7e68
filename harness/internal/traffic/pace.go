package traffic

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

const (
	burst   = 16               // turns that may be taken at once after a rest, and those of a second at most
	longest = 10 * time.Minute // until a turn; one that is later is of a clock that was set back
)

// A pace hands out turns to all processes that have the same file. The file holds the time of the next free turn, in
// nanoseconds since 1970.
type pace struct {
	mu    sync.Mutex // the lock of the file parts processes only
	lock  *flock.Flock
	file  string
	apart time.Duration // between two turns
	burst time.Duration // between the first and the last of those that may be taken at once
}

func newPace(file string, perSecond float64) *pace {
	apart := time.Duration(float64(time.Second) / perSecond)
	return &pace{lock: flock.New(file + ".lock"), file: file, apart: apart, burst: apart * time.Duration(min(burst, max(1, int(perSecond))))}
}

// wait waits for the next turn.
func (p *pace) wait(ctx context.Context) error {
	turn, err := p.take(time.Now())
	if err != nil {
		return err
	}
	return sleep(ctx, time.Until(turn))
}

// take takes the next free turn. It may have passed already.
func (p *pace) take(now time.Time) (turn time.Time, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.lock.Lock(); err != nil {
		return turn, fmt.Errorf("locking the turns of the run: %w", err)
	}
	defer func() { err = errors.Join(err, p.lock.Unlock()) }()
	turns, err := os.OpenFile(p.file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return turn, fmt.Errorf("the turns of the run: %w", err)
	}
	defer turns.Close()
	var next [8]byte
	if _, err := turns.ReadAt(next[:], 0); err != nil && !errors.Is(err, io.EOF) {
		return turn, fmt.Errorf("reading the turns of the run: %w", err)
	}
	turn = time.Unix(0, int64(binary.BigEndian.Uint64(next[:])))
	if rested := now.Add(-p.burst); turn.Before(rested) || turn.After(now.Add(longest)) {
		turn = rested
	}
	binary.BigEndian.PutUint64(next[:], uint64(turn.Add(p.apart).UnixNano()))
	if _, err := turns.WriteAt(next[:], 0); err != nil {
		return turn, fmt.Errorf("writing the turns of the run: %w", err)
	}
	return turn, nil
}
