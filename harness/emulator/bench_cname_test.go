package emulator_test

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

const domain = "files.example.com"

func cnameBody(domain string) string {
	return "<BucketCnameConfiguration><Cname><Domain>" + domain + "</Domain></Cname></BucketCnameConfiguration>"
}

// record sets the TXT record of a name.
func (b *bench) record(name, text string) {
	b.t.Helper()
	if status, answer := b.control("PUT", "/v1/dns/"+name, `{"txt":[`+quote(text)+`]}`); status != 204 {
		b.t.Fatalf("%d %s", status, answer)
	}
}

// prove proves that a domain belongs to the owner of a bucket.
func (b *bench) prove(by func(*http.Request) *http.Request, host, domain string) {
	b.t.Helper()
	body := b.must(by(b.raw("POST", host, "/?cname&comp=token", cnameBody(domain)))).Body.String()
	_, rest, _ := strings.Cut(body, "<Token>")
	token, _, _ := strings.Cut(rest, "</Token>")
	b.record("_dnsauth."+domain, token)
}

// bind binds a domain to a bucket of the owner.
func (b *bench) bind(host, domain string) {
	b.t.Helper()
	b.prove(b.owner, host, domain)
	b.must(b.owner(b.raw("POST", host, "/?cname&comp=add", cnameBody(domain))))
}

// hostProvocations lists refusals by the host of a request.
func hostProvocations() []provocation {
	const fast = ".oss-accelerate.aliyuncs.com"
	return []provocation{
		{deny.NotAccelerated, byNobody("GET", "private-bucket"+fast, "/key")},
		{deny.NotAccelerated, byOwner("GET", "private-bucket.oss-accelerate-overseas.aliyuncs.com", "/?bucketInfo", "")},
		{deny.NotAccelerated, func(b *bench) *http.Request {
			b.set(private, "transferAcceleration", acceleration("true"))
			b.account(0, `{"regionsWithoutAcceleration":["cn-hangzhou"]}`)
			return b.raw("GET", "private-bucket"+fast, "/key", "")
		}},
		{deny.NoSuchBucket, byNobody("GET", "absent-bucket"+fast, "/key")},
		{deny.PathStyle, byOwner("GET", fast[1:], "/private-bucket/key", "")},
		{deny.PathStyleBare, byOwner("GET", fast[1:], "/", "")},
		{deny.PutBucketHost, byNobody("PUT", domain, "/fresh-bucket")},
		{deny.PutBucketHost, byNobody("PUT", "fresh-bucket"+fast, "/")},
		{deny.PutBucketHost, given(func(b *bench) { b.bind(private, domain) }, byNobody("PUT", domain, "/"))},
		{deny.AnonymousBucket, given(func(b *bench) { b.bind(private, domain) }, byNobody("GET", domain, "/"))},
		{deny.NoSuchBucket, given(func(b *bench) { b.bind(private, domain) }, byNobody("GET", "more."+domain, "/absent-bucket/key"))},
		{deny.WrongEndpoint, byNobody("GET", "far-bucket.cn-hangzhou.oss.aliyuncs.com", "/key")},
		{deny.WrongEndpoint, byNobody("GET", "far-bucket.oss-cn-hangzhou-internal.aliyuncs.com", "/key")},
		{deny.WrongEndpoint, byNobody("GET", "far-bucket.oss.aliyuncs.com", "/key")},
		{deny.WrongEndpoint, byNobody("GET", "private-bucket.oss-rg-china-mainland.aliyuncs.com", "/key")},
		{deny.NonStandardHost, byNobody("GET", "nowhere-bucket.oss-internal.aliyuncs.com", "/")},
	}
}

// cnameProvocations lists refusals of custom domains.
func cnameProvocations() []provocation {
	const strange = "strange-bucket." + hangzhou
	add := func(domain string) func(*bench) *http.Request {
		return byOwner("POST", private, "/?cname&comp=add", cnameBody(domain))
	}
	certified := func(comp string) func(*bench) *http.Request {
		return byOwner("POST", private, "/?cname&comp="+comp,
			strings.Replace(cnameBody(domain), "</Cname>", "<CertificateConfiguration/></Cname>", 1))
	}
	return []provocation{
		{deny.CnameUnproven, add(domain)},
		{deny.CnameUnproven, given(func(b *bench) { b.record("_dnsauth."+domain, "guess") }, add(domain))},
		{deny.CnameUnproven, given(func(b *bench) { b.prove(b.owner, open, domain) }, add(domain))},
		{deny.CnameUnproven, given(func(b *bench) { b.bind(open, domain) }, add(domain))},
		{deny.CnameUnproven, func(b *bench) *http.Request {
			b.prove(b.owner, private, domain)
			b.now = b.now.Add(72 * 3600e9)
			return add(domain)(b)
		}},
		{deny.CnameOfOther, func(b *bench) *http.Request {
			b.must(b.stranger(b.raw("PUT", strange, "/", "")))
			b.prove(b.stranger, strange, domain)
			b.must(b.stranger(b.raw("POST", strange, "/?cname&comp=add", cnameBody(domain))))
			b.prove(b.owner, private, domain)
			return add(domain)(b)
		}},
		{deny.CnameBound, func(b *bench) *http.Request {
			b.bind(open, domain)
			b.prove(b.owner, private, domain)
			return add(strings.ToUpper(domain))(b)
		}},
		{deny.CnameBound, given(func(b *bench) { b.bind(private, domain) }, add(domain))},
		{deny.CnameReserved, add("mine." + hangzhou)},
		{deny.CnameTooMany, func(b *bench) *http.Request {
			const letters = "abcdefghij"
			for i := range 100 {
				b.bind(private, string(letters[i/10])+string(letters[i%10])+".example.com")
			}
			b.prove(b.owner, private, domain)
			return add(domain)(b)
		}},
		{deny.CnameShort, add("w.c")},
		{deny.InvalidArgument, add("single")},
		{deny.InvalidArgument, add("-a.example.com")},
		{deny.NoCnameToken, byOwner("GET", private, "/?cname="+domain+"&comp=token", "")},
		{deny.NotImplemented, byOwner("GET", private, "/?cname&comp=other", "")},
		{deny.NotImplemented, given(func(b *bench) { b.prove(b.owner, private, domain) }, certified("add"))},
		{deny.CnameUnproven, certified("add")},
		{deny.MalformedXML, certified("token")},
		{deny.MalformedXML, certified("delete")},
	}
}
