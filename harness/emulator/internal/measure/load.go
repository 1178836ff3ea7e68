package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"
)

// A line is one connection that is kept alive. It reads answers no further than a load needs.
type line struct {
	conn net.Conn
	in   *bufio.Reader
}

func dial(address string) (*line, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("connecting to a server: %w", err)
	}
	return &line{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

// ask sends a request and returns the status of the answer. It is an error if the status is another
// one than want: a load of wrong answers measures nothing.
func (l *line) ask(request []byte, want int) error {
	if _, err := l.conn.Write(request); err != nil {
		return fmt.Errorf("sending a request: %w", err)
	}
	first, err := l.in.ReadSlice('\n')
	if err != nil || len(first) < 12 {
		return fmt.Errorf("reading an answer: %q %w", first, err)
	}
	status, err := strconv.Atoi(string(first[9:12]))
	if err != nil {
		return fmt.Errorf("reading an answer: %w", err)
	}
	length := 0
	for {
		header, err := l.in.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("reading the headers of an answer: %w", err)
		}
		if len(header) <= 2 {
			break
		}
		if name, value, _ := bytes.Cut(header, []byte(": ")); bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return fmt.Errorf("reading the length of an answer: %w", err)
			}
		}
	}
	body := min(length, 2048)
	text, err := l.in.Peek(body)
	if err != nil {
		return fmt.Errorf("reading an answer: %w", err)
	}
	if status != want {
		return fmt.Errorf("status %d instead of %d: %s", status, want, text)
	}
	_, err = l.in.Discard(length)
	return err
}

// A load is what workers ask until a time has passed or, if count is not 0, until so many requests
// have been sent.
type load struct {
	workers int
	span    time.Duration
	count   int
	want    int
	next    func(worker, i int) []byte
}

// A result is what a load has brought.
type result struct {
	requests int
	took     time.Duration
	cpu      time.Duration // of the server; 0 where it is not known
}

func (r result) rate() float64 { return float64(r.requests) / r.took.Seconds() }

// cpuEach is the processor time of one request.
func (r result) cpuEach() time.Duration { return r.cpu / time.Duration(max(1, r.requests)) }

// cost is the microseconds of the server's processor for one request, or of the whole machine where they are not known.
// Others who load the machine change the one less than the other.
func (r result) cost() float64 {
	if each := r.cpuEach(); each > 0 {
		return float64(each.Nanoseconds()) / 1000
	}
	return 1e6 / r.rate()
}

func (l load) on(c *child) (result, error) {
	var group sync.WaitGroup
	done, errs := make([]int, l.workers), make([]error, l.workers)
	lines := make([]*line, l.workers)
	for w := range lines {
		var err error
		if lines[w], err = dial(c.address); err != nil {
			return result{}, err
		}
		defer lines[w].conn.Close()
		if l.count == 0 { // the first request of a connection is dearer
			if err := lines[w].ask(l.next(w, 0), l.want); err != nil {
				return result{}, err
			}
		}
	}
	before, _ := c.cpu()
	began := time.Now()
	for w := range l.workers {
		group.Go(func() {
			for i := w; l.count == 0 && time.Since(began) < l.span || i < l.count; i += l.workers {
				if errs[w] = lines[w].ask(l.next(w, i), l.want); errs[w] != nil {
					return
				}
				done[w]++
			}
		})
	}
	group.Wait()
	r := result{took: time.Since(began)}
	after, _ := c.cpu()
	r.cpu = after - before
	for w := range l.workers {
		if errs[w] != nil {
			return r, errs[w]
		}
		r.requests += done[w]
	}
	return r, nil
}
