package stage

import (
	"context"
	"slices"
)

// track makes room for a new bucket and notes it in the journal, before it is made.
func (f *Fixtures) track(ctx context.Context, m made) error {
	f.held = append(f.held, m.name)
	if slices.ContainsFunc(f.made, func(known made) bool { return known.name == m.name }) {
		return nil
	}
	if err := f.makeRoom(ctx, 1); err != nil {
		return err
	}
	if err := f.site.Journal.Making(f.thing(m)); err != nil {
		return err
	}
	f.made = append(f.made, m)
	f.use(m.name)
	f.total, f.atOnce = f.total+1, max(f.atOnce, len(f.made))
	return nil
}

// use notes that a bucket is used now.
func (f *Fixtures) use(bucket string) {
	f.turn++
	f.used[bucket] = f.turn
}

// kept holds the names of the buckets that later scenarios may use.
func (f *Fixtures) kept() map[string]bool {
	kept := map[string]bool{f.other.name: true, f.listening: true}
	for _, name := range f.pool {
		kept[name] = true
	}
	for _, name := range f.sources {
		kept[name] = true
	}
	return kept
}

// Usage is the number of buckets made, and the most that existed at the same time.
func (f *Fixtures) Usage() (total, atOnce int) { return f.total, f.atOnce }

// Standing is the number of buckets of this run that exist.
func (f *Fixtures) Standing() int { return len(f.made) }

// makeRoom removes buckets that the current scenario does not need, if the run would have more buckets than it may have with so
// many new ones. What was not used for the longest time goes first.
func (f *Fixtures) makeRoom(ctx context.Context, buckets int) error {
	over := len(f.made) + buckets - f.site.Most
	if f.site.Most == 0 || over <= 0 {
		return nil
	}
	needed := slices.Concat(f.held, f.reserved, []string{f.other.name, f.listening})
	free := slices.DeleteFunc(slices.Clone(f.made), func(m made) bool { return slices.Contains(needed, m.name) || f.stuck[m.name] })
	slices.SortStableFunc(free, func(a, b made) int { return f.used[a.name] - f.used[b.name] })
	free = free[:min(over, len(free))]
	err := f.discardAll(ctx, free)
	if err == nil {
		return nil
	}
	for _, m := range free {
		f.stuck[m.name] = slices.Contains(f.made, m)
	}
	return err
}
