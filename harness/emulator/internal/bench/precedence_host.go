package bench

import (
	"net/http"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// hostPrecedences lists the orders among hosts, custom domains and images.
func hostPrecedences() []Precedence {
	const strange = "strange-bucket." + Hangzhou
	taken := func(b *Bench) {
		b.Must(b.Stranger(b.Raw("PUT", strange, "/", "")))
		b.prove(b.Stranger, strange, Domain)
		b.Must(b.Stranger(b.Raw("POST", strange, "/?cname&comp=add", CnameBody(Domain))))
	}
	return []Precedence{
		{"wrong endpoint before a white list of path style", deny.WrongEndpoint, func(b *Bench) *http.Request {
			if status, body := b.Control("PATCH", "/v1/buckets/private-bucket", `{"pathStyle":true}`); status != 204 {
				b.T.Fatal(status, body)
			}
			return b.Owner(b.Raw("GET", Singapore, "/private-bucket/key", ""))
		}},
		{"non-standard host before wrong endpoint", deny.NonStandardHost, ByNobody("GET", "nowhere-bucket.oss.aliyuncs.com", "/key")},
		{"path style before acceleration", deny.PathStyle, byOwner("GET", "oss-accelerate.aliyuncs.com", "/private-bucket/key", "")},
		{"permission before what the region offers", deny.NotYourBucket,
			given(func(b *Bench) { b.Account(0, NotOffered) }, ByStranger("GET", Private, "/?transferAcceleration", ""))},
		{"permission before the proof of a domain", deny.NotYourBucket, ByStranger("POST", Private, "/?cname&comp=add", CnameBody(Domain))},
		{"the proof of a domain before who has bound it", deny.CnameUnproven,
			given(taken, byOwner("POST", Private, "/?cname&comp=add", CnameBody(Domain)))},
		{"permission before damage", deny.ByObjectACLRead, func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("PUT", Open, "/image", cut("png")(b), "x-oss-object-acl: private")))
			return b.Raw("GET", Open, "/image?x-oss-process=image/info", "")
		}},
		{"what is asked for before damage", deny.ImageUnknownAction, processed(cut("png"), "image/slim,1")},
		{"a custom domain: signature before permission", deny.UnknownKey,
			given(func(b *Bench) { b.Bind(Private, Domain) }, func(b *Bench) *http.Request {
				return b.V1(b.Raw("GET", Domain, "/key", ""), "ak", "sk")
			})},
	}
}
