package op_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/world"
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
	kms := "KMS " + world.OSSKeyID(bench.Accounts()[0].UID)
	for _, c := range []struct{ rule, header, want string }{
		{"", "", "  "},
		{bench.SSE("AES256", ""), "", "AES256  "},
		{bench.SSE("SM4", ""), "", "SM4  "},
		{bench.SSE("KMS", ""), "", kms + " "},
		{bench.SSE("KMS", "<KMSMasterKeyID/>"+sm4), "", kms + " SM4"},
		{bench.SSE("KMS", "<KMSMasterKeyID>key-1</KMSMasterKeyID>"+sm4), "", "KMS key-1 SM4"},
		{bench.SSE("KMS", ""), "AES256", "AES256  "},
		{bench.SSE("AES256", ""), "KMS", kms + " "},
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Key("key-1", "Enabled")
		if c.rule != "" {
			b.Set(bench.Private, "encryption", c.rule)
		}
		var headers []string
		fields := bench.V1Form(bench.PolicyOf(b, bench.AnyKey))
		if c.header != "" {
			headers = []string{"x-oss-server-side-encryption: " + c.header}
			fields = append([]bench.Field{{"x-oss-server-side-encryption", c.header}}, fields...)
		}
		id := ""
		for name, make := range map[string]func() *http.Request{
			"put": func() *http.Request { return b.Owner(b.Raw("PUT", bench.Private, "/put", "content", headers...)) },
			"copy": func() *http.Request {
				return b.Owner(b.Raw("PUT", bench.Private, "/copy", "", append(headers, "x-oss-copy-source: /private-bucket/key")...))
			},
			"post": func() *http.Request { return b.Form(bench.Private, append([]bench.Field{{"key", "post"}}, fields...)) },
			"multi": func() *http.Request {
				w := b.Must(b.Owner(b.Raw("POST", bench.Private, "/multi?uploads", "", headers...)))
				if id = bench.Elements(w.Body.String(), "UploadId"); encrypted(w.Header()) != c.want {
					t.Errorf("%+v, initiated: %s", c, encrypted(w.Header()))
				}
				w = b.Must(b.Owner(b.Raw("PUT", bench.Private, "/multi?partNumber=1&uploadId="+id, "content")))
				if encrypted(w.Header()) != c.want {
					t.Errorf("%+v, part: %s", c, encrypted(w.Header()))
				}
				return b.Owner(b.Raw("POST", bench.Private, "/multi?uploadId="+id,
					"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"+w.Header()["ETag"][0]+"</ETag></Part></CompleteMultipartUpload>"))
			},
		} {
			if got := encrypted(b.Must(make()).Header()); got != c.want {
				t.Errorf("%+v, %s: %q", c, name, got)
			}
			w := b.Must(b.Owner(b.Raw("GET", bench.Private, "/"+name, "")))
			if got := encrypted(w.Header()); got != c.want || w.Body.String() != "content" {
				t.Errorf("%+v, read after %s: %q %s", c, name, got, w.Body)
			}
		}
	}
}

// GetBucketInfo shows the encryption of a bucket. PutBucket can set it.
func TestEncryptionOfNewBucket(t *testing.T) {
	b := bench.New(t)
	info := func() string {
		body := b.Must(b.Owner(b.Raw("GET", "fresh-bucket."+bench.Hangzhou, "/?bucketInfo", ""))).Body.String()
		return bench.Elements(body, "ServerSideEncryptionRule")
	}
	b.Must(b.Owner(b.Raw("PUT", "fresh-bucket."+bench.Hangzhou, "/", "")))
	if got := info(); got != "<SSEAlgorithm>None</SSEAlgorithm>" {
		t.Error(got)
	}
	b.Must(b.Owner(b.Raw("PUT", "fresh-bucket."+bench.Hangzhou, "/", "", bench.WithKMS, "x-oss-server-side-data-encryption: SM4")))
	if got := info(); got != "<SSEAlgorithm>KMS</SSEAlgorithm><KMSDataEncryption>SM4</KMSDataEncryption>" {
		t.Error(got)
	}
	b.Must(b.Owner(b.Raw("PUT", "fresh-bucket."+bench.Hangzhou, "/", "", "x-oss-acl: private"))) // the request does not mention encryption
	if got := info(); !strings.Contains(got, "KMS") {
		t.Error(got)
	}
}

// The state of KMS and of a key changes the answer to reads and writes, and changes it back.
func TestKMSFlipsTheAnswer(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Key("key-1", "Enabled")
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/sealed", "content", bench.WithKMS, bench.WithKey1)))
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/plain", "content", "x-oss-server-side-encryption: AES256")))
	id := bench.Elements(b.Must(b.Owner(b.Raw("POST", bench.Private, "/multi?uploads", "", bench.WithKMS, bench.WithKey1))).Body.String(),
		"UploadId")
	account := func(status string) func() { return func() { b.Account(0, `{"kms":"`+status+`"}`) } }
	key := func(state string) func() { return func() { b.Key("key-1", state) } }
	gone := func() { b.Control("DELETE", "/v1/accounts/"+bench.Accounts()[0].UID+"/kms/key-1", "") }
	for _, r := range []func() *http.Request{
		func() *http.Request { return b.Owner(b.Raw("GET", bench.Private, "/sealed", "")) },
		func() *http.Request {
			return b.Owner(b.Raw("PUT", bench.Private, "/new", "content", bench.WithKMS, bench.WithKey1))
		},
		func() *http.Request {
			return b.Owner(b.Raw("PUT", bench.Private, "/multi?partNumber=1&uploadId="+id, "content"))
		},
		func() *http.Request {
			return b.Owner(b.Raw("PUT", bench.Private, "/copy", "", "x-oss-copy-source: /private-bucket/sealed"))
		},
	} {
		b.Walk(r,
			bench.Step{Change: func() {}, Want: ""},
			bench.Step{Change: account("notActivated"), Want: deny.KMSNeverActivated},
			bench.Step{Change: account("indebted"), Want: deny.KMSInDebt},
			bench.Step{Change: account("overdue"), Want: deny.KMSOverdue},
			bench.Step{Change: account("active"), Want: ""},
			bench.Step{Change: key("Disabled"), Want: deny.KMSKeyDisabled},
			bench.Step{Change: key("PendingDeletion"), Want: deny.KMSKeyDeleted},
			bench.Step{Change: key("PendingImport"), Want: deny.KMSKeyAwaited},
			bench.Step{Change: gone, Want: deny.KMSKeyUnknown},
			bench.Step{Change: key("Enabled"), Want: ""})
	}
	account("overdue")()
	for _, r := range []*http.Request{ // these requests use no key
		b.Owner(b.Raw("GET", bench.Private, "/plain", "")), b.Owner(b.Raw("HEAD", bench.Private, "/sealed", "")),
		b.Owner(b.Raw("DELETE", bench.Private, "/sealed", "")), b.Owner(b.Raw("PUT", bench.Private, "/?encryption", bench.SSE("SM4", ""))),
	} {
		b.Must(r)
	}
}

// The keys belong to the account that owns the bucket. The key of OSS exists from the start.
func TestWhoseKeys(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/", "")))
	b.Account(0, `{"kms":"notActivated"}`)
	b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/key", "content", bench.WithKMS)))
	b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/key", "content", bench.WithKMS,
		"x-oss-server-side-encryption-key-id: alias/acs/oss")))
	b.Key("key-1", "Enabled")
	foreign := b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/key", "content", bench.WithKMS, bench.WithKey1)
	if _, why := b.Send(b.Stranger(foreign)); why != string(deny.KMSKeyUnknown) {
		t.Errorf("another account's key: %q", why)
	}
}

// A write to a bucket with a default key needs the right to that key. A part does too.
func TestRightToTheKeyOfTheBucket(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Key("key-1", "Enabled")
	key := func(action string) string {
		return bench.Statement("Allow", action, `"Resource":"acs:kms:*:*:key/key-1"`)
	}
	alice := b.User("alice", "AliyunOSSFullAccess", key("kms:GenerateDataKey"))
	bob := b.User("bob", "AliyunOSSFullAccess", key("kms:Decrypt"))
	put := func(who bench.Identity) string {
		_, why := b.Send(b.By(who, b.Raw("PUT", bench.Private, "/new", "content")))
		return why
	}
	if put(alice)+put(bob) != "" {
		t.Error("a key is asked for without a rule")
	}
	b.Set(bench.Private, "encryption", bench.SSE("KMS", "<KMSMasterKeyID>key-1</KMSMasterKeyID>"))
	if put(alice) != "" || put(bob) != string(deny.KMSForbidden) {
		t.Errorf("%q %q", put(alice), put(bob))
	}
	id := bench.Elements(b.Must(b.By(alice, b.Raw("POST", bench.Private, "/multi?uploads", ""))).Body.String(), "UploadId")
	for who, want := range map[bench.Identity]deny.Reason{alice: "", bob: deny.KMSForbidden} {
		if _, why := b.Send(b.By(who, b.Raw("PUT", bench.Private, "/multi?partNumber=1&uploadId="+id, "content"))); why != string(want) {
			t.Errorf("a part: %q, want %q", why, want)
		}
	}
	b.Set(bench.Private, "encryption", bench.SSE("KMS", "<KMSMasterKeyID>key-2</KMSMasterKeyID>"))
	b.Key("key-2", "Enabled")
	if put(alice) != string(deny.KMSForbidden) {
		t.Errorf("another key: %q", put(alice))
	}
}

// The control API accepts and refuses states of keys and of KMS.
func TestControlOfKMS(t *testing.T) {
	b := bench.New(t)
	account := "/v1/accounts/" + bench.Accounts()[0].UID
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
		if status, body := b.Control(c.method, c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, body)
		}
	}
	b.Control("PUT", account, `{"keys":[{"id":"`+bench.OwnerKey+`","secret":"`+bench.OwnerSecret+`"}]}`) // keys and standing stay
	b.Must(b.Owner(b.Raw("PUT", "fresh-bucket."+bench.Hangzhou, "/", "")))
	if _, why := b.Send(b.Owner(b.Raw("PUT", "fresh-bucket."+bench.Hangzhou, "/key", "", bench.WithKMS,
		bench.WithKey1))); why != string(deny.KMSInDebt) {
		t.Error(why)
	}
	b.Account(0, `{"kms":"active"}`)
	if _, why := b.Send(b.Owner(b.Raw("PUT", "fresh-bucket."+bench.Hangzhou, "/key", "", bench.WithKMS,
		bench.WithKey1))); why != string(deny.KMSKeyDisabled) {
		t.Error(why)
	}
}
