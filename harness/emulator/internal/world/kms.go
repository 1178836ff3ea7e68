package world

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// KMS is the algorithm with keys of the key management service. SM4 is an algorithm of data keys,
// besides AES256.
const (
	KMS = "KMS"
	SM4 = "SM4"
)

// An Encryption says how an object is encrypted, or how a bucket encrypts objects that do not say.
// The zero value means no encryption.
type Encryption struct {
	Algorithm string // AES256, SM4 or KMS
	KeyID     string // key of KMS; empty: the key that OSS manages
	Data      string // algorithm of the data key for KMS; empty: AES256
}

// A KMSStatus is the status of an account in the key management service.
// https://www.alibabacloud.com/help/en/oss/user-guide/http-403-error-code
type KMSStatus string

// The statuses.
const (
	KMSActive       KMSStatus = "active"
	KMSNotActivated KMSStatus = "notActivated"
	KMSIndebted     KMSStatus = "indebted"
	KMSOverdue      KMSStatus = "overdue" // a subscription has ended
)

// KMSStatuses lists the statuses.
func KMSStatuses() []KMSStatus {
	return []KMSStatus{KMSActive, KMSNotActivated, KMSIndebted, KMSOverdue}
}

// Known reports whether the status exists.
func (s KMSStatus) Known() bool { return slices.Contains(KMSStatuses(), s) }

// A KeyState is the state of a key. It allows every use of the key, or none.
// https://www.alibabacloud.com/help/en/kms/developer-reference/impact-of-cmk-status-on-api-operations
type KeyState string

// The states.
const (
	KeyEnabled         KeyState = "Enabled"
	KeyDisabled        KeyState = "Disabled"
	KeyPendingDeletion KeyState = "PendingDeletion"
	KeyPendingImport   KeyState = "PendingImport"
)

// KeyStates lists the states.
func KeyStates() []KeyState {
	return []KeyState{KeyEnabled, KeyDisabled, KeyPendingDeletion, KeyPendingImport}
}

// Known reports whether the state exists.
func (s KeyState) Known() bool { return slices.Contains(KeyStates(), s) }

// OSSKey is the alias of the key that OSS manages in each account.
const OSSKey = "alias/acs/oss"

// OSSKeyID is the id of that key, which the official SDKs' tests expect in answers. Its form is that of
// the ids in the documentation, and that it is one for all regions is a simplification.
func OSSKeyID(uid string) string {
	h := sha256.Sum256([]byte(OSSKey + " " + uid))
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// IsKeyAlias reports whether the name of a key is an alias.
func IsKeyAlias(id string) bool { return strings.HasPrefix(id, "alias/") }

// KeyState returns the state of a key in an account, and whether the key exists. The key that OSS
// manages is always enabled.
func (w *World) KeyState(uid, id string) (KeyState, bool) {
	if id == "" || id == OSSKey || id == OSSKeyID(uid) {
		return KeyEnabled, true
	}
	a, known := w.Accounts.Get(uid)
	if !known {
		return "", false
	}
	return a.KMSKeys.Get(id)
}
