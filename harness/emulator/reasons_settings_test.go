package emulator_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// given sets up a state, and then makes a request.
func given(set func(*bench), r func(*bench) *http.Request) func(*bench) *http.Request {
	return func(b *bench) *http.Request {
		set(b)
		return r(b)
	}
}

func byOwner(method, host, target, body string, headers ...string) func(*bench) *http.Request {
	return func(b *bench) *http.Request { return b.owner(b.raw(method, host, target, body, headers...)) }
}

func byStranger(method, host, target, body string, headers ...string) func(*bench) *http.Request {
	return func(b *bench) *http.Request { return b.stranger(b.raw(method, host, target, body, headers...)) }
}

func byNobody(method, host, target string, headers ...string) func(*bench) *http.Request {
	return func(b *bench) *http.Request { return b.raw(method, host, target, "", headers...) }
}

func standingProvocations() []provocation {
	account := func(body string) func(*bench) { return func(b *bench) { b.account(0, body) } }
	const debt, indebted = `{"status":"overdue"}`, `{"status":"indebted"}`
	return []provocation{
		{deny.InArrears, given(account(debt), byOwner("GET", private, "/key", ""))},
		{deny.InArrears, given(account(indebted), byOwner("GET", private, "/", ""))},
		{deny.InArrears, given(account(debt), byNobody("GET", open, "/key"))},
		{deny.InArrears, given(account(debt), byStranger("GET", open, "/key", ""))},
		{deny.InArrearsMake, given(account(debt), byOwner("PUT", "fresh-bucket."+hangzhou, "/", ""))},
		{deny.NeverActivated, given(account(`{"ossActivated":false}`), byOwner("GET", hangzhou, "/", ""))},
		{deny.NeverActivated, given(account(`{"ossActivated":false}`), byOwner("GET", private, "/?bucketInfo", ""))},
		{deny.NeverActivated, given(account(`{"ossActivated":false}`), byNobody("GET", open, "/key"))},
		{deny.NameUnverified, given(account(`{"realNameVerified":false}`), byOwner("PUT", "fresh-bucket."+hangzhou, "/", ""))},
		{deny.AccountBanned, given(account(`{"status":"disabled"}`), byOwner("GET", hangzhou, "/", ""))},
		{deny.AccountBanned, given(account(`{"status":"disabled"}`), func(b *bench) *http.Request {
			return b.by(b.user("alice", "AliyunOSSFullAccess"), b.raw("GET", private, "/key", ""))
		})},
		{deny.AccountDeleted, given(account(`{"status":"deleted"}`), byOwner("GET", private, "/key", ""))},
		{deny.OwnerAbnormal, given(account(`{"status":"deleted"}`), byNobody("GET", open, "/key"))},
		{deny.OwnerAbnormal, given(account(`{"status":"disabled"}`), byStranger("GET", open, "/key", ""))},
		{deny.OwnerAbnormal, func(b *bench) *http.Request {
			b.must(b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/", "")))
			b.account(0, `{"status":"disabled"}`)
			return b.stranger(b.raw("PUT", "strange-bucket."+hangzhou, "/copy", "", "x-oss-copy-source: /open-bucket/key"))
		}},
		{deny.BucketFrozen, given(func(b *bench) { b.freeze("open-bucket") }, byNobody("GET", open, "/key"))},
		{deny.BucketFrozen, given(func(b *bench) { b.freeze("private-bucket") }, byOwner("GET", private, "/?bucketInfo", ""))},
	}
}

func bucketPolicyProvocations() []provocation {
	put := func(statements ...string) func(*bench) {
		return func(b *bench) { b.set(private, "policy", bucketPolicy(statements...)) }
	}
	alice := func(method, target, body string, policies ...string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			return b.by(b.user("alice", policies...), b.raw(method, private, target, body, "Content-MD5: "+md5Of(body)))
		}
	}
	const always = `,"Condition":{"Bool":{"acs:SecureTransport":"false"}}`
	batch := "<Delete><Object><Key>key</Key></Object></Delete>"
	deep := statement("Deny", "oss:GetObject", everything)
	return []provocation{
		{deny.ByBucketPolicy, given(put(grant("Deny", "oss:GetObject", "*", "")), alice("GET", "/key", "", "AliyunOSSFullAccess"))},
		{deny.ByBucketPolicy, given(put(grant("Deny", "oss:GetObject", "*", "")), byNobody("GET", private, "/key"))},
		{deny.ByBucketPolicy, given(put(grant("Deny", "oss:GetObject", accounts[1].UID, "")), byStranger("GET", private, "/key", ""))},
		{deny.ByBucketPolicy, given(put(grant("Deny", "oss:GetObject", "*", always)), byOwner("GET", private, "/key", ""))},
		{deny.ByBucketPolicy, given(put(grant("Deny", "oss:GetObject", accounts[0].UID, "")), byOwner("GET", private, "/key", ""))},
		{deny.ByBucketPolicy, given(put(grant("Deny", "oss:GetObject", "*", always)), func(b *bench) *http.Request {
			return b.v1URL(b.raw("GET", private, "/key", ""), soon)
		})},
		{deny.ByBothPolicies, given(put(grant("Deny", "oss:GetObject", "*", "")), alice("GET", "/key", "", deep))},
		{deny.ByDenyInBatch, given(put(grant("Deny", "oss:DeleteObject", "*", "")), alice("POST", "/?delete", batch, "AliyunOSSFullAccess"))},
		{deny.ByRAMDeny, given(put(grant("Allow", "oss:GetObject", accounts[0].UID, "")), alice("GET", "/key", "", deep))},
		{deny.PublicBucketPolicy, byOwner("PUT", blocked, "/?policy", bucketPolicy(grant("Allow", "oss:GetObject", "*", "")))},
		{deny.PublicBucketPolicy, given(func(b *bench) { b.account(0, `{"publicAccessBlocked":true}`) },
			byOwner("PUT", private, "/?policy", bucketPolicy(grant("Allow", "oss:GetObject", "*", ""))))},
		{deny.NoBucketPolicy, byOwner("GET", private, "/?policy", "")},
		{deny.BucketPolicyLong, byOwner("PUT", private, "/?policy", bucketPolicy(grant("Deny", "oss:*", "1", ""))+strings.Repeat(" ", 16<<10))},
		{deny.BucketPolicyItem, byOwner("PUT", private, "/?policy", bucketPolicy(grant("Deny", "oss:"+strings.Repeat("a", 4096), "1", "")))},
		{deny.BucketPolicySyntax, byOwner("PUT", private, "/?policy", `{"Version":1,"Statement":[]}`)},
		{deny.BucketPolicySyntax, byOwner("PUT", private, "/?policy", bucketPolicy(grant("Deny", "oss:*", "RAM:alice", "")))},
		{deny.BucketPolicySyntax, byOwner("PUT", private, "/?policy",
			bucketPolicy(grant("Deny", "oss:*", "1", `,"Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/64"}}`)))},
	}
}

func outerPolicyProvocations() []provocation {
	member := func(policy string, r func(*bench) *http.Request) func(*bench) *http.Request {
		return given(func(b *bench) { b.account(0, `{"controlPolicy":`+quote(policy)+`}`) }, r)
	}
	through := func(policy string, r func(*bench) *http.Request) func(*bench) *http.Request {
		return given(func(b *bench) { b.network(0, policy) }, r)
	}
	alice := func(b *bench) *http.Request {
		return b.by(b.user("alice", "AliyunOSSFullAccess"), b.raw("GET", private, "/key", ""))
	}
	return []provocation{
		{deny.ByControlPolicy, member(statement("Deny", "oss:GetObject", everything), alice)},
		{deny.ByControlPolicy, member(statement("Allow", "oss:PutObject", everything), alice)},
		{deny.ByControlPolicy, member(statement("Allow", "oss:PutObject", everything), func(b *bench) *http.Request {
			return b.by(reader(b), b.raw("GET", private, "/key", ""))
		})},
		{deny.ByEndpointPolicy, through(statement("Allow", "oss:PutObject", everything), alice)},
		{deny.ByEndpointPolicy, through(bucketPolicy(grant("Deny", "oss:*", "*", "")), byOwner("GET", private, "/key", ""))},
		{deny.ByEndpointPolicy, through(bucketPolicy(grant("Allow", "oss:*", "1", "")), byOwner("GET", private, "/key", ""))},
		{deny.NotGranted, func(b *bench) *http.Request {
			return b.by(b.user("alice"), b.raw("GET", hangzhou, "/?publicAccessBlock", ""))
		}},
		{deny.CloudBoxForbidden, byOwner("GET", hangzhou, "/?cloudboxes", "")},
		{deny.CloudBoxForbidden, func(b *bench) *http.Request {
			return b.by(b.user("alice", "AliyunOSSFullAccess"), b.raw("GET", hangzhou, "/?cloudboxes", ""))
		}},
		{deny.BySessionPolicy, func(b *bench) *http.Request {
			b.role("reader", "AliyunOSSFullAccess")
			s := b.session("reader", "one", statement("Allow", "oss:PutObject", everything), time.Hour)
			return b.by(s, b.raw("PUT", private, "/key", "", "x-oss-tagging: a=b"))
		}},
	}
}

func settingProvocations() []provocation {
	protect := func(r func(*bench) *http.Request) func(*bench) *http.Request {
		return given(func(b *bench) { b.set(open, "referer", referers) }, r)
	}
	paid := func(r func(*bench) *http.Request) func(*bench) *http.Request {
		return given(func(b *bench) { b.set(open, "requestPayment", requester) }, r)
	}
	crossed := func(r func(*bench) *http.Request) func(*bench) *http.Request {
		return given(func(b *bench) { b.set(open, "cors", crossing) }, r)
	}
	const from, method = "Origin: http://a.example", "Access-Control-Request-Method: PUT"
	return []provocation{
		{deny.RefererEmpty, protect(byNobody("GET", open, "/key"))},
		{deny.RefererForbidden, protect(byNobody("GET", open, "/key", "Referer: http://good.example/bad/page?q"))},
		{deny.RefererNotAllowed, protect(byNobody("GET", open, "/key", "Referer: http://evil.example"))},
		{deny.RefererNotAllowed, protect(func(b *bench) *http.Request {
			return b.v1URL(b.raw("GET", open, "/key", "", "Referer: http://evil.example"), soon)
		})},
		{deny.PayerAnonymous, paid(byNobody("GET", open, "/key"))},
		{deny.PayerNotInURL, paid(func(b *bench) *http.Request {
			return b.v1URLBy(b.raw("GET", open, "/key", ""), strangerCredentials, soon)
		})},
		{deny.PayerNotInHeader, paid(byStranger("GET", open, "/key", ""))},
		{deny.PayerNotInHeader, paid(byStranger("GET", open, "/", "", "x-oss-request-payer: bucketOwner"))},
		{deny.NoCORSRules, byNobody("OPTIONS", private, "/absent", from, method)},
		{deny.NoCORSRules, byNobody("OPTIONS", private, "/key", from, method, "Authorization: OSS nobody:nothing")},
		{deny.CORSMismatch, crossed(byNobody("OPTIONS", open, "/absent", from, "Access-Control-Request-Method: GET"))},
		{deny.CORSMismatch, crossed(byNobody("OPTIONS", open, "/", "Origin: http://a.invalid", method))},
		{deny.CORSMismatch, crossed(byNobody("OPTIONS", open, "/key", from, method, "Access-Control-Request-Headers: x-oss-meta-a, x-other"))},
		{deny.OriginMissing, crossed(byNobody("OPTIONS", open, "/key", method))},
		{deny.MethodMissing, crossed(byNobody("OPTIONS", open, "/key", from))},
		{deny.NoSuchBucket, byNobody("OPTIONS", "absent-bucket."+hangzhou, "/key", from, method)},
		{deny.NoCORS, byOwner("GET", private, "/?cors", "")},
		{deny.CORSInvalid, byOwner("PUT", private, "/?cors", strings.Replace(crossing, "*.", "*.*.", 1))},
		{deny.TagInvalid, byOwner("PUT", private, "/key", "", "x-oss-tagging: a=1&a=2")},
	}
}

func furtherProvocations() []provocation {
	alice := func(policy, method, target string, headers ...string) func(*bench) *http.Request {
		return func(b *bench) *http.Request {
			b.must(b.owner(b.raw("PUT", open, "/sealed", "content", "x-oss-server-side-encryption: KMS")))
			return b.by(b.user("alice", policy), b.raw(method, open, target, "", headers...))
		}
	}
	put, all := statement("Allow", "oss:PutObject", everything), "AliyunOSSFullAccess"
	const kms = "x-oss-server-side-encryption: KMS"
	return []provocation{
		{deny.SecondaryMissing, alice(put, "PUT", "/key", "x-oss-tagging: a=b")},
		{deny.SecondaryMissing, alice(put, "PUT", "/key", "x-oss-object-acl: private")},
		{deny.SecondaryMissing, alice(put, "POST", "/key?uploadId=0", "x-oss-object-acl: private")},
		{deny.KMSForbidden, alice(all, "PUT", "/key", kms)},
		{deny.KMSForbidden, alice(all, "GET", "/sealed")},
		{deny.KMSForbidden, alice(all, "PUT", "/copy", "x-oss-copy-source: /open-bucket/sealed")},
		{deny.KMSForbidden, func(b *bench) *http.Request {
			b.must(b.owner(b.raw("PUT", open, "/sealed", "content", kms)))
			return b.raw("GET", open, "/sealed", "")
		}},
		{deny.KMSForbidden, func(b *bench) *http.Request {
			b.role("reader", "AdministratorAccess")
			b.must(b.owner(b.raw("PUT", open, "/sealed", "content", kms)))
			return b.by(b.session("reader", "one", statement("Allow", "oss:*", everything), time.Hour), b.raw("GET", open, "/sealed", ""))
		}},
	}
}
