package op_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// An object is kept from its upload, while its bucket has a policy.
func TestRetentionEnds(t *testing.T) {
	kept, free := deny.ObjectRetained, deny.Reason("")
	for name, steps := range map[string]func(b *bench.Bench) []bench.Step{
		"by age": func(b *bench.Bench) []bench.Step {
			return []bench.Step{
				{Change: b.At(6*time.Hour, func() { b.Retain(bench.Private, 1) }), Want: kept},
				{Change: b.At(bench.Day - time.Second), Want: kept},
				{Change: b.At(bench.Day), Want: free},
			}
		},
		"of an old object": func(b *bench.Bench) []bench.Step {
			return []bench.Step{{Change: b.At(bench.Day, func() { b.Lock(bench.Private, 1) }), Want: free}}
		},
		"unlocked": func(b *bench.Bench) []bench.Step {
			return []bench.Step{
				{Change: b.At(time.Hour, func() { b.Retain(bench.Private, 7) }), Want: kept},
				{Change: b.At(time.Hour + bench.Day - time.Second), Want: kept},
				{Change: b.At(time.Hour + bench.Day), Want: free},
			}
		},
		"locked": func(b *bench.Bench) []bench.Step {
			return []bench.Step{
				{Change: b.At(time.Hour, func() { b.Lock(bench.Private, 7) }), Want: kept},
				{Change: b.At(time.Hour + bench.Day), Want: kept},
				{Change: b.At(7*bench.Day - time.Second), Want: kept},
				{Change: b.At(7 * bench.Day), Want: free},
			}
		},
		"extended": func(b *bench.Bench) []bench.Step {
			extend := func() {
				body := bench.RetentionBody("ExtendWormConfiguration", "2")
				b.Must(b.Owner(b.Raw("POST", bench.Private, "/?wormExtend&wormId="+b.Lock(bench.Private, 1), body)))
			}
			return []bench.Step{{Change: b.At(0, extend), Want: kept}, {Change: b.At(bench.Day), Want: kept},
				{Change: b.At(2 * bench.Day), Want: free}}
		},
		"aborted": func(b *bench.Bench) []bench.Step {
			abort := func() { b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?worm", ""))) }
			return []bench.Step{{Change: b.At(0, func() { b.Retain(bench.Private, 7) }), Want: kept}, {Change: b.At(0, abort), Want: free}}
		},
		"of the longest": func(b *bench.Bench) []bench.Step {
			return []bench.Step{{Change: b.At(0, func() { b.Lock(bench.Private, 25_550) }), Want: kept},
				{Change: b.At(25_550 * bench.Day), Want: free}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			b.Walk(func() *http.Request { return b.Owner(b.Raw("DELETE", bench.Private, "/key", "")) }, steps(b)...)
		})
	}
}

// A kept object can be read and described, and new objects can be written.
func TestRetentionLeavesOpen(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Lock(bench.Private, 1)
	for _, r := range []*http.Request{
		b.Raw("GET", bench.Private, "/key", ""),
		b.Raw("HEAD", bench.Private, "/key", ""),
		b.Raw("PUT", bench.Private, "/new", "content"),
		b.Raw("PUT", bench.Private, "/copy", "", "x-oss-copy-source: /private-bucket/key"),
		b.Raw("PUT", bench.Open, "/copy", "", "x-oss-copy-source: /private-bucket/key"),
		b.Raw("PUT", bench.Private, "/key?acl", "", "x-oss-object-acl: private"),
		b.Raw("PUT", bench.Private, "/key?tagging", bench.OneTag),
		b.Raw("POST", bench.Private, "/key?uploads", ""),
		b.Raw("DELETE", bench.Private, "/absent", ""),
	} {
		b.Must(b.Owner(r))
	}
	b.Send(b.Owner(b.Raw("PUT", bench.Private, "/key", "other")))
	if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", ""))).Body.String(); got != "content" {
		t.Errorf("overwritten: %q", got)
	}
}

// A policy shows its state, and disappears with its bucket.
func TestRetentionIsShown(t *testing.T) {
	b := bench.New(t)
	host := "empty-bucket." + bench.Hangzhou
	b.Must(b.Owner(b.Raw("PUT", host, "/", "")))
	shown := func() string {
		body := b.Must(b.Owner(b.Raw("GET", host, "/?worm", ""))).Body.String()
		return bench.Elements(body, "WormId") + " " + bench.Elements(body, "State") + " " + bench.Elements(body, "RetentionPeriodInDays") +
			" " + bench.Elements(body, "CreationDate")
	}
	id := b.Retain(host, 7)
	if want := id + " InProgress 7 2026-03-05T12:00:00.000Z"; shown() != want {
		t.Errorf("got %s, want %s", shown(), want)
	}
	b.Now = b.Now.Add(bench.Day - time.Second)
	for range 2 {
		b.Must(b.Owner(b.Raw("POST", host, "/?wormId="+id, "")))
	}
	b.Now = b.Now.Add(bench.Day)
	b.Must(b.Owner(b.Raw("POST", host, "/?wormId="+id+"&wormExtend", bench.RetentionBody("ExtendWormConfiguration", "8"))))
	if want := id + " Locked 8 2026-03-05T12:00:00.000Z"; shown() != want {
		t.Errorf("got %s, want %s", shown(), want)
	}
	b.Must(b.Owner(b.Raw("DELETE", host, "/", "")))
	b.Must(b.Owner(b.Raw("PUT", host, "/", "")))
	if _, why := b.Send(b.Owner(b.Raw("GET", host, "/?worm", ""))); why != string(deny.NoRetention) {
		t.Errorf("of a bucket made again: %q", why)
	}
}
