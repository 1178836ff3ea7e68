package sweep

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/internal/journal"
	"github.com/oss403/oss403/harness/internal/remedy"
	"github.com/oss403/oss403/harness/internal/stage"
	"github.com/oss403/oss403/scenarios"
)

// Leftover is one thing that a dead run has left on a target.
type Leftover struct {
	Kind     journal.Kind `json:"kind"`
	Name     string       `json:"name"`
	Run      string       `json:"run"`
	Made     time.Time    `json:"made,omitzero"`
	KnownBy  string       `json:"knownBy"`         // one of the KnownBy constants
	Was      string       `json:"was,omitempty"`   // of an account setting: its value before the run
	Stays    string       `json:"stays,omitempty"` // why it can't be removed, and what to do; empty: it can be removed
	standing stage.Standing
}

// The ways to know a leftover.
const (
	KnownByJournal = "journal" // the journal of a dead run on this machine lists it
	KnownByTag     = "tag and age"
	KnownByName    = "name and age" // its tag can't be read, so it is not removed
)

// Found lists the leftovers that a sweep has found, and counts the things of runs that it leaves alone.
type Found struct {
	Leftovers []Leftover // in the order of removal
	Young     int        // things of runs without a journal here, too young to be leftovers
	Alive     int        // things of runs that are still alive
}

// ownEntity matches the names of RAM users, roles and policies of runs.
var ownEntity = regexp.MustCompile(`^` + stage.Prefix + `([0-9a-f]{8})-(user-[0-9]+|role|policy-[0-9a-f]{8})$`)

// Find lists the leftovers on the target: things in the journal of a dead run, and things with
// the name and tag of a run that are old enough. A setting of the account comes first, then
// buckets, then RAM entities. Find calls progress with the number of buckets looked at so far.
func (w *Sweep) Find(ctx context.Context, progress func(done, of int)) (Found, error) {
	var found Found
	for _, find := range []func(context.Context, *Found) error{
		w.findSetting,
		func(ctx context.Context, found *Found) error { return w.findBuckets(ctx, found, progress) },
		w.findUnlisted,
		w.findEntities,
	} {
		if err := find(ctx, &found); err != nil {
			return found, err
		}
	}
	return found, nil
}

// findSetting finds Block Public Access of the account if its value differs from the one
// before the dead runs. The journal of the oldest of these runs has that value.
func (w *Sweep) findSetting(ctx context.Context, found *Found) error {
	by, changed, ok := settingOf(w.dead)
	if !ok {
		return nil
	}
	left := Leftover{Kind: journal.Setting, Name: changed.Name, Run: by.Run, KnownBy: KnownByJournal, Was: changed.Was}
	if by.Account == "" {
		left.Stays = "its run did not learn its account, which may be another than this one; see to it by hand, then remove " + by.File
		found.Leftovers = append(found.Leftovers, left)
		return nil
	}
	if alive, _, ok := settingOf(slices.DeleteFunc(slices.Clone(w.alive), func(j journal.Left) bool { return !w.here(j) })); ok {
		left.Stays = "run " + alive.Run + ", which goes on, changes it too; sweep again when it has ended"
		found.Leftovers = append(found.Leftovers, left)
		return nil
	}
	stands, err := w.on.Fixtures.AccountBlocked(ctx)
	if err != nil {
		return remedy.Explained(err, w.on.Target, "Block Public Access of the account can't be read")
	}
	if stands != changed.Was {
		found.Leftovers = append(found.Leftovers, left)
	}
	return nil
}

// settingOf returns the oldest run with a setting of the account in its journal.
func settingOf(runs []journal.Left) (by journal.Left, changed journal.Thing, ok bool) {
	for _, j := range runs {
		for _, t := range j.Things {
			if t.Kind == journal.Setting {
				return j, t, true
			}
		}
	}
	return by, changed, false
}

// findBuckets finds leftover buckets of both accounts.
func (w *Sweep) findBuckets(ctx context.Context, found *Found, progress func(done, of int)) error {
	if other, ok := w.on.Target.Callers.Of(scenarios.OtherAccount); ok {
		_, theirs, err := w.on.Fixtures.Prefixed(ctx, other)
		if err != nil {
			return fmt.Errorf("the buckets of the other account can't be listed: %w; "+
				"check OSS403_OTHER_ACCESS_KEY_ID and OSS403_OTHER_ACCESS_KEY_SECRET (or otherAccount in the profile)", err)
		}
		w.standing = append(w.standing, theirs...)
	}
	for i, b := range w.standing {
		progress(i, len(w.standing))
		if err := w.findBucket(ctx, found, b); err != nil {
			return err
		}
	}
	progress(len(w.standing), len(w.standing))
	return nil
}

// findBucket adds the bucket to found if a dead run has left it. Only the journal knows a
// bucket whose run died between making and tagging it.
func (w *Sweep) findBucket(ctx context.Context, found *Found, b stage.Standing) error {
	run := stage.RunNamedBy(b.Name)
	if run == "" {
		return nil
	}
	left := Leftover{Kind: journal.Bucket, Name: b.Name, Run: run, Made: b.Created, standing: b}
	tag, err := w.on.Fixtures.RunOf(ctx, b, w.on.Target.EndpointIn(b.Region))
	refused := errors.As(err, new(oss.ServiceError))
	switch {
	case err != nil && !refused:
		return fmt.Errorf("the tags of bucket %s can't be read: %w", b.Name, err)
	case refused && !journaled(w.dead, journal.Bucket, b.Name) && w.old(b.Created) && !among(w.alive, left.Run):
		left.Stays = remedy.Explained(err, w.on.Target, "its tags can't be read, by which a run's is told from another's").Error()
		left.KnownBy = KnownByName
		found.Leftovers = append(found.Leftovers, left)
	case refused:
		w.classify(found, left, left.Run)
	default:
		w.classify(found, left, tag)
	}
	return nil
}

// classify adds left to found if it is a leftover, else counts it. mark is the run in its tag or comment.
func (w *Sweep) classify(found *Found, left Leftover, mark string) {
	known := journaled(w.dead, left.Kind, left.Name)
	switch {
	case mark != left.Run && (mark != "" || !known): // it belongs to somebody else
		return
	case among(w.alive, left.Run):
		found.Alive++
		return
	case known:
		left.KnownBy = KnownByJournal
	case w.old(left.Made):
		left.KnownBy = KnownByTag
	default:
		found.Young++
		return
	}
	found.Leftovers = append(found.Leftovers, left)
}

// findUnlisted asks by name for buckets that are in a journal and in no list.
func (w *Sweep) findUnlisted(ctx context.Context, found *Found) error {
	for _, j := range w.dead {
		for _, t := range j.Things {
			listed := slices.ContainsFunc(w.standing, func(b stage.Standing) bool { return b.Name == t.Name })
			if t.Kind != journal.Bucket || listed {
				continue
			}
			stands, err := w.on.Fixtures.Stands(ctx, t.Name, w.on.Target.EndpointIn(t.Region))
			if err != nil {
				return fmt.Errorf("asking for the bucket %s: %w", t.Name, err)
			}
			if stands {
				found.Leftovers = append(found.Leftovers, Leftover{Kind: t.Kind, Name: t.Name, Run: j.Run, KnownBy: KnownByJournal,
					Stays: "it is of the " + t.Account +
						" of its run, and not among the buckets that the callers of this sweep have; sweep with the profile and AccessKeys of that run"})
			}
		}
	}
	return nil
}

// findEntities finds leftover RAM entities. Where RAM may not be used, it lists those in the journals.
func (w *Sweep) findEntities(ctx context.Context, found *Found) error {
	t := w.on.Target
	if !t.Cloud.Known() {
		for _, j := range w.dead {
			for _, thing := range j.Things {
				if thing.Kind == journal.User || thing.Kind == journal.Role || thing.Kind == journal.Policy {
					found.Leftovers = append(found.Leftovers, Leftover{Kind: thing.Kind, Name: thing.Name, Run: j.Run, KnownBy: KnownByJournal,
						Stays: "RAM is not asked without provision: true in a profile; sweep with the profile of that run"})
				}
			}
		}
		return nil
	}
	made, err := t.Cloud.Standing(ctx, t.Callers[scenarios.Owner], stage.Prefix)
	if err != nil {
		return fmt.Errorf(
			"listing what stands in RAM: %w; give the AccessKey the policy of the README, or sweep without provision in the profile", err)
	}
	for _, m := range made {
		if named := ownEntity.FindStringSubmatch(m.Name); named != nil {
			w.classify(found, Leftover{Kind: m.Kind, Name: m.Name, Run: named[1], Made: m.Created}, m.Run)
		}
	}
	return nil
}

// old reports whether a thing is old enough, by the target's clock.
func (w *Sweep) old(made time.Time) bool { return w.on.Client.Now().Sub(made) >= w.older }

func among(journals []journal.Left, run string) bool {
	return slices.ContainsFunc(journals, func(j journal.Left) bool { return j.Run == run })
}

func journaled(journals []journal.Left, kind journal.Kind, name string) bool {
	return slices.ContainsFunc(journals, func(j journal.Left) bool {
		return slices.ContainsFunc(j.Things, func(t journal.Thing) bool { return t.Kind == kind && t.Name == name })
	})
}
