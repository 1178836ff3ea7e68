package op

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Limits of https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle and of
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
const (
	maxLifecycleRules = 1000
	maxLifecycleID    = 255 // characters
)

// overlapHeader allows rules for overlapping prefixes to do the same.
const overlapHeader = "x-oss-allow-same-action-overlap"

var (
	ageShapes = []wire.Shape{{Name: "Days", Low: 1, High: math.MaxInt32}, {Name: "CreatedBeforeDate"}, {Name: "Date"}}
	tagShapes = []wire.Shape{{Name: "Key", Required: true}, {Name: "Value", Required: true}}

	moveShapes = []wire.Shape{
		{Name: "StorageClass", Required: true, Of: world.Classes()[1:]}, {Name: "IsAccessTime", Of: flag},
		{Name: "ReturnToStdWhenVisit", Of: flag}, {Name: "AllowSmallFile", Of: flag},
	}
	formerShape = wire.Shape{Name: "NoncurrentDays", Required: true, Low: 1, High: math.MaxInt32}
)

var lifecycleRequest = wire.Shape{Name: "LifecycleConfiguration", Children: []wire.Shape{
	{Name: "Rule", Many: true, Required: true, Most: maxLifecycleRules, Children: []wire.Shape{
		{Name: "ID", Long: maxLifecycleID}, {Name: "Prefix"}, {Name: "Status", Required: true, Of: []string{"Enabled", "Disabled"}},
		{Name: "Tag", Many: true, Children: tagShapes},
		{Name: "Filter", Children: []wire.Shape{
			{Name: "ObjectSizeGreaterThan", High: math.MaxInt64}, {Name: "ObjectSizeLessThan", Low: 1, High: math.MaxInt64},
			{Name: "Not", Many: true, Children: []wire.Shape{{Name: "Prefix"}, {Name: "Tag", Children: tagShapes}}},
		}},
		{Name: "Expiration", Children: append(slices.Clip(ageShapes), wire.Shape{Name: "ExpiredObjectDeleteMarker", Of: flag})},
		{Name: "Transition", Many: true, Children: slices.Concat(ageShapes, moveShapes)},
		{Name: "AbortMultipartUpload", Children: ageShapes},
		{Name: "NoncurrentVersionExpiration", Children: []wire.Shape{formerShape}},
		{Name: "NoncurrentVersionTransition", Many: true, Children: append(slices.Clip(moveShapes), formerShape)},
		{Name: "AtimeBase"},
	}},
}}

// putLifecycle replaces all rules. A rule without an id gets one.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketlifecycle
func putLifecycle(c *ChangeContext, body wire.Element) (func(*world.Bucket), *deny.Denial) {
	next := &world.Lifecycle{Since: c.Request.Now}
	var all []world.LifecycleRule // with those that are disabled
	taken := map[string]bool{}
	for i := range body.Children {
		given := &body.Children[i]
		id := cmp.Or(given.Child("ID"), strings.ToLower(c.NewID()))
		if taken[id] {
			return nil, wrong(deny.LifecycleInvalid, "ID", id)
		}
		taken[id] = true
		given.Put("ID", id)
		rule, denial := lifecycleRule(*given)
		if denial != nil {
			return nil, denial
		}
		if all = append(all, rule); given.Child("Status") == "Enabled" {
			next.Rules = append(next.Rules, rule)
		}
	}
	if denial := rulesAgree(all, c.Request.Header.Get(overlapHeader) == "true"); denial != nil {
		return nil, denial
	}
	next.Text = body.Inner()
	return func(b *world.Bucket) { b.Lifecycle = next }, nil
}

func getLifecycle(c *Context) *wire.Response {
	if c.Bucket.Lifecycle == nil {
		return nil
	}
	return wire.Document(lifecycleRequest.Name, c.Bucket.Lifecycle.Text)
}

// byAccess: the action counts from the last access to an object. Such actions are only stored.
func byAccess(action wire.Element) bool { return action.Child("IsAccessTime") == "true" }

// lifecycleRule reads one rule.
func lifecycleRule(given wire.Element) (world.LifecycleRule, *deny.Denial) {
	r := world.LifecycleRule{ID: given.Child("ID"), Prefix: given.Child("Prefix")}
	for _, t := range given.All("Tag") {
		r.Tags = append(r.Tags, tagIn(t))
	}
	filter := given.In("Filter")
	r.Larger, r.Smaller = filter.Number("ObjectSizeGreaterThan"), filter.Number("ObjectSizeLessThan")
	for _, not := range filter.All("Not") {
		spared := world.Except{Prefix: not.Child("Prefix")}
		for _, t := range not.All("Tag") {
			tag := tagIn(t)
			spared.Tag = &tag
		}
		r.Except = append(r.Except, spared)
	}
	if denial := actsSomehow(given, r); denial != nil {
		return r, denial
	}
	r.DropMarkers = given.In("Expiration").Child("ExpiredObjectDeleteMarker") == "true"
	for name, into := range map[string]**world.Age{"Expiration": &r.Expire, "AbortMultipartUpload": &r.Abort} {
		for _, e := range given.All(name) {
			age, denial := ageIn(e, r.DropMarkers && name == "Expiration")
			if denial != nil {
				return r, denial
			}
			*into = age
		}
	}
	for _, e := range given.All("Transition") {
		age, denial := ageIn(e, false)
		if denial != nil {
			return r, denial
		}
		if !byAccess(e) {
			r.Move = append(r.Move, world.Move{Age: *age, Class: e.Child("StorageClass")})
		}
	}
	for _, e := range given.All("NoncurrentVersionExpiration") {
		r.ExpireFormer = &world.Age{Days: int(e.Number(formerShape.Name))}
	}
	for _, e := range given.All("NoncurrentVersionTransition") {
		if !byAccess(e) {
			r.MoveFormer = append(r.MoveFormer, world.Move{Age: world.Age{Days: int(e.Number(formerShape.Name))}, Class: e.Child("StorageClass")})
		}
	}
	return r, nil
}

func tagIn(e wire.Element) world.Tag { return world.Tag{Key: e.Child("Key"), Value: e.Child("Value")} }

// actsSomehow: a rule does something, and its actions by access are whole.
// https://www.alibabacloud.com/help/en/oss/support/0014-00000026
// https://help.aliyun.com/zh/oss/support/0014-00000052
// https://www.alibabacloud.com/help/en/oss/user-guide/0014-00000047
// https://www.alibabacloud.com/help/doc-detail/602104.html
func actsSomehow(given wire.Element, r world.LifecycleRule) *deny.Denial {
	actions := 0
	for _, e := range given.Children {
		switch e.Name {
		case "Transition", "NoncurrentVersionTransition":
			returns := len(e.All("ReturnToStdWhenVisit")) > 0
			switch {
			case byAccess(e) != returns:
				return wrong(deny.LifecycleReturn, "ReturnToStdWhenVisit", e.Child("ReturnToStdWhenVisit"))
			case byAccess(e) && len(e.All("CreatedBeforeDate")) > 0:
				return wrong(deny.LifecycleAccessDate, "CreatedBeforeDate", e.Child("CreatedBeforeDate"))
			case len(e.All("AllowSmallFile")) > 0 && r.Larger+r.Smaller > 0:
				return wrong(deny.LifecycleInvalid, "AllowSmallFile", e.Child("AllowSmallFile"))
			}
			actions++
		case "Expiration", "AbortMultipartUpload", "NoncurrentVersionExpiration":
			actions++
		}
	}
	if actions == 0 {
		return wrong(deny.LifecycleIdle, "Rule", r.ID)
	}
	return nil
}

// ageIn reads when an action is due, which is said in one way; in none where an expiration drops delete markers.
// https://www.alibabacloud.com/help/en/oss/user-guide/0014-00000060
func ageIn(e wire.Element, none bool) (*world.Age, *deny.Denial) {
	days, before, at := e.Child("Days"), e.Child("CreatedBeforeDate"), e.Child("Date")
	said := 0
	for _, text := range []string{days, before, at} {
		if text != "" {
			said++
		}
	}
	switch {
	case none && said == 0:
		return nil, nil
	case said == 0:
		return nil, wrong(deny.LifecycleUndated, e.Name, "")
	case said > 1, none:
		return nil, wrong(deny.LifecycleInvalid, e.Name, days+before+at)
	}
	age := &world.Age{Days: int(e.Number("Days"))}
	for text, into := range map[string]*time.Time{before: &age.Before, at: &age.At} {
		if text == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339, text)
		if err != nil || !t.Equal(t.Truncate(24*time.Hour)) { // a midnight in UTC
			return nil, wrong(deny.LifecycleInvalid, e.Name, text)
		}
		*into = t.UTC()
	}
	return age, nil
}

// rulesAgree: rules for overlapping prefixes do not do the same, unless a header allows it, and never abort the same
// uploads; and what is colder comes later, and a deletion last. That rules which ask for different tags do not overlap
// is assumed.
// https://www.alibabacloud.com/help/en/oss/support/0014-00000082
// https://help.aliyun.com/zh/oss/user-guide/lifecycle-rules-based-on-the-last-modified-time
func rulesAgree(rules []world.LifecycleRule, allowed bool) *deny.Denial {
	for i := range rules {
		for j := range rules[:i+1] {
			a, b := &rules[i], &rules[j]
			overlap := strings.HasPrefix(a.Prefix, b.Prefix) || strings.HasPrefix(b.Prefix, a.Prefix)
			if !overlap || !slices.Equal(a.Tags, b.Tags) {
				continue
			}
			if i != j && a.Abort != nil && b.Abort != nil {
				return deny.Naming(deny.LifecycleOverlap, "AbortMultipartUpload")
			}
			if i != j && !allowed && a.Expire != nil && b.Expire != nil {
				return deny.Naming(deny.LifecycleOverlap, "Expiration")
			}
			for _, m := range a.Move {
				same := func(n world.Move) bool { return n.Class == m.Class }
				if i != j && !allowed && slices.ContainsFunc(b.Move, same) {
					return deny.Naming(deny.LifecycleOverlap, "Transition")
				}
			}
			if denial := inOrder(a, b); denial != nil && (i == j || !allowed) {
				return denial
			}
		}
	}
	return nil
}

// inOrder: of two rules, none moves to a colder class as early as the other to a warmer one, nor deletes as early.
func inOrder(a, b *world.LifecycleRule) *deny.Denial {
	for _, pair := range [][2]*world.LifecycleRule{{a, b}, {b, a}} {
		for _, m := range pair[0].Move {
			for _, n := range pair[1].Move {
				colder := slices.Index(world.Classes(), n.Class) > slices.Index(world.Classes(), m.Class)
				if colder && n.Days > 0 && n.Days <= m.Days {
					return deny.Naming(deny.LifecycleOrder, "Transition action for StorageClass "+n.Class+
						" must be more than the Transition action for StorageClass "+m.Class)
				}
			}
			if e := pair[1].Expire; e != nil && e.Days > 0 && e.Days <= m.Days {
				return deny.Naming(deny.LifecycleOrder, "Expiration action must be more than the Transition action for StorageClass "+m.Class)
			}
		}
	}
	return nil
}
