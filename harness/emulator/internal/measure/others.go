package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

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
	c, err := start("emulator", s, "")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, c.stop()) }()
	if err := fill(c); err != nil {
		return 0, err
	}
	var rates []float64
	for range p.rounds {
		got, err := (load{workers: workers, span: p.span, want: 200, next: next}).on(c)
		if err != nil {
			return 0, err
		}
		rates = append(rates, got.rate())
	}
	return median(rates), nil
}

// big is the size of a large object; the emulator takes 128 MiB at most.
const big = 120 << 20

// large measures large objects, and what they make others wait.
func large(p plan, r *report) (err error) {
	servers, err := startPair(plan{}, shape{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, servers.stop()) }()
	if err := fill(servers.bare, servers.emulator); err != nil {
		return err
	}
	s := newSigner(v4URL)
	put := s.request("PUT", "/"+bucket+"/large", "", bytes.Repeat(content, big/len(content)))
	get := s.request("GET", "/"+bucket+"/large", "", nil)
	var rows [][]string
	for _, server := range []struct {
		name string
		on   *child
	}{{"bare", servers.bare}, {"emulator", servers.emulator}} {
		stored, read, waits, err := besideLarge(server.on, put, get, s.request("GET", key(0), "", nil))
		if err != nil {
			return fmt.Errorf("%s: %w", server.name, err)
		}
		resident := "–"
		if kb, known := server.on.resident(); known {
			resident = count(float64(kb) / 1024)
		}
		worst := waits[len(waits)-1]
		rows = append(rows, []string{
			server.name, perSecond(stored), perSecond(read), millis(waits[len(waits)*99/100]), millis(worst), resident,
		})
	}
	r.table("Large objects", fmt.Sprintf("An object of %d MiB is stored three times, while another connection reads 1 KiB again and "+
		"again; then it is read three times. Aim of the worst wait: 5 ms. A body is bounded by 128 MiB and a joined object by 512 MiB, both "+
		"in memory: 5 GiB are not measured.", big>>20),
		[]string{"server", "PUT, MiB/s", "GET, MiB/s", "wait of the small GET, 99 %, ms", "worst, ms", "memory after, MiB"}, rows)
	return nil
}

func perSecond(d time.Duration) string { return count(float64(big>>20) / d.Seconds()) }

// besideLarge returns the shortest times of storing and of reading, and how long each small request
// waited while objects were stored, in order.
func besideLarge(c *child, put, get, small []byte) (stored, read time.Duration, waits []time.Duration, err error) {
	large, err := dial(c.address)
	if err != nil {
		return 0, 0, nil, err
	}
	defer large.conn.Close()
	beside, err := dial(c.address)
	if err != nil {
		return 0, 0, nil, err
	}
	defer beside.conn.Close()
	end := make(chan struct{})
	var group sync.WaitGroup
	var failed error
	group.Go(func() {
		for {
			select {
			case <-end:
				return
			case <-time.After(time.Millisecond):
			}
			began := time.Now()
			if failed = beside.ask(small, 200); failed != nil {
				return
			}
			waits = append(waits, time.Since(began))
		}
	})
	for range 3 {
		began := time.Now()
		if err = large.ask(put, 200); err != nil {
			break
		}
		stored = shorter(stored, time.Since(began))
	}
	close(end)
	group.Wait()
	for range 3 {
		if err != nil {
			break
		}
		began := time.Now()
		err = large.ask(get, 200)
		read = shorter(read, time.Since(began))
	}
	slices.Sort(waits)
	if len(waits) == 0 && err == nil && failed == nil {
		failed = errors.New("no request got through beside the large one")
	}
	return stored, read, waits, errors.Join(err, failed)
}

func shorter(a, b time.Duration) time.Duration {
	if a == 0 {
		return b
	}
	return min(a, b)
}

// idle measures a start and what a server takes that nobody asks.
func idle(_ plan, r *report) error {
	var rows [][]string
	for _, kind := range []string{"bare", "emulator"} {
		var starts []time.Duration
		resident := "–"
		for range 5 {
			began := time.Now()
			c, err := start(kind, shape{}, "")
			if err != nil {
				return err
			}
			l := load{workers: 1, count: 1, want: 403, next: func(int, int) []byte {
				return []byte("GET /" + bucket + "/key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
			}}
			_, err = l.on(c)
			starts = append(starts, time.Since(began))
			if kb, known := c.resident(); known {
				resident = fmt.Sprintf("%.1f", float64(kb)/1024)
			}
			if err := errors.Join(err, c.stop()); err != nil {
				return err
			}
		}
		rows = append(rows, []string{kind, millis(slices.Min(starts)), millis(median(starts)), resident})
	}
	r.table("At rest", "From the start of the process to its first answer (of five starts), and memory after it. Aims: 30 ms, 15 MB.",
		[]string{"server", "best start, ms", "median, ms", "memory, MiB"}, rows)
	return nil
}
