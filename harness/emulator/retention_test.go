package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const day = 24 * time.Hour

// at moves the clock of a bench to a time after its start, and then runs more.
func (b *bench) at(after time.Duration, more ...func()) func() {
	start := b.now
	return func() {
		b.now = start.Add(after)
		for _, f := range more {
			f()
		}
	}
}

// An object is kept from its upload, while its bucket has a policy.
func TestRetentionEnds(t *testing.T) {
	kept, free := deny.ObjectRetained, deny.Reason("")
	for name, steps := range map[string]func(b *bench) []step{
		"by age": func(b *bench) []step {
			return []step{
				{b.at(6*time.Hour, func() { b.retain(private, 1) }), kept},
				{b.at(day - time.Second), kept},
				{b.at(day), free},
			}
		},
		"of an old object": func(b *bench) []step {
			return []step{{b.at(day, func() { b.lock(private, 1) }), free}}
		},
		"unlocked": func(b *bench) []step {
			return []step{
				{b.at(time.Hour, func() { b.retain(private, 7) }), kept},
				{b.at(time.Hour + day - time.Second), kept},
				{b.at(time.Hour + day), free},
			}
		},
		"locked": func(b *bench) []step {
			return []step{
				{b.at(time.Hour, func() { b.lock(private, 7) }), kept},
				{b.at(time.Hour + day), kept},
				{b.at(7*day - time.Second), kept},
				{b.at(7 * day), free},
			}
		},
		"extended": func(b *bench) []step {
			extend := func() {
				body := retentionBody("ExtendWormConfiguration", "2")
				b.must(b.owner(b.raw("POST", private, "/?wormExtend&wormId="+b.lock(private, 1), body)))
			}
			return []step{{b.at(0, extend), kept}, {b.at(day), kept}, {b.at(2 * day), free}}
		},
		"aborted": func(b *bench) []step {
			abort := func() { b.must(b.owner(b.raw("DELETE", private, "/?worm", ""))) }
			return []step{{b.at(0, func() { b.retain(private, 7) }), kept}, {b.at(0, abort), free}}
		},
		"of the longest": func(b *bench) []step {
			return []step{{b.at(0, func() { b.lock(private, 25_550) }), kept}, {b.at(25_550 * day), free}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			stage(b)
			b.walk(func() *http.Request { return b.owner(b.raw("DELETE", private, "/key", "")) }, steps(b)...)
		})
	}
}

// A kept object can be read and described, and new objects can be written.
func TestRetentionLeavesOpen(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.lock(private, 1)
	for _, r := range []*http.Request{
		b.raw("GET", private, "/key", ""),
		b.raw("HEAD", private, "/key", ""),
		b.raw("PUT", private, "/new", "content"),
		b.raw("PUT", private, "/copy", "", "x-oss-copy-source: /private-bucket/key"),
		b.raw("PUT", open, "/copy", "", "x-oss-copy-source: /private-bucket/key"),
		b.raw("PUT", private, "/key?acl", "", "x-oss-object-acl: private"),
		b.raw("PUT", private, "/key?tagging", oneTag),
		b.raw("POST", private, "/key?uploads", ""),
		b.raw("DELETE", private, "/absent", ""),
	} {
		b.must(b.owner(r))
	}
	b.send(b.owner(b.raw("PUT", private, "/key", "other")))
	if got := b.must(b.owner(b.raw("GET", private, "/key", ""))).Body.String(); got != "content" {
		t.Errorf("overwritten: %q", got)
	}
}

// A policy shows its state, and disappears with its bucket.
func TestRetentionIsShown(t *testing.T) {
	b := newBench(t)
	host := "empty-bucket." + hangzhou
	b.must(b.owner(b.raw("PUT", host, "/", "")))
	shown := func() string {
		body := b.must(b.owner(b.raw("GET", host, "/?worm", ""))).Body.String()
		return elements(body, "WormId") + " " + elements(body, "State") + " " + elements(body, "RetentionPeriodInDays") +
			" " + elements(body, "CreationDate")
	}
	id := b.retain(host, 7)
	if want := id + " InProgress 7 2026-03-05T12:00:00.000Z"; shown() != want {
		t.Errorf("got %s, want %s", shown(), want)
	}
	b.now = b.now.Add(day - time.Second)
	for range 2 {
		b.must(b.owner(b.raw("POST", host, "/?wormId="+id, "")))
	}
	b.now = b.now.Add(day)
	b.must(b.owner(b.raw("POST", host, "/?wormId="+id+"&wormExtend", retentionBody("ExtendWormConfiguration", "8"))))
	if want := id + " Locked 8 2026-03-05T12:00:00.000Z"; shown() != want {
		t.Errorf("got %s, want %s", shown(), want)
	}
	b.must(b.owner(b.raw("DELETE", host, "/", "")))
	b.must(b.owner(b.raw("PUT", host, "/", "")))
	if _, why := b.send(b.owner(b.raw("GET", host, "/?worm", ""))); why != string(deny.NoRetention) {
		t.Errorf("of a bucket made again: %q", why)
	}
}
