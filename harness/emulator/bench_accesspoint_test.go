package emulator_test

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// pointBody is the request for an access point: for one network, or for all if vpc is empty.
func pointBody(name, vpc string) string {
	network := "<NetworkOrigin>internet</NetworkOrigin>"
	if vpc != "" {
		network = "<NetworkOrigin>vpc</NetworkOrigin><VpcConfiguration><VpcId>" + vpc + "</VpcId></VpcConfiguration>"
	}
	return "<CreateAccessPointConfiguration><AccessPointName>" + name + "</AccessPointName>" + network + "</CreateAccessPointConfiguration>"
}

// point creates an access point to a bucket of the owner, and returns its host.
func (b *bench) point(host, name, vpc string) string {
	b.t.Helper()
	body := b.must(b.owner(b.raw("PUT", host, "/?accessPoint", pointBody(name, vpc)))).Body.String()
	_, rest, _ := strings.Cut(body, "<Alias>")
	alias, _, _ := strings.Cut(rest, "</Alias>")
	_, endpoint, _ := strings.Cut(host, ".")
	return alias + "." + endpoint
}

// pointPolicy sets the policy of an access point.
func (b *bench) pointPolicy(host, name string, statements ...string) {
	b.t.Helper()
	b.must(b.owner(b.raw("PUT", host, "/?accessPointPolicy", bucketPolicy(statements...), named(name))))
}

func named(point string) string { return "x-oss-access-point-name: " + point }

// delegation lets in access points of the owner's account.
const delegation = `,"Condition":{"StringEquals":{"oss:DataAccessPointAccount":"1000000000000001"}}`

// passage creates an access point ap-1 to the private bucket, and returns its host. Its policy lets
// in every caller who is not anonymous.
func passage(b *bench, vpc string) string {
	b.set(private, "policy", bucketPolicy(grant("Allow", "oss:*", "*", delegation)))
	host := b.point(private, "ap-1", vpc)
	b.pointPolicy(private, "ap-1", grant("Allow", "oss:*", "*", ""))
	return host
}

// through makes a request to the access point of a passage.
func through(vpc string, r func(b *bench, host string) *http.Request) func(*bench) *http.Request {
	return func(b *bench) *http.Request { return r(b, passage(b, vpc)) }
}

// pointProvocations lists refusals at access points.
func pointProvocations() []provocation {
	asOwner := func(method, target string, headers ...string) func(*bench, string) *http.Request {
		return func(b *bench, host string) *http.Request { return b.owner(b.raw(method, host, target, "", headers...)) }
	}
	get := asOwner("GET", "/key")
	alone := func(statements ...string) func(*bench) *http.Request {
		return through("", func(b *bench, host string) *http.Request {
			b.pointPolicy(private, "ap-1", statements...)
			return get(b, host)
		})
	}
	return []provocation{
		{deny.AnonymousPoint, through("", func(b *bench, host string) *http.Request { return b.raw("GET", host, "/key", "") })},
		{deny.AnonymousPoint, func(b *bench) *http.Request { return b.raw("GET", b.point(open, "ap-1", ""), "/key", "") }},
		{deny.AnonymousPoint, through("", func(b *bench, host string) *http.Request { return b.form(host, toKey) })},
		{deny.PointOperation, through("", asOwner("GET", "/?bucketInfo"))},
		{deny.PointOperation, through("", asOwner("GET", "/?policy"))},
		{deny.PointOperation, through("", asOwner("PUT", "/"))},
		{deny.PointOperation, through("", asOwner("DELETE", "/"))},
		{deny.PointOperation, through("", asOwner("GET", "/?accessPoint"))},
		{deny.PointNetwork, through("vpc-1", get)},
		{deny.PointNetwork, through("vpc-2", func(b *bench, host string) *http.Request {
			b.network(0, "")
			return get(b, host)
		})},
		{deny.PointNetwork, through("vpc-1", func(b *bench, host string) *http.Request {
			return b.form(host, append(v1Form(policyOf(b, anyKey)), toKey...))
		})},
		{deny.ByPointPolicy, alone(grant("Allow", "oss:*", "*", ""), grant("Deny", "oss:Get*", accounts[0].UID, ""))},
		{deny.ByPointPolicy, alone(strings.Replace(grant("Deny", "oss:GetObject", "*", ""), "acs:oss:*:*:*",
			"acs:oss:cn-hangzhou:1000000000000001:accesspoint/ap-1/object/k*", 1))},
		{deny.PointNotGranted,
			alone(strings.Replace(grant("Allow", "oss:GetObject", "*", ""), "acs:oss:*:*:*", "acs:oss:*:*:accesspoint/ap-1", 1))},
		{deny.PointNotGranted,
			alone(strings.Replace(grant("Allow", "oss:GetObject", "*", ""), "acs:oss:*:*:*", "acs:oss:*:*:private-bucket/key", 1))},
		{deny.PointNotGranted, alone(grant("Allow", "oss:PutObject", "*", ""))},
		{deny.PointNotGranted, through("", func(b *bench, host string) *http.Request {
			b.must(b.owner(b.raw("DELETE", private, "/?accessPointPolicy", "", named("ap-1"))))
			return get(b, host)
		})},
		{deny.PointNotGranted, through("", func(b *bench, host string) *http.Request { // the owner has no right by itself
			b.must(b.owner(b.raw("DELETE", private, "/?policy", "")))
			return get(b, host)
		})},
		{deny.PointNotGranted, func(b *bench) *http.Request { // an ACL has no effect
			host := b.point(open, "ap-1", "")
			b.pointPolicy(open, "ap-1", grant("Allow", "oss:*", "*", ""))
			return b.stranger(b.raw("GET", host, "/key", ""))
		}},
		{deny.PointNotGranted, through("", func(b *bench, host string) *http.Request { // Block Public Access ignores a policy for everybody
			b.account(0, `{"publicAccessBlocked":true}`)
			return get(b, host)
		})},
		{deny.PointNotGranted, func(b *bench) *http.Request { // a policy for everybody on an access point too
			host := b.point(private, "ap-1", "")
			b.pointPolicy(private, "ap-1", grant("Allow", "oss:*", "*", ""))
			b.account(0, `{"publicAccessBlocked":true}`)
			return b.by(b.user("alice", "AliyunOSSFullAccess"), b.raw("GET", host, "/key", ""))
		}},
		{deny.ByBucketPolicy, through("", func(b *bench, host string) *http.Request {
			b.set(private, "policy", bucketPolicy(grant("Allow", "oss:*", "*", delegation), grant("Deny", "oss:GetObject", "*", delegation)))
			return get(b, host)
		})},
		{deny.NoSuchBucket, through("", func(b *bench, host string) *http.Request {
			b.must(b.owner(b.raw("DELETE", private, "/?accessPoint", "", named("ap-1"))))
			return get(b, host)
		})},
		{deny.NoSuchBucket, byNobody("GET", "ap-1-"+strings.Repeat("0", 34)+"-ossalias."+hangzhou, "/key")},
		{deny.WrongEndpoint, through("", func(b *bench, host string) *http.Request {
			return get(b, strings.Replace(host, hangzhou, singapore, 1))
		})},
		{deny.NoPoint, through("", func(b *bench, host string) *http.Request {
			b.point(private, "ap-2", "")
			return asOwner("GET", "/?accessPointPolicy", named("ap-2"))(b, host)
		})},
	}
}

// pointSettingProvocations lists refused operations on access points.
func pointSettingProvocations() []provocation {
	create := func(body string) func(*bench) *http.Request { return byOwner("PUT", private, "/?accessPoint", body) }
	taken := func(host string) func(*bench) { return func(b *bench) { b.point(host, "ap-1", "") } }
	many := func(b *bench, host string, from, to int) {
		for i := from; i < to; i++ {
			b.point(host, fmt.Sprintf("ap-%04d", i), "")
		}
	}
	badNetwork := func(from, to string) string { return strings.Replace(pointBody("ap-1", "vpc-1"), from, to, 1) }
	policy := bucketPolicy(grant("Allow", "oss:*", "*", ""))
	return []provocation{
		{deny.PointName, create(pointBody("ap", ""))},
		{deny.PointName, create(pointBody("ap-4567890-234567890", ""))},
		{deny.PointName, create(pointBody("Ap-1", ""))},
		{deny.PointName, create(pointBody("ap-1-", ""))},
		{deny.PointName, create(pointBody("ap-ossalias", ""))},
		{deny.PointNameMissing, byOwner("DELETE", private, "/?accessPoint", "")},
		{deny.PointNameMissing, byOwner("GET", private, "/?accessPointPolicy", "")},
		{deny.PointExists, given(taken(private), create(pointBody("ap-1", "")))},
		{deny.PointExists, given(taken(open), create(pointBody("ap-1", "")))},
		{deny.PointTooMany, func(b *bench) *http.Request {
			many(b, private, 0, 100)
			return create(pointBody("ap-1", ""))(b)
		}},
		{deny.PointTooMany, func(b *bench) *http.Request {
			for i := range 10 {
				host := fmt.Sprintf("bucket-%d.%s", i, singapore)
				b.must(b.owner(b.raw("PUT", host, "/", "")))
				many(b, host, 100*i, 100*i+100)
			}
			return create(pointBody("ap-1", ""))(b)
		}},
		{deny.NoPoint, byOwner("GET", private, "/?accessPoint", "", named("ap-1"))},
		{deny.NoPoint, byOwner("DELETE", private, "/?accessPoint", "", named("ap-1"))},
		{deny.NoPoint, given(taken(open), byOwner("PUT", private, "/?accessPointPolicy", policy, named("ap-1")))},
		{deny.NoPointPolicy, given(taken(private), byOwner("GET", private, "/?accessPointPolicy", "", named("ap-1")))},
		{deny.BucketPolicySyntax, given(taken(private), byOwner("PUT", private, "/?accessPointPolicy", "{}", named("ap-1")))},
		{deny.PublicPointPolicy, given(taken(blocked), byOwner("PUT", blocked, "/?accessPointPolicy", policy, named("ap-1")))},
		{deny.BucketHasPoints, given(taken(blocked), byOwner("DELETE", blocked, "/", ""))},
		{deny.InvalidArgument, create(badNetwork("vpc<", "intranet<"))},
		{deny.InvalidArgument, create(badNetwork("vpc<", "internet<"))},
		{deny.InvalidArgument, create(badNetwork("vpc-1", ""))},
		{deny.InvalidArgument, byOwner("GET", private, "/?accessPoint&max-keys=101", "")},
		{deny.InvalidArgument, byOwner("GET", hangzhou, "/?accessPoint&max-keys=1001", "")},
		{deny.NotImplemented, byOwner("GET", private, "/?publicAccessBlock&x-oss-access-point-name=ap-1", "")},
	}
}
