package check_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A rule is a statement. It may or may not match the request of this test.
type rule struct {
	effect string
	meant  bool
}

// text writes the statement for the policy of one layer. A statement that must not match has
// another action, key or caller, or a condition that does not hold.
func (r rule) text(layer string, miss int) string {
	action, resource, principal, rest := "oss:GetObject", "acs:oss:*:*:private-bucket/k*", "", ""
	if layer == "point" {
		resource = "acs:oss:*:*:accesspoint/ap-1/object/k*"
	}
	if layer != "RAM" {
		principal = `,"Principal":["*"]`
	}
	if !r.meant {
		switch miss % 3 {
		case 0:
			action = "oss:PutObject"
		case 1:
			resource = strings.Replace(resource, "k*", "other", 1)
		case 2:
			rest = `,"Condition":{"StringEquals":{"oss:AccessPointNetworkOrigin":"vpc"}}`
		}
	}
	return `{"Effect":"` + r.effect + `","Action":"` + action + `","Resource":"` + resource + `"` + principal + rest + `}`
}

// says returns the result of rules in the words of the page.
func says(rules ...rule) string {
	switch {
	case slices.Contains(rules, rule{"Deny", true}):
		return "Deny"
	case slices.Contains(rules, rule{"Allow", true}):
		return "Allow"
	}
	return "Ignore"
}

// combined is the table "Permission evaluation logic": first the result of RAM and the bucket
// policy, then that of the access point.
// https://www.alibabacloud.com/help/en/oss/user-guide/access-point/
var combined = map[[2]string]string{
	{"Allow", "Allow"}: "Allow", {"Allow", "Deny"}: "Deny", {"Allow", "Ignore"}: "Ignore",
	{"Deny", "Allow"}: "Deny", {"Deny", "Deny"}: "Deny", {"Deny", "Ignore"}: "Deny",
	{"Ignore", "Allow"}: "Ignore", {"Ignore", "Deny"}: "Deny", {"Ignore", "Ignore"}: "Ignore",
}

// layers holds the rules of the three policies.
type layers map[string][]rule

// allows reports whether a RAM user may read through an access point under these policies.
func (l layers) allows(t *testing.T) bool {
	b := bench.New(t)
	bench.Stage(b)
	host := b.Point(bench.Private, "ap-1", "")
	policies := map[string]string{}
	for layer, rules := range l {
		var texts []string
		for i, r := range rules {
			texts = append(texts, r.text(layer, i))
		}
		if len(texts) > 0 {
			policies[layer] = bench.BucketPolicy(texts...)
		}
	}
	if p := policies["bucket"]; p != "" {
		b.Set(bench.Private, "policy", p)
	}
	if p := policies["point"]; p != "" {
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/?accessPointPolicy", p, bench.PointNamed("ap-1"))))
	}
	var attached []string
	if p := policies["RAM"]; p != "" {
		attached = []string{p}
	}
	w, _ := b.Send(b.By(b.User("alice", attached...), b.Raw("GET", host, "/key", "")))
	if w.Code != 200 && w.Code != 403 {
		t.Fatalf("%v: %d\n%s", l, w.Code, w.Body)
	}
	return w.Code == 200
}

// with returns the layers with one more rule.
func (l layers) with(layer string, r rule) layers {
	more := layers{}
	for name, rules := range l {
		more[name] = slices.Clone(rules)
	}
	more[layer] = append(more[layer], r)
	return more
}

// The decision is the one in the table. An added Deny never allows, and an added Allow never
// denies.
func TestPoliciesCombineAsInTheTable(t *testing.T) {
	g := rand.New(rand.NewPCG(403, 2))
	names := []string{"RAM", "bucket", "point"}
	some := func() []rule {
		var rules []rule
		for range g.IntN(4) {
			rules = append(rules, rule{[]string{"Allow", "Allow", "Deny"}[g.IntN(3)], g.IntN(3) > 0})
		}
		return rules
	}
	seen := map[[2]string]int{}
	for range 300 {
		l := layers{"RAM": some(), "bucket": some(), "point": some()}
		cell := [2]string{says(slices.Concat(l["RAM"], l["bucket"])...), says(l["point"]...)}
		seen[cell]++
		before := l.allows(t)
		if want := combined[cell] == "Allow"; before != want {
			t.Errorf("%v: allowed %v, the table says %s", l, before, combined[cell])
		}
		layer := names[g.IntN(len(names))]
		if after := l.with(layer, rule{"Deny", g.IntN(2) == 0}).allows(t); after && !before {
			t.Errorf("%v: a Deny in %s allows", l, layer)
		}
		if after := l.with(layer, rule{"Allow", g.IntN(2) == 0}).allows(t); !after && before {
			t.Errorf("%v: an Allow in %s denies", l, layer)
		}
	}
	if len(seen) != len(combined) {
		t.Errorf("cells of the table that were met: %v", seen)
	}
}
