package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A bucket policy lets some callers in. A deny binds others.
func TestBucketPolicies(t *testing.T) {
	alice := func(b *bench) identity { return b.user("alice") }
	owner := func(*bench) identity { return ownerCredentials }
	stranger := func(*bench) identity { return strangerCredentials }
	session := func(b *bench) identity {
		b.role("reader")
		return b.session("reader", "one", "", time.Hour)
	}
	nobody := func(*bench) identity { return identity{} }
	const insecure = `,"Condition":{"Bool":{"acs:SecureTransport":"false"}}`
	const mine = "arn:sts::1000000000000001:assumed-role/reader/one"
	for _, c := range []struct {
		name, statement, method, target string
		by                              func(*bench) identity
		want                            deny.Reason
	}{
		{"everybody", grant("Allow", "oss:GetObject", "*", ""), "GET", "/key", nobody, ""},
		{"an empty list is everybody", `{"Effect":"Allow","Action":"oss:GetObject","Principal":[],"Resource":"acs:oss:*:*:*"}`,
			"GET", "/key", nobody, ""},
		{"everybody is a user too", grant("Allow", "oss:GetObject", "*", ""), "GET", "/key", alice, ""},
		{"everybody is another account too", grant("Allow", "oss:GetObject", "*", ""), "GET", "/key", stranger, ""},
		{"another account", grant("Allow", "oss:GetObject", accounts[1].UID, ""), "GET", "/key", stranger, ""},
		{"another account lists", grant("Allow", "oss:ListObjects", accounts[1].UID, ""), "GET", "/", stranger, ""},
		{"a bucket action needs the bucket",
			`{"Effect":"Allow","Action":"oss:ListObjects","Principal":["*"],"Resource":"acs:oss:*:*:private-bucket/*"}`,
			"GET", "/", stranger, deny.NotYourBucket},
		{"another account is not everybody", grant("Allow", "oss:GetObject", accounts[1].UID, ""), "GET", "/key", nobody, deny.ByBucketACL},
		{"the account is not its users", grant("Allow", "oss:GetObject", accounts[0].UID, ""), "GET", "/key", alice, deny.ByBucketACL},
		{"a session", grant("Allow", "oss:GetObject", mine, ""), "GET", "/key", session, ""},
		{"any session of the role", grant("Allow", "oss:GetObject", "arn:sts::1000000000000001:assumed-role/reader/*", ""),
			"GET", "/key", session, ""},
		{"any role", grant("Allow", "oss:GetObject", "arn:sts::*:*/*/*", ""), "GET", "/key", session, ""},
		{"another role", grant("Allow", "oss:GetObject", "arn:sts::1000000000000001:assumed-role/writer/*", ""),
			"GET", "/key", session, deny.ByBucketACL},
		{"a role is not an account", grant("Allow", "oss:GetObject", "arn:sts::*:*/*/*", ""), "GET", "/key", stranger, deny.ByBucketACL},
		{"the ACL of an object", grant("Allow", "oss:GetObjectAcl", "*", ""), "GET", "/key?acl", nobody, ""},
		{"an upload", grant("Allow", "oss:PutObject", "*", ""), "POST", "/key?uploads", nobody, ""},
		{"deny everybody does not bind the owner", grant("Deny", "oss:*", "*", ""), "GET", "/key", owner, ""},
		{"with a condition it does", grant("Deny", "oss:GetObject", "*", insecure), "GET", "/key", owner, deny.ByBucketPolicy},
		{"deny everybody binds users", grant("Deny", "oss:*", "*", ""), "GET", "/key", alice, deny.ByBucketPolicy},
		{"a condition that does not hold", grant("Deny", "oss:GetObject", "*", `,"Condition":{"Bool":{"acs:SecureTransport":"true"}}`),
			"GET", "/key", owner, ""},
	} {
		b := newBench(t)
		stage(b)
		who := c.by(b)
		b.set(private, "policy", bucketPolicy(c.statement))
		r := b.raw(c.method, private, c.target, "")
		if who.id != "" {
			r = b.by(who, r)
		}
		if w, got := b.send(r); got != string(c.want) {
			t.Errorf("%s: got %q, want %q\n%s", c.name, got, c.want, w.Body)
		}
	}
}

// Block Public Access removes the rights of everybody, and no other right.
func TestPublicAccessIsBlocked(t *testing.T) {
	for _, c := range []struct {
		name, statement string
		by              func(*bench, *http.Request) *http.Request
		want            deny.Reason
	}{
		{"everybody", grant("Allow", "oss:GetObject", "*", ""), func(_ *bench, r *http.Request) *http.Request { return r }, deny.ByBucketACL},
		{"an account among everybody", grant("Allow", "oss:GetObject", "*", ""), (*bench).stranger, deny.ByBucketACL},
		{"a named account", grant("Allow", "oss:GetObject", accounts[1].UID, ""), (*bench).stranger, ""},
		{"everybody with a fixed AccessKey",
			grant("Allow", "oss:GetObject", "*", `,"Condition":{"StringEquals":{"acs:AccessId":"`+strangerKey+`"}}`), (*bench).stranger, ""},
		{"everybody with any AccessKey", grant("Allow", "oss:GetObject", "*", `,"Condition":{"StringLike":{"acs:AccessId":"LTAI*"}}`),
			(*bench).stranger, deny.ByBucketACL},
	} {
		for where, block := range map[string]func(b *bench){
			"bucket": func(b *bench) {
				b.set(private, "publicAccessBlock",
					"<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>")
			},
			"account": func(b *bench) {
				b.must(b.owner(b.raw("PUT", hangzhou, "/?publicAccessBlock",
					"<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>")))
			},
		} {
			b := newBench(t)
			stage(b)
			b.set(private, "policy", bucketPolicy(c.statement))
			b.must(c.by(b, b.raw("GET", private, "/key", "")))
			block(b)
			if w, got := b.send(c.by(b, b.raw("GET", private, "/key", ""))); got != string(c.want) {
				t.Errorf("%s, %s: got %q, want %q\n%s", c.name, where, got, c.want, w.Body)
			}
		}
	}
}

// A step changes one fact. want is the result of the request after it.
type step struct {
	change func()
	want   deny.Reason
}

func (b *bench) walk(r func() *http.Request, steps ...step) {
	b.t.Helper()
	for i, s := range steps {
		s.change()
		if w, got := b.send(r()); got != string(s.want) {
			b.t.Errorf("step %d: got %q, want %q\n%s", i, got, s.want, w.Body)
		}
	}
}

// The standing of an account changes the answer, and changes it back.
func TestStandingFlipsTheAnswer(t *testing.T) {
	b := newBench(t)
	stage(b)
	account := func(body string) func() { return func() { b.account(0, body) } }
	b.walk(func() *http.Request { return b.owner(b.raw("GET", hangzhou, "/", "")) },
		step{account(`{}`), ""},
		step{account(`{"status":"overdue"}`), ""}, // the operation is open in arrears
		step{account(`{"status":"disabled"}`), deny.AccountBanned},
		step{account(`{"status":"normal"}`), ""},
		step{account(`{"ossActivated":false}`), deny.NeverActivated},
		step{account(`{"ossActivated":true}`), ""})
	b.walk(func() *http.Request { return b.owner(b.raw("GET", private, "/?bucketInfo", "")) },
		step{account(`{"status":"indebted"}`), ""},
		step{account(`{"status":"deleted"}`), deny.AccountDeleted},
		step{account(`{"status":"normal"}`), ""})
	b.walk(func() *http.Request { return b.raw("GET", open, "/closed", "") },
		step{func() { b.freeze("open-bucket") }, deny.BucketFrozen},
		step{func() { b.control("PATCH", "/v1/buckets/open-bucket", `{"frozen":false}`) }, deny.ByObjectACLRead})
}

// The policy of a network counts only for callers through it, and only in its region.
func TestNetworks(t *testing.T) {
	b := newBench(t)
	stage(b)
	const none = `{"sourceVpc":""}`
	from := func(where string) func() {
		return func() {
			b.set(private, "policy",
				bucketPolicy(grant("Deny", "oss:GetObject", "*", `,"Condition":{"StringNotEquals":{"acs:SourceVpc":"`+where+`"}}`)))
		}
	}
	b.walk(func() *http.Request { return b.owner(b.raw("GET", private, "/key", "")) },
		step{func() { b.network(0, statement("Allow", "oss:PutObject", everything)) }, deny.ByEndpointPolicy},
		step{func() { b.account(0, none) }, ""},
		step{func() { b.network(0, "") }, ""},
		step{from("vpc-1"), ""},
		step{func() { b.account(0, none) }, deny.ByBucketPolicy},
		step{func() { b.network(0, "") }, ""},
		step{from("vpc-2"), deny.ByBucketPolicy},
		step{from("vpc-1"), ""},
		step{func() {
			b.control("PUT", "/v1/networks/vpc-1", `{"region":"cn-beijing","policy":`+quote(statement("Deny", "*", everything))+`}`)
		}, ""},
		step{func() { b.network(0, statement("Deny", "*", everything)) }, deny.ByEndpointPolicy},
		step{func() { b.control("DELETE", "/v1/networks/vpc-1", "") }, ""})
	b.must(b.owner(b.raw("DELETE", private, "/?policy", "")))
	b.network(0, bucketPolicy(grant("Allow", "oss:*", "*", ""))) // the policy binds the owner; Block Public Access has no effect on it
	b.must(b.owner(b.raw("PUT", blocked, "/key", "")))
	b.network(0, statement("Allow", "oss:PutObject", everything))
	if w, got := b.send(b.stranger(b.raw("GET", open, "/absent", ""))); got != string(deny.NoSuchKey) {
		t.Errorf("another account: %q\n%s", got, w.Body)
	}
}

// A control policy binds users and sessions of its account, but not the account.
func TestControlPolicies(t *testing.T) {
	b := newBench(t)
	stage(b)
	u := b.user("alice", "AliyunOSSFullAccess")
	control := func(policy string) func() {
		return func() { b.account(0, `{"controlPolicy":`+quote(policy)+`}`) }
	}
	b.walk(func() *http.Request { return b.by(u, b.raw("GET", private, "/key", "")) },
		step{control(statement("Allow", "oss:*", everything)), ""},
		step{control(statement("Deny", "oss:GetObject", everything)), deny.ByControlPolicy},
		step{control(""), ""})
	control(statement("Deny", "*", everything))()
	b.must(b.owner(b.raw("GET", private, "/key", "")))
}

// An encrypted object needs a right to the key, besides the right to the object.
func TestKeysOfKMS(t *testing.T) {
	b := newBench(t)
	stage(b)
	key := `"Resource":"acs:kms:*:*:key/key-1"`
	u := b.user("alice", "AliyunOSSFullAccess", statement("Allow", "kms:GenerateDataKey", key), statement("Allow", "kms:Decrypt", key))
	b.key("key-1", "Enabled")
	b.key("key-2", "Enabled")
	const kms, id = "x-oss-server-side-encryption: KMS", "x-oss-server-side-encryption-key-id: "
	w := b.must(b.by(u, b.raw("PUT", private, "/sealed", "content", kms, id+"key-1")))
	if got := w.Header()["x-oss-server-side-encryption"]; len(got) != 1 || got[0] != "KMS" {
		t.Errorf("%v", w.Header())
	}
	b.must(b.by(u, b.raw("GET", private, "/sealed", "")))
	b.must(b.owner(b.raw("GET", private, "/sealed", "")))
	b.must(b.by(u, b.raw("HEAD", private, "/sealed", "")))
	b.must(b.by(u, b.raw("PUT", private, "/plain", "content", "x-oss-server-side-encryption: AES256")))
	if _, got := b.send(b.by(u, b.raw("PUT", private, "/sealed", "content", kms, id+"key-2"))); got != string(deny.KMSForbidden) {
		t.Errorf("another key: %q", got)
	}
}

// Some requests need rights besides that of their operation.
func TestSecondaryRights(t *testing.T) {
	for _, c := range []struct {
		policies []string
		header   string
		want     deny.Reason
	}{
		{[]string{"oss:PutObject"}, "", ""},
		{[]string{"oss:PutObject", "oss:PutObjectTagging"}, "x-oss-tagging: a=b&c", ""},
		{[]string{"oss:PutObject", "oss:PutObjectAcl"}, "x-oss-object-acl: private", ""},
		{[]string{"oss:PutObject"}, "x-oss-tagging: a=b", deny.SecondaryMissing},
		{[]string{"oss:PutObjectTagging"}, "x-oss-tagging: a=b", deny.ByBucketACL},
	} {
		b := newBench(t)
		stage(b)
		var policies, headers []string
		for _, action := range c.policies {
			policies = append(policies, statement("Allow", action, everything))
		}
		if c.header != "" {
			headers = []string{c.header}
		}
		if w, got := b.send(b.by(b.user("alice", policies...), b.raw("PUT", private, "/new", "", headers...))); got != string(c.want) {
			t.Errorf("%v %s: got %q, want %q\n%s", c.policies, c.header, got, c.want, w.Body)
		}
	}
}

// Accounts with cloud boxes list them, and so do users with the right.
func TestCloudBoxes(t *testing.T) {
	b := newBench(t)
	list := func() *http.Request { return b.raw("GET", hangzhou, "/?cloudboxes", "") }
	u := b.user("alice", statement("Allow", "oss-cloudbox:ListCloudBoxes", everything))
	b.must(b.by(u, list()))
	b.account(0, `{"cloudBoxes":true}`)
	b.must(b.owner(list()))
}
