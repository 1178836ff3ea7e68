package world

import (
	"slices"
	"strings"
)

// KMS is the algorithm whose keys the key management service holds; SM4 is
// the other one of the data keys, beside AES256.
const (
	KMS = "KMS"
	SM4 = "SM4"
)

// An Encryption is how an object is encrypted at rest, or how a bucket
// encrypts those that do not say; the zero value: not at all.
type Encryption struct {
	Algorithm string // AES256, SM4 or KMS
	KeyID     string // of KMS; empty: the key that OSS keeps for itself
	Data      string // algorithm of the data key of KMS; empty: AES256
}

// A KMSStatus is how an account stands with the key management service.
// https://www.alibabacloud.com/help/en/oss/user-guide/http-403-error-code
type KMSStatus string

// The statuses.
const (
	KMSActive       KMSStatus = "active"
	KMSNotActivated KMSStatus = "notActivated"
	KMSIndebted     KMSStatus = "indebted"
	KMSOverdue      KMSStatus = "overdue" // past the end of a subscription
)

// KMSStatuses lists them.
func KMSStatuses() []KMSStatus {
	return []KMSStatus{KMSActive, KMSNotActivated, KMSIndebted, KMSOverdue}
}

// Known tells whether there is such a status.
func (s KMSStatus) Known() bool { return slices.Contains(KMSStatuses(), s) }

// A KeyState is what a key can be used for: everything, or nothing.
// https://www.alibabacloud.com/help/en/kms/developer-reference/impact-of-cmk-status-on-api-operations
type KeyState string

// The states.
const (
	KeyEnabled         KeyState = "Enabled"
	KeyDisabled        KeyState = "Disabled"
	KeyPendingDeletion KeyState = "PendingDeletion"
	KeyPendingImport   KeyState = "PendingImport"
)

// KeyStates lists them.
func KeyStates() []KeyState {
	return []KeyState{KeyEnabled, KeyDisabled, KeyPendingDeletion, KeyPendingImport}
}

// Known tells whether there is such a state.
func (s KeyState) Known() bool { return slices.Contains(KeyStates(), s) }

// OSSKey is the alias of the key that OSS keeps for itself in each account.
const OSSKey = "alias/acs/oss"

// IsKeyAlias tells whether the name of a key is an alias.
func IsKeyAlias(id string) bool { return strings.HasPrefix(id, "alias/") }

// KeyState is that of a key of an account, and whether there is the key. The
// one that OSS keeps for itself is always enabled.
func (w *World) KeyState(uid, id string) (KeyState, bool) {
	if id == "" || id == OSSKey {
		return KeyEnabled, true
	}
	a, known := w.Accounts.Get(uid)
	if !known {
		return "", false
	}
	return a.KMSKeys.Get(id)
}
