package emulator_test

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// hostPrecedences lists the orders among hosts, custom domains and images.
func hostPrecedences() []precedence {
	const strange = "strange-bucket." + hangzhou
	taken := func(b *bench) {
		b.must(b.stranger(b.raw("PUT", strange, "/", "")))
		b.prove(b.stranger, strange, domain)
		b.must(b.stranger(b.raw("POST", strange, "/?cname&comp=add", cnameBody(domain))))
	}
	return []precedence{
		{"wrong endpoint before a white list of path style", deny.WrongEndpoint, func(b *bench) *http.Request {
			if status, body := b.control("PATCH", "/v1/buckets/private-bucket", `{"pathStyle":true}`); status != 204 {
				b.t.Fatal(status, body)
			}
			return b.owner(b.raw("GET", singapore, "/private-bucket/key", ""))
		}},
		{"non-standard host before wrong endpoint", deny.NonStandardHost, byNobody("GET", "nowhere-bucket.oss.aliyuncs.com", "/key")},
		{"path style before acceleration", deny.PathStyle, byOwner("GET", "oss-accelerate.aliyuncs.com", "/private-bucket/key", "")},
		{"permission before what the region offers", deny.NotYourBucket,
			given(func(b *bench) { b.account(0, notOffered) }, byStranger("GET", private, "/?transferAcceleration", ""))},
		{"permission before the proof of a domain", deny.NotYourBucket, byStranger("POST", private, "/?cname&comp=add", cnameBody(domain))},
		{"the proof of a domain before who has bound it", deny.CnameUnproven,
			given(taken, byOwner("POST", private, "/?cname&comp=add", cnameBody(domain)))},
		{"permission before damage", deny.ByObjectACLRead, func(b *bench) *http.Request {
			b.must(b.owner(b.raw("PUT", open, "/image", cut("png")(b), "x-oss-object-acl: private")))
			return b.raw("GET", open, "/image?x-oss-process=image/info", "")
		}},
		{"what is asked for before damage", deny.ImageUnknownAction, processed(cut("png"), "image/slim,1")},
		{"a custom domain: signature before permission", deny.UnknownKey,
			given(func(b *bench) { b.bind(private, domain) }, func(b *bench) *http.Request {
				return b.v1(b.raw("GET", domain, "/key", ""), "ak", "sk")
			})},
	}
}
