package main

import "fmt"

// An asked is a request that is measured at each size.
type asked struct {
	name    string
	request []byte
}

// byPolicies measures reading by a RAM user with more and more policies, the last of which allows it.
func byPolicies(p plan, r *report) error {
	s := newSigner(v4URL)
	s.key = userKey
	return bySize(p, r, "policies", "GET of 1 KiB by a RAM user with so many attached policies of one statement; the last one allows it.",
		[]int{1, 10, 100, 1000}, func(n int) shape { return shape{Policies: n} }, asked{"GET", s.request("GET", key(0), "", nil)})
}

// byBuckets measures reading, writing and listing beside more and more other buckets.
func byBuckets(p plan, r *report) error {
	s := newSigner(v4URL)
	return bySize(p, r, "buckets", "GET and PUT of 1 KiB beside so many other buckets of the account, and a page of 10 buckets: the first, "+
		"and one after a marker.",
		[]int{10, 1000, 10_000, 100_000}, func(n int) shape { return shape{Buckets: n} },
		asked{"GET", s.request("GET", key(0), "", nil)}, asked{"PUT", s.request("PUT", key(0), "", content)},
		asked{"first page", s.request("GET", "/", "max-keys=10", nil)},
		asked{"deep page", s.request("GET", "/", "marker=other-000005&max-keys=10", nil)})
}

// bySize measures requests at each size, as the time of the processor over that at the first.
func bySize(p plan, r *report, what, note string, sizes []int, of func(int) shape, all ...asked) error {
	head := []string{what}
	for _, a := range all {
		head = append(head, a.name+", CPU µs")
	}
	var rows [][]string
	firsts := make([]float64, len(all))
	for _, n := range sizes {
		row := []string{fmt.Sprint(n)}
		err := with(func(servers ...*child) error {
			if err := fill(servers...); err != nil {
				return err
			}
			for i, a := range all {
				cost, err := cheapest(load{workers: workers, span: p.span, want: 200, next: func(int, int) []byte { return a.request }},
					p.rounds, servers[0])
				if err != nil {
					return fmt.Errorf("%s: %w", a.name, err)
				}
				if firsts[i] == 0 {
					firsts[i] = cost
				}
				row = append(row, fmt.Sprintf("%.0f (%s)", cost, ratio(cost/firsts[i])))
			}
			row = append(row, servers[0].residentMiB())
			return nil
		}, server{kind: "emulator", shape: of(n)})
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	r.table("By "+what, note, append(head, "memory, MiB"), rows)
	return nil
}

// cheapest is the least that a request costs in some rounds.
func cheapest(l load, rounds int, c *child) (least float64, err error) {
	for range rounds {
		got, err := l.on(c)
		if err != nil {
			return 0, err
		}
		if cost := got.cost(); least == 0 || cost < least {
			least = cost
		}
	}
	return least, nil
}
