package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Key creates a key of KMS in the owner's account, or changes its state.
func (b *Bench) Key(id, state string) {
	b.T.Helper()
	if status, answer := b.Control("PUT", "/v1/accounts/"+Accounts()[0].UID+"/kms/"+id, `{"state":"`+state+`"}`); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
}

// SSE is a rule of bucket encryption. rest holds further elements.
func SSE(algorithm, rest string) string {
	return "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>" + algorithm + "</SSEAlgorithm>" + rest +
		"</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>"
}

const (
	WithKMS  = "x-oss-server-side-encryption: KMS"
	WithKey1 = "x-oss-server-side-encryption-key-id: key-1"
)

// encryptionProvocations lists refusals by KMS, its keys, and the encryption of buckets.
func encryptionProvocations() []Provocation {
	sealed := func(b *Bench) {
		b.Must(b.Owner(b.Raw("PUT", Open, "/sealed", "content", WithKMS)))
	}
	kms := func(status string) func(*Bench) {
		return func(b *Bench) {
			sealed(b)
			b.Account(0, `{"kms":"`+status+`"}`)
		}
	}
	key := func(state string) func(*Bench) {
		return func(b *Bench) {
			b.Key("key-1", "Enabled")
			b.Must(b.Owner(b.Raw("PUT", Private, "/locked", "content", WithKMS, WithKey1)))
			b.Key("key-1", state)
		}
	}
	read, store := byOwner("GET", Private, "/locked", ""), byOwner("PUT", Private, "/new", "content", WithKMS, WithKey1)
	rule := func(body string) func(*Bench) *http.Request { return byOwner("PUT", Private, "/?encryption", body) }
	alice := func(policy, method, target string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.By(b.User("alice", policy), b.Raw(method, Open, target, "", headers...))
		}
	}
	const full = "AliyunOSSFullAccess"
	sealing := func(b *Bench) { b.Set(Open, "encryption", SSE("KMS", "")) }
	return []Provocation{
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("GET", Open, "/sealed", ""))},
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("PUT", Open, "/new", "content", WithKMS))},
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("PUT", Open, "/?encryption", SSE("KMS", "")))},
		{deny.KMSNeverActivated, given(kms("notActivated"), byOwner("PUT", "fresh-bucket."+Hangzhou, "/", "", WithKMS))},
		{deny.KMSInDebt, given(kms("indebted"), byOwner("PUT", Open, "/copy", "", "x-oss-copy-source: /open-bucket/sealed"))},
		{deny.KMSOverdue, given(kms("overdue"), byOwner("POST", Open, "/new?uploads", "", WithKMS))},
		{deny.KMSKeyDisabled, given(key("Disabled"), read)},
		{deny.KMSKeyDisabled, given(key("Disabled"), store)},
		{deny.KMSKeyDeleted, given(key("PendingDeletion"), read)},
		{deny.KMSKeyAwaited, given(key("PendingImport"), store)},
		{deny.KMSKeyUnknown, store},
		{deny.KMSAliasUnknown, byOwner("PUT", Private, "/new", "content", WithKMS, "x-oss-server-side-encryption-key-id: alias/mine")},
		{deny.KMSKeyEmpty, byOwner("PUT", Private, "/new", "content", WithKMS, "x-oss-server-side-encryption-key-id: ")},
		{deny.KMSForbidden, given(sealing, alice(full, "PUT", "/key"))},
		{deny.KMSForbidden, given(sealing, alice(full, "POST", "/key?uploads"))},
		{deny.KMSForbidden, given(sealing, ByNobody("PUT", Open, "/key"))},

		{deny.EncryptionUnknown, byOwner("PUT", Private, "/key", "", "x-oss-server-side-encryption: DES")},
		{deny.EncryptionUnknown, rule(SSE("DES", ""))},
		{deny.EncryptionMisplaced, byOwner("DELETE", Private, "/key", "", WithKMS)},
		{deny.DataEncryptionUnknown, rule(SSE("KMS", "<KMSDataEncryption>abc</KMSDataEncryption>"))},
		{deny.DataEncryptionUnknown, byOwner("PUT", Private, "/key", "", WithKMS, "x-oss-server-side-data-encryption: abc")},
		{deny.EncryptionKeyNeedless, rule(SSE("AES256", "<KMSMasterKeyID>key-1</KMSMasterKeyID>"))},
		{deny.NoEncryption, byOwner("GET", Private, "/?encryption", "")},
		{deny.NotImplemented, byOwner("PUT", Private, "/key", "", WithKMS, WithKey1, "x-oss-server-side-encryption-context: {}")},
	}
}
