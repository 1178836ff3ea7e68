package decide_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/internal/target"
)

func noFile(string) (string, error) { return "", errors.New("no file") }

// A first line names the columns. What a line leaves empty is as the command line says.
func TestReadExpected(t *testing.T) {
	base := decide.Question{Caller: "user", Circumstances: decide.Circumstances{From: "192.0.2.1"}}
	got, err := decide.ReadExpected(strings.NewReader(`# a comment
caller, action, resource, from, vpc, tls, time, via, user-agent, header, query, bucket-tags, object-tags, outcome, note
owner,oss:GetObject,photos/a,203.0.113.5,vpc-1,no,2026-03-05T12:00:00Z,bucket,t/1,x-a: 1|x-b: 2,prefix=a/&delimiter,a=b,c=d,refused,why not
,oss:ListObjects,photos,,,,,,,,,,,allowed,
`), "f", base, noFile)
	if err != nil || len(got) != 2 {
		t.Fatalf("%d %v", len(got), err)
	}
	full := got[0]
	if full.Caller != "owner" || full.From != "203.0.113.5" || full.VPC != "vpc-1" || !full.Plain || full.Via != "bucket" ||
		!full.At.Equal(time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)) || len(full.Headers) != 3 || full.Headers[2].Value != "2" ||
		len(full.Query) != 2 || full.Query[0].Value != "a/" || full.BucketTags != "a=b" || full.ObjectTags != "c=d" ||
		full.Allowed || full.Note != "why not" || full.Line != 3 {
		t.Errorf("%+v", full)
	}
	if short := got[1]; short.Caller != "user" || short.From != "192.0.2.1" || !short.Allowed || short.Plain || short.Line != 4 {
		t.Errorf("%+v", short)
	}
}

// What can't be read is a usage error that names the line.
func TestReadExpectedRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty":          "",
		"three fields":   "user,oss:GetObject,photos/a",
		"other outcome":  "user,oss:GetObject,photos/a,perhaps",
		"unknown column": "caller,referer,outcome\nuser,x,allowed",
		"twice":          "caller,caller,outcome\nuser,user,allowed",
		"no quote":       "user,\"oss:GetObject,photos/a,allowed",
		"address":        "action,from,outcome\noss:ListBuckets,here,allowed",
		"time":           "action,time,outcome\noss:ListBuckets,noon,allowed",
		"tls":            "action,tls,outcome\noss:ListBuckets,1.3,allowed",
		"way":            "action,via,outcome\noss:ListBuckets,air,allowed",
		"header":         "action,header,outcome\noss:ListBuckets,none,allowed",
		"query":          "action,query,outcome\noss:ListBuckets,a=%zz,allowed",
		"caller":         "user,oss:ListBuckets,,allowed\nking,oss:ListBuckets,,allowed",
		"action":         "user,oss:Nothing,,allowed",
		"tags":           "action,object-tags,outcome\noss:ListBuckets,=,allowed",
	} {
		_, err := decide.ReadExpected(strings.NewReader(text), "f.csv", decide.Question{}, noFile)
		var usage target.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), "f.csv") || !strings.Contains(err.Error(), "accepted: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// No text crashes the reader, and what it accepts can be read again from its own outcome.
func FuzzReadExpected(f *testing.F) {
	f.Add("user,oss:GetObject,photos/a,allowed")
	f.Add("action,from,vpc,tls,time,via,header,query,outcome\noss:ListBuckets,::1,vpc-1,yes,2026-03-05T12:00:00Z,bucket,a: b,c=d,refused")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := decide.ReadExpected(strings.NewReader(text), "f", decide.Question{}, noFile)
		if (err == nil) != (len(all) > 0) {
			t.Errorf("%d lines, %v", len(all), err)
		}
	})
}

// No text crashes the reader of requests.
func FuzzReadRaw(f *testing.F) {
	f.Add("GET /a?acl HTTP/1.1\r\nHost: photos.oss-cn-hangzhou.aliyuncs.com\r\nDate: x\r\n\r\n")
	f.Add("curl -X PUT 'https://photos.oss-cn-hangzhou.aliyuncs.com/a' -H 'x-oss-object-acl: private'")
	f.Fuzz(func(t *testing.T, text string) {
		raw, err := decide.ReadRaw("f", text)
		if (err == nil) != (raw != nil) {
			t.Errorf("%v %v", raw, err)
		}
	})
}
