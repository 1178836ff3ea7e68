package world

import (
	"slices"
	"time"
)

// A Planned is one thing that the lifecycle rules do to a version.
type Planned struct {
	Rule   string    // id of the rule
	Due    time.Time // a midnight
	Delete bool
	Class  string // the new class of what is not deleted

	weight int // length of the prefix of the rule
}

// before orders what competes: of two rules that do the same, the one with the longer prefix counts,
// otherwise what is due first, and a deletion before a change of class.
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
func (p *Planned) before(q *Planned) bool {
	switch {
	case q == nil:
		return true
	case p.Class == q.Class && p.weight != q.weight:
		return p.weight > q.weight
	case !p.Due.Equal(q.Due):
		return p.Due.Before(q.Due)
	}
	return p.Delete && !q.Delete
}

// A plan holds what the rules do to one version: for each class, and for its deletion under "", the
// one that counts.
type plan struct {
	first time.Time // the first run of the rules
	kinds map[string]*Planned
}

// planOf is an empty plan. The rules run at every midnight in UTC, first at the one after they were set.
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
func (l *Lifecycle) planOf() plan {
	return plan{first: midnight(l.Since.Add(1)), kinds: map[string]*Planned{}}
}

// add plans what is due at an age, but not before a protection ends.
func (p plan) add(r *LifecycleRule, a *Age, changed, kept time.Time, class string) {
	if a == nil {
		return
	}
	due, ever := a.due(changed)
	if !ever {
		return
	}
	for _, earliest := range []time.Time{p.first, midnight(kept)} {
		if due.Before(earliest) {
			due = earliest
		}
	}
	next := &Planned{Rule: r.ID, Due: due, Delete: class == "", Class: class, weight: len(r.Prefix)}
	if next.before(p.kinds[class]) {
		p.kinds[class] = next
	}
}

// plan is what the rules do to a version, by its place among the versions of its key, the current one
// at 0. That a directory stays is assumed.
func (b *Bucket) plan(versions []*Object, at int) plan {
	if b.Lifecycle == nil || versions[at].Directory {
		return plan{}
	}
	p, o := b.Lifecycle.planOf(), versions[at]
	spared := at == 0 && !o.Marker && b.Versioning == VersioningEnabled // a delete marker comes on top
	for i := range b.Lifecycle.Rules {
		r := &b.Lifecycle.Rules[i]
		if !r.matches(o) {
			continue
		}
		expire, move, changed, kept := r.Expire, r.Move, o.Modified, b.keptUntil(o)
		switch {
		case at > 0:
			expire, move, changed = r.ExpireFormer, r.MoveFormer, versions[at-1].Modified
		case o.Marker:
			expire = nil
			if r.DropMarkers && len(versions) == 1 {
				expire = &Age{Before: o.Modified.Add(1)}
			}
		}
		if spared {
			kept = time.Time{}
		} else if o.Held {
			expire = nil
		}
		p.add(r, expire, changed, kept, "")
		for _, m := range move {
			if o.takesClass(m.Class) {
				p.add(r, &m.Age, changed, time.Time{}, m.Class)
			}
		}
	}
	return p
}

// Plan returns what the rules do next to a version, by its place among the versions of its key, the
// current one at 0. Nil: nothing.
func (b *Bucket) Plan(versions []*Object, at int) *Planned {
	var next *Planned
	for _, p := range b.plan(versions, at).kinds {
		if next == nil || p.Due.Before(next.Due) || p.Due.Equal(next.Due) && (p.Delete || !next.Delete && p.Class < next.Class) {
			next = p
		}
	}
	return next
}

// Expiry returns when the rules delete the current version of a key. Nil: never.
func (b *Bucket) Expiry(o *Object) *Planned {
	if b.Lifecycle == nil {
		return nil
	}
	versions := b.VersionsOf(o.Key)
	if len(versions) == 0 || versions[0] != o {
		return nil
	}
	return b.plan(versions, 0).kinds[""]
}

// keptUntil is when the last retention of a version ends.
func (b *Bucket) keptUntil(o *Object) time.Time {
	end := o.Keep.Until
	if r := b.Retention; r != nil {
		policy := o.Modified.AddDate(0, 0, r.Days)
		if gone := r.Created.Add(unlockedFor); !r.Locked && gone.Before(policy) {
			policy = gone
		}
		if policy.After(end) {
			end = policy
		}
	}
	return end
}

// takesClass reports whether a rule can give an object a class: only a colder one, a link none, and
// what can be appended to none of the cold archives unless it is sealed.
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
func (o *Object) takesClass(class string) bool {
	ladder := Classes()
	cold := class == ClassColdArchive || class == ClassDeepColdArchive
	grows := o.Type == "Appendable" && !o.IsSealed()
	return !o.Marker && o.Target == "" && slices.Index(ladder, class) > slices.Index(ladder, o.Class) && !(cold && grows)
}

// AbortDue returns when the rules abort an upload. False: never. The page says "last modified"; that
// the youngest part counts is read from that.
func (b *Bucket) AbortDue(u *Upload) (time.Time, bool) {
	if b.Lifecycle == nil {
		return time.Time{}, false
	}
	changed := u.Initiated
	for _, part := range u.Parts.From("") {
		if part.Modified.After(changed) {
			changed = part.Modified
		}
	}
	p := b.Lifecycle.planOf()
	for i := range b.Lifecycle.Rules {
		if r := &b.Lifecycle.Rules[i]; r.matchesUpload(u) {
			p.add(r, r.Abort, changed, time.Time{}, "")
		}
	}
	next := p.kinds[""]
	if next == nil {
		return time.Time{}, false
	}
	return next.Due, true
}
