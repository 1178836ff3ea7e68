package main

import (
	"bytes"
	"fmt"
	"time"
)

const workers = 8

// content is 1 KiB.
var content = bytes.Repeat([]byte("0123456789abcdef"), 64)

// A pace is the medians of the rounds of one server.
type pace struct {
	rate float64
	cpu  time.Duration // of one request
}

// inTurns puts a load on servers in turns, and returns the pace of each.
func inTurns(l load, rounds int, servers ...*child) ([]pace, error) {
	rates, cpus := make([][]float64, len(servers)), make([][]time.Duration, len(servers))
	for range rounds {
		for i, c := range servers {
			got, err := l.on(c)
			if err != nil {
				return nil, fmt.Errorf("the %s: %w", c.kind, err)
			}
			rates[i], cpus[i] = append(rates[i], got.rate()), append(cpus[i], got.cpuEach())
		}
	}
	paces := make([]pace, len(servers))
	for i := range servers {
		paces[i] = pace{median(rates[i]), median(cpus[i])}
	}
	return paces, nil
}

// ofWorkers makes one request for each worker, on an object of its own, which it sends again and again.
func (s signer) ofWorkers(method string, workers int, body []byte) func(worker, i int) []byte {
	var requests [][]byte
	for worker := range workers {
		requests = append(requests, s.request(method, key(worker), "", body))
	}
	return func(worker, _ int) []byte { return requests[worker] }
}

// key is the path of the object of a worker.
func key(worker int) string { return fmt.Sprintf("/%s/key-%d", bucket, worker) }

func fill(servers ...*child) error {
	s := newSigner(v1URL)
	for _, c := range servers {
		l := load{workers: 1, count: 64, want: 200, next: func(_, i int) []byte { return s.request("PUT", key(i), "", content) }}
		if _, err := l.on(c); err != nil {
			return fmt.Errorf("filling the bucket: %w", err)
		}
	}
	return nil
}

// againstBare compares reading, writing and refusing with the bare handler.
func againstBare(p plan, r *report) error {
	var rows [][]string
	err := with(func(servers ...*child) error {
		if err := fill(servers...); err != nil {
			return err
		}
		for _, what := range []struct {
			name, method, secret string
			body                 []byte
			want                 int
			aim                  float64
		}{
			{"GET", "GET", secret, nil, 200, 0.75}, {"PUT", "PUT", secret, content, 200, 0.65}, {"403", "GET", "another", nil, 403, 0.7},
		} {
			for _, f := range []form{v1URL, v4URL, v4Header} {
				s := newSigner(f)
				s.secret = what.secret
				l := load{workers: workers, span: p.span, want: what.want, next: s.ofWorkers(what.method, workers, what.body)}
				paces, err := inTurns(l, p.rounds, servers...)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", what.name, f, err)
				}
				bare, headed, ours := paces[0], paces[1], paces[2]
				share := over(ours.rate, bare.rate)
				times := func(p pace) string { return ratio(over(float64(p.cpu), float64(bare.cpu))) }
				rows = append(rows, []string{
					what.name, string(f), count(bare.rate), count(headed.rate), count(ours.rate), ratio(share), ratio(what.aim),
					micros(bare.cpu), micros(headed.cpu), micros(ours.cpu), times(headed), times(ours),
				})
				r.bars = append(r.bars, bar{what.name + " " + string(f), share, what.aim})
			}
		}
		return nil
	}, server{kind: "bare"}, server{kind: "headed"}, server{kind: "emulator", profile: p.profile})
	r.table("Against a bare handler", fmt.Sprintf("A bare handler of net/http computes the same HMAC and keeps bytes in a map; its 403 "+
		"is a constant text, that of the emulator has the evidence. \"Headed\" is the same handler with the headers of OSS and the time limits "+
		"of the emulator: the floor that net/http sets. %d connections, objects of 1 KiB, medians of %d rounds in turns. "+
		"Aim of the CPU ratio: 1.4.", workers, p.rounds),
		[]string{"request", "signed as", "bare, 1/s", "headed, 1/s", "emulator, 1/s", "ratio", "aim",
			"bare, CPU µs", "headed, CPU µs", "emulator, CPU µs", "headed, CPU ratio", "CPU ratio"}, rows)
	return err
}

// byConnections compares two servers by a request with more and more connections.
func byConnections(p plan, method string, body []byte, servers ...*child) (rows [][]string, err error) {
	if err := fill(servers...); err != nil {
		return nil, err
	}
	for _, n := range []int{1, 8, 64} {
		l := load{workers: n, span: p.span, want: 200, next: newSigner(v4URL).ofWorkers(method, n, body)}
		paces, err := inTurns(l, p.rounds, servers...)
		if err != nil {
			return nil, err
		}
		rows = append(rows, []string{fmt.Sprint(n), count(paces[0].rate), count(paces[1].rate), ratio(over(paces[1].rate, paces[0].rate))})
	}
	return rows, nil
}

// connections compares reading with that of the bare handler.
func connections(p plan, r *report) (err error) {
	var rows [][]string
	err = with(func(servers ...*child) error {
		rows, err = byConnections(p, "GET", nil, servers...)
		return err
	}, server{kind: "bare"}, server{kind: "emulator"})
	r.table("Connections", "GET of 1 KiB, V4 URL.", []string{"connections", "bare, 1/s", "emulator, 1/s", "ratio"}, rows)
	return err
}
