package bench

import (
	"net/http"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A KeyCase is a condition key with a value that the request has, and one that it has not. The
// first value allows the request.
type KeyCase struct {
	Key, operator, Value, Other string
	action, method, target      string
	body                        string
	headers                     []string
	Refused                     deny.Reason
	set                         func(b *Bench)
	host                        func(b *Bench) string // nil: the host of the private bucket
}

// OneTag is the tagging of an object with one tag.
const OneTag = "<Tagging><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>"

// KeyCases lists the condition keys.
func KeyCases() []KeyCase {
	get := KeyCase{action: "oss:GetObject", method: "GET", target: "/key", Refused: deny.ByBucketACL}
	put := KeyCase{action: "oss:Put*", method: "PUT", target: "/key", Refused: deny.ByBucketACL}
	list := KeyCase{action: "oss:ListObjects", method: "GET", target: "/?prefix=foo/&delimiter=/", Refused: deny.NotYourBucket}
	of := func(c KeyCase, key, operator, value, other string) KeyCase {
		c.Key, c.operator, c.Value, c.Other = key, operator, value, other
		return c
	}
	with := func(c KeyCase, target, header string, refused deny.Reason) KeyCase {
		c.target, c.headers, c.Refused = target, []string{header}, refused
		return c
	}
	after := func(c KeyCase, set func(b *Bench)) KeyCase {
		c.set = set
		return c
	}
	point := get
	point.Refused, point.host = deny.PointNotGranted, func(b *Bench) string { return passageOf(b, "vpc-1") }
	return []KeyCase{
		of(point, "oss:DataAccessPointArn", "StringEquals", "acs:oss:oss-cn-hangzhou:1000000000000001:accesspoint/ap-1",
			"acs:oss:cn-hangzhou:1000000000000001:accesspoint/ap-1"),
		of(point, "oss:DataAccessPointAccount", "StringEquals", Accounts()[0].UID, Accounts()[1].UID),
		of(point, "oss:AccessPointNetworkOrigin", "StringEquals", "vpc", "internet"),
		of(get, "acs:SourceIp", "IpAddress", "192.0.2.1", "192.0.2.2"),
		after(of(get, "acs:SourceVpc", "StringEquals", "vpc-1", "vpc-2"), func(b *Bench) { b.Network(0, "") }),
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
		of(KeyCase{action: "oss:PutObjectTagging", method: "PUT", target: "/key?tagging", Refused: deny.ByBucketACL, body: OneTag},
			"oss:RequestObjectTag/team", "StringEquals", "red", "blue"),
		after(of(get, "oss:ExistingObjectTag/team", "StringEquals", "red", "blue"), func(b *Bench) {
			b.Must(b.Owner(b.Raw("PUT", Private, "/key", "content", "x-oss-tagging: team=red")))
		}),
		after(of(get, "oss:object-remaining-retention-days", "NumericEquals", "3", "2"), func(b *Bench) {
			b.Retain(Private, 3)
			b.Now = b.Now.Add(time.Hour)
		}),
		after(of(get, "oss:BucketTag/team", "StringEquals", "red", "blue"), func(b *Bench) {
			b.Set(Private, "tagging", OneTag)
		}),
	}
}

// passageOf creates an access point of one network, with the owner's account inside, and returns
// its host. Its policy lets in every caller whom RAM allows.
func passageOf(b *Bench, vpc string) string {
	b.Network(0, "")
	host := b.Point(Private, "ap-1", vpc)
	b.PointPolicy(Private, "ap-1", Grant("Allow", "oss:*", "*", ""))
	return host
}

// Send is the request of a case, by a user whose policy requires a value.
func (c KeyCase) Send(b *Bench, value string) *http.Request {
	if c.set != nil {
		c.set(b)
	}
	host := Private
	if c.host != nil {
		host = c.host(b)
	}
	u := b.User("alice", Statement("Allow", c.action, Everything+`,"Condition":{"`+c.operator+`":{"`+c.Key+`":"`+value+`"}}`))
	r := b.By(u, b.Raw(c.method, host, c.target, c.body, c.headers...))
	r.RemoteAddr = "192.0.2.1:9"
	return r
}
