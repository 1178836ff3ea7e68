package check_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A bucket policy lets some callers in. A deny binds others.
func TestBucketPolicies(t *testing.T) {
	alice := func(b *bench.Bench) bench.Identity { return b.User("alice") }
	owner := func(*bench.Bench) bench.Identity { return bench.OwnerCredentials() }
	stranger := func(*bench.Bench) bench.Identity { return bench.StrangerCredentials() }
	session := func(b *bench.Bench) bench.Identity {
		b.Role("reader")
		return b.Session("reader", "one", "", time.Hour)
	}
	nobody := func(*bench.Bench) bench.Identity { return bench.Identity{} }
	const insecure = `,"Condition":{"Bool":{"acs:SecureTransport":"false"}}`
	const mine = "arn:sts::1000000000000001:assumed-role/reader/one"
	for _, c := range []struct {
		name, statement, method, target string
		by                              func(*bench.Bench) bench.Identity
		want                            deny.Reason
	}{
		{"everybody", bench.Grant("Allow", "oss:GetObject", "*", ""), "GET", "/key", nobody, ""},
		{"an empty list is everybody", `{"Effect":"Allow","Action":"oss:GetObject","Principal":[],"Resource":"acs:oss:*:*:*"}`,
			"GET", "/key", nobody, ""},
		{"everybody is a user too", bench.Grant("Allow", "oss:GetObject", "*", ""), "GET", "/key", alice, ""},
		{"everybody is another account too", bench.Grant("Allow", "oss:GetObject", "*", ""), "GET", "/key", stranger, ""},
		{"another account", bench.Grant("Allow", "oss:GetObject", bench.Accounts()[1].UID, ""), "GET", "/key", stranger, ""},
		{"another account lists", bench.Grant("Allow", "oss:ListObjects", bench.Accounts()[1].UID, ""), "GET", "/", stranger, ""},
		{"a bucket action needs the bucket",
			`{"Effect":"Allow","Action":"oss:ListObjects","Principal":["*"],"Resource":"acs:oss:*:*:private-bucket/*"}`,
			"GET", "/", stranger, deny.NotYourBucket},
		{"another account is not everybody", bench.Grant("Allow", "oss:GetObject", bench.Accounts()[1].UID, ""), "GET", "/key", nobody,
			deny.ByBucketACL},
		{"the account is not its users", bench.Grant("Allow", "oss:GetObject", bench.Accounts()[0].UID, ""), "GET", "/key", alice,
			deny.ByBucketACL},
		{"a session", bench.Grant("Allow", "oss:GetObject", mine, ""), "GET", "/key", session, ""},
		{"any session of the role", bench.Grant("Allow", "oss:GetObject", "arn:sts::1000000000000001:assumed-role/reader/*", ""),
			"GET", "/key", session, ""},
		{"any role", bench.Grant("Allow", "oss:GetObject", "arn:sts::*:*/*/*", ""), "GET", "/key", session, ""},
		{"another role", bench.Grant("Allow", "oss:GetObject", "arn:sts::1000000000000001:assumed-role/writer/*", ""),
			"GET", "/key", session, deny.ByBucketACL},
		{"a role is not an account", bench.Grant("Allow", "oss:GetObject", "arn:sts::*:*/*/*", ""), "GET", "/key", stranger, deny.ByBucketACL},
		{"the ACL of an object", bench.Grant("Allow", "oss:GetObjectAcl", "*", ""), "GET", "/key?acl", nobody, ""},
		{"an upload", bench.Grant("Allow", "oss:PutObject", "*", ""), "POST", "/key?uploads", nobody, ""},
		{"deny everybody does not bind the owner", bench.Grant("Deny", "oss:*", "*", ""), "GET", "/key", owner, ""},
		{"with a condition it does", bench.Grant("Deny", "oss:GetObject", "*", insecure), "GET", "/key", owner, deny.ByBucketPolicy},
		{"deny everybody binds users", bench.Grant("Deny", "oss:*", "*", ""), "GET", "/key", alice, deny.ByBucketPolicy},
		{"a condition that does not hold", bench.Grant("Deny", "oss:GetObject", "*", `,"Condition":{"Bool":{"acs:SecureTransport":"true"}}`),
			"GET", "/key", owner, ""},
	} {
		b := bench.New(t)
		bench.Stage(b)
		who := c.by(b)
		b.Set(bench.Private, "policy", bench.BucketPolicy(c.statement))
		r := b.Raw(c.method, bench.Private, c.target, "")
		if who.ID != "" {
			r = b.By(who, r)
		}
		if w, got := b.Send(r); got != string(c.want) {
			t.Errorf("%s: got %q, want %q\n%s", c.name, got, c.want, w.Body)
		}
	}
}

// Block Public Access removes the rights of everybody, and no other right.
func TestPublicAccessIsBlocked(t *testing.T) {
	for _, c := range []struct {
		name, statement string
		by              func(*bench.Bench, *http.Request) *http.Request
		want            deny.Reason
	}{
		{"everybody", bench.Grant("Allow", "oss:GetObject", "*", ""), func(_ *bench.Bench, r *http.Request) *http.Request { return r },
			deny.ByBucketACL},
		{"an account among everybody", bench.Grant("Allow", "oss:GetObject", "*", ""), (*bench.Bench).Stranger, deny.ByBucketACL},
		{"a named account", bench.Grant("Allow", "oss:GetObject", bench.Accounts()[1].UID, ""), (*bench.Bench).Stranger, ""},
		{"everybody with a fixed AccessKey",
			bench.Grant("Allow", "oss:GetObject", "*", `,"Condition":{"StringEquals":{"acs:AccessId":"`+bench.StrangerKey+`"}}`),
			(*bench.Bench).Stranger, ""},
		{"everybody with any AccessKey", bench.Grant("Allow", "oss:GetObject", "*", `,"Condition":{"StringLike":{"acs:AccessId":"LTAI*"}}`),
			(*bench.Bench).Stranger, deny.ByBucketACL},
	} {
		for where, block := range map[string]func(b *bench.Bench){
			"bucket": func(b *bench.Bench) {
				b.Set(bench.Private, "publicAccessBlock",
					"<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>")
			},
			"account": func(b *bench.Bench) {
				b.Must(b.Owner(b.Raw("PUT", bench.Hangzhou, "/?publicAccessBlock",
					"<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>")))
			},
		} {
			b := bench.New(t)
			bench.Stage(b)
			b.Set(bench.Private, "policy", bench.BucketPolicy(c.statement))
			b.Must(c.by(b, b.Raw("GET", bench.Private, "/key", "")))
			block(b)
			if w, got := b.Send(c.by(b, b.Raw("GET", bench.Private, "/key", ""))); got != string(c.want) {
				t.Errorf("%s, %s: got %q, want %q\n%s", c.name, where, got, c.want, w.Body)
			}
		}
	}
}

// The standing of an account changes the answer, and changes it back.
func TestStandingFlipsTheAnswer(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	account := func(body string) func() { return func() { b.Account(0, body) } }
	b.Walk(func() *http.Request { return b.Owner(b.Raw("GET", bench.Hangzhou, "/", "")) },
		bench.Step{Change: account(`{}`), Want: ""},
		bench.Step{Change: account(`{"status":"overdue"}`), Want: ""}, // the operation is open in arrears
		bench.Step{Change: account(`{"status":"disabled"}`), Want: deny.AccountBanned},
		bench.Step{Change: account(`{"status":"normal"}`), Want: ""},
		bench.Step{Change: account(`{"ossActivated":false}`), Want: deny.NeverActivated},
		bench.Step{Change: account(`{"ossActivated":true}`), Want: ""})
	b.Walk(func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/?bucketInfo", "")) },
		bench.Step{Change: account(`{"status":"indebted"}`), Want: ""},
		bench.Step{Change: account(`{"status":"deleted"}`), Want: deny.AccountDeleted},
		bench.Step{Change: account(`{"status":"normal"}`), Want: ""})
	b.Walk(func() *http.Request { return b.Raw("GET", bench.Open, "/closed", "") },
		bench.Step{Change: func() { b.Freeze("open-bucket") }, Want: deny.BucketFrozen},
		bench.Step{Change: func() { b.Control("PATCH", "/v1/buckets/open-bucket", `{"frozen":false}`) }, Want: deny.ByObjectACLRead})
}

// The policy of a network counts only for callers through it, and only in its region.
func TestNetworks(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	const none = `{"sourceVpc":""}`
	from := func(where string) func() {
		return func() {
			b.Set(bench.Private, "policy",
				bench.BucketPolicy(bench.Grant("Deny", "oss:GetObject", "*", `,"Condition":{"StringNotEquals":{"acs:SourceVpc":"`+where+`"}}`)))
		}
	}
	b.Walk(func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/key", "")) },
		bench.Step{Change: func() { b.Network(0, bench.Statement("Allow", "oss:PutObject", bench.Everything)) }, Want: deny.ByEndpointPolicy},
		bench.Step{Change: func() { b.Account(0, none) }, Want: ""},
		bench.Step{Change: func() { b.Network(0, "") }, Want: ""},
		bench.Step{Change: from("vpc-1"), Want: ""},
		bench.Step{Change: func() { b.Account(0, none) }, Want: deny.ByBucketPolicy},
		bench.Step{Change: func() { b.Network(0, "") }, Want: ""},
		bench.Step{Change: from("vpc-2"), Want: deny.ByBucketPolicy},
		bench.Step{Change: from("vpc-1"), Want: ""},
		bench.Step{Change: func() {
			b.Control("PUT", "/v1/networks/vpc-1", `{"region":"cn-beijing","policy":`+bench.Quote(bench.Statement("Deny", "*",
				bench.Everything))+`}`)
		}, Want: ""},
		bench.Step{Change: func() { b.Network(0, bench.Statement("Deny", "*", bench.Everything)) }, Want: deny.ByEndpointPolicy},
		bench.Step{Change: func() { b.Control("DELETE", "/v1/networks/vpc-1", "") }, Want: ""})
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?policy", "")))
	// The policy binds the owner. Block Public Access has no effect on it.
	b.Network(0, bench.BucketPolicy(bench.Grant("Allow", "oss:*", "*", "")))
	b.Must(b.Owner(b.Raw("PUT", bench.Blocked, "/key", "")))
	b.Network(0, bench.Statement("Allow", "oss:PutObject", bench.Everything))
	if w, got := b.Send(b.Stranger(b.Raw("GET", bench.Open, "/absent", ""))); got != string(deny.NoSuchKey) {
		t.Errorf("another account: %q\n%s", got, w.Body)
	}
}

// A control policy binds users and sessions of its account, but not the account.
func TestControlPolicies(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	u := b.User("alice", "AliyunOSSFullAccess")
	control := func(policy string) func() {
		return func() { b.Account(0, `{"controlPolicy":`+bench.Quote(policy)+`}`) }
	}
	b.Walk(func() *http.Request { return b.By(u, b.Raw("GET", bench.Private, "/key", "")) },
		bench.Step{Change: control(bench.Statement("Allow", "oss:*", bench.Everything)), Want: ""},
		bench.Step{Change: control(bench.Statement("Deny", "oss:GetObject", bench.Everything)), Want: deny.ByControlPolicy},
		bench.Step{Change: control(""), Want: ""})
	control(bench.Statement("Deny", "*", bench.Everything))()
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/key", "")))
}

// An encrypted object needs a right to the key, besides the right to the object.
func TestKeysOfKMS(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	key := `"Resource":"acs:kms:*:*:key/key-1"`
	u := b.User("alice", "AliyunOSSFullAccess", bench.Statement("Allow", "kms:GenerateDataKey", key),
		bench.Statement("Allow", "kms:Decrypt", key))
	b.Key("key-1", "Enabled")
	b.Key("key-2", "Enabled")
	const kms, id = "x-oss-server-side-encryption: KMS", "x-oss-server-side-encryption-key-id: "
	w := b.Must(b.By(u, b.Raw("PUT", bench.Private, "/sealed", "content", kms, id+"key-1")))
	if got := w.Header()["x-oss-server-side-encryption"]; len(got) != 1 || got[0] != "KMS" {
		t.Errorf("%v", w.Header())
	}
	b.Must(b.By(u, b.Raw("GET", bench.Private, "/sealed", "")))
	b.Must(b.Owner(b.Raw("GET", bench.Private, "/sealed", "")))
	b.Must(b.By(u, b.Raw("HEAD", bench.Private, "/sealed", "")))
	b.Must(b.By(u, b.Raw("PUT", bench.Private, "/plain", "content", "x-oss-server-side-encryption: AES256")))
	if _, got := b.Send(b.By(u, b.Raw("PUT", bench.Private, "/sealed", "content", kms, id+"key-2"))); got != string(deny.KMSForbidden) {
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
		b := bench.New(t)
		bench.Stage(b)
		var policies, headers []string
		for _, action := range c.policies {
			policies = append(policies, bench.Statement("Allow", action, bench.Everything))
		}
		if c.header != "" {
			headers = []string{c.header}
		}
		if w, got := b.Send(b.By(b.User("alice", policies...), b.Raw("PUT", bench.Private, "/new", "", headers...))); got != string(c.want) {
			t.Errorf("%v %s: got %q, want %q\n%s", c.policies, c.header, got, c.want, w.Body)
		}
	}
}

// Accounts with cloud boxes list them, and so do users with the right.
func TestCloudBoxes(t *testing.T) {
	b := bench.New(t)
	list := func() *http.Request { return b.Raw("GET", bench.Hangzhou, "/?cloudboxes", "") }
	u := b.User("alice", bench.Statement("Allow", "oss-cloudbox:ListCloudBoxes", bench.Everything))
	b.Must(b.By(u, list()))
	bench.GiveBox(b)
	got := b.Must(b.Owner(list())).Body.String()
	for _, want := range []string{"<ID>cb-bench0001</ID>", "<DataEndpoint>cb-bench0001.cn-hangzhou.oss-cloudbox.aliyuncs.com</DataEndpoint>"} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A cloud box serves whoever signs for it with V4 in the header. The same scope is no good in the region.
func TestBoxServes(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	bench.GiveBox(b)
	b.Must(b.V4(b.Raw("PUT", bench.Boxed, "/boxed", "content"), b.BoxScope()))
	if got := b.Must(b.V4(b.Raw("GET", bench.Boxed, "/boxed", ""), b.BoxScope())).Body.String(); got != "content" {
		t.Errorf("got %q", got)
	}
	if _, got := b.Send(b.V4(b.Raw("GET", bench.Private, "/boxed", ""), b.BoxScope())); got != string(deny.V4Region) {
		t.Errorf("got %q, want %q", got, deny.V4Region)
	}
}
