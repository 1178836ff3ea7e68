package check

import (
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// playlistSignedInURL: the addresses in a playlist are signed as the URL of the request is, so that
// must hold the signature and the token. That a request without a signature has one EC and one
// signed in the header the other is assumed: both pages name both.
// https://help.aliyun.com/zh/oss/user-guide/0002-00000005
// https://help.aliyun.com/zh/oss/user-guide/0002-00000037 and 0038
func playlistSignedInURL(c *Case) *deny.Denial {
	switch {
	case c.Claim.Carrier == sign.Anonymous:
		return deny.Because(deny.PlaylistUnsigned)
	case !c.Claim.Carrier.InURL():
		return deny.Because(deny.PlaylistInHeader)
	case c.Request.AsSent().Header.Has("x-oss-security-token"):
		return deny.Because(deny.PlaylistTokenInHeader)
	}
	return nil
}

// SignedFor is the query of an address that reads another object of the bucket, signed as the URL of
// this request is: it lasts as long. Of the headers it signs those alone that are signed in addition.
// https://help.aliyun.com/zh/oss/developer-reference/create-hls-streams-based-on-oss
func (c *Case) SignedFor(key string) wire.Query {
	other := *c.Request.AsSent()
	other.Path, other.Key, other.Header = strings.TrimSuffix(other.Path, other.Key)+key, key, wire.Header{}
	for _, name := range slices.Concat(c.Claim.Additional, c.Claim.Signed) {
		other.Header.Put(name, c.Request.AsSent().Header.Values(name))
	}
	other.Query = slices.DeleteFunc(slices.Clone(other.Query), func(p wire.Param) bool { return p.Name == "x-oss-process" })
	signature := c.Claim.Prove(&other, c.Principal().Secret).Signature
	for i, p := range other.Query {
		if slices.Contains([]string{"signature", "x-oss-signature", "x-amz-signature"}, strings.ToLower(p.Name)) {
			other.Query[i].Value = signature
		}
	}
	return other.Query
}
