package main

import "fmt"

// byPolicies measures reading by a RAM user with more and more policies, the last of which allows it.
func byPolicies(p plan, r *report) error {
	s := newSigner(v4URL)
	s.key = userKey
	return bySize(p, r, "policies", "GET of 1 KiB by a RAM user with so many attached policies of one statement; the last one allows it.",
		[]int{1, 10, 100, 1000}, func(n int) shape { return shape{Policies: n} },
		func(int, int) []byte { return s.request("GET", key(0), "", nil) })
}

// byBuckets measures reading beside more and more other buckets.
func byBuckets(p plan, r *report) error {
	s := newSigner(v4URL)
	return bySize(p, r, "buckets", "GET of 1 KiB beside so many other buckets of the account.",
		[]int{1, 100, 10_000}, func(n int) shape { return shape{Buckets: n} },
		func(int, int) []byte { return s.request("GET", key(0), "", nil) })
}

func bySize(p plan, r *report, what, note string, sizes []int, of func(int) shape, next func(int, int) []byte) error {
	var rows [][]string
	first := 0.0
	for _, n := range sizes {
		rate, err := rateWith(p, of(n), next)
		if err != nil {
			return err
		}
		if first == 0 {
			first = rate
		}
		rows = append(rows, []string{fmt.Sprint(n), count(rate), ratio(rate / first)})
	}
	r.table("By "+what, note, []string{what, "1/s", "over the first"}, rows)
	return nil
}

func rateWith(p plan, s shape, next func(int, int) []byte) (rate float64, err error) {
	err = with(func(servers ...*child) error {
		if err := fill(servers...); err != nil {
			return err
		}
		paces, err := inTurns(load{workers: workers, span: p.span, want: 200, next: next}, p.rounds, servers...)
		if err == nil {
			rate = paces[0].rate
		}
		return err
	}, server{kind: "emulator", shape: s})
	return rate, err
}
