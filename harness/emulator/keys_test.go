package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/check"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A keyCase is a condition key with a value that the request has, and one that it has not. The
// first value allows the request.
type keyCase struct {
	key, operator, value, other string
	action, method, target      string
	body                        string
	headers                     []string
	refused                     deny.Reason
	set                         func(b *bench)
	host                        func(b *bench) string // nil: the host of the private bucket
}

const oneTag = "<Tagging><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>"

func keyCases() []keyCase {
	get := keyCase{action: "oss:GetObject", method: "GET", target: "/key", refused: deny.ByBucketACL}
	put := keyCase{action: "oss:Put*", method: "PUT", target: "/key", refused: deny.ByBucketACL}
	list := keyCase{action: "oss:ListObjects", method: "GET", target: "/?prefix=foo/&delimiter=/", refused: deny.NotYourBucket}
	of := func(c keyCase, key, operator, value, other string) keyCase {
		c.key, c.operator, c.value, c.other = key, operator, value, other
		return c
	}
	with := func(c keyCase, target, header string, refused deny.Reason) keyCase {
		c.target, c.headers, c.refused = target, []string{header}, refused
		return c
	}
	after := func(c keyCase, set func(b *bench)) keyCase {
		c.set = set
		return c
	}
	point := get
	point.refused, point.host = deny.PointNotGranted, func(b *bench) string { return passageOf(b, "vpc-1") }
	return []keyCase{
		of(point, "oss:DataAccessPointArn", "StringEquals", "acs:oss:oss-cn-hangzhou:1000000000000001:accesspoint/ap-1",
			"acs:oss:cn-hangzhou:1000000000000001:accesspoint/ap-1"),
		of(point, "oss:DataAccessPointAccount", "StringEquals", accounts[0].UID, accounts[1].UID),
		of(point, "oss:AccessPointNetworkOrigin", "StringEquals", "vpc", "internet"),
		of(get, "acs:SourceIp", "IpAddress", "192.0.2.1", "192.0.2.2"),
		after(of(get, "acs:SourceVpc", "StringEquals", "vpc-1", "vpc-2"), func(b *bench) { b.network(0, "") }),
		with(of(get, "acs:UserAgent", "StringLike", "tool/*", "tool"), "/key", "User-Agent: tool/1", deny.ByBucketACL),
		of(get, "acs:CurrentTime", "DateEquals", "2026-03-05T12:00:00Z", "2026-03-05T12:00:01Z"),
		of(get, "acs:SecureTransport", "Bool", "false", "true"),
		of(get, "acs:AccessId", "StringLike", "LTAI*", "STS.*"),
		of(get, "acs:MFAPresent", "Bool", "false", "true"),
		of(list, "oss:Prefix", "StringEquals", "foo/", "foo"),
		of(list, "oss:Delimiter", "StringEquals", "/", ""),
		with(of(put, "oss:x-oss-acl", "StringEquals", "private", "public-read"), "/?acl", "x-oss-acl: private", deny.NotYourBucket),
		with(of(put, "oss:x-oss-object-acl", "StringEquals", "private", "default"), "/key", "x-oss-object-acl: private", deny.ByBucketACL),
		with(of(put, "oss:RequestObjectTag/team", "StringEquals", "red", "blue"), "/key", "x-oss-tagging: a=b&team=red", deny.ByBucketACL),
		of(keyCase{action: "oss:PutObjectTagging", method: "PUT", target: "/key?tagging", refused: deny.ByBucketACL, body: oneTag},
			"oss:RequestObjectTag/team", "StringEquals", "red", "blue"),
		after(of(get, "oss:ExistingObjectTag/team", "StringEquals", "red", "blue"), func(b *bench) {
			b.must(b.owner(b.raw("PUT", private, "/key", "content", "x-oss-tagging: team=red")))
		}),
		after(of(get, "oss:object-remaining-retention-days", "NumericEquals", "3", "2"), func(b *bench) {
			b.retain(private, 3)
			b.now = b.now.Add(time.Hour)
		}),
		after(of(get, "oss:BucketTag/team", "StringEquals", "red", "blue"), func(b *bench) {
			b.set(private, "tagging", oneTag)
		}),
	}
}

// passageOf creates an access point of one network, with the owner's account inside, and returns
// its host. Its policy lets in every caller whom RAM allows.
func passageOf(b *bench, vpc string) string {
	b.network(0, "")
	host := b.point(private, "ap-1", vpc)
	b.pointPolicy(private, "ap-1", grant("Allow", "oss:*", "*", ""))
	return host
}

// send is the request of a case, by a user whose policy requires a value.
func (c keyCase) send(b *bench, value string) *http.Request {
	if c.set != nil {
		c.set(b)
	}
	host := private
	if c.host != nil {
		host = c.host(b)
	}
	u := b.user("alice", statement("Allow", c.action, everything+`,"Condition":{"`+c.operator+`":{"`+c.key+`":"`+value+`"}}`))
	r := b.by(u, b.raw(c.method, host, c.target, c.body, c.headers...))
	r.RemoteAddr = "192.0.2.1:9"
	return r
}

// Every condition key has a value, and the value decides.
func TestConditionKeys(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range keyCases() {
		name, _, _ := strings.Cut(c.key, "/")
		seen[name] = true
		for value, want := range map[string]deny.Reason{c.value: "", c.other: c.refused} {
			b := newBench(t)
			stage(b)
			if w, got := b.send(c.send(b, value)); got != string(want) {
				t.Errorf("%s %s: got %q, want %q\n%s", c.key, value, got, want, w.Body)
			}
		}
	}
	for key := range check.Keys() {
		if !seen[key] {
			t.Errorf("%s has no case", key)
		}
	}
}
