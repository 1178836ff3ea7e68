package check_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A user with AliyunOSSFullAccess can do what the owner can. A user with read access can read. A
// user without policies can do nothing.
func TestUsersOfTheOwner(t *testing.T) {
	for _, op := range []struct {
		method, host, target, body string
		reads                      bool
		nothing                    deny.Reason
	}{
		{"GET", bench.Hangzhou, "/", "", true, deny.ListingNotGranted},
		{"PUT", "fresh-bucket." + bench.Hangzhou, "/", "", false, deny.NotGranted},
		{"GET", bench.Private, "/", "", true, deny.NotYourBucket},
		{"GET", bench.Private, "/?list-type=2", "", true, deny.NotYourBucket},
		{"GET", bench.Private, "/?acl", "", true, deny.NotYourBucket},
		{"GET", bench.Private, "/?bucketInfo", "", true, deny.NotYourBucket},
		{"PUT", bench.Private, "/?acl", "", false, deny.NotYourBucket},
		{"GET", bench.Private, "/?uploads", "", true, deny.NotYourBucket},
		{"GET", bench.Private, "/key", "", true, deny.ByBucketACL},
		{"HEAD", bench.Private, "/key", "", true, deny.ByBucketACL},
		{"PUT", bench.Private, "/key", "content", false, deny.ByBucketACL},
		{"DELETE", bench.Private, "/key", "", false, deny.ByBucketACL},
		{"GET", bench.Private, "/key?acl", "", true, deny.ReadACL},
		{"PUT", bench.Private, "/key?acl", "", false, deny.WriteACL},
		{"POST", bench.Private, "/key?uploads", "", false, deny.SignedMultipart},
		{"POST", bench.Private, "/?delete", "<Delete><Object><Key>key</Key></Object></Delete>", false, deny.ByBucketACL},
	} {
		for policies, want := range map[string]deny.Reason{
			"AliyunOSSFullAccess": "", "AdministratorAccess": "", "AliyunOSSReadOnlyAccess": op.nothing, "": op.nothing,
		} {
			b := bench.New(t)
			bench.Stage(b)
			u := b.User("alice", strings.Fields(policies)...)
			if op.reads && policies == "AliyunOSSReadOnlyAccess" {
				want = ""
			}
			w, got := b.Send(b.By(u, b.Raw(op.method, op.host, op.target, op.body, "Content-MD5: "+bench.MD5Of(op.body))))
			if got != string(want) {
				t.Errorf("%s %s%s with %q: got %q, want %q\n%s", op.method, op.host, op.target, policies, got, want, w.Body)
			}
		}
	}
}

// A policy counts for the action, resource and condition that it names.
func TestWhatAPolicyNames(t *testing.T) {
	allow := func(action, rest string) string { return bench.Statement("Allow", action, rest) }
	const keys = `"Resource":"acs:oss:*:*:private-bucket/k*"`
	for _, c := range []struct {
		name, policy string
		change       func(*http.Request)
		want         deny.Reason
	}{
		{"the key", allow("oss:GetObject", keys), nil, ""},
		{"the owner", allow("oss:GetObject", `"Resource":"acs:oss:*:`+bench.Accounts()[0].UID+`:private-bucket/key"`), nil, ""},
		{"another owner", allow("oss:GetObject", `"Resource":"acs:oss:*:2:private-bucket/key"`), nil, deny.ByBucketACL},
		{"another key", allow("oss:GetObject", `"Resource":"acs:oss:*:*:private-bucket/other"`), nil, deny.ByBucketACL},
		{"the bucket only", allow("oss:GetObject", `"Resource":"acs:oss:*:*:private-bucket"`), nil, deny.ByBucketACL},
		{"another action", allow("oss:PutObject", keys), nil, deny.ByBucketACL},
		{"the service in capitals", allow("OSS:GetObject", keys), nil, deny.ByBucketACL},
		{"the address", allow("oss:GetObject", keys+`,"Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}}`), from("10.1.2.3:9"), ""},
		{"another address", allow("oss:GetObject", keys+`,"Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}}`),
			from("192.0.2.1:9"), deny.ByBucketACL},
		{"no network", bench.Statement("Deny", "oss:*", bench.Everything+`,"Condition":{"StringNotEquals":{"acs:SourceVpc":"vpc-1"}}`), nil,
			deny.ByRAMDeny},
		{"any network, from the internet", bench.Statement("Deny", "oss:*", bench.Everything+
			`,"Condition":{"StringLike":{"acs:SourceVpc":"*"}}`), nil, deny.ByRAMDeny},
		{"some VPC, from the internet", allow("oss:GetObject", keys+`,"Condition":{"StringLike":{"acs:SourceVpc":"vpc-*"}}`), nil,
			deny.ByBucketACL},
		{"the time", allow("oss:GetObject", keys+`,"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-03-05T12:00:01Z"}}`), nil, ""},
		{"a time past", allow("oss:GetObject", keys+`,"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-03-05T12:00:00Z"}}`),
			nil, deny.ByBucketACL},
		{"plain HTTP", allow("oss:GetObject", keys+`,"Condition":{"Bool":{"acs:SecureTransport":false}}`), nil, ""},
		{"HTTPS", allow("oss:GetObject", keys+`,"Condition":{"Bool":{"acs:SecureTransport":"true"}}`), nil, deny.ByBucketACL},
		{"no MFA", allow("oss:GetObject", keys+`,"Condition":{"Bool":{"acs:MFAPresent":"true"}}`), nil, deny.ByBucketACL},
		{"the client", allow("oss:GetObject", keys+`,"Condition":{"StringLike":{"acs:UserAgent":"tool/*"}}`), agent("tool/1"), ""},
		{"another client", allow("oss:GetObject", keys+`,"Condition":{"StringLike":{"acs:UserAgent":"tool/*"}}`),
			agent("other"), deny.ByBucketACL},
		{"the AccessKey", allow("oss:GetObject", keys+`,"Condition":{"StringLike":{"acs:AccessId":"LTAI*"}}`), nil, ""},
	} {
		b := bench.New(t)
		bench.Stage(b)
		r := b.By(b.User("alice", c.policy), b.Raw("GET", bench.Private, "/key", ""))
		if c.change != nil {
			c.change(r)
		}
		if w, got := b.Send(r); got != string(c.want) {
			t.Errorf("%s: got %q, want %q\n%s", c.name, got, c.want, w.Body)
		}
	}
}

func from(address string) func(*http.Request) {
	return func(r *http.Request) { r.RemoteAddr = address }
}

func agent(name string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("User-Agent", name) }
}

// Listings and ACLs have their own condition keys.
func TestConditionsOfOperations(t *testing.T) {
	list := bench.Statement("Allow", "oss:ListObjects", `"Resource":"acs:oss:*:*:private-bucket",`+
		`"Condition":{"StringLike":{"oss:Prefix":["","foo/*"]},"StringEquals":{"oss:Delimiter":["","/"]}}`)
	acl := bench.Statement("Allow", "oss:PutBucketAcl", bench.Everything+`,"Condition":{"StringEquals":{"oss:x-oss-acl":"private"}}`)
	object := bench.Statement("Allow", "oss:PutObjectAcl", bench.Everything+`,"Condition":{"StringEquals":{"oss:x-oss-object-acl":"private"}}`)
	for _, c := range []struct {
		method, target, header string
		want                   deny.Reason
	}{
		{"GET", "/", "", ""},
		{"GET", "/?prefix=foo/bar", "", ""},
		{"GET", "/?prefix=bar", "", deny.NotYourBucket},
		{"GET", "/?delimiter=-", "", deny.NotYourBucket},
		{"PUT", "/?acl", "x-oss-acl: private", ""},
		{"PUT", "/?acl", "", deny.NotYourBucket},
		{"PUT", "/key?acl", "x-oss-object-acl: private", ""},
		{"PUT", "/key?acl", "x-oss-object-acl: default", deny.WriteACL},
	} {
		b := bench.New(t)
		bench.Stage(b)
		u := b.User("alice", list, acl, object)
		var headers []string
		if c.header != "" {
			headers = append(headers, c.header)
		}
		if w, got := b.Send(b.By(u, b.Raw(c.method, bench.Private, c.target, "", headers...))); got != string(c.want) {
			t.Errorf("%s %s %s: got %q, want %q\n%s", c.method, c.target, c.header, got, c.want, w.Body)
		}
	}
}

// A listing of buckets has the tag that it asks for, with its value.
func TestTagsOfListings(t *testing.T) {
	policy := bench.Statement("Allow", "oss:ListBuckets", `"Resource":"*","Condition":{"StringEquals":{"oss:BucketTag/team":["red",""]}}`)
	for target, want := range map[string]deny.Reason{
		"/?tag-key=team&tag-value=red": "", "/?tag-key=team&tag-value=": "",
		"/": deny.ListingNotGranted, "/?tag-key=team": deny.ListingNotGranted, "/?tag-key=team&tag-value=blue": deny.ListingNotGranted,
		"/?tag-key=other&tag-value=red": deny.ListingNotGranted,
	} {
		b := bench.New(t)
		if w, got := b.Send(b.By(b.User("alice", policy), b.Raw("GET", bench.Hangzhou, target, ""))); got != string(want) {
			t.Errorf("%s: got %q, want %q\n%s", target, got, want, w.Body)
		}
	}
}

// A session may do what both its role and its own policy allow.
func TestSessionsAreNarrowed(t *testing.T) {
	read, write := bench.Statement("Allow", "oss:GetObject", bench.Everything), bench.Statement("Allow", "oss:PutObject", bench.Everything)
	for _, c := range []struct {
		role, session string
		want          deny.Reason
	}{
		{"AliyunOSSFullAccess", "", ""},
		{"AliyunOSSFullAccess", read, ""},
		{"AliyunOSSFullAccess", write, deny.BySessionPolicy},
		{write, read, deny.ByBucketACL},
		{write, "", deny.ByBucketACL},
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Role("reader", c.role)
		s := b.Session("reader", "one", c.session, time.Hour)
		if w, got := b.Send(b.By(s, b.Raw("GET", bench.Private, "/key", ""))); got != string(c.want) {
			t.Errorf("role %s, session %s: got %q, want %q\n%s", c.role, c.session, got, c.want, w.Body)
		}
	}
}

// A change in RAM counts at the next request, and can be undone.
func TestPoliciesFlipTheAnswer(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	u := b.User("alice")
	attach := func(action string) func() {
		return func() {
			b.RAM(action, "UserName", "alice", "PolicyName", "AliyunOSSFullAccess", "PolicyType", "System")
		}
	}
	status := func(to string) func() {
		return func() { b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", to) }
	}
	for i, step := range []struct {
		change func()
		want   deny.Reason
	}{
		{func() {}, deny.ByBucketACL},
		{attach("AttachPolicyToUser"), ""},
		{status("Inactive"), deny.KeyDisabled},
		{status("Active"), ""},
		{attach("DetachPolicyFromUser"), deny.ByBucketACL},
		{func() { b.Closed(`{"v1Closed":true}`) }, deny.V1Closed},
		{func() { b.Closed(`{"v1Closed":false}`) }, deny.ByBucketACL},
		{func() { b.RAM("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID) }, deny.UnknownKey},
	} {
		step.change()
		if _, got := b.Send(b.By(u, b.Raw("GET", bench.Private, "/key", ""))); got != string(step.want) {
			t.Errorf("step %d: got %q, want %q", i, got, step.want)
		}
	}
}

// A closed account closes nothing for other accounts.
func TestAccountsKeepApart(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Closed(`{"v1Closed":true,"regionsWithoutTokens":["cn-hangzhou"]}`)
	if w, why := b.Send(b.Stranger(b.Raw("GET", bench.Hangzhou, "/", ""))); why != "" {
		t.Errorf("%s\n%s", why, w.Body)
	}
	if w, why := b.Send(b.V4(b.Raw("GET", bench.Private, "/key", ""), b.Scope())); why != "" {
		t.Errorf("V4: %s\n%s", why, w.Body)
	}
}

// A session is valid to its last second. Moving the clock ends it.
func TestSessionsEnd(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	s := b.Session("reader", "one", "", 16*time.Minute)
	for offset, want := range map[string]deny.Reason{"16m": "", "16m1s": deny.TokenExpired} {
		if status, body := b.Control("PUT", "/v1/clock", `{"offset":"`+offset+`"}`); status != 204 {
			t.Fatal(status, body)
		}
		by, err := time.ParseDuration(offset)
		if err != nil {
			t.Fatal(err)
		}
		r := b.Raw("GET", bench.Private, "/key", "", "Date: "+b.Now.Add(by).Format(http.TimeFormat))
		if w, got := b.Send(b.By(s, r)); got != string(want) {
			t.Errorf("%s: got %q, want %q\n%s", offset, got, want, w.Body)
		}
	}
}
