package emulator_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/policy"
)

// ruleSamples lists requests that depend on one rule each: an operator, a condition key, a cell of
// the table of ACLs, the exemption of an owner.
func ruleSamples() []sample {
	var out []sample
	for _, operator := range slices.Sorted(maps.Keys(policy.Operators())) {
		for _, want := range wanted(operator) {
			out = append(out, sample{"operator " + operator + " " + want, func(b *bench) *http.Request { return underOperator(b, operator, want) }})
		}
	}
	for _, c := range keyCases() {
		for _, value := range []string{c.value, c.other} {
			name, _, _ := strings.Cut(c.key, "/")
			out = append(out, sample{"key " + name + " " + value, func(b *bench) *http.Request { return c.send(b, value) }})
		}
	}
	for _, acl := range []string{"private", "public-read", "public-read-write"} {
		for _, method := range []string{"GET", "PUT"} {
			out = append(out, sample{fmt.Sprint("acl ", acl, " ", method), func(b *bench) *http.Request {
				b.object("open-bucket", "key", acl)
				return b.raw(method, open, "/key", "")
			}})
		}
	}
	return append(out,
		sample{"verdict owner not bound", func(b *bench) *http.Request {
			b.set(private, "policy", bucketPolicy(grant("Deny", "oss:GetObject", "*", "")))
			return b.owner(b.raw("GET", private, "/key", ""))
		}},
		sample{"verdict owner", func(b *bench) *http.Request { return b.owner(b.raw("GET", private, "/key", "")) }})
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
func underOperator(b *bench, operator, want string) *http.Request {
	key := "acs:SourceIp"
	switch {
	case strings.HasPrefix(operator, "String"):
		b.network(0, "")
		key = "acs:SourceVpc"
	case strings.HasPrefix(operator, "Numeric"):
		b.must(b.owner(b.raw("PUT", private, "/key", "content", "x-oss-tagging: size=7")))
		key = "oss:ExistingObjectTag/size"
	case strings.HasPrefix(operator, "Date"):
		key = "acs:CurrentTime"
	case operator == "Bool":
		key = "acs:SecureTransport"
	}
	u := b.user("alice", statement("Allow", "oss:GetObject", everything+`,"Condition":{"`+operator+`":{"`+key+`":"`+want+`"}}`))
	r := b.by(u, b.raw("GET", private, "/key", ""))
	r.RemoteAddr = "192.0.2.1:9"
	return r
}
