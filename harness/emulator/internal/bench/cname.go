package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Domain is a custom domain.
const Domain = "files.example.com"

// CnameBody is the request to bind a domain.
func CnameBody(domain string) string {
	return "<BucketCnameConfiguration><Cname><Domain>" + domain + "</Domain></Cname></BucketCnameConfiguration>"
}

// record sets the TXT record of a name.
func (b *Bench) record(name, text string) {
	b.T.Helper()
	if status, answer := b.Control("PUT", "/v1/dns/"+name, `{"txt":[`+Quote(text)+`]}`); status != 204 {
		b.T.Fatalf("%d %s", status, answer)
	}
}

// prove proves that a domain belongs to the owner of a bucket.
func (b *Bench) prove(by func(*http.Request) *http.Request, host, domain string) {
	b.T.Helper()
	body := b.Must(by(b.Raw("POST", host, "/?cname&comp=token", CnameBody(domain)))).Body.String()
	_, rest, _ := strings.Cut(body, "<Token>")
	token, _, _ := strings.Cut(rest, "</Token>")
	b.record("_dnsauth."+domain, token)
}

// Bind binds a domain to a bucket of the owner.
func (b *Bench) Bind(host, domain string) {
	b.T.Helper()
	b.prove(b.Owner, host, domain)
	b.Must(b.Owner(b.Raw("POST", host, "/?cname&comp=add", CnameBody(domain))))
}

// hostProvocations lists refusals by the host of a request.
func hostProvocations() []Provocation {
	const fast = ".oss-accelerate.aliyuncs.com"
	return []Provocation{
		{deny.NotAccelerated, ByNobody("GET", "private-bucket"+fast, "/key")},
		{deny.NotAccelerated, byOwner("GET", "private-bucket.oss-accelerate-overseas.aliyuncs.com", "/?bucketInfo", "")},
		{deny.NotAccelerated, func(b *Bench) *http.Request {
			b.Set(Private, "transferAcceleration", AccelerationBody("true"))
			b.Account(0, `{"regionsWithoutAcceleration":["cn-hangzhou"]}`)
			return b.Raw("GET", "private-bucket"+fast, "/key", "")
		}},
		{deny.NoSuchBucket, ByNobody("GET", "absent-bucket"+fast, "/key")},
		{deny.PathStyle, byOwner("GET", fast[1:], "/private-bucket/key", "")},
		{deny.PathStyleBare, byOwner("GET", fast[1:], "/", "")},
		{deny.PutBucketHost, ByNobody("PUT", Domain, "/fresh-bucket")},
		{deny.PutBucketHost, ByNobody("PUT", "fresh-bucket"+fast, "/")},
		{deny.PutBucketHost, given(func(b *Bench) { b.Bind(Private, Domain) }, ByNobody("PUT", Domain, "/"))},
		{deny.AnonymousBucket, given(func(b *Bench) { b.Bind(Private, Domain) }, ByNobody("GET", Domain, "/"))},
		{deny.NoSuchBucket, given(func(b *Bench) { b.Bind(Private, Domain) }, ByNobody("GET", "more."+Domain, "/absent-bucket/key"))},
		{deny.WrongEndpoint, ByNobody("GET", "far-bucket.cn-hangzhou.oss.aliyuncs.com", "/key")},
		{deny.WrongEndpoint, ByNobody("GET", "far-bucket.oss-cn-hangzhou-internal.aliyuncs.com", "/key")},
		{deny.WrongEndpoint, ByNobody("GET", "far-bucket.oss.aliyuncs.com", "/key")},
		{deny.WrongEndpoint, ByNobody("GET", "private-bucket.oss-rg-china-mainland.aliyuncs.com", "/key")},
		{deny.NonStandardHost, ByNobody("GET", "nowhere-bucket.oss-internal.aliyuncs.com", "/")},
	}
}

// cnameProvocations lists refusals of custom domains.
func cnameProvocations() []Provocation {
	const strange = "strange-bucket." + Hangzhou
	add := func(domain string) func(*Bench) *http.Request {
		return byOwner("POST", Private, "/?cname&comp=add", CnameBody(domain))
	}
	certified := func(comp string) func(*Bench) *http.Request {
		return byOwner("POST", Private, "/?cname&comp="+comp,
			strings.Replace(CnameBody(Domain), "</Cname>", "<CertificateConfiguration/></Cname>", 1))
	}
	return []Provocation{
		{deny.CnameUnproven, add(Domain)},
		{deny.CnameUnproven, given(func(b *Bench) { b.record("_dnsauth."+Domain, "guess") }, add(Domain))},
		{deny.CnameUnproven, given(func(b *Bench) { b.prove(b.Owner, Open, Domain) }, add(Domain))},
		{deny.CnameUnproven, given(func(b *Bench) { b.Bind(Open, Domain) }, add(Domain))},
		{deny.CnameUnproven, func(b *Bench) *http.Request {
			b.prove(b.Owner, Private, Domain)
			b.Now = b.Now.Add(72 * 3600e9)
			return add(Domain)(b)
		}},
		{deny.CnameOfOther, func(b *Bench) *http.Request {
			b.Must(b.Stranger(b.Raw("PUT", strange, "/", "")))
			b.prove(b.Stranger, strange, Domain)
			b.Must(b.Stranger(b.Raw("POST", strange, "/?cname&comp=add", CnameBody(Domain))))
			b.prove(b.Owner, Private, Domain)
			return add(Domain)(b)
		}},
		{deny.CnameBound, func(b *Bench) *http.Request {
			b.Bind(Open, Domain)
			b.prove(b.Owner, Private, Domain)
			return add(strings.ToUpper(Domain))(b)
		}},
		{deny.CnameBound, given(func(b *Bench) { b.Bind(Private, Domain) }, add(Domain))},
		{deny.CnameReserved, add("mine." + Hangzhou)},
		{deny.CnameTooMany, func(b *Bench) *http.Request {
			const letters = "abcdefghij"
			for i := range 100 {
				b.Bind(Private, string(letters[i/10])+string(letters[i%10])+".example.com")
			}
			b.prove(b.Owner, Private, Domain)
			return add(Domain)(b)
		}},
		{deny.CnameShort, add("w.c")},
		{deny.InvalidArgument, add("single")},
		{deny.InvalidArgument, add("-a.example.com")},
		{deny.NoCnameToken, byOwner("GET", Private, "/?cname="+Domain+"&comp=token", "")},
		{deny.NotImplemented, byOwner("GET", Private, "/?cname&comp=other", "")},
		{deny.NotImplemented, given(func(b *Bench) { b.prove(b.Owner, Private, Domain) }, certified("add"))},
		{deny.CnameUnproven, certified("add")},
	}
}
