package main

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

const workers = 8

// content is 1 KiB.
var content = bytes.Repeat([]byte("0123456789abcdef"), 64)

// A pair is the yardstick and the emulator, which take loads in turns.
type pair struct{ bare, emulator *child }

func startPair(p plan, s shape) (pair, error) {
	yardstick, err := start("bare", s, "")
	if err != nil {
		return pair{}, err
	}
	ours, err := start("emulator", s, p.profile)
	if err != nil {
		return pair{}, errors.Join(err, yardstick.stop())
	}
	return pair{yardstick, ours}, nil
}

func (p pair) stop() error { return errors.Join(p.bare.stop(), p.emulator.stop()) }

// compared are the medians of the rounds of both.
type compared struct {
	rate, bareRate float64
	cpu, bareCPU   time.Duration
}

func (p pair) compare(l load, rounds int) (compared, error) {
	var rates, bareRates []float64
	var cpus, bareCPUs []time.Duration
	for range rounds {
		yard, err := l.on(p.bare)
		if err != nil {
			return compared{}, fmt.Errorf("the bare handler: %w", err)
		}
		ours, err := l.on(p.emulator)
		if err != nil {
			return compared{}, fmt.Errorf("the emulator: %w", err)
		}
		rates, bareRates = append(rates, ours.rate()), append(bareRates, yard.rate())
		cpus, bareCPUs = append(cpus, ours.cpuEach()), append(bareCPUs, yard.cpuEach())
	}
	return compared{median(rates), median(bareRates), median(cpus), median(bareCPUs)}, nil
}

// same sends the same request of each worker again and again.
func same(requests [][]byte) func(worker, i int) []byte {
	return func(worker, _ int) []byte { return requests[worker%len(requests)] }
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
func againstBare(p plan, r *report) (err error) {
	servers, err := startPair(p, shape{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, servers.stop()) }()
	if err := fill(servers.bare, servers.emulator); err != nil {
		return err
	}
	var rows [][]string
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
			var requests [][]byte
			for worker := range workers {
				requests = append(requests, s.request(what.method, key(worker), "", what.body))
			}
			got, err := servers.compare(load{workers: workers, span: p.span, want: what.want, next: same(requests)}, p.rounds)
			if err != nil {
				return fmt.Errorf("%s, %s: %w", what.name, f, err)
			}
			share := over(got.rate, got.bareRate)
			rows = append(rows, []string{
				what.name, string(f), count(got.bareRate), count(got.rate), ratio(share), ratio(what.aim),
				micros(got.bareCPU), micros(got.cpu), ratio(over(float64(got.cpu), float64(got.bareCPU))),
			})
			r.bars = append(r.bars, bar{what.name + " " + string(f), share, what.aim})
		}
	}
	r.table("Against a bare handler", fmt.Sprintf("A bare handler of net/http computes the same HMAC and keeps bytes in a map; its 403 "+
		"is a constant text, that of the emulator has the evidence. %d connections, objects of 1 KiB, medians of %d rounds in turns. "+
		"Aim of the CPU ratio: 1.4.", workers, p.rounds),
		[]string{"request", "signed as", "bare, 1/s", "emulator, 1/s", "ratio", "aim", "bare, CPU µs", "emulator, CPU µs", "CPU ratio"}, rows)
	return nil
}

// byConnections compares reading with more and more connections.
func byConnections(p plan, r *report) (err error) {
	servers, err := startPair(plan{}, shape{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, servers.stop()) }()
	if err := fill(servers.bare, servers.emulator); err != nil {
		return err
	}
	var rows [][]string
	for _, n := range []int{1, 8, 64} {
		var requests [][]byte
		for worker := range n {
			requests = append(requests, newSigner(v4URL).request("GET", key(worker), "", nil))
		}
		got, err := servers.compare(load{workers: n, span: p.span, want: 200, next: same(requests)}, p.rounds)
		if err != nil {
			return err
		}
		rows = append(rows, []string{fmt.Sprint(n), count(got.bareRate), count(got.rate), ratio(over(got.rate, got.bareRate))})
	}
	r.table("Connections", "GET of 1 KiB, V4 URL.", []string{"connections", "bare, 1/s", "emulator, 1/s", "ratio"}, rows)
	return nil
}
