package main

import (
	"errors"
	"slices"
	"time"
)

// idle measures a start and what a server takes that nobody asks.
func idle(_ plan, r *report) error {
	var rows [][]string
	for _, kind := range []string{"bare", "emulator"} {
		var starts []time.Duration
		resident := "–"
		for range 5 {
			began := time.Now()
			c, err := start(server{kind: kind})
			if err != nil {
				return err
			}
			l := load{workers: 1, count: 1, want: 403, next: func(int, int) []byte {
				return []byte("GET /" + bucket + "/key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
			}}
			_, err = l.on(c)
			starts = append(starts, time.Since(began))
			resident = c.residentMiB()
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
