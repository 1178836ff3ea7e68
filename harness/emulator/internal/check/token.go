package check

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// The rules follow
// https://help.aliyun.com/zh/oss/developer-reference/use-temporary-access-credentials-provided-by-sts-to-access-oss

// oneToken: a token in the header and one in the URL exclude each other.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000010
func oneToken(c *Case) *deny.Denial {
	r := c.Request.AsSent()
	if !r.Header.Has("x-oss-security-token") && !r.Header.Has("x-amz-security-token") {
		return nil
	}
	inURL := slices.ContainsFunc(r.Query, func(p wire.Param) bool {
		return slices.Contains([]string{"security-token", "x-oss-security-token", "x-amz-security-token"}, strings.ToLower(p.Name))
	})
	if inURL {
		return deny.Because(deny.TwoTokens)
	}
	return nil
}

// keyKnown: with a token the AccessKey is looked up among those of sessions,
// without one among the permanent.
func keyKnown(c *Case) *deny.Denial {
	if c.Principal().Known() {
		return nil
	}
	id := c.Claim.AccessKeyID
	why := deny.UnknownKey
	switch {
	case c.Claim.HasToken:
		why = deny.UnknownTemporary
	case strings.HasPrefix(id, "STS."):
		why = deny.TokenMissing
	}
	return deny.Because(why, keyField(c))
}

// keyEnabled: a disabled AccessKey is refused like an unknown one, before its
// signature is looked at.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000904
func keyEnabled(c *Case) *deny.Denial {
	if c.Principal().Blocked {
		return deny.Because(deny.KeyDisabled, keyField(c))
	}
	return nil
}

// keyReached: an AccessKey may be used from where its network policy says. The EC has a
// page, which tells of it as of a disabled one; the words are assumed.
// https://help.aliyun.com/en/oss/user-guide/0002-00000904
func keyReached(c *Case) *deny.Denial {
	if a := c.account(c.Principal().UID); a == nil || a.KeyMayComeFrom(c.Claim.AccessKeyID, c.Request.Source) {
		return nil
	}
	return deny.Because(deny.KeyNetwork, keyField(c))
}

// versionOpen: version 1 of the signature is closed to some accounts, and to buckets that
// were made after a day; that those are refused in the same words is assumed.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000080
func versionOpen(c *Case) *deny.Denial {
	b := c.Bucket()
	if c.closed().V1.All || b != nil && b.WithoutV1 {
		return deny.Because(deny.V1Closed)
	}
	return nil
}

// versionOpenInURL: a bucket-level operation takes no URL of version 1.
// https://help.aliyun.com/en/oss/user-guide/0002-00000079
func versionOpenInURL(c *Case) *deny.Denial {
	if c.closed().V1.BucketURLs {
		return deny.Because(deny.V1InBucketURL)
	}
	return nil
}

// tokenAccepted: some regions and operations take no token.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000001
func tokenAccepted(c *Case) *deny.Denial {
	closed := c.closed()
	switch {
	case slices.Contains(closed.RegionsWithoutTokens, c.Region()):
		return deny.Because(deny.TokenRegion)
	case c.Operation != nil && slices.Contains(closed.OperationsWithoutTokens, c.Operation.Name):
		return deny.Because(deny.TokenOperation)
	}
	return nil
}

// tokenOfKey: the token is not that of another AccessKey.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000004
func tokenOfKey(c *Case) *deny.Denial {
	if owner, known := c.World.Tokens.Get(c.Claim.Token); known && owner != c.Claim.AccessKeyID {
		return deny.Because(deny.TokenOfAnother)
	}
	return nil
}

// tokenIntact: the token is one that was given out.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000006
func tokenIntact(c *Case) *deny.Denial {
	if _, known := c.World.Tokens.Get(c.Claim.Token); !known {
		return deny.Because(deny.TokenInvalid, tokenField(c))
	}
	return nil
}

// tokenAlive: the session has not expired.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000007
func tokenAlive(c *Case) *deny.Denial {
	if s := c.Principal().Session; s != nil && c.Request.Now.After(s.Expires) {
		return deny.Because(deny.TokenExpired, tokenField(c))
	}
	return nil
}

func keyField(c *Case) deny.Field { return c.Claim.KeyField() }

func tokenField(c *Case) deny.Field {
	return deny.Field{Name: "SecurityToken", Value: c.Claim.Token}
}
