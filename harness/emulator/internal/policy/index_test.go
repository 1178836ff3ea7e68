package policy

import "testing"

// An index decides as its documents do one after another, and names the same statement, over statements for one
// bucket, for several, and for all.
func TestAnIndexDecidesAlike(t *testing.T) {
	g, seen := newGenerator(), map[Effect]int{}
	for round := range 1500 {
		bucket := round%2 == 0
		read := Parse
		if bucket {
			read = ParseBucket
		}
		var documents []*Document
		for i := range 1 + g.IntN(12) {
			d, err := read(textOf(g.statements(bucket)))
			if err != nil {
				t.Fatal(err)
			}
			d.Name = string(rune('a' + i))
			documents = append(documents, d)
		}
		x := NewIndex(documents)
		for range 30 {
			q := g.request()
			q.Resource = pick(g, g.resource(), g.resource(), g.resource(), g.resourcePattern(), "b/k", "acs:kms:cn-hangzhou:1:key/b", "")
			q.IgnorePublic = g.IntN(4) == 0
			got, want := rules.DecideIn(x, q), rules.Decide(documents, q)
			seen[want.Effect]++
			if got != want {
				t.Fatalf("%s on %q: %+v instead of %+v", q.Action, q.Resource, got, want)
			}
		}
	}
	if len(seen) != 3 {
		t.Errorf("only %v", seen)
	}
}

// An index looks at no statement for another bucket.
func TestAnIndexLooksAtFew(t *testing.T) {
	for resources, looked := range map[string]bool{
		`"acs:oss:*:*:b/*"`: true, `"acs:oss:*:*:b"`: true, `"acs:oss:*:*:b*"`: true, `"*"`: true, `["acs:oss:*:*:a","acs:oss:*:*:b/k"]`: true,
		`"acs:oss:*:*:a/*"`: false, `"acs:oss:*:*:bb"`: false, `["acs:oss:*:*:a","acs:oss:*:*:c/k*"]`: false,
	} {
		d, err := Parse(wrap(`{"Effect":"Allow","Action":"oss:*","Resource":` + resources + `}`))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for range NewIndex([]*Document{d}).candidates("acs:oss:cn-hangzhou:1:b/k") {
			found = true
		}
		if found != looked {
			t.Errorf("%s: looked at: %t", resources, found)
		}
	}
}
