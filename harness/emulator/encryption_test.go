package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// encrypted returns the encryption headers of an answer: algorithm, key, and algorithm of the data
// key.
func encrypted(h http.Header) string {
	var out []string
	for _, name := range []string{"x-oss-server-side-encryption", "x-oss-server-side-encryption-key-id", "x-oss-server-side-data-encryption"} {
		out = append(out, strings.Join(h[name], ""))
	}
	return strings.Join(out, " ")
}

// The bucket decides the encryption that a new object does not name, for every way to create it.
func TestBucketEncryption(t *testing.T) {
	const sm4 = "<KMSDataEncryption>SM4</KMSDataEncryption>"
	for _, c := range []struct{ rule, header, want string }{
		{"", "", "  "},
		{sse("AES256", ""), "", "AES256  "},
		{sse("SM4", ""), "", "SM4  "},
		{sse("KMS", ""), "", "KMS  "},
		{sse("KMS", "<KMSMasterKeyID/>"+sm4), "", "KMS  SM4"},
		{sse("KMS", "<KMSMasterKeyID>key-1</KMSMasterKeyID>"+sm4), "", "KMS key-1 SM4"},
		{sse("KMS", ""), "AES256", "AES256  "},
		{sse("AES256", ""), "KMS", "KMS  "},
	} {
		b := newBench(t)
		stage(b)
		b.key("key-1", "Enabled")
		if c.rule != "" {
			b.set(private, "encryption", c.rule)
		}
		var headers []string
		fields := v1Form(policyOf(b, anyKey))
		if c.header != "" {
			headers = []string{"x-oss-server-side-encryption: " + c.header}
			fields = append([]field{{"x-oss-server-side-encryption", c.header}}, fields...)
		}
		id := ""
		for name, make := range map[string]func() *http.Request{
			"put": func() *http.Request { return b.owner(b.raw("PUT", private, "/put", "content", headers...)) },
			"copy": func() *http.Request {
				return b.owner(b.raw("PUT", private, "/copy", "", append(headers, "x-oss-copy-source: /private-bucket/key")...))
			},
			"post": func() *http.Request { return b.form(private, append([]field{{"key", "post"}}, fields...)) },
			"multi": func() *http.Request {
				w := b.must(b.owner(b.raw("POST", private, "/multi?uploads", "", headers...)))
				if id = elements(w.Body.String(), "UploadId"); encrypted(w.Header()) != c.want {
					t.Errorf("%+v, initiated: %s", c, encrypted(w.Header()))
				}
				w = b.must(b.owner(b.raw("PUT", private, "/multi?partNumber=1&uploadId="+id, "content")))
				if encrypted(w.Header()) != c.want {
					t.Errorf("%+v, part: %s", c, encrypted(w.Header()))
				}
				return b.owner(b.raw("POST", private, "/multi?uploadId="+id,
					"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+w.Header()["ETag"][0]+"</ETag></Part></CompleteMultipartUpload>"))
			},
		} {
			if got := encrypted(b.must(make()).Header()); got != c.want {
				t.Errorf("%+v, %s: %q", c, name, got)
			}
			w := b.must(b.owner(b.raw("GET", private, "/"+name, "")))
			if got := encrypted(w.Header()); got != c.want || w.Body.String() != "content" {
				t.Errorf("%+v, read after %s: %q %s", c, name, got, w.Body)
			}
		}
	}
}

// GetBucketInfo shows the encryption of a bucket. PutBucket can set it.
func TestEncryptionOfNewBucket(t *testing.T) {
	b := newBench(t)
	info := func() string {
		body := b.must(b.owner(b.raw("GET", "fresh-bucket."+hangzhou, "/?bucketInfo", ""))).Body.String()
		return elements(body, "ServerSideEncryptionRule")
	}
	b.must(b.owner(b.raw("PUT", "fresh-bucket."+hangzhou, "/", "")))
	if got := info(); got != "<SSEAlgorithm>None</SSEAlgorithm>" {
		t.Error(got)
	}
	b.must(b.owner(b.raw("PUT", "fresh-bucket."+hangzhou, "/", "", withKMS, "x-oss-server-side-data-encryption: SM4")))
	if got := info(); got != "<SSEAlgorithm>KMS</SSEAlgorithm><KMSDataEncryption>SM4</KMSDataEncryption>" {
		t.Error(got)
	}
	b.must(b.owner(b.raw("PUT", "fresh-bucket."+hangzhou, "/", "", "x-oss-acl: private"))) // the request does not mention encryption
	if got := info(); !strings.Contains(got, "KMS") {
		t.Error(got)
	}
}

// The state of KMS and of a key changes the answer to reads and writes, and changes it back.
func TestKMSFlipsTheAnswer(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.key("key-1", "Enabled")
	b.must(b.owner(b.raw("PUT", private, "/sealed", "content", withKMS, withKey1)))
	b.must(b.owner(b.raw("PUT", private, "/plain", "content", "x-oss-server-side-encryption: AES256")))
	id := elements(b.must(b.owner(b.raw("POST", private, "/multi?uploads", "", withKMS, withKey1))).Body.String(), "UploadId")
	account := func(status string) func() { return func() { b.account(0, `{"kms":"`+status+`"}`) } }
	key := func(state string) func() { return func() { b.key("key-1", state) } }
	gone := func() { b.control("DELETE", "/v1/accounts/"+accounts[0].UID+"/kms/key-1", "") }
	for _, r := range []func() *http.Request{
		func() *http.Request { return b.owner(b.raw("GET", private, "/sealed", "")) },
		func() *http.Request { return b.owner(b.raw("PUT", private, "/new", "content", withKMS, withKey1)) },
		func() *http.Request {
			return b.owner(b.raw("PUT", private, "/multi?partNumber=1&uploadId="+id, "content"))
		},
		func() *http.Request {
			return b.owner(b.raw("PUT", private, "/copy", "", "x-oss-copy-source: /private-bucket/sealed"))
		},
	} {
		b.walk(r,
			step{func() {}, ""},
			step{account("notActivated"), deny.KMSNeverActivated},
			step{account("indebted"), deny.KMSInDebt},
			step{account("overdue"), deny.KMSOverdue},
			step{account("active"), ""},
			step{key("Disabled"), deny.KMSKeyDisabled},
			step{key("PendingDeletion"), deny.KMSKeyDeleted},
			step{key("PendingImport"), deny.KMSKeyAwaited},
			step{gone, deny.KMSKeyUnknown},
			step{key("Enabled"), ""})
	}
	account("overdue")()
	for _, r := range []*http.Request{ // these requests use no key
		b.owner(b.raw("GET", private, "/plain", "")), b.owner(b.raw("HEAD", private, "/sealed", "")),
		b.owner(b.raw("DELETE", private, "/sealed", "")), b.owner(b.raw("PUT", private, "/?encryption", sse("SM4", ""))),
	} {
		b.must(r)
	}
}

// The keys belong to the account that owns the bucket. The key of OSS exists from the start.
func TestWhoseKeys(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/", "")))
	b.account(0, `{"kms":"notActivated"}`)
	b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/key", "content", withKMS)))
	b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/key", "content", withKMS,
		"x-oss-server-side-encryption-key-id: alias/acs/oss")))
	b.key("key-1", "Enabled")
	foreign := b.raw("PUT", "strange-bucket."+hangzhou, "/key", "content", withKMS, withKey1)
	if _, why := b.send(b.stranger(foreign)); why != string(deny.KMSKeyUnknown) {
		t.Errorf("another account's key: %q", why)
	}
}

// A write to a bucket with a default key needs the right to that key. A part does too.
func TestRightToTheKeyOfTheBucket(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.key("key-1", "Enabled")
	key := func(action string) string { return statement("Allow", action, `"Resource":"acs:kms:*:*:key/key-1"`) }
	alice := b.user("alice", "AliyunOSSFullAccess", key("kms:GenerateDataKey"))
	bob := b.user("bob", "AliyunOSSFullAccess", key("kms:Decrypt"))
	put := func(who identity) string {
		_, why := b.send(b.by(who, b.raw("PUT", private, "/new", "content")))
		return why
	}
	if put(alice)+put(bob) != "" {
		t.Error("a key is asked for without a rule")
	}
	b.set(private, "encryption", sse("KMS", "<KMSMasterKeyID>key-1</KMSMasterKeyID>"))
	if put(alice) != "" || put(bob) != string(deny.KMSForbidden) {
		t.Errorf("%q %q", put(alice), put(bob))
	}
	id := elements(b.must(b.by(alice, b.raw("POST", private, "/multi?uploads", ""))).Body.String(), "UploadId")
	for who, want := range map[identity]deny.Reason{alice: "", bob: deny.KMSForbidden} {
		if _, why := b.send(b.by(who, b.raw("PUT", private, "/multi?partNumber=1&uploadId="+id, "content"))); why != string(want) {
			t.Errorf("a part: %q, want %q", why, want)
		}
	}
	b.set(private, "encryption", sse("KMS", "<KMSMasterKeyID>key-2</KMSMasterKeyID>"))
	b.key("key-2", "Enabled")
	if put(alice) != string(deny.KMSForbidden) {
		t.Errorf("another key: %q", put(alice))
	}
}

// The control API accepts and refuses states of keys and of KMS.
func TestControlOfKMS(t *testing.T) {
	b := newBench(t)
	account := "/v1/accounts/" + accounts[0].UID
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"PUT", account + "/kms/key-1", `{"state":"Disabled"}`, 204, ""},
		{"PUT", account + "/kms/alias/mine", `{"state":"Enabled"}`, 204, ""},
		{"PUT", account + "/kms/key-1", `{"state":"Broken"}`, 400, "none of"},
		{"PUT", account + "/kms/key-1", `{}`, 400, "none of"},
		{"PUT", account + "/kms/key-1", `{"status":"Enabled"}`, 400, "unknown field"},
		{"PUT", account + "/kms/alias/acs/oss", `{"state":"Disabled"}`, 400, "in every account"},
		{"PUT", account + "/kms/", `{"state":"Disabled"}`, 400, "missing"},
		{"PUT", "/v1/accounts/9/kms/key-1", `{"state":"Disabled"}`, 404, "no account 9"},
		{"DELETE", account + "/kms/alias/mine", "", 204, ""},
		{"DELETE", account + "/kms/alias/mine", "", 404, "no key"},
		{"DELETE", "/v1/accounts/9/kms/key-1", "", 404, "no account 9"},
		{"PATCH", account, `{"kms":"broken"}`, 400, "none of"},
		{"PATCH", account, `{"kms":"indebted"}`, 204, ""},
	} {
		if status, body := b.control(c.method, c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, body)
		}
	}
	b.control("PUT", account, `{"keys":[{"id":"`+ownerKey+`","secret":"`+ownerSecret+`"}]}`) // keys and standing stay
	b.must(b.owner(b.raw("PUT", "fresh-bucket."+hangzhou, "/", "")))
	if _, why := b.send(b.owner(b.raw("PUT", "fresh-bucket."+hangzhou, "/key", "", withKMS, withKey1))); why != string(deny.KMSInDebt) {
		t.Error(why)
	}
	b.account(0, `{"kms":"active"}`)
	if _, why := b.send(b.owner(b.raw("PUT", "fresh-bucket."+hangzhou, "/key", "", withKMS, withKey1))); why != string(deny.KMSKeyDisabled) {
		t.Error(why)
	}
}
