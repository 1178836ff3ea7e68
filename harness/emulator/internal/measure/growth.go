package main

import (
	"fmt"
	"slices"
	"time"
)

// The keys of a growing bucket lie below ten prefixes, so that a page by the delimiter has ten entries
// at each size.
func grownKey(i int) string { return fmt.Sprintf("/%s/p%d/%08x", bucket, i%10, uint32(i)*2654435761) }

// growth measures a bucket at more and more objects, as times of one request over those at ten.
func growth(p plan, r *report) error {
	return with(func(servers ...*child) error { return growing(p, servers[0], r) }, server{kind: "emulator"})
}

func growing(p plan, c *child, r *report) error {
	s := newSigner(v1URL)
	if _, err := (load{workers: 1, count: 1, want: 200, next: func(_, _ int) []byte {
		return s.request("PUT", "/"+bucket+"/zzz", "", content)
	}}).on(c); err != nil {
		return err
	}
	empty, err := c.heap()
	if err != nil {
		return err
	}
	asked := []struct {
		name string
		next func(size int) func(worker, i int) []byte
	}{
		{"GET", func(size int) func(int, int) []byte {
			return func(_, i int) []byte { return s.request("GET", grownKey(i*7919%size), "", nil) }
		}},
		{"first page", func(int) func(int, int) []byte {
			return func(int, int) []byte { return s.request("GET", "/"+bucket+"/", "max-keys=5", nil) }
		}},
		{"deep page", func(int) func(int, int) []byte {
			return func(int, int) []byte { return s.request("GET", "/"+bucket+"/", "marker=p5&max-keys=5", nil) }
		}},
		{"page by delimiter", func(int) func(int, int) []byte {
			return func(int, int) []byte { return s.request("GET", "/"+bucket+"/", "delimiter=%2F&max-keys=10", nil) }
		}},
		{"deep page by delimiter", func(int) func(int, int) []byte {
			return func(int, int) []byte {
				return s.request("GET", "/"+bucket+"/", "delimiter=%2F&marker=p5%2F&max-keys=4", nil)
			}
		}},
	}
	curves := []curve{{name: "PUT of new keys"}}
	for _, a := range asked {
		curves = append(curves, curve{name: a.name})
	}
	var rows [][]string
	var firsts []float64
	stored := 0
	for size := 10; size <= p.objects; size *= 10 {
		l := load{workers: workers, count: size - stored, want: 200, next: func(_, i int) []byte {
			return s.request("PUT", grownKey(stored+i), "", content)
		}}
		if _, err := l.on(c); err != nil {
			return fmt.Errorf("filling the bucket: %w", err)
		}
		stored = size
		times := []float64{}
		put, err := newKeys(p, c, s, stored)
		if err != nil {
			return err
		}
		times = append(times, put)
		for _, a := range asked {
			cost, err := cheapest(load{workers: workers, span: p.span, want: 200, next: a.next(size)}, p.rounds, c)
			if err != nil {
				return fmt.Errorf("%s: %w", a.name, err)
			}
			times = append(times, cost)
		}
		heap, err := c.heap()
		if err != nil {
			return err
		}
		row := []string{fmt.Sprint(size)}
		if firsts == nil {
			firsts = times
		}
		for i, t := range times {
			row = append(row, fmt.Sprintf("%.0f (%s)", t, ratio(t/firsts[i])))
			curves[i].points = append(curves[i].points, point{size, t / firsts[i]})
		}
		beside := "–" // too few objects to tell from the rest of the heap
		if size >= 10_000 {
			beside = fmt.Sprintf("%.0f", float64(heap-empty)/float64(size)-float64(len(content)))
		}
		rows = append(rows, append(row, beside))
	}
	head := []string{"objects"}
	for _, c := range curves {
		head = append(head, c.name)
	}
	r.table("Growth of a bucket", fmt.Sprintf("Microseconds of the processor for one request, the best of %d rounds with %d connections (in "+
		"brackets: over those at the smallest size), and bytes of the heap for each object beside its content of 1 KiB. Aims: PUT 1.3, "+
		"pages 1.5, 700 bytes.", p.rounds, workers),
		append(head, "bytes beside"), rows)
	r.curves = curves
	return nil
}

// newKeys times puts of keys that are not there, and deletes them again.
func newKeys(p plan, c *child, s signer, from int) (micros float64, err error) {
	const some = 2000
	var each []float64
	for range p.rounds {
		began := time.Now()
		got, err := (load{workers: workers, count: some, want: 200, next: func(_, i int) []byte {
			return s.request("PUT", grownKey(from+i), "", content)
		}}).on(c)
		if err != nil {
			return 0, fmt.Errorf("storing new keys after %s: %w", time.Since(began), err)
		}
		each = append(each, got.cost())
		if _, err := (load{workers: workers, count: some, want: 204, next: func(_, i int) []byte {
			return s.request("DELETE", grownKey(from+i), "", nil)
		}}).on(c); err != nil {
			return 0, fmt.Errorf("deleting keys: %w", err)
		}
	}
	return slices.Min(each), nil
}
