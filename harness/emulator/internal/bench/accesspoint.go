package bench

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// PointBody is the request for an access point: for one network, or for all if vpc is empty.
func PointBody(name, vpc string) string {
	network := "<NetworkOrigin>internet</NetworkOrigin>"
	if vpc != "" {
		network = "<NetworkOrigin>vpc</NetworkOrigin><VpcConfiguration><VpcId>" + vpc + "</VpcId></VpcConfiguration>"
	}
	return "<CreateAccessPointConfiguration><AccessPointName>" + name + "</AccessPointName>" + network + "</CreateAccessPointConfiguration>"
}

// Point creates an access point to a bucket of the owner, and returns its host.
func (b *Bench) Point(host, name, vpc string) string {
	b.T.Helper()
	body := b.Must(b.Owner(b.Raw("PUT", host, "/?accessPoint", PointBody(name, vpc)))).Body.String()
	_, rest, _ := strings.Cut(body, "<Alias>")
	alias, _, _ := strings.Cut(rest, "</Alias>")
	_, endpoint, _ := strings.Cut(host, ".")
	return alias + "." + endpoint
}

// PointPolicy sets the policy of an access point.
func (b *Bench) PointPolicy(host, name string, statements ...string) {
	b.T.Helper()
	b.Must(b.Owner(b.Raw("PUT", host, "/?accessPointPolicy", BucketPolicy(statements...), PointNamed(name))))
}

// PointNamed is the header that names an access point.
func PointNamed(point string) string { return "x-oss-access-point-name: " + point }

// Delegation lets in access points of the owner's account.
const Delegation = `,"Condition":{"StringEquals":{"oss:DataAccessPointAccount":"1000000000000001"}}`

// Passage creates an access point ap-1 to the private bucket, and returns its host. Its policy lets
// in every caller who is not anonymous.
func Passage(b *Bench, vpc string) string {
	b.Set(Private, "policy", BucketPolicy(Grant("Allow", "oss:*", "*", Delegation)))
	host := b.Point(Private, "ap-1", vpc)
	b.PointPolicy(Private, "ap-1", Grant("Allow", "oss:*", "*", ""))
	return host
}

// through makes a request to the access point of a passage.
func through(vpc string, r func(b *Bench, host string) *http.Request) func(*Bench) *http.Request {
	return func(b *Bench) *http.Request { return r(b, Passage(b, vpc)) }
}

// pointProvocations lists refusals at access points.
func pointProvocations() []Provocation {
	asOwner := func(method, target string, headers ...string) func(*Bench, string) *http.Request {
		return func(b *Bench, host string) *http.Request { return b.Owner(b.Raw(method, host, target, "", headers...)) }
	}
	get := asOwner("GET", "/key")
	alone := func(statements ...string) func(*Bench) *http.Request {
		return through("", func(b *Bench, host string) *http.Request {
			b.PointPolicy(Private, "ap-1", statements...)
			return get(b, host)
		})
	}
	return []Provocation{
		{deny.AnonymousPoint, through("", func(b *Bench, host string) *http.Request { return b.Raw("GET", host, "/key", "") })},
		{deny.AnonymousPoint, func(b *Bench) *http.Request { return b.Raw("GET", b.Point(Open, "ap-1", ""), "/key", "") }},
		{deny.AnonymousPoint, through("", func(b *Bench, host string) *http.Request { return b.Form(host, ToKey()) })},
		{deny.PointOperation, through("", asOwner("GET", "/?bucketInfo"))},
		{deny.PointOperation, through("", asOwner("GET", "/?policy"))},
		{deny.PointOperation, through("", asOwner("PUT", "/"))},
		{deny.PointOperation, through("", asOwner("DELETE", "/"))},
		{deny.PointOperation, through("", asOwner("GET", "/?accessPoint"))},
		{deny.PointNetwork, through("vpc-1", get)},
		{deny.PointNetwork, through("vpc-2", func(b *Bench, host string) *http.Request {
			b.Network(0, "")
			return get(b, host)
		})},
		{deny.PointNetwork, through("vpc-1", func(b *Bench, host string) *http.Request {
			return b.Form(host, append(V1Form(PolicyOf(b, AnyKey)), ToKey()...))
		})},
		{deny.ByPointPolicy, alone(Grant("Allow", "oss:*", "*", ""), Grant("Deny", "oss:Get*", Accounts()[0].UID, ""))},
		{deny.ByPointPolicy, alone(strings.Replace(Grant("Deny", "oss:GetObject", "*", ""), "acs:oss:*:*:*",
			"acs:oss:cn-hangzhou:1000000000000001:accesspoint/ap-1/object/k*", 1))},
		{deny.PointNotGranted,
			alone(strings.Replace(Grant("Allow", "oss:GetObject", "*", ""), "acs:oss:*:*:*", "acs:oss:*:*:accesspoint/ap-1", 1))},
		{deny.PointNotGranted,
			alone(strings.Replace(Grant("Allow", "oss:GetObject", "*", ""), "acs:oss:*:*:*", "acs:oss:*:*:private-bucket/key", 1))},
		{deny.PointNotGranted, alone(Grant("Allow", "oss:PutObject", "*", ""))},
		{deny.PointNotGranted, through("", func(b *Bench, host string) *http.Request {
			b.Must(b.Owner(b.Raw("DELETE", Private, "/?accessPointPolicy", "", PointNamed("ap-1"))))
			return get(b, host)
		})},
		{deny.PointNotGranted, through("", func(b *Bench, host string) *http.Request { // the owner has no right by itself
			b.Must(b.Owner(b.Raw("DELETE", Private, "/?policy", "")))
			return get(b, host)
		})},
		{deny.PointNotGranted, func(b *Bench) *http.Request { // an ACL has no effect
			host := b.Point(Open, "ap-1", "")
			b.PointPolicy(Open, "ap-1", Grant("Allow", "oss:*", "*", ""))
			return b.Stranger(b.Raw("GET", host, "/key", ""))
		}},
		{deny.PointNotGranted, through("", func(b *Bench, host string) *http.Request { // Block Public Access ignores a policy for everybody
			b.Account(0, `{"publicAccessBlocked":true}`)
			return get(b, host)
		})},
		{deny.PointNotGranted, func(b *Bench) *http.Request { // a policy for everybody on an access point too
			host := b.Point(Private, "ap-1", "")
			b.PointPolicy(Private, "ap-1", Grant("Allow", "oss:*", "*", ""))
			b.Account(0, `{"publicAccessBlocked":true}`)
			return b.By(b.User("alice", "AliyunOSSFullAccess"), b.Raw("GET", host, "/key", ""))
		}},
		{deny.ByBucketPolicy, through("", func(b *Bench, host string) *http.Request {
			b.Set(Private, "policy", BucketPolicy(Grant("Allow", "oss:*", "*", Delegation), Grant("Deny", "oss:GetObject", "*", Delegation)))
			return get(b, host)
		})},
		{deny.NoSuchBucket, through("", func(b *Bench, host string) *http.Request {
			b.Must(b.Owner(b.Raw("DELETE", Private, "/?accessPoint", "", PointNamed("ap-1"))))
			return get(b, host)
		})},
		{deny.NoSuchBucket, ByNobody("GET", "ap-1-"+strings.Repeat("0", 34)+"-ossalias."+Hangzhou, "/key")},
		{deny.WrongEndpoint, through("", func(b *Bench, host string) *http.Request {
			return get(b, strings.Replace(host, Hangzhou, Singapore, 1))
		})},
		{deny.NoPoint, through("", func(b *Bench, host string) *http.Request {
			b.Point(Private, "ap-2", "")
			return asOwner("GET", "/?accessPointPolicy", PointNamed("ap-2"))(b, host)
		})},
	}
}

// pointSettingProvocations lists refused operations on access points.
func pointSettingProvocations() []Provocation {
	create := func(body string) func(*Bench) *http.Request { return byOwner("PUT", Private, "/?accessPoint", body) }
	taken := func(host string) func(*Bench) { return func(b *Bench) { b.Point(host, "ap-1", "") } }
	many := func(b *Bench, host string, from, to int) {
		for i := from; i < to; i++ {
			b.Point(host, fmt.Sprintf("ap-%04d", i), "")
		}
	}
	badNetwork := func(from, to string) string { return strings.Replace(PointBody("ap-1", "vpc-1"), from, to, 1) }
	policy := BucketPolicy(Grant("Allow", "oss:*", "*", ""))
	return []Provocation{
		{deny.PointName, create(PointBody("ap", ""))},
		{deny.PointName, create(PointBody("ap-4567890-234567890", ""))},
		{deny.PointName, create(PointBody("Ap-1", ""))},
		{deny.PointName, create(PointBody("ap-1-", ""))},
		{deny.PointName, create(PointBody("ap-ossalias", ""))},
		{deny.PointNameMissing, byOwner("DELETE", Private, "/?accessPoint", "")},
		{deny.PointNameMissing, byOwner("GET", Private, "/?accessPointPolicy", "")},
		{deny.PointExists, given(taken(Private), create(PointBody("ap-1", "")))},
		{deny.PointExists, given(taken(Open), create(PointBody("ap-1", "")))},
		{deny.PointTooMany, func(b *Bench) *http.Request {
			many(b, Private, 0, 100)
			return create(PointBody("ap-1", ""))(b)
		}},
		{deny.PointTooMany, func(b *Bench) *http.Request {
			for i := range 10 {
				host := fmt.Sprintf("bucket-%d.%s", i, Singapore)
				b.Must(b.Owner(b.Raw("PUT", host, "/", "")))
				many(b, host, 100*i, 100*i+100)
			}
			return create(PointBody("ap-1", ""))(b)
		}},
		{deny.NoPoint, byOwner("GET", Private, "/?accessPoint", "", PointNamed("ap-1"))},
		{deny.NoPoint, byOwner("DELETE", Private, "/?accessPoint", "", PointNamed("ap-1"))},
		{deny.NoPoint, given(taken(Open), byOwner("PUT", Private, "/?accessPointPolicy", policy, PointNamed("ap-1")))},
		{deny.NoPointPolicy, given(taken(Private), byOwner("GET", Private, "/?accessPointPolicy", "", PointNamed("ap-1")))},
		{deny.BucketPolicySyntax, given(taken(Private), byOwner("PUT", Private, "/?accessPointPolicy", "{}", PointNamed("ap-1")))},
		{deny.PublicPointPolicy, given(taken(Blocked), byOwner("PUT", Blocked, "/?accessPointPolicy", policy, PointNamed("ap-1")))},
		{deny.BucketHasPoints, given(taken(Blocked), byOwner("DELETE", Blocked, "/", ""))},
		{deny.InvalidArgument, create(badNetwork("vpc<", "intranet<"))},
		{deny.InvalidArgument, create(badNetwork("vpc<", "internet<"))},
		{deny.InvalidArgument, create(badNetwork("vpc-1", ""))},
		{deny.InvalidArgument, byOwner("GET", Private, "/?accessPoint&max-keys=101", "")},
		{deny.InvalidArgument, byOwner("GET", Hangzhou, "/?accessPoint&max-keys=1001", "")},
	}
}
