package bench

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// given sets up a state, and then makes a request.
func given(set func(*Bench), r func(*Bench) *http.Request) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request {
		set(b)
		return r(b)
	}
}

func byOwner(method, host, target, body string, headers ...string) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request { return b.Owner(b.Raw(method, host, target, body, headers...)) }
}

// ByStranger is a request signed by the stranger.
func ByStranger(method, host, target, body string, headers ...string) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request { return b.Stranger(b.Raw(method, host, target, body, headers...)) }
}

// ByNobody is a request without a signature.
func ByNobody(method, host, target string, headers ...string) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request { return b.Raw(method, host, target, "", headers...) }
}

func standingProvocations() []Provocation {
	account := func(body string) func(*Bench) { return func(b *Bench) { b.Account(0, body) } }
	const debt, indebted = `{"status":"overdue"}`, `{"status":"indebted"}`
	return []Provocation{
		{deny.InArrears, given(account(debt), byOwner("GET", Private, "/key", ""))},
		{deny.InArrears, given(account(indebted), byOwner("GET", Private, "/", ""))},
		{deny.InArrears, given(account(debt), ByNobody("GET", Open, "/key"))},
		{deny.InArrears, given(account(debt), ByStranger("GET", Open, "/key", ""))},
		{deny.InArrearsMake, given(account(debt), byOwner("PUT", "fresh-bucket."+Hangzhou, "/", ""))},
		{deny.NeverActivated, given(account(`{"ossActivated":false}`), byOwner("GET", Hangzhou, "/", ""))},
		{deny.NeverActivated, given(account(`{"ossActivated":false}`), byOwner("GET", Private, "/?bucketInfo", ""))},
		{deny.NeverActivated, given(account(`{"ossActivated":false}`), ByNobody("GET", Open, "/key"))},
		{deny.NameUnverified, given(account(`{"realNameVerified":false}`), byOwner("PUT", "fresh-bucket."+Hangzhou, "/", ""))},
		{deny.AccountBanned, given(account(`{"status":"disabled"}`), byOwner("GET", Hangzhou, "/", ""))},
		{deny.AccountBanned, given(account(`{"status":"disabled"}`), func(b *Bench) *http.Request {
			return b.By(b.User("alice", "AliyunOSSFullAccess"), b.Raw("GET", Private, "/key", ""))
		})},
		{deny.AccountDeleted, given(account(`{"status":"deleted"}`), byOwner("GET", Private, "/key", ""))},
		{deny.OwnerAbnormal, given(account(`{"status":"deleted"}`), ByNobody("GET", Open, "/key"))},
		{deny.OwnerAbnormal, given(account(`{"status":"disabled"}`), ByStranger("GET", Open, "/key", ""))},
		{deny.OwnerAbnormal, func(b *Bench) *http.Request {
			b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+Hangzhou, "/", "")))
			b.Account(0, `{"status":"disabled"}`)
			return b.Stranger(b.Raw("PUT", "strange-bucket."+Hangzhou, "/copy", "", "x-oss-copy-source: /open-bucket/key"))
		}},
		{deny.BucketFrozen, given(func(b *Bench) { b.Freeze("open-bucket") }, ByNobody("GET", Open, "/key"))},
		{deny.BucketFrozen, given(func(b *Bench) { b.Freeze("private-bucket") }, byOwner("GET", Private, "/?bucketInfo", ""))},
		{deny.BucketAttacked, given(func(b *Bench) { b.Attack("open-bucket") }, ByNobody("GET", Open, "/key"))},
		{deny.BucketAttacked, given(func(b *Bench) { b.Attack("private-bucket") }, byOwner("PUT", Private, "/key", "text"))},
	}
}

func bucketPolicyProvocations() []Provocation {
	put := func(statements ...string) func(*Bench) {
		return func(b *Bench) { b.Set(Private, "policy", BucketPolicy(statements...)) }
	}
	alice := func(method, target, body string, policies ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.By(b.User("alice", policies...), b.Raw(method, Private, target, body, "Content-MD5: "+MD5Of(body)))
		}
	}
	const always = `,"Condition":{"Bool":{"acs:SecureTransport":"false"}}`
	batch := "<Delete><Object><Key>key</Key></Object></Delete>"
	deep := Statement("Deny", "oss:GetObject", Everything)
	return []Provocation{
		{deny.ByBucketPolicy, given(put(Grant("Deny", "oss:GetObject", "*", "")), alice("GET", "/key", "", "AliyunOSSFullAccess"))},
		{deny.ByBucketPolicy, given(put(Grant("Deny", "oss:GetObject", "*", "")), ByNobody("GET", Private, "/key"))},
		{deny.ByBucketPolicy, given(put(Grant("Deny", "oss:GetObject", Accounts()[1].UID, "")), ByStranger("GET", Private, "/key", ""))},
		{deny.ByBucketPolicy, given(put(Grant("Deny", "oss:GetObject", "*", always)), byOwner("GET", Private, "/key", ""))},
		{deny.ByBucketPolicy, given(put(Grant("Deny", "oss:GetObject", Accounts()[0].UID, "")), byOwner("GET", Private, "/key", ""))},
		{deny.ByBucketPolicy, given(put(Grant("Deny", "oss:GetObject", "*", always)), func(b *Bench) *http.Request {
			return b.V1URL(b.Raw("GET", Private, "/key", ""), Soon)
		})},
		{deny.ByBothPolicies, given(put(Grant("Deny", "oss:GetObject", "*", "")), alice("GET", "/key", "", deep))},
		{deny.ByDenyInBatch, given(put(Grant("Deny", "oss:DeleteObject", "*", "")), alice("POST", "/?delete", batch, "AliyunOSSFullAccess"))},
		{deny.ByRAMDeny, given(put(Grant("Allow", "oss:GetObject", Accounts()[0].UID, "")), alice("GET", "/key", "", deep))},
		{deny.PublicBucketPolicy, byOwner("PUT", Blocked, "/?policy", BucketPolicy(Grant("Allow", "oss:GetObject", "*", "")))},
		{deny.PublicBucketPolicy, given(func(b *Bench) { b.Account(0, `{"publicAccessBlocked":true}`) },
			byOwner("PUT", Private, "/?policy", BucketPolicy(Grant("Allow", "oss:GetObject", "*", ""))))},
		{deny.NoBucketPolicy, byOwner("GET", Private, "/?policy", "")},
		{deny.BucketPolicyLong, byOwner("PUT", Private, "/?policy", BucketPolicy(Grant("Deny", "oss:*", "1", ""))+strings.Repeat(" ", 16<<10))},
		{deny.BucketPolicyItem, byOwner("PUT", Private, "/?policy", BucketPolicy(Grant("Deny", "oss:"+strings.Repeat("a", 4096), "1", "")))},
		{deny.BucketPolicySyntax, byOwner("PUT", Private, "/?policy", `{"Version":1,"Statement":[]}`)},
		{deny.BucketPolicySyntax, byOwner("PUT", Private, "/?policy", BucketPolicy(Grant("Deny", "oss:*", "RAM:alice", "")))},
		{deny.BucketPolicySyntax, byOwner("PUT", Private, "/?policy",
			BucketPolicy(Grant("Deny", "oss:*", "1", `,"Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/64"}}`)))},
	}
}

func outerPolicyProvocations() []Provocation {
	member := func(policy string, r func(*Bench) *http.Request) func(*Bench) *http.Request {
		return given(func(b *Bench) { b.Account(0, `{"controlPolicy":`+Quote(policy)+`}`) }, r)
	}
	through := func(policy string, r func(*Bench) *http.Request) func(*Bench) *http.Request {
		return given(func(b *Bench) { b.Network(0, policy) }, r)
	}
	alice := func(b *Bench) *http.Request {
		return b.By(b.User("alice", "AliyunOSSFullAccess"), b.Raw("GET", Private, "/key", ""))
	}
	return []Provocation{
		{deny.ByControlPolicy, member(Statement("Deny", "oss:GetObject", Everything), alice)},
		{deny.ByControlPolicy, member(Statement("Allow", "oss:PutObject", Everything), alice)},
		{deny.ByControlPolicy, member(Statement("Allow", "oss:PutObject", Everything), func(b *Bench) *http.Request {
			return b.By(Reader(b), b.Raw("GET", Private, "/key", ""))
		})},
		{deny.ByEndpointPolicy, through(Statement("Allow", "oss:PutObject", Everything), alice)},
		{deny.ByEndpointPolicy, through(BucketPolicy(Grant("Deny", "oss:*", "*", "")), byOwner("GET", Private, "/key", ""))},
		{deny.ByEndpointPolicy, through(BucketPolicy(Grant("Allow", "oss:*", "1", "")), byOwner("GET", Private, "/key", ""))},
		{deny.NotGranted, func(b *Bench) *http.Request {
			return b.By(b.User("alice"), b.Raw("GET", Hangzhou, "/?publicAccessBlock", ""))
		}},
		{deny.CloudBoxForbidden, byOwner("GET", Hangzhou, "/?cloudboxes", "")},
		{deny.CloudBoxForbidden, func(b *Bench) *http.Request {
			return b.By(b.User("alice", "AliyunOSSFullAccess"), b.Raw("GET", Hangzhou, "/?cloudboxes", ""))
		}},
		{deny.BySessionPolicy, func(b *Bench) *http.Request {
			b.Role("reader", "AliyunOSSFullAccess")
			s := b.Session("reader", "one", Statement("Allow", "oss:PutObject", Everything), time.Hour)
			return b.By(s, b.Raw("PUT", Private, "/key", "", "x-oss-tagging: a=b"))
		}},
	}
}

func settingProvocations() []Provocation {
	protect := func(r func(*Bench) *http.Request) func(*Bench) *http.Request {
		return given(func(b *Bench) { b.Set(Open, "referer", Referers) }, r)
	}
	paid := func(r func(*Bench) *http.Request) func(*Bench) *http.Request {
		return given(func(b *Bench) { b.Set(Open, "requestPayment", Requester) }, r)
	}
	crossed := func(r func(*Bench) *http.Request) func(*Bench) *http.Request {
		return given(func(b *Bench) { b.Set(Open, "cors", CrossOrigin) }, r)
	}
	const from, method = "Origin: http://a.example", "Access-Control-Request-Method: PUT"
	return []Provocation{
		{deny.RefererEmpty, protect(ByNobody("GET", Open, "/key"))},
		{deny.RefererForbidden, protect(ByNobody("GET", Open, "/key", "Referer: http://good.example/bad/page?q"))},
		{deny.RefererNotAllowed, protect(ByNobody("GET", Open, "/key", "Referer: http://evil.example"))},
		{deny.RefererNotAllowed, protect(func(b *Bench) *http.Request {
			return b.V1URL(b.Raw("GET", Open, "/key", "", "Referer: http://evil.example"), Soon)
		})},
		{deny.PayerAnonymous, paid(ByNobody("GET", Open, "/key"))},
		{deny.PayerNotInURL, paid(func(b *Bench) *http.Request {
			return b.V1URLBy(b.Raw("GET", Open, "/key", ""), StrangerCredentials(), Soon)
		})},
		{deny.PayerNotInHeader, paid(ByStranger("GET", Open, "/key", ""))},
		{deny.PayerNotInHeader, paid(ByStranger("GET", Open, "/", "", "x-oss-request-payer: bucketOwner"))},
		{deny.NoCORSRules, ByNobody("OPTIONS", Private, "/absent", from, method)},
		{deny.NoCORSRules, ByNobody("OPTIONS", Private, "/key", from, method, "Authorization: OSS nobody:nothing")},
		{deny.CORSMismatch, crossed(ByNobody("OPTIONS", Open, "/absent", from, "Access-Control-Request-Method: GET"))},
		{deny.CORSMismatch, crossed(ByNobody("OPTIONS", Open, "/", "Origin: http://a.invalid", method))},
		{deny.CORSMismatch, crossed(ByNobody("OPTIONS", Open, "/key", from, method, "Access-Control-Request-Headers: x-oss-meta-a, x-other"))},
		{deny.OriginMissing, crossed(ByNobody("OPTIONS", Open, "/key", method))},
		{deny.MethodMissing, crossed(ByNobody("OPTIONS", Open, "/key", from))},
		{deny.NoSuchBucket, ByNobody("OPTIONS", "absent-bucket."+Hangzhou, "/key", from, method)},
		{deny.NoCORS, byOwner("GET", Private, "/?cors", "")},
		{deny.CORSInvalid, byOwner("PUT", Private, "/?cors", strings.Replace(CrossOrigin, "*.", "*.*.", 1))},
		{deny.TagInvalid, byOwner("PUT", Private, "/key", "", "x-oss-tagging: a=1&a=2")},
	}
}

func furtherProvocations() []Provocation {
	alice := func(policy, method, target string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("PUT", Open, "/sealed", "content", "x-oss-server-side-encryption: KMS")))
			return b.By(b.User("alice", policy), b.Raw(method, Open, target, "", headers...))
		}
	}
	put, all := Statement("Allow", "oss:PutObject", Everything), "AliyunOSSFullAccess"
	const kms = "x-oss-server-side-encryption: KMS"
	return []Provocation{
		{deny.SecondaryMissing, alice(put, "PUT", "/key", "x-oss-tagging: a=b")},
		{deny.SecondaryMissing, alice(put, "PUT", "/key", "x-oss-object-acl: private")},
		{deny.SecondaryMissing, alice(put, "POST", "/key?uploadId=0", "x-oss-object-acl: private")},
		{deny.KMSForbidden, alice(all, "PUT", "/key", kms)},
		{deny.KMSForbidden, alice(all, "GET", "/sealed")},
		{deny.KMSForbidden, alice(all, "PUT", "/copy", "x-oss-copy-source: /open-bucket/sealed")},
		{deny.KMSForbidden, func(b *Bench) *http.Request {
			b.Must(b.Owner(b.Raw("PUT", Open, "/sealed", "content", kms)))
			return b.Raw("GET", Open, "/sealed", "")
		}},
		{deny.KMSForbidden, func(b *Bench) *http.Request {
			b.Role("reader", "AdministratorAccess")
			b.Must(b.Owner(b.Raw("PUT", Open, "/sealed", "content", kms)))
			return b.By(b.Session("reader", "one", Statement("Allow", "oss:*", Everything), time.Hour), b.Raw("GET", Open, "/sealed", ""))
		}},
	}
}
