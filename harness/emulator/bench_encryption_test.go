package emulator_test

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// key creates a key of KMS in the owner's account, or changes its state.
func (b *bench) key(id, state string) {
	b.t.Helper()
	if status, answer := b.control("PUT", "/v1/accounts/"+accounts[0].UID+"/kms/"+id, `{"state":"`+state+`"}`); status != 204 {
		b.t.Fatalf("%d %s", status, answer)
	}
}

// sse is a rule of bucket encryption. rest holds further elements.
func sse(algorithm, rest string) string {
	return "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>" + algorithm + "</SSEAlgorithm>" + rest +
		"</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>"
}

const (
	withKMS  = "x-oss-server-side-encryption: KMS"
	withKey1 = "x-oss-server-side-encryption-key-id: key-1"
)

// encryptionProvocations lists refusals by KMS, its keys, and the encryption of buckets.
func encryptionProvocations() []provocation {
	sealed := func(b *bench) {
		b.must(b.owner(b.raw("PUT", open, "/sealed", "content", withKMS)))
	}
	kms := func(status string) func(*bench) {
		return func(b *bench) {
			sealed(b)
			b.account(0, `{"kms":"`+status+`"}`)
		}
	}
	key := func(state string) func(*bench) {
		return func(b *bench) {
			b.key("key-1", "Enabled")
			b.must(b.owner(b.raw("PUT", private, "/locked", "content", withKMS, withKey1)))
			b.key("key-1", state)
		}
	}
	read, store := byOwner("GET", private, "/locked", ""), byOwner("PUT", private, "/new", "content", withKMS, withKey1)
	rule := func(body string) func(*bench) *http.Request { return byOwner("PUT", private, "/?encryption", body) }
	alice := func(policy, method, target string, headers ...string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.by(b.user("alice", policy), b.raw(method, open, target, "", headers...))
		}
	}
	const full = "AliyunOSSFullAccess"
	sealing := func(b *bench) { b.set(open, "encryption", sse("KMS", "")) }
	return []provocation{
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("GET", open, "/sealed", ""))},
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("PUT", open, "/new", "content", withKMS))},
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("PUT", open, "/?encryption", sse("KMS", "")))},
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("PUT", "fresh-bucket."+hangzhou, "/", "", withKMS))},
		{deny.KMSInDebt, given(kms("indebted"), byOwner("PUT", open, "/copy", "", "x-oss-copy-source: /open-bucket/sealed"))},
		{deny.KMSOverdue, given(kms("overdue"), byOwner("POST", open, "/new?uploads", "", withKMS))},
		{deny.KMSKeyDisabled, given(key("Disabled"), read)},
		{deny.KMSKeyDisabled, given(key("Disabled"), store)},
		{deny.KMSKeyDeleted, given(key("PendingDeletion"), read)},
		{deny.KMSKeyAwaited, given(key("PendingImport"), store)},
		{deny.KMSKeyUnknown, store},
		{deny.KMSAliasUnknown, byOwner("PUT", private, "/new", "content", withKMS, "x-oss-server-side-encryption-key-id: alias/mine")},
		{deny.KMSKeyEmpty, byOwner("PUT", private, "/new", "content", withKMS, "x-oss-server-side-encryption-key-id: ")},
		{deny.KMSForbidden, given(sealing, alice(full, "PUT", "/key"))},
		{deny.KMSForbidden, given(sealing, alice(full, "POST", "/key?uploads"))},
		{deny.KMSForbidden, given(sealing, byNobody("PUT", open, "/key"))},

		{deny.EncryptionUnknown, byOwner("PUT", private, "/key", "", "x-oss-server-side-encryption: DES")},
		{deny.EncryptionUnknown, rule(sse("DES", ""))},
		{deny.EncryptionMisplaced, byOwner("DELETE", private, "/key", "", withKMS)},
		{deny.DataEncryptionUnknown, rule(sse("KMS", "<KMSDataEncryption>abc</KMSDataEncryption>"))},
		{deny.DataEncryptionUnknown, byOwner("PUT", private, "/key", "", withKMS, "x-oss-server-side-data-encryption: abc")},
		{deny.EncryptionKeyNeedless, rule(sse("AES256", "<KMSMasterKeyID>key-1</KMSMasterKeyID>"))},
		{deny.NoEncryption, byOwner("GET", private, "/?encryption", "")},
		{deny.NotImplemented, byOwner("PUT", private, "/key", "", withKMS, withKey1, "x-oss-server-side-encryption-context: {}")},
	}
}
