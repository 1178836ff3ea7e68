package op

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// A tier is a priority of restores and how long they take at most.
type tier struct {
	name  string // empty: the class has no priorities
	takes time.Duration
}

// A thaw is how objects of a class are restored.
type thaw struct {
	maxDays int
	tiers   []tier // the fastest first
}

// thaws are
// https://www.alibabacloud.com/help/en/oss/user-guide/restore-objects-for-access
var thaws = map[string]thaw{
	world.ClassArchive:         {7, []tier{{"", time.Minute}}},
	world.ClassColdArchive:     {365, []tier{{"Expedited", time.Hour}, {defaultTier, 5 * time.Hour}, {"Bulk", 12 * time.Hour}}},
	world.ClassDeepColdArchive: {365, []tier{{"Expedited", 12 * time.Hour}, {defaultTier, 48 * time.Hour}}},
}

const (
	defaultTier = "Standard"
	restoredDay = 24 * time.Hour
)

// rank is the place of a tier, or -1; a class without priorities has one.
func (t thaw) rank(name string) int {
	if name == "" && t.tiers[0].name != "" {
		name = defaultTier
	}
	return slices.IndexFunc(t.tiers, func(known tier) bool { return known.name == name })
}

var restoreRequest = wire.Shape{Name: "RestoreRequest", Closed: true, Children: []wire.Shape{
	{Name: "Days"},
	{Name: "JobParameters", Children: []wire.Shape{{Name: "Tier", Required: true}}},
}}

var errTierless = errors.New("JobParameters where the storage class has no priorities")

// asked reads for how many days, and with which priority, an object is to be
// restored; without a body for one day. That an Archive object takes no
// priority: https://help.aliyun.com/en/oss/user-guide/0016-00000714
func (t thaw) asked(r *wire.Request) (days, rank int, denial *deny.Denial) {
	days, rank = 1, t.rank("")
	if len(r.Body()) == 0 {
		return days, rank, nil
	}
	body, err := wire.ReadXML(r.Body(), restoreRequest)
	if err != nil {
		return 0, 0, malformed(err)
	}
	for _, e := range body.All("Days") {
		if days, err = strconv.Atoi(strings.TrimSpace(e.Text)); err != nil || days < 1 || days > t.maxDays {
			return 0, 0, wrong(deny.RestoreDays, "Days", e.Text)
		}
	}
	for _, e := range body.All("JobParameters") {
		if t.tiers[0].name == "" {
			return 0, 0, malformed(errTierless)
		}
		name := e.Child("Tier")
		if rank = t.rank(name); name == "" || rank < 0 {
			return 0, 0, wrong(deny.RestoreTier, "Tier", name)
		}
	}
	return days, rank, nil
}

// restoreObject begins a restore, lets one that is ongoing be faster, or makes
// one that is done hold longer.
// https://help.aliyun.com/zh/oss/developer-reference/restoreobject
func restoreObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	o, denial := find(&c.Context)
	if denial != nil {
		return nil, denial
	}
	t, archived := thaws[o.Class]
	if !archived {
		return nil, deny.Because(deny.NotArchived, deny.Field{Name: "Detail", Value: deny.NotArchivedDetail})
	}
	days, rank, denial := t.asked(c.Request)
	if denial != nil {
		return nil, denial
	}
	now := c.Request.Now
	old := o.RestoreAt(now)
	switch {
	case old == nil:
		return c.restored(202, o, t.begin(rank, days, now))
	case !old.OngoingAt(now):
		return c.restored(200, o, t.extend(*old, days))
	case rank > t.rank(old.Tier):
		return nil, deny.Because(deny.RestoreSlower)
	case rank == t.rank(old.Tier):
		return nil, deny.Because(deny.RestoreOngoing)
	}
	next := t.begin(rank, days, now)
	if old.Ready.Before(next.Ready) {
		next.Ready = old.Ready
	}
	return c.restored(202, o, next)
}

// begin is a restore that takes as long as its priority says at most, and
// holds from then on.
func (t thaw) begin(rank, days int, now time.Time) world.Restore {
	ready := now.Add(t.tiers[rank].takes)
	return world.Restore{Tier: t.tiers[rank].name, Ready: ready, Expires: ready.Add(time.Duration(days) * restoredDay)}
}

// extend adds days to a restore, up to the most that its class has.
func (t thaw) extend(r world.Restore, days int) world.Restore {
	longer := r.Expires.Add(time.Duration(days) * restoredDay)
	if most := r.Ready.Add(time.Duration(t.maxDays) * restoredDay); longer.After(most) {
		longer = most
	}
	if longer.After(r.Expires) {
		r.Expires = longer
	}
	return r
}

func (c *ChangeContext) restored(status int, o *world.Object, r world.Restore) (*wire.Response, *deny.Denial) {
	next := *o
	next.Restored = &r
	resp, denial := c.replaced(status, &next)
	if r.Tier != "" {
		resp.Set("x-oss-object-restore-priority", r.Tier)
	}
	return resp, denial
}

// cleanRestoredObject ends a restore that is done.
// https://www.alibabacloud.com/help/en/oss/developer-reference/cleanrestoredobject
func cleanRestoredObject(c *ChangeContext) (*wire.Response, *deny.Denial) {
	o, denial := find(&c.Context)
	if denial != nil {
		return nil, denial
	}
	switch r := o.RestoreAt(c.Request.Now); {
	case r == nil:
		return nil, deny.Because(deny.RestoreStale)
	case r.OngoingAt(c.Request.Now):
		return nil, deny.Because(deny.RestoreNotFinished)
	}
	next := *o
	next.Restored = nil
	return c.replaced(200, &next)
}

// restoreInfo is the restore of an object in headers and listings; empty where
// there is none.
// https://www.alibabacloud.com/help/en/oss/user-guide/how-do-i-check-whether-the-oss-file-is-unfrozen
func restoreInfo(o *world.Object, now time.Time) string {
	switch r := o.RestoreAt(now); {
	case r == nil:
		return ""
	case r.OngoingAt(now):
		return `ongoing-request="true"`
	default:
		return `ongoing-request="false", expiry-date="` + wire.HTTPTime(r.Expires) + `"`
	}
}
