package main

import (
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bound"
)

// An answer is a kind of answer of the bare handler.
type answer int

const (
	toRead answer = iota
	toWrite
	refused
)

// headers returns those that OSS sends with each kind of answer, beside Date, Content-Type and Content-Length.
func headers() map[answer][][2]string {
	each := [][2]string{
		{"Server", "AliyunOSS"}, {"Connection", "keep-alive"}, {"x-oss-request-id", "69A9704068B5C68785829264"}, {"x-oss-server-time", "0"},
	}
	content := [][2]string{
		{"ETag", `"9A0364B9E99BB480DD25E1F0284C8555"`}, {"Content-MD5", "mgNkuembtIDdJeHwKEyFVQ=="},
		{"x-oss-hash-crc64ecma", "8883282091546349020"},
	}
	object := [][2]string{
		{"Accept-Ranges", "bytes"}, {"Last-Modified", "Thu, 05 Mar 2026 12:00:00 GMT"}, {"x-oss-object-type", "Normal"},
		{"x-oss-storage-class", "Standard"},
	}
	return map[answer][][2]string{
		toRead: slices.Concat(each, content, object), toWrite: slices.Concat(each, content),
		refused: slices.Concat(each, [][2]string{{"x-oss-ec", "0002-00000040"}}),
	}
}

// head writes the headers of OSS, if the handler has them.
func (b *bare) head(w http.ResponseWriter, kind answer) {
	if b.headers == nil {
		return
	}
	into := w.Header()
	into["Date"] = []string{time.Now().UTC().Format(http.TimeFormat)}
	for _, h := range b.headers[kind] {
		into[h[0]] = []string{h[1]}
	}
}

// serveHeaded serves a bare handler with the headers of OSS and the time limits of the emulator: what net/http costs with them.
func serveHeaded(l net.Listener) error {
	most, err := bound.Bounds{}.Chosen()
	if err != nil {
		return fmt.Errorf("choosing the time limits: %w", err)
	}
	s := &http.Server{
		Handler:           &bare{objects: map[string][]byte{}, headers: headers()},
		ReadHeaderTimeout: most.HeaderTime, ReadTimeout: most.BodyTime, WriteTimeout: most.AnswerTime, IdleTimeout: most.IdleTime,
	}
	go s.Serve(l) // ends with the process
	return nil
}
