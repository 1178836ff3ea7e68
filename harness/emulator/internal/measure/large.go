package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// big is the size of a large object that both servers have.
const big = 120 << 20

// large measures large objects, and what they make others wait.
func large(p plan, r *report) error {
	s := newSigner(v4URL)
	put := s.request("PUT", "/"+bucket+"/large", "", bytes.Repeat(content, big/len(content)))
	get := s.request("GET", "/"+bucket+"/large", "", nil)
	var rows [][]string
	err := with(func(servers ...*child) error {
		if err := fill(servers...); err != nil {
			return err
		}
		for _, c := range servers {
			stored, read, waits, err := besideLarge(c, put, get, s.request("GET", key(0), "", nil))
			if err != nil {
				return fmt.Errorf("the %s: %w", c.kind, err)
			}
			rows = append(rows, []string{
				c.kind, perSecond(stored), perSecond(read), millis(waits[len(waits)*99/100]), millis(waits[len(waits)-1]), c.residentMiB(),
			})
		}
		return nil
	}, server{kind: "bare"}, server{kind: "emulator"})
	r.table("Large objects", fmt.Sprintf("An object of %d MiB is stored three times, while another connection reads 1 KiB again and "+
		"again; then it is read three times. Aim of the worst wait: 5 ms.", big>>20),
		[]string{"server", "PUT, MiB/s", "GET, MiB/s", "wait of the small GET, 99 %, ms", "worst, ms", "memory after, MiB"}, rows)
	return err
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
