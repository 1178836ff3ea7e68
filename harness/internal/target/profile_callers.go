package target

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"
	"unicode"

	"github.com/aliyun/credentials-go/credentials"

	"github.com/oss403/oss403/harness/internal/caller"
	"github.com/oss403/oss403/scenarios"
)

// The variables with credentials, unless the profile names others.
const (
	ownerID, ownerSecret, ownerToken = "OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"
	otherID, otherSecret             = "OSS403_OTHER_ACCESS_KEY_ID", "OSS403_OTHER_ACCESS_KEY_SECRET"
)

// callers reads the callers of an endpoint from the environment. Missing credentials are
// not a UsageError: the spec itself is right.
func (p Profile) callers() (caller.Set, error) {
	owner, ok, err := p.Owner.read(ownerID, ownerSecret, ownerToken)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf(
			"the target needs the AccessKey of an account, and there is none; set %s, or name others as owner in a profile",
			p.Owner.names(ownerID, ownerSecret))
	}
	set := caller.Set{scenarios.Owner: owner}
	other, ok, err := p.OtherAccount.read(otherID, otherSecret, "")
	if err != nil {
		return nil, err
	}
	if ok {
		set[scenarios.OtherAccount] = other
	} else if p.OtherAccount != (Account{}) {
		return nil, fmt.Errorf("the profile promises an AccessKey of another account; set %s", p.OtherAccount.names(otherID, otherSecret))
	}
	if _, ok := p.Expired.read(); p.Expired != (SessionEnv{}) && !ok {
		return nil, fmt.Errorf("the profile promises a session past its Expiration; set %s, %s and %s", p.Expired.AccessKeyIDEnv,
			p.Expired.AccessKeySecretEnv, p.Expired.SecurityTokenEnv)
	}
	return set, nil
}

// read takes the credentials from the variables, or from the chain.
func (a Account) read(id, secret, token string) (caller.Credentials, bool, error) {
	if a.Chain {
		c, err := fromChain()
		return c, err == nil, err
	}
	for _, name := range []string{cmp.Or(a.AccessKeyIDEnv, id), cmp.Or(a.AccessKeySecretEnv, secret), cmp.Or(a.SecurityTokenEnv, token)} {
		if strings.ContainsFunc(os.Getenv(name), unprintable) {
			return caller.Credentials{}, false, fmt.Errorf("%s holds a space or a line end, which no credentials have; set it without", name)
		}
	}
	c := caller.Credentials{
		AccessKeyID: os.Getenv(cmp.Or(a.AccessKeyIDEnv, id)), AccessKeySecret: os.Getenv(cmp.Or(a.AccessKeySecretEnv, secret)),
		SecurityToken: os.Getenv(cmp.Or(a.SecurityTokenEnv, token)),
	}
	return c, c.AccessKeyID != "" && c.AccessKeySecret != "", nil
}

// unprintable reports whether a character is white space or a control character, which copying credentials may add.
func unprintable(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

func (a Account) names(id, secret string) string {
	return cmp.Or(a.AccessKeyIDEnv, id) + " and " + cmp.Or(a.AccessKeySecretEnv, secret)
}

// fromChain asks the credential chain: environment, OIDC, CLI profile, instance role.
// https://github.com/aliyun/credentials-go#the-default-credential-provider-chain
func fromChain() (caller.Credentials, error) {
	chain, err := credentials.NewCredential(nil)
	if err != nil {
		return caller.Credentials{}, fmt.Errorf("the credential chain: %w", err)
	}
	found, err := chain.GetCredential()
	if err != nil {
		return caller.Credentials{}, fmt.Errorf("the credential chain has no credentials: %w", err)
	}
	text := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	return caller.Credentials{AccessKeyID: text(found.AccessKeyId), AccessKeySecret: text(found.AccessKeySecret),
		SecurityToken: text(found.SecurityToken)}, nil
}

func (e SessionEnv) read() (caller.Credentials, bool) {
	c := caller.Credentials{AccessKeyID: os.Getenv(e.AccessKeyIDEnv), AccessKeySecret: os.Getenv(e.AccessKeySecretEnv),
		SecurityToken: os.Getenv(e.SecurityTokenEnv)}
	return c, c.AccessKeyID != "" && c.AccessKeySecret != "" && c.SecurityToken != ""
}

// expired returns the session past its Expiration: the one that the profile names, or the
// one that an earlier run on this endpoint has kept in the file kept. nil: there is none.
func (p Profile) expired(endpoint, owner string) (session func(context.Context, string) (caller.Credentials, error), kept string) {
	c, ok := p.Expired.read()
	if !ok {
		c, kept = keptSession(endpoint, owner)
	}
	if !ok && kept == "" {
		return nil, ""
	}
	return func(context.Context, string) (caller.Credentials, error) { return c, nil }, kept
}
