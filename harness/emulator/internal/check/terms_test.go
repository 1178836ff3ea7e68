package check_test

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
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Every answer of OSS, STS and RAM takes the latency. Answers to parallel requests take it in
// parallel.
func TestLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const trip = 50 * time.Millisecond
		e, err := emulator.New(emulator.Options{Accounts: bench.Accounts(), Terms: emulator.Terms{Latency: trip}})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		var clients sync.WaitGroup
		for _, host := range []string{bench.Hangzhou, bench.Private, "ram.aliyuncs.com", "sts.aliyuncs.com", bench.Hangzhou, bench.Hangzhou,
			bench.Hangzhou, bench.Hangzhou} {
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
func far(t *testing.T) *bench.Bench {
	b := bench.New(t)
	b.On(emulator.Terms{Propagation: 2 * time.Second})
	bench.Stage(b)
	return b
}

// Every change in RAM counts for OSS after the delay. RAM shows it at once.
func TestPropagation(t *testing.T) {
	const reads, system = "AliyunOSSReadOnlyAccess", "System"
	refused, unknown := string(deny.ByBucketACL), string(deny.UnknownKey)
	settled := func(b *bench.Bench, policies ...string) bench.Identity {
		u := b.User("alice", policies...)
		b.Later(time.Hour)
		return u
	}
	for name, c := range map[string]struct {
		change func(b *bench.Bench) bench.Identity
		want   [2]string
	}{
		"a new AccessKey": {func(b *bench.Bench) bench.Identity { return b.User("alice", reads) }, [2]string{unknown, ""}},
		"a policy attached": {func(b *bench.Bench) bench.Identity {
			u := settled(b)
			b.RAM("AttachPolicyToUser", "UserName", "alice", "PolicyName", reads, "PolicyType", system)
			list := b.RAM("ListPoliciesForUser", "UserName", "alice")
			first := list["Policies"].(map[string]any)["Policy"].([]any)[0].(map[string]any)
			if !strings.Contains(bench.ValueAt(first, "PolicyName"), reads) {
				b.T.Error(list)
			}
			return u
		}, [2]string{refused, ""}},
		"a policy detached": {func(b *bench.Bench) bench.Identity {
			u := settled(b, reads)
			b.RAM("DetachPolicyFromUser", "UserName", "alice", "PolicyName", reads, "PolicyType", system)
			return u
		}, [2]string{"", refused}},
		"another policy of the same name": {func(b *bench.Bench) bench.Identity {
			u := settled(b, bench.Statement("Deny", "oss:*", bench.Everything))
			own := []string{"PolicyName", "alice-0"}
			attached := append(own, "UserName", "alice", "PolicyType", "Custom")
			b.RAM("DetachPolicyFromUser", attached...)
			b.RAM("DeletePolicy", own...)
			b.RAM("CreatePolicy", append(own, "PolicyDocument", bench.Statement("Allow", "oss:*", bench.Everything))...)
			b.RAM("AttachPolicyToUser", attached...)
			return u
		}, [2]string{string(deny.ByRAMDeny), ""}},
		"an AccessKey disabled": {func(b *bench.Bench) bench.Identity {
			u := settled(b, reads)
			b.RAM("UpdateAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID, "Status", "Inactive")
			return u
		}, [2]string{"", string(deny.KeyDisabled)}},
		"an AccessKey deleted": {func(b *bench.Bench) bench.Identity {
			u := settled(b, reads)
			b.RAM("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID)
			if status, body := b.RPC(u, "GetCallerIdentity"); status != 404 {
				b.T.Errorf("STS still knows it: %d %v", status, body)
			}
			return u
		}, [2]string{"", unknown}},
		"a user deleted": {func(b *bench.Bench) bench.Identity {
			u := settled(b, reads)
			b.RAM("DetachPolicyFromUser", "UserName", "alice", "PolicyName", reads, "PolicyType", system)
			b.RAM("DeleteAccessKey", "UserName", "alice", "UserAccessKeyId", u.ID)
			b.RAM("DeleteUser", "UserName", "alice")
			return u
		}, [2]string{"", unknown}},
		"a role": {func(b *bench.Bench) bench.Identity { // OSS knows its sessions at once
			b.Role("reader", reads)
			return b.Session("reader", "one", "", time.Hour)
		}, [2]string{refused, ""}},
		"a role deleted": {func(b *bench.Bench) bench.Identity {
			b.Role("reader", reads)
			b.Later(time.Hour)
			s := b.Session("reader", "one", "", time.Hour)
			b.RAM("DetachPolicyFromRole", "RoleName", "reader", "PolicyName", reads, "PolicyType", system)
			b.RAM("DeleteRole", "RoleName", "reader")
			return s
		}, [2]string{"", refused}},
	} {
		b := far(t)
		if got := b.Heard(c.change(b)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Changes by the platform and sessions count at once. A failed call never counts.
func TestPropagationIsOfRAM(t *testing.T) {
	b := far(t)
	if status, body := b.Control("PUT", "/v1/accounts/1000000000000003", `{"keys":[{"id":"LTAIthird","secret":"s"}]}`); status != 204 {
		t.Fatal(status, body)
	}
	b.Must(b.By(bench.Identity{ID: "LTAIthird", Secret: "s", Token: ""}, b.Raw("GET", bench.Hangzhou, "/", "")))
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	b.Later(2 * time.Second)
	b.Must(b.By(b.Session("reader", "one", "", time.Hour), b.Raw("GET", bench.Private, "/key", "")))
}

// Settings of a bucket count late and are read back late. The bucket and its objects exist at once.
func TestConsistency(t *testing.T) {
	const delay = 500 * time.Millisecond
	get := func(b *bench.Bench) *http.Request { return b.Raw("GET", bench.Open, "/key", "") }
	read := func(sub string) func(b *bench.Bench) *http.Request {
		return func(b *bench.Bench) *http.Request { return b.Owner(b.Raw("GET", bench.Open, "/?"+sub, "")) }
	}
	denies := bench.BucketPolicy(bench.Grant("Deny", "oss:GetObject", "*", ""))
	for _, c := range []struct {
		sub, body     string
		ask           func(b *bench.Bench) *http.Request
		before, after deny.Reason
	}{
		{"policy", denies, get, "", deny.ByBucketPolicy},
		{"policy", denies, read("policy"), deny.NoBucketPolicy, ""},
		{"publicAccessBlock", block("true"), get, "", deny.ByBucketACL},
		{"referer", bench.Referers, get, "", deny.RefererEmpty},
		{"cors", bench.CrossOrigin, read("cors"), deny.NoCORS, ""},
		{"requestPayment", bench.Requester, get, "", deny.PayerAnonymous},
		{"encryption", aes256, read("encryption"), deny.NoEncryption, ""},
	} {
		b := bench.New(t)
		b.On(emulator.Terms{Consistency: delay})
		b.Must(b.Owner(b.Raw("PUT", bench.Open, "/", "")))
		b.Set(bench.Open, "publicAccessBlock", block("false"))
		if _, got := b.Send(b.Owner(b.Raw("PUT", bench.Open, "/?acl", "", "x-oss-acl: public-read"))); got != string(deny.PublicBucketACL) {
			t.Errorf("Block Public Access is off at once: %q", got)
		}
		b.Later(delay)
		b.Must(b.Owner(b.Raw("PUT", bench.Open, "/?acl", "", "x-oss-acl: public-read")))
		b.Object("open-bucket", "key", "default")
		if _, got := b.Send(get(b)); got != string(deny.ByBucketACL) {
			t.Errorf("the ACL counts at once: %q", got)
		}
		b.Later(delay)
		b.Must(get(b))

		b.Set(bench.Open, c.sub, c.body)
		b.Later(delay - time.Millisecond)
		if _, got := b.Send(c.ask(b)); got != string(c.before) {
			t.Errorf("%s, at once: %q, want %q", c.sub, got, c.before)
		}
		b.Later(time.Millisecond)
		if _, got := b.Send(c.ask(b)); got != string(c.after) {
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
	b := bench.New(t)
	b.On(emulator.Terms{Consistency: time.Minute})
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/", "")))
	b.Set(bench.Private, "cors", bench.CrossOrigin)
	b.Set(bench.Private, "encryption", aes256)
	b.Set(bench.Private, "acl", "")
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/", "")))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/early", "content")))
	b.Later(time.Minute)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/late", "content")))
	for key, want := range map[string]string{"/early": "", "/late": "AES256"} {
		if got := b.Must(b.Owner(b.Raw("HEAD", bench.Private, key, ""))).Header()["x-oss-server-side-encryption"]; strings.Join(got, "") != want {
			t.Errorf("%s is encrypted with %q, want %q", key, got, want)
		}
	}
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/?cors", "")))
	for _, target := range []string{"/early", "/late", "/"} {
		b.Must(b.Owner(b.Raw("DELETE", bench.Private, target, "")))
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/", "")))
	if _, got := b.Send(b.Owner(b.Raw("GET", bench.Private, "/?cors", ""))); got != string(deny.NoCORS) {
		t.Errorf("rules of the bucket that is gone: %q", got)
	}
}

// GET /v1/health shows the terms that are not zero. No term may be negative.
func TestTermsAreShown(t *testing.T) {
	b := bench.New(t)
	if _, body := b.Control("GET", "/v1/health", ""); strings.Contains(body, "terms") {
		t.Error(body)
	}
	b.On(emulator.Terms{
		Latency: 50 * time.Millisecond, Propagation: 2 * time.Second, Consistency: time.Second / 2, QPS: 200, BucketQuota: 100,
	})
	_, body := b.Control("GET", "/v1/health", "")
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
	b := bench.New(t)
	b.On(emulator.Terms{QPS: 1})
	for range 2 {
		b.Must(b.Owner(b.Raw("GET", bench.Hangzhou, "/", "")))
		if _, got := b.Send(b.Owner(b.Raw("GET", bench.Hangzhou, "/", ""))); got != string(deny.TooManyRequests) {
			t.Error(got)
		}
		b.Control("POST", "/v1/reset", "")
	}
}
