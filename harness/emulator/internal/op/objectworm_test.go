package op_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const bypassing = "x-oss-bypass-governance-retention: true"

// A version is kept until its retention ends or its hold is taken away; others come and go beside it.
func TestKeepEnds(t *testing.T) {
	kept, free := deny.ObjectRetained, deny.Reason("")
	for name, steps := range map[string]func(b *bench.Bench, set func(what, body string)) []bench.Step{
		"governance": func(b *bench.Bench, set func(what, body string)) []bench.Step {
			until := b.In(bench.Day)
			return []bench.Step{
				{Change: b.At(0, func() { set("retention", bench.KeepBody("GOVERNANCE", until)) }), Want: kept},
				{Change: b.At(bench.Day - time.Second), Want: kept}, {Change: b.At(bench.Day), Want: free}}
		},
		"compliance, extended": func(b *bench.Bench, set func(what, body string)) []bench.Step {
			first, second := b.In(bench.Day), b.In(2*bench.Day)
			return []bench.Step{
				{Change: b.At(0, func() { set("retention", bench.KeepBody("COMPLIANCE", first)) }), Want: kept},
				{Change: b.At(time.Hour, func() { set("retention", bench.KeepBody("COMPLIANCE", second)) }), Want: kept},
				{Change: b.At(2*bench.Day - time.Second), Want: kept}, {Change: b.At(2 * bench.Day), Want: free}}
		},
		"lapsed, and set again in the other mode": func(b *bench.Bench, set func(what, body string)) []bench.Step {
			first, second := b.In(time.Hour), b.In(3*time.Hour)
			return []bench.Step{
				{Change: b.At(0, func() { set("retention", bench.KeepBody("COMPLIANCE", first)) }), Want: kept},
				{Change: b.At(2*time.Hour, func() { set("retention", bench.KeepBody("GOVERNANCE", second)) }), Want: kept},
				{Change: b.At(3 * time.Hour), Want: free}}
		},
		"held": func(b *bench.Bench, set func(what, body string)) []bench.Step {
			return []bench.Step{
				{Change: b.At(0, func() { set("legalHold", bench.HoldBody("ON")) }), Want: kept},
				{Change: b.At(1000 * bench.Day), Want: kept},
				{Change: b.At(1000*bench.Day, func() { set("legalHold", bench.HoldBody("OFF")) }), Want: free}}
		},
		"held beyond its retention": func(b *bench.Bench, set func(what, body string)) []bench.Step {
			until := b.In(time.Hour)
			return []bench.Step{
				{Change: b.At(0, func() {
					set("retention", bench.KeepBody("GOVERNANCE", until))
					set("legalHold", bench.HoldBody("ON"))
				}), Want: kept},
				{Change: b.At(time.Hour), Want: kept},
				{Change: b.At(time.Hour, func() { set("legalHold", bench.HoldBody("OFF")) }), Want: free}}
		},
		"shortened by who bypasses": func(b *bench.Bench, set func(what, body string)) []bench.Step {
			until, sooner := b.In(bench.Day), b.In(time.Hour)
			return []bench.Step{
				{Change: b.At(0, func() { set("retention", bench.KeepBody("GOVERNANCE", until)) }), Want: kept},
				{Change: func() {
					b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key?retention", bench.KeepBody("GOVERNANCE", sooner), bypassing)))
				}, Want: kept},
				{Change: b.At(time.Hour), Want: free}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			b.KeepObjects(bench.Private, "")
			id := b.Put(bench.Private, "/key", "kept")
			set := func(what, body string) { b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key?"+what, body))) }
			b.Walk(func() *http.Request { return b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+id, "")) }, steps(b, set)...)
		})
	}
}

// The default retention is for new versions alone, and one of their own counts in its place.
func TestDefaultKeep(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Version(bench.Private, "Enabled")
	before := b.Put(bench.Private, "/key", "before")
	b.KeepObjects(bench.Private, "<Mode>COMPLIANCE</Mode><Days>2</Days>")
	shown := func(target string) string {
		body := b.Must(b.Owner(b.Raw("GET", bench.Private, target, ""))).Body.String()
		return bench.Elements(body, "Mode") + " " + bench.Elements(body, "RetainUntilDate")
	}
	after := b.Put(bench.Private, "/key", "after")
	own := b.Put(bench.Private, "/key", "own", "x-oss-object-worm-mode: GOVERNANCE",
		"x-oss-object-worm-retain-until-date: 2026-03-06T00:00:00.000Z")
	for id, want := range map[string]string{before: " ", after: "COMPLIANCE 2026-03-07T12:00:00.000Z",
		own: "GOVERNANCE 2026-03-06T00:00:00.000Z"} {
		if got := shown("/key?retention&versionId=" + id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	w := b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/key", "")))
	told := bench.Told(w, "x-oss-object-worm-mode") + bench.Told(w, "x-oss-object-worm-retain-until-date")
	if told != "GOVERNANCE2026-03-06T00:00:00.000Z" {
		t.Errorf("HEAD tells %q", told)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+before, "")))
	b.Drop(bench.Private, "/key") // a delete marker hides the versions, and keeps them
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+own, "", bypassing)))
	if _, why := b.Send(b.Owner(b.Raw("DELETE", bench.Private, "/key?versionId="+after, "", bypassing))); why != string(deny.ObjectRetained) {
		t.Errorf("compliance bypassed: %q", why)
	}
}

// Years count as years, and what is configured is read back; later it may be changed.
func TestObjectWormIsShown(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for _, rule := range []string{"", "<Mode>GOVERNANCE</Mode><Years>1</Years>", "<Mode>COMPLIANCE</Mode><Days>36500</Days>"} {
		b.KeepObjects(bench.Private, rule)
		body := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?objectWorm", ""))).Body.String()
		if got, want := body[len(`<?xml version="1.0" encoding="UTF-8"?>`)+1:], bench.ObjectWormBody(rule); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	b.KeepObjects(bench.Private, "<Mode>GOVERNANCE</Mode><Years>1</Years>")
	b.Put(bench.Private, "/key", "a")
	body := b.Must(b.Owner(b.Raw("GET", bench.Private, "/key?retention", ""))).Body.String()
	if got := bench.Elements(body, "RetainUntilDate"); got != "2027-03-05T12:00:00.000Z" {
		t.Errorf("a year: %s", got)
	}
}

// To bypass governance takes a right of its own; to say that nothing is bypassed takes none.
func TestRightToBypass(t *testing.T) {
	const may, bypass = `"oss:DeleteObjectVersion"`, `"oss:BypassGovernanceRetention"`
	for _, c := range []struct {
		actions, header string
		want            deny.Reason
	}{
		{may, bypassing, deny.SecondaryMissing}, {may + "," + bypass, bypassing, ""},
		{may, "x-oss-bypass-governance-retention: false", deny.ObjectRetained}, {may + "," + bypass, "x-a: b", deny.ObjectRetained},
	} {
		b := bench.New(t)
		bench.Stage(b)
		id := b.Keep("GOVERNANCE")
		alice := b.User("alice", `{"Version":"1","Statement":[{"Effect":"Allow","Action":[`+c.actions+`],"Resource":"*"}]}`)
		if _, why := b.Send(b.By(alice, b.Raw("DELETE", bench.Private, "/key?versionId="+id, "", c.header))); why != string(c.want) {
			t.Errorf("%s with %s: %q, want %q", c.actions, c.header, why, c.want)
		}
	}
}
