package mutant_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// ruleSamples lists requests that depend on one rule each: an operator, a condition key, a cell of
// the table of ACLs, the exemption of an owner.
func ruleSamples() []bench.Sample {
	var out []bench.Sample
	for _, operator := range slices.Sorted(maps.Keys(policy.Operators())) {
		for _, want := range wanted(operator) {
			out = append(out, bench.Sample{Name: "operator " + operator + " " + want,
				Begin: func(b *bench.Bench) *http.Request { return underOperator(b, operator, want) }})
		}
	}
	for _, c := range bench.KeyCases() {
		for _, value := range []string{c.Value, c.Other} {
			name, _, _ := strings.Cut(c.Key, "/")
			out = append(out, bench.Sample{Name: "key " + name + " " + value, Begin: func(b *bench.Bench) *http.Request { return c.Send(b, value) }})
		}
	}
	for _, acl := range []string{"private", "public-read", "public-read-write"} {
		for _, method := range []string{"GET", "PUT"} {
			out = append(out, bench.Sample{Name: fmt.Sprint("acl ", acl, " ", method), Begin: func(b *bench.Bench) *http.Request {
				b.Object("open-bucket", "key", acl)
				return b.Raw(method, bench.Open, "/key", "")
			}})
		}
	}
	return append(out,
		bench.Sample{Name: "verdict owner not bound", Begin: func(b *bench.Bench) *http.Request {
			b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Deny", "oss:GetObject", "*", "")))
			return b.Owner(b.Raw("GET", bench.Private, "/key", ""))
		}},
		bench.Sample{Name: "verdict owner", Begin: func(b *bench.Bench) *http.Request {
			return b.Owner(b.Raw("GET", bench.Private, "/key", ""))
		}})
}

// wanted lists values on every side of the value in the request.
func wanted(operator string) []string {
	switch {
	case strings.HasPrefix(operator, "String"):
		return []string{"vpc-1", "VPC-1", "vpc-*", "other"}
	case strings.HasPrefix(operator, "Numeric"):
		return []string{"6", "7", "8"}
	case strings.HasPrefix(operator, "Date"):
		return []string{"2026-03-05T11:59:59Z", "2026-03-05T12:00:00Z", "2026-03-05T12:00:01Z"}
	case operator == "Bool":
		return []string{"true", "false"}
	}
	return []string{"192.0.2.0/24", "10.0.0.0/8"}
}

// underOperator is a read by a user whose policy allows it under one condition.
func underOperator(b *bench.Bench, operator, want string) *http.Request {
	key := "acs:SourceIp"
	switch {
	case strings.HasPrefix(operator, "String"):
		b.Network(0, "")
		key = "acs:SourceVpc"
	case strings.HasPrefix(operator, "Numeric"):
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", "content", "x-oss-tagging: size=7")))
		key = "oss:ExistingObjectTag/size"
	case strings.HasPrefix(operator, "Date"):
		key = "acs:CurrentTime"
	case operator == "Bool":
		key = "acs:SecureTransport"
	}
	u := b.User("alice", bench.Statement("Allow", "oss:GetObject", bench.Everything+`,"Condition":{"`+operator+`":{"`+key+`":"`+want+`"}}`))
	r := b.By(u, b.Raw("GET", bench.Private, "/key", ""))
	r.RemoteAddr = "192.0.2.1:9"
	return r
}
