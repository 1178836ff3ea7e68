package check

import (
	"path"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/policy"
	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// refererAllowed: requests for objects that a link can make come from where
// the bucket wants them. An empty Referer is only asked whether it may be
// empty, and passes where no whitelist could let others through.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000501 to 0503
// https://www.alibabacloud.com/help/tc/oss/user-guide/hotlink-protection (2026-01-29)
func refererAllowed(c *Case) *deny.Denial {
	b := c.Bucket()
	rules := world.NoReferer()
	if b.Referer != nil {
		rules = *b.Referer
	}
	from := c.Request.Header.Get("Referer")
	switch compared := truncated(rules, from); {
	case from == "" && (rules.AllowEmpty || len(rules.Allowed) == 0):
		return nil
	case from == "":
		return deny.Because(deny.RefererEmpty, bucketNameField(c))
	case namesReferer(rules, rules.Forbidden, compared):
		return deny.Because(deny.RefererForbidden, bucketNameField(c))
	case len(rules.Allowed) > 0 && !namesReferer(rules, rules.Allowed, compared):
		return deny.Because(deny.RefererNotAllowed, bucketNameField(c))
	}
	return nil
}

// truncated is the part of a Referer that is compared.
// https://help.aliyun.com/zh/oss/developer-reference/putbucketreferer
func truncated(rules world.Referer, from string) string {
	if rules.TruncateQuery || rules.TruncatePath {
		from, _, _ = strings.Cut(from, "?")
	}
	if rules.TruncatePath {
		scheme, rest, found := strings.Cut(from, "://")
		if !found {
			scheme, rest = "", from
		}
		host, _, _ := strings.Cut(rest, "/")
		from = host
		if found {
			from = scheme + "://" + host
		}
	}
	return from
}

// namesReferer: an entry of a list stands for every Referer that begins with it;
// what is left of one whose path is cut off is compared as a whole. Editions
// differ: older ones say that an entry is compared from the beginning, and the
// examples of today's let the pages of a site through by its address alone; the
// API page tells of wildcards only.
// https://help.aliyun.com/zh/oss/user-guide/common-examples-of-hotlink-protection
// https://help.aliyun.com/zh/oss/developer-reference/putbucketreferer
func namesReferer(rules world.Referer, entries []string, compared string) bool {
	rest := "*"
	if rules.TruncatePath {
		rest = ""
	}
	return slices.ContainsFunc(entries, func(entry string) bool { return policy.Match(entry+rest, compared) })
}

// payerNamed: where the requester pays, whoever is not of the owner's account
// must say that he does, and nobody pays for an anonymous one.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000702
// https://help.aliyun.com/zh/oss/user-guide/0003-00000703
func payerNamed(c *Case) *deny.Denial {
	for _, b := range c.buckets() {
		if !b.RequesterPays || b.Owner == c.Principal().UID {
			continue
		}
		payer := deny.Field{Name: "BucketName", Value: b.Name}
		switch {
		case c.Claim.Carrier == sign.Anonymous:
			return deny.Because(deny.PayerAnonymous, payer)
		case c.Claim.Carrier.InURL() && c.Request.Query.Get("x-oss-request-payer") != "requester":
			return deny.Because(deny.PayerNotInURL, payer)
		case !c.Claim.Carrier.InURL() && c.Request.Header.Get("x-oss-request-payer") != "requester":
			return deny.Because(deny.PayerNotInHeader, payer)
		}
	}
	return nil
}

// styleUsed: without credentials an image whose original is protected is had by a style
// alone, which the owner of the bucket has made.
// https://help.aliyun.com/en/oss/user-guide/0040-00000031
func styleUsed(c *Case) *deny.Denial {
	suffix := strings.ToLower(strings.TrimPrefix(path.Ext(c.Request.Key), "."))
	if !slices.Contains(c.Bucket().Originals, suffix) || strings.HasPrefix(c.Request.Query.Get("x-oss-process"), "style/") {
		return nil
	}
	return deny.Because(deny.OriginalProtected)
}

// fitsNamespace: the bucket has the namespace that the request is for.
// https://www.alibabacloud.com/help/en/oss/user-guide/http-403-error-code
func fitsNamespace(c *Case) *deny.Denial { return c.Operation.FitsNamespace(c.Request, c.Bucket()) }
