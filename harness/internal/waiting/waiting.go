// Package waiting tells what a run waits for, while it waits. It passes no time itself: those who wait say so, and
// whoever shows the progress of the run listens.
package waiting

import (
	"context"
	"sync"
	"time"
)

// unnoticed is how long a wait may take before it is told.
const unnoticed = time.Second

type key struct{}

// A listener remembers the waits of one run, the innermost last.
type listener struct {
	mu    sync.Mutex
	waits []*wait
	told  *wait
	tell  func(what string, since time.Time)
}

type wait struct {
	what  string
	since time.Time
	shown bool // it has taken longer than unnoticed
}

// Listen returns a context in which each wait is told that takes longer than a moment: what for, and since when. When
// it ends, the wait around it is told, or nothing: an empty text.
func Listen(ctx context.Context, tell func(what string, since time.Time)) context.Context {
	return context.WithValue(ctx, key{}, &listener{tell: tell})
}

// For says that a wait begins. The caller says by done that it ends.
func For(ctx context.Context, what string) (done func()) {
	l, listens := ctx.Value(key{}).(*listener)
	if !listens {
		return func() {}
	}
	w := &wait{what: what, since: time.Now()}
	l.mu.Lock()
	l.waits = append(l.waits, w)
	l.mu.Unlock()
	timer := time.AfterFunc(unnoticed, func() { l.notice(w) })
	return func() {
		timer.Stop()
		l.end(w)
	}
}

func (l *listener) notice(w *wait) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w.shown = true
	l.say()
}

func (l *listener) end(w *wait) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, other := range l.waits {
		if other == w {
			l.waits = append(l.waits[:i], l.waits[i+1:]...)
			break
		}
	}
	l.say()
}

// say tells the innermost wait that has been noticed, unless it has been told already.
func (l *listener) say() {
	var now *wait
	for _, w := range l.waits {
		if w.shown {
			now = w
		}
	}
	if now == l.told {
		return
	}
	if l.told = now; now == nil {
		l.tell("", time.Time{})
		return
	}
	l.tell(now.what, now.since)
}
