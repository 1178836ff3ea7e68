package rpc

import (
	"crypto/hmac"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/world"
)

const (
	timestampFormat = "2006-01-02T15:04:05Z"
	maxSkew         = 15 * time.Minute
)

// authenticate finds the caller. It checks time, AccessKey, token, signature and nonce; the order
// of the service is not known. A nonce counts as used only after the signature is proved. Otherwise
// a stranger could use up the nonces of others.
func authenticate(r *Request, d *world.Draft) (world.Principal, *Error) {
	claim, fault := ReadClaim(r)
	if fault != nil {
		return world.Principal{}, fault
	}
	at, err := time.Parse(timestampFormat, claim.Timestamp)
	switch {
	case err != nil:
		return world.Principal{}, badTimestamp
	case r.Now.Sub(at).Abs() > maxSkew:
		return world.Principal{}, staleTimestamp
	}
	caller, fault := holder(claim, r.Now, d)
	if fault != nil {
		return world.Principal{}, fault
	}
	signature, text := claim.Prove(r, caller.Secret)
	if !hmac.Equal([]byte(signature), []byte(claim.Signature)) {
		return world.Principal{}, mismatch(text)
	}
	if !d.Nonces.Use(claim.AccessKeyID+"\x00"+claim.Nonce, r.Now) {
		return world.Principal{}, usedNonce
	}
	return caller, nil
}

// holder finds the holder of the AccessKey in a claim, and checks that the token belongs to it.
func holder(claim Claim, now time.Time, d *world.Draft) (world.Principal, *Error) {
	id := claim.AccessKeyID
	if caller, known := d.Temporary(id); known {
		switch {
		case !claim.HasToken || claim.Token == "":
			return caller, missing("SecurityToken")
		case claim.Token != caller.Session.Token:
			return caller, foreignToken(claim, d)
		case now.After(caller.Session.Expires):
			return caller, expiredToken
		}
		return caller, nil
	}
	caller, known := d.Permanent(id)
	key, _ := d.Keys.Get(id)
	switch {
	case !known && strings.HasPrefix(id, "STS.") && !claim.HasToken:
		return caller, missing("SecurityToken")
	case !known:
		return caller, unknownKey
	case key.Inactive:
		return caller, inactiveKey
	case claim.HasToken && claim.Token != "":
		return caller, foreignToken(claim, d)
	}
	return caller, nil
}

// foreignToken refuses a token of another AccessKey, or an unknown one.
func foreignToken(claim Claim, d *world.Draft) *Error {
	if _, known := d.Tokens.Get(claim.Token); known {
		return mismatchedToken
	}
	return malformedToken
}
