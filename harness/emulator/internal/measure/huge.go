package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// A sized is an object that is measured: in one piece, or in parts.
type sized struct {
	name  string
	bytes int64
	part  int64 // bytes of a part; 0: it comes in one piece
}

// huge measures objects up to the largest, and the memory that the emulator needs for them.
func huge(_ plan, r *report) (err error) {
	folder, err := os.MkdirTemp("", "oss403-measure-")
	if err != nil {
		return fmt.Errorf("making a folder for data: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	var rows [][]string
	for _, place := range []struct{ name, data string }{{"in memory", ""}, {"with --data", folder}} {
		err := with(func(servers ...*child) error {
			for _, s := range []sized{
				{"1 MiB", 1 << 20, 0}, {"16 MiB", 16 << 20, 0}, {"128 MiB", 128 << 20, 0}, {"1 GiB", 1 << 30, 0}, {"5 GiB", 5 << 30, 0},
				{"5 GiB in parts of 6 MiB", 5 << 30, 6 << 20},
			} {
				row, err := s.on(servers[0])
				if err != nil {
					return fmt.Errorf("%s %s: %w", s.name, place.name, err)
				}
				rows = append(rows, append([]string{s.name, place.name}, row...))
			}
			return nil
		}, server{kind: "emulator", shape: shape{Data: place.data}})
		if err != nil {
			return err
		}
	}
	r.table("Objects up to 5 GiB", "One object is stored and read once, then deleted. Anonymous memory is what the process has of the "+
		"machine; the mapped contents are cache, and not in it.",
		[]string{"object", "kept", "stored, s", "read, s", "anonymous memory before, MiB", "at most, MiB"}, rows)
	return nil
}

// on stores the object, reads it and deletes it.
func (s sized) on(c *child) ([]string, error) {
	before := c.anonymousMiB()
	end, most := make(chan struct{}), make(chan float64)
	go func() {
		highest := before
		for {
			select {
			case <-end:
				most <- highest
				return
			case <-time.After(10 * time.Millisecond):
				highest = max(highest, c.anonymousMiB())
			}
		}
	}()
	began := time.Now()
	err := s.store(c)
	stored := time.Since(began)
	began = time.Now()
	if err == nil {
		err = s.read(c)
	}
	read := time.Since(began)
	close(end)
	highest := <-most
	if err != nil {
		return nil, err
	}
	if _, err := c.asks("DELETE", "", nil, 0); err != nil {
		return nil, err
	}
	return []string{fmt.Sprintf("%.2f", stored.Seconds()), fmt.Sprintf("%.2f", read.Seconds()), fmt.Sprintf("%.1f", before),
		fmt.Sprintf("%.1f", highest)}, nil
}

func (s sized) store(c *child) error {
	if s.part == 0 {
		_, err := c.asks("PUT", "", endless{}, s.bytes)
		return err
	}
	answer, err := c.asks("POST", "uploads", nil, 0)
	if err != nil {
		return err
	}
	_, rest, _ := strings.Cut(answer, "<UploadId>")
	id, _, _ := strings.Cut(rest, "</UploadId>")
	var list bytes.Buffer
	for n, left := 1, s.bytes; left > 0; n, left = n+1, left-s.part {
		etag, err := c.asks("PUT", fmt.Sprintf("partNumber=%d&uploadId=%s", n, id), endless{}, min(s.part, left))
		if err != nil {
			return err
		}
		fmt.Fprintf(&list, "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>", n, etag)
	}
	body := "<CompleteMultipartUpload>" + list.String() + "</CompleteMultipartUpload>"
	_, err = c.asks("POST", "uploadId="+id, strings.NewReader(body), int64(len(body)))
	return err
}

func (s sized) read(c *child) error {
	resp, err := http.Get(c.url("GET", ""))
	if err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if err == nil && n != s.bytes {
		err = fmt.Errorf("%d bytes instead of %d", n, s.bytes)
	}
	return err
}

// asks sends a request about the object, and returns the answer, or the ETag if it has no body.
func (c *child) asks(method, query string, body io.Reader, length int64) (string, error) {
	r, err := http.NewRequest(method, c.url(method, query), io.LimitReader(body, length))
	if err != nil {
		return "", fmt.Errorf("making a request: %w", err)
	}
	if r.ContentLength = length; length == 0 {
		r.Body = http.NoBody
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", fmt.Errorf("sending %s: %w", method, err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return "", fmt.Errorf("reading the answer to %s: %w", method, err)
	case resp.StatusCode >= 300:
		return "", fmt.Errorf("%s: status %d: %s", method, resp.StatusCode, answer)
	case len(answer) == 0:
		return resp.Header.Get("ETag"), nil
	}
	return string(answer), nil
}

// url is the signed URL of the object.
func (c *child) url(method, query string) string {
	signed := newSigner(v4URL).request(method, "/"+bucket+"/huge", query, nil)
	return "http://" + c.address + strings.Fields(string(signed))[1]
}

// endless is a body that does not end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for n := 0; n < len(p); {
		n += copy(p[n:], content)
	}
	return len(p), nil
}
