package op

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
	"github.com/oss403/oss403/harness/emulator/internal/world"
)

// Limits of https://help.aliyun.com/zh/oss/user-guide/access-buckets-via-custom-domain-names
// and of https://help.aliyun.com/zh/oss/user-guide/0017-00000249; that of DNS
// is RFC 1035's.
const (
	maxCnames     = 100 // of one bucket
	shortestCname = 4   // characters
	longestCname  = 253
	cnameTokenAge = 72 * time.Hour
)

var (
	domainShape      = wire.Shape{Name: "Domain", Required: true}
	certificateShape = wire.Shape{Name: "CertificateConfiguration", Children: []wire.Shape{
		{Name: "CertId"}, {Name: "Certificate"}, {Name: "PrivateKey"}, {Name: "PreviousCertId"}, {Name: "Force"}, {Name: "DeleteCertificate"},
	}}
)

// cnameOf is the domain that a body is about, with what the body may hold
// beside it.
func cnameOf(r *wire.Request, beside ...wire.Shape) (wire.Element, string, *deny.Denial) {
	body, err := wire.ReadXML(r.Body(), wire.Shape{Name: "BucketCnameConfiguration", Children: []wire.Shape{
		{Name: "Cname", Required: true, Children: append(beside, domainShape)},
	}})
	if err != nil {
		return wire.Element{}, "", malformed(err)
	}
	cname := body.All("Cname")[0]
	domain, denial := domainNamed(cname.Child("Domain"))
	return cname, domain, denial
}

// domainNamed reads a domain: labels of letters, digits and -, at least two.
func domainNamed(text string) (string, *deny.Denial) {
	domain := strings.ToLower(strings.TrimSpace(text))
	if len(domain) < shortestCname {
		return "", wrong(deny.CnameShort, "Domain", text)
	}
	labels := strings.Split(domain, ".")
	bad := func(label string) bool {
		return label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
			label[0] == '-' || label[len(label)-1] == '-'
	}
	if len(domain) > longestCname || len(labels) < 2 || slices.ContainsFunc(labels, bad) {
		return "", wrong(deny.InvalidArgument, "Domain", text)
	}
	return domain, nil
}

// reserved are names that only the service itself may have.
func reserved(domain string) bool {
	return domain == "aliyuncs.com" || strings.HasSuffix(domain, ".aliyuncs.com")
}

// putCname binds a domain. Nobody can own a reserved name, so that comes
// first; then who owns the domain, which the service asks before it reads a
// certificate, and only then who has bound it.
// https://help.aliyun.com/zh/oss/developer-reference/putcname
func putCname(c *ChangeContext) (*wire.Response, *deny.Denial) {
	cname, domain, denial := cnameOf(c.Request, certificateShape)
	if denial != nil {
		return nil, denial
	}
	switch bound := c.World.BoundTo(domain); {
	case reserved(domain):
		return nil, deny.Because(deny.CnameReserved)
	case !c.owns(domain):
		return nil, deny.Because(deny.CnameUnproven)
	case len(cname.All(certificateShape.Name)) > 0:
		return nil, notImplemented(certificateShape.Name, "custom domains get their certificates from the emulator's own authority")
	case bound != nil && bound.Owner != c.Bucket.Owner:
		return nil, deny.Because(deny.CnameOfOther)
	case bound != nil:
		return nil, deny.Because(deny.CnameBound, deny.Field{Name: "CnameType", Value: "CNAME_OSS"})
	case len(c.Bucket.Cnames) >= maxCnames:
		return nil, wrong(deny.CnameTooMany, "Cname", strconv.Itoa(maxCnames))
	}
	return c.replaceBucket(200, func(b *world.Bucket) {
		b.Cnames = append(slices.Clone(b.Cnames), world.Cname{Domain: domain, Bound: c.Request.Now})
		slices.SortFunc(b.Cnames, func(a, b world.Cname) int { return strings.Compare(a.Domain, b.Domain) })
	})
}

// owns: the DNS of the domain has the token that the bucket was given for it.
func (c *Context) owns(domain string) bool {
	token, good := c.Bucket.TokenFor(domain, c.Request.Now)
	texts, _ := c.World.DNS.Get("_dnsauth." + domain)
	return good && slices.Contains(texts, token.Token)
}

type cnameToken struct {
	XMLName    xml.Name `xml:"CnameToken"`
	Bucket     string
	Cname      string
	Token      string
	ExpireTime string
}

func (c *Context) tokenDocument(t world.CnameToken) *wire.Response {
	return wire.XML(200, cnameToken{Bucket: c.Bucket.Name, Cname: t.Domain, Token: t.Token, ExpireTime: wire.HTTPTime(t.Expires)})
}

// createCnameToken makes a token, or gives out the one that is still good.
// https://help.aliyun.com/zh/oss/developer-reference/createcnametoken
func createCnameToken(c *ChangeContext) (*wire.Response, *deny.Denial) {
	_, domain, denial := cnameOf(c.Request)
	if denial != nil {
		return nil, denial
	}
	if t, good := c.Bucket.TokenFor(domain, c.Request.Now); good {
		return c.tokenDocument(t), nil
	}
	t := world.CnameToken{Domain: domain, Token: strings.ToLower(c.NewID()), Expires: c.Request.Now.Add(cnameTokenAge)}
	expired := func(old world.CnameToken) bool { return !old.Expires.After(c.Request.Now) }
	if _, denial := c.replaceBucket(200, func(b *world.Bucket) {
		b.CnameTokens = append(slices.DeleteFunc(slices.Clone(b.CnameTokens), expired), t)
	}); denial != nil {
		return nil, denial
	}
	return c.tokenDocument(t), nil
}

// getCnameToken is https://help.aliyun.com/zh/oss/developer-reference/getcnametoken
func getCnameToken(c *Context) (*wire.Response, *deny.Denial) {
	domain, denial := domainNamed(c.Request.Query.Get("cname"))
	if denial != nil {
		return nil, denial
	}
	t, good := c.Bucket.TokenFor(domain, c.Request.Now)
	if !good {
		return nil, deny.Because(deny.NoCnameToken)
	}
	return c.tokenDocument(t), nil
}

type cnameEntry struct{ Domain, LastModified, Status string }

// listCname is https://help.aliyun.com/zh/oss/developer-reference/listcname
func listCname(c *Context) (*wire.Response, *deny.Denial) {
	doc := struct {
		XMLName xml.Name `xml:"ListCnameResult"`
		Bucket  string
		Owner   string
		Cname   []cnameEntry
	}{Bucket: c.Bucket.Name, Owner: c.Bucket.Owner}
	for _, n := range c.Bucket.Cnames {
		doc.Cname = append(doc.Cname, cnameEntry{n.Domain, wire.ISOTime(n.Bound), "Enabled"})
	}
	return wire.XML(200, doc), nil
}

// deleteCname is 200 also where nothing is bound.
// https://help.aliyun.com/zh/oss/developer-reference/deletecname
func deleteCname(c *ChangeContext) (*wire.Response, *deny.Denial) {
	_, domain, denial := cnameOf(c.Request)
	if denial != nil {
		return nil, denial
	}
	return c.replaceBucket(200, func(b *world.Bucket) {
		b.Cnames = slices.DeleteFunc(slices.Clone(b.Cnames), func(n world.Cname) bool { return n.Domain == domain })
	})
}
