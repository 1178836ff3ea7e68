package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Every answer of OSS, STS and RAM takes the latency. Answers to parallel requests take it in
// parallel.
func TestLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const trip = 50 * time.Millisecond
		e, err := emulator.New(emulator.Options{Accounts: accounts, Terms: emulator.Terms{Latency: trip}})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		var clients sync.WaitGroup
		for _, host := range []string{hangzhou, private, "ram.aliyuncs.com", "sts.aliyuncs.com", hangzhou, hangzhou, hangzhou, hangzhou} {
			clients.Go(func() {
				w := httptest.NewRecorder()
				e.Data().ServeHTTP(w, httptest.NewRequest("GET", "http://"+host+"/", nil))
				if took := time.Since(began); took != trip || w.Body.Len() == 0 {
					t.Errorf("%s answered after %s: %s", host, took, w.Body)
				}
			})
		}
		clients.Wait()
		e.Control().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/v1/health", nil))
		if took := time.Since(began); took != trip {
			t.Errorf("the control port answered after %s", took)
		}
	})
}

// far is a staged bench on which changes of rights take two seconds.
func far(t *testing.T) *bench {
	b := newBench(t)
	b.on(emulator.Terms{Propagation: 2 * time.Second})
	stage(b)
	return b
}

// heard returns how a GET of an object by a caller is refused, just before the delay is over and
// just after.
func (b *bench) heard(who identity) [2]string {
	b.t.Helper()
	var heard [2]string
	for i, wait := range []time.Duration{2*time.Second - time.Millisecond, time.Millisecond} {
		b.later(wait)
		_, heard[i] = b.send(b.by(who, b.raw("GET", private, "/key", "")))
	}
	return heard
}

// Every change in RAM counts for OSS after the delay. RAM shows it at once.
func TestPropagation(t *testing.T) {
	const reads, system = "AliyunOSSReadOnlyAccess", "System"
	refused, unknown := string(deny.ByBucketACL), string(deny.UnknownKey)
	settled := func(b *bench, policies ...string) identity {
		u := b.user("alice", policies...)
		b.later(time.Hour)
		return u
	}
	for name, c := range map[string]struct {
		change func(b *bench) identity
		want   [2]string
	}{
		"a new AccessKey": {func(b *bench) identity { return b.user("alice", reads) }, [2]string{unknown, ""}},
		"a policy attached": {func(b *bench) identity {
			u := settled(b)
			b.ram("AttachPolicyToUser", "UserName", "alice", "PolicyName", reads, "PolicyType", system)
			list := b.ram("ListPoliciesForUser", "UserName", "alice")
			first := list["Policies"].(map[string]any)["Policy"].([]any)[0].(map[string]any)
			if !strings.Contains(at(first, "PolicyName"), reads) {
				b.t.Error(list)
			}
			return u
		}, [2]string{refused, ""}},
		"a policy detached": {func(b *bench) identity {
			u := settled(b, reads)
			b.ram("DetachPolicyFromUser", "UserName", "alice", "PolicyName", reads, "PolicyType", system)
			return u
		}, [2]string{"", refused}},
		"another policy of the same name": {func(b *bench) identity {
			u := settled(b, statement("Deny", "oss:*", everything))
			own := []string{"PolicyName", "alice-0"}
			attached := append(own, "UserName", "alice", "PolicyType", "Custom")
			b.ram("DetachPolicyFromUser", attached...)
			b.ram("DeletePolicy", own...)
			b.ram("CreatePolicy", append(own, "PolicyDocument", statement("Allow", "oss:*", everything))...)
			b.ram("AttachPolicyToUser", attached...)
			return u
		}, [2]string{string(deny.ByRAMDeny), ""}},
		"an AccessKey disabled": {func(b *bench) identity {
			u := settled(b, reads)
			b.ram("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.id, "Status", "Inactive")
			return u
		}, [2]string{"", string(deny.KeyDisabled)}},
		"an AccessKey deleted": {func(b *bench) identity {
			u := settled(b, reads)
			b.ram("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", u.id)
			if status, body := b.rpc(u, "GetCallerIdentity"); status != 404 {
				b.t.Errorf("STS still knows it: %d %v", status, body)
			}
			return u
		}, [2]string{"", unknown}},
		"a user deleted": {func(b *bench) identity {
			u := settled(b, reads)
			b.ram("DetachPolicyFromUser", "UserName", "alice", "PolicyName", reads, "PolicyType", system)
			b.ram("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", u.id)
			b.ram("DeleteUser", "UserName", "alice")
			return u
		}, [2]string{"", unknown}},
		"a role": {func(b *bench) identity { // OSS knows its sessions at once
			b.role("reader", reads)
			return b.session("reader", "one", "", time.Hour)
		}, [2]string{refused, ""}},
		"a role deleted": {func(b *bench) identity {
			b.role("reader", reads)
			b.later(time.Hour)
			s := b.session("reader", "one", "", time.Hour)
			b.ram("DetachPolicyFromRole", "RoleName", "reader", "PolicyName", reads, "PolicyType", system)
			b.ram("DeleteRole", "RoleName", "reader")
			return s
		}, [2]string{"", refused}},
	} {
		b := far(t)
		if got := b.heard(c.change(b)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Changes by the platform and sessions count at once. A failed call never counts.
func TestPropagationIsOfRAM(t *testing.T) {
	b := far(t)
	if status, body := b.control("PUT", "/v1/accounts/1000000000000003", `{"keys":[{"id":"LTAIthird","secret":"s"}]}`); status != 204 {
		t.Fatal(status, body)
	}
	b.must(b.by(identity{"LTAIthird", "s", ""}, b.raw("GET", hangzhou, "/", "")))
	b.role("reader", "AliyunOSSReadOnlyAccess")
	b.later(2 * time.Second)
	b.must(b.by(b.session("reader", "one", "", time.Hour), b.raw("GET", private, "/key", "")))
}

// Settings of a bucket count late and are read back late. The bucket and its objects exist at once.
func TestConsistency(t *testing.T) {
	const delay = 500 * time.Millisecond
	get := func(b *bench) *http.Request { return b.raw("GET", open, "/key", "") }
	read := func(sub string) func(b *bench) *http.Request {
		return func(b *bench) *http.Request { return b.owner(b.raw("GET", open, "/?"+sub, "")) }
	}
	denies := bucketPolicy(grant("Deny", "oss:GetObject", "*", ""))
	for _, c := range []struct {
		sub, body     string
		ask           func(b *bench) *http.Request
		before, after deny.Reason
	}{
		{"policy", denies, get, "", deny.ByBucketPolicy},
		{"policy", denies, read("policy"), deny.NoBucketPolicy, ""},
		{"publicAccessBlock", block("true"), get, "", deny.ByBucketACL},
		{"referer", referers, get, "", deny.RefererEmpty},
		{"cors", crossing, read("cors"), deny.NoCORS, ""},
		{"requestPayment", requester, get, "", deny.PayerAnonymous},
		{"encryption", aes256, read("encryption"), deny.NoEncryption, ""},
	} {
		b := newBench(t)
		b.on(emulator.Terms{Consistency: delay})
		b.must(b.owner(b.raw("PUT", open, "/", "")))
		b.set(open, "publicAccessBlock", block("false"))
		if _, got := b.send(b.owner(b.raw("PUT", open, "/?acl", "", "x-oss-acl: public-read"))); got != string(deny.PublicBucketACL) {
			t.Errorf("Block Public Access is off at once: %q", got)
		}
		b.later(delay)
		b.must(b.owner(b.raw("PUT", open, "/?acl", "", "x-oss-acl: public-read")))
		b.object("open-bucket", "key", "default")
		if _, got := b.send(get(b)); got != string(deny.ByBucketACL) {
			t.Errorf("the ACL counts at once: %q", got)
		}
		b.later(delay)
		b.must(get(b))

		b.set(open, c.sub, c.body)
		b.later(delay - time.Millisecond)
		if _, got := b.send(c.ask(b)); got != string(c.before) {
			t.Errorf("%s, at once: %q, want %q", c.sub, got, c.before)
		}
		b.later(time.Millisecond)
		if _, got := b.send(c.ask(b)); got != string(c.after) {
			t.Errorf("%s, later: %q, want %q", c.sub, got, c.after)
		}
	}
}

const aes256 = "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>" +
	"<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>"

func block(on string) string {
	return "<PublicAccessBlockConfiguration><BlockPublicAccess>" + on + "</BlockPublicAccess></PublicAccessBlockConfiguration>"
}

// A setting does not undo another one that does not count yet. Neither does PutBucket on an
// existing bucket, with or without an ACL. A bucket that is created again has nothing of the old
// one.
func TestSettingsKeepOneAnother(t *testing.T) {
	b := newBench(t)
	b.on(emulator.Terms{Consistency: time.Minute})
	b.must(b.owner(b.raw("PUT", private, "/", "")))
	b.set(private, "cors", crossing)
	b.set(private, "encryption", aes256)
	b.set(private, "acl", "")
	b.must(b.owner(b.raw("PUT", private, "/", "")))
	b.must(b.owner(b.raw("PUT", private, "/early", "content")))
	b.later(time.Minute)
	b.must(b.owner(b.raw("PUT", private, "/late", "content")))
	for key, want := range map[string]string{"/early": "", "/late": "AES256"} {
		if got := b.must(b.owner(b.raw("HEAD", private, key, ""))).Header()["x-oss-server-side-encryption"]; strings.Join(got, "") != want {
			t.Errorf("%s is encrypted with %q, want %q", key, got, want)
		}
	}
	b.must(b.owner(b.raw("GET", private, "/?cors", "")))
	for _, target := range []string{"/early", "/late", "/"} {
		b.must(b.owner(b.raw("DELETE", private, target, "")))
	}
	b.must(b.owner(b.raw("PUT", private, "/", "")))
	if _, got := b.send(b.owner(b.raw("GET", private, "/?cors", ""))); got != string(deny.NoCORS) {
		t.Errorf("rules of the bucket that is gone: %q", got)
	}
}

// GET /v1/health shows the terms that are not zero. No term may be negative.
func TestTermsAreShown(t *testing.T) {
	b := newBench(t)
	if _, body := b.control("GET", "/v1/health", ""); strings.Contains(body, "terms") {
		t.Error(body)
	}
	b.on(emulator.Terms{
		Latency: 50 * time.Millisecond, Propagation: 2 * time.Second, Consistency: time.Second / 2, QPS: 200, BucketQuota: 100,
	})
	_, body := b.control("GET", "/v1/health", "")
	var got struct{ Terms map[string]any }
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	if want := "map[bucketQuota:100 consistency:500ms latency:50ms propagation:2s qps:200]"; fmt.Sprint(got.Terms) != want {
		t.Errorf("%v, want %s", got.Terms, want)
	}
	for _, terms := range []emulator.Terms{{Latency: -1}, {Propagation: -1}, {Consistency: -1}, {QPS: -1}, {BucketQuota: -1}} {
		if _, err := emulator.New(emulator.Options{Terms: terms}); err == nil {
			t.Errorf("made on %+v", terms)
		}
	}
}

// A reset keeps the terms, and forgets the counted requests.
func TestResetKeepsTheTerms(t *testing.T) {
	b := newBench(t)
	b.on(emulator.Terms{QPS: 1})
	for range 2 {
		b.must(b.owner(b.raw("GET", hangzhou, "/", "")))
		if _, got := b.send(b.owner(b.raw("GET", hangzhou, "/", ""))); got != string(deny.TooManyRequests) {
			t.Error(got)
		}
		b.control("POST", "/v1/reset", "")
	}
}
