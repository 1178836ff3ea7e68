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
	KnownBy  string       `json:"knownBy"`         // one of the three below
	Was      string       `json:"was,omitempty"`   // of an account setting: what stood before
	Stays    string       `json:"stays,omitempty"` // why it can't be removed, and what to do; empty: it can be
	standing stage.Standing
}

// How a leftover is known.
const (
	KnownByJournal = "journal" // of a run on this machine that is dead
	KnownByTag     = "tag and age"
	KnownByName    = "name and age" // its tag can't be read, so that it stays
)

// Found is what a sweep has found, and what it left alone.
type Found struct {
	Leftovers []Leftover // in the order in which they can be removed
	Young     int        // things of runs that no journal here knows, too young to be left over
	Alive     int        // things of runs that go on
}

// ownEntity is how the RAM users, roles and policies of runs are called.
var ownEntity = regexp.MustCompile(`^` + stage.Prefix + `([0-9a-f]{8})-(user-[0-9]+|role|policy-[0-9a-f]{8})$`)

// Find lists what is left: what the journal of a dead run has and the target too, and
// what has the name and the tag of a run and is older than that. A setting of the account
// comes first, then buckets, then what stands in RAM. progress is told how many buckets
// are looked at.
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

// findSetting finds Block Public Access of the account as no dead run found it. Of
// several, the oldest found what stood before them all.
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

// settingOf is the oldest of the runs that was about to change a setting of the account.
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

// findBuckets goes through those of both accounts.
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

// findBucket says whether a dead run has left the bucket. One that was made and not
// yet tagged when its run died is known by the journal alone.
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
		w.sort(found, left, left.Run)
	default:
		w.sort(found, left, tag)
	}
	return nil
}

// sort tells what is left over from what is not: mark is the run that its tag names.
func (w *Sweep) sort(found *Found, left Leftover, mark string) {
	known := journaled(w.dead, left.Kind, left.Name)
	switch {
	case mark != left.Run && (mark != "" || !known): // somebody else's
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

// findUnlisted asks by name for what journals have and no list shows.
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

// findEntities goes through what stands in RAM, where the target's may be used.
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
			w.sort(found, Leftover{Kind: m.Kind, Name: m.Name, Run: named[1], Made: m.Created}, m.Run)
		}
	}
	return nil
}

// old goes by the target's clock.
func (w *Sweep) old(made time.Time) bool { return w.on.Client.Now().Sub(made) >= w.older }

func among(journals []journal.Left, run string) bool {
	return slices.ContainsFunc(journals, func(j journal.Left) bool { return j.Run == run })
}

func journaled(journals []journal.Left, kind journal.Kind, name string) bool {
	return slices.ContainsFunc(journals, func(j journal.Left) bool {
		return slices.ContainsFunc(j.Things, func(t journal.Thing) bool { return t.Kind == kind && t.Name == name })
	})
}
