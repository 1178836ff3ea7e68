package wire

import (
	"strings"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// Whose says whose credentials a call gets.
type Whose struct {
	Caller     scenarios.Caller
	Expired    bool // those of a session past its Expiration, instead of the caller's
	OtherToken bool // it needs the token of another session too
}

// Whose returns whose credentials the call must get: the caller's, unless a fault says otherwise.
func (c Call) Whose() Whose {
	whose := Whose{Caller: c.Request.Caller}
	for _, f := range c.applied() {
		if f.whose != nil {
			f.whose(&whose, f.Fault)
		}
	}
	return whose
}

// otherKeyID replaces the AccessKeyId. {id} stands for the caller's.
func otherKeyID(who *caller.Credentials, f fault, _ Call) {
	who.AccessKeyID = strings.ReplaceAll(f.Value, "{id}", who.AccessKeyID)
}

func falseSecret(who *caller.Credentials, _ fault, _ Call) {
	who.AccessKeySecret = "not-the-secret-" + strings.Repeat("0", 15)
}

func alteredToken(who *caller.Credentials, _ fault, _ Call) {
	who.SecurityToken = altered(who.SecurityToken)
}

// altered changes a character in the middle of a token.
func altered(token string) string {
	middle := len(token) / 2
	if middle == 0 {
		return token + "0"
	}
	return token[:middle] + tampered(token[middle:])
}
