package precedence

import s "github.com/oss403/oss403/scenarios"

// A group is one step in the processing of a request. It has several checks.
type group string

// The groups, in the order of the process in the documentation.
// https://www.alibabacloud.com/help/en/oss/user-guide/authentication
const (
	routing       group = "routing"       // which bucket does it go to
	identity      group = "identity"      // who sends it
	standing      group = "standing"      // are the accounts and the bucket in order
	authorisation group = "authorisation" // does the caller have the right
	feature       group = "feature"       // can OSS do what the request asks for
)

// A check is one place where OSS refuses a request. The scenarios in which only this check objects
// stand for it.
type check struct {
	name  string     // a part of ids, so it never changes
	group group      //
	by    []string   // families of ids, with {carrier} for the carrier; a pair takes the first that can be composed
	never []group    // the groups whose checks can't object at the same time
	asks  []s.Caller // the callers to whom only this check objects; empty: any
}

// checks lists the checks, group by group.
func checks() []check {
	ofTheAccount := []s.Caller{s.Owner, s.RAMUser, s.RoleSession} // their own account is closed
	permanent := []s.Caller{s.Owner, s.RAMUser, s.OtherAccount}   // OSS looks up the AccessKey of a session in another way
	return []check{
		{name: "missing-bucket", group: routing, by: []string{"boundary/no-such-bucket/{carrier}/get"},
			never: []group{standing, authorisation, feature}},
		{name: "region", group: routing, by: []string{"access-denied/wrong-endpoint/{carrier}/get-object"}},
		{name: "path-style", group: routing,
			by: []string{"second-level-domain-forbidden/signed/{carrier}/get-object", "second-level-domain-forbidden/{carrier}/get-object"}},
		{name: "host", group: routing, by: []string{"non-standard-host-forbidden/{carrier}/get-object"}},

		{name: "two-carriers", group: identity, by: []string{"boundary/two-carriers/{carrier}/get"}},
		{name: "query-parameter", group: identity, by: []string{"access-denied/query-string-authentication/{carrier}/expires-absent"}},
		{name: "access-key-characters", group: identity, by: []string{"invalid-access-key-id/bad-character/{carrier}/exclamation-mark"}},
		{name: "scope-region", group: identity, by: []string{"boundary/scope/{carrier}/region"}},
		{name: "scope-product", group: identity, by: []string{"boundary/scope/{carrier}/product"}},
		{name: "day", group: identity, by: []string{"boundary/scope/{carrier}/day"}},
		{name: "date", group: identity, by: []string{"access-denied/valid-date/{carrier}/garbage"}},
		{name: "lifetime", group: identity, by: []string{"boundary/lifetime/{carrier}/over-a-week"}},
		{name: "expiry", group: identity, by: []string{"access-denied/request-expired/{carrier}/get"}},
		{name: "not-yet-valid", group: identity, by: []string{"access-denied/not-yet-valid/{carrier}/get"}},
		{name: "skew", group: identity, by: []string{"request-time-too-skewed/{carrier}/early"}},
		{name: "unknown-access-key", group: identity, by: []string{"invalid-access-key-id/unknown/{carrier}/get-object"}, asks: permanent},
		{name: "token-lookup", group: identity, by: []string{"invalid-access-key-id/with-token/{carrier}/get"}, asks: permanent},
		{name: "missing-token", group: identity, by: []string{"invalid-access-key-id/without-token/{carrier}/get"}},
		{name: "disabled-access-key", group: identity, by: []string{"invalid-access-key-id/disabled/{carrier}/get"}},
		{name: "v1-closed", group: identity, by: []string{"access-denied/v1-closed/{carrier}/get"}, asks: ofTheAccount},
		{name: "token-region", group: identity, by: []string{"security-token-not-supported/{carrier}/region"}},
		{name: "token-of-another", group: identity, by: []string{"access-key-id-and-security-token-not-match/{carrier}/another-session"}},
		{name: "token-altered", group: identity, by: []string{"invalid-security-token/{carrier}/altered"}},
		{name: "token-expired", group: identity, by: []string{"security-token-expired/{carrier}/get"}},
		{name: "signature", group: identity, by: []string{"signature-does-not-match/{carrier}/wrong-secret"}},

		{name: "caller-overdue", group: standing, by: []string{"user-disable/{carrier}/overdue-get"}},
		{name: "owner-deleted", group: standing, by: []string{"abnormal-bucket-owner-status/{carrier}/other-account-get"}},
		{name: "bucket-disabled", group: standing, by: []string{"bucket-disable/{carrier}/get", "bucket-disable/{carrier}/anonymous-get"}},

		{name: "requester-pays", group: authorisation,
			by: []string{"access-denied/requester-pays/{carrier}/header", "access-denied/requester-pays/{carrier}/url"}},
		{name: "referer", group: authorisation, by: []string{"access-denied/referer/{carrier}/empty"}},
		{name: "control-policy", group: authorisation, by: []string{"access-denied/control-policy/{carrier}/get"}},
		{name: "session-policy", group: authorisation, by: []string{"access-denied/session-policy/{carrier}/implicit-get"}},
		{name: "endpoint-policy", group: authorisation,
			by: []string{"access-denied/vpc-endpoint-policy/{carrier}/ram-user-get", "access-denied/vpc-endpoint-policy/{carrier}/get"}},
		{name: "ram-policy", group: authorisation, by: []string{"access-denied/ram-policy/{carrier}/explicit-get"}},
		{name: "bucket-policy", group: authorisation,
			by: []string{"access-denied/bucket-policy/{carrier}/roles-get", "access-denied/bucket-policy/{carrier}/other-account-get"}},
		{name: "acl", group: authorisation, by: []string{
			"access-denied/object-acl/{carrier}/other-account-get", "access-denied/bucket-acl/{carrier}/ram-user-get",
			"access-denied/bucket-acl/{carrier}/anonymous-get-made-private"}},
		{name: "kms-right", group: authorisation, by: []string{"access-denied/kms/{carrier}/ram-user-get"}},

		{name: "archived", group: feature, by: []string{"invalid-object-state/{carrier}/get", "invalid-object-state/{carrier}/anonymous-get"}},
		{name: "kms-arrears", group: feature, by: []string{"kms-in-debt/{carrier}/get"}, asks: []s.Caller{s.Owner}},
	}
}

// A rule says that one check comes before another, and which evidence shows it.
type rule struct {
	first, second string      // a check or a group; the first rule that fits a pair decides
	on            []s.Carrier // empty: all
	evidence      s.Evidence
}

// rules lists the known parts of the order. An inferred rule names the pair, but the pair is still
// recorded as one of unknown order.
func rules() []rule {
	process := s.Documented(s.PageAuthorization)
	v4Header, v1Header := []s.Carrier{s.V4Header}, []s.Carrier{s.V1Header}
	return []rule{
		{first: "missing-bucket", second: "unknown-access-key", evidence: s.Captured(
			s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:4826"),
			s.SDKTest("aliyun/alibabacloud-oss-php-sdk-v2", "ClientExtensionTest.php:28"))},
		{first: "region", second: "path-style", evidence: s.Captured(s.Issue("aliyun/aliyun-oss-go-sdk#81"))},
		{first: "unknown-access-key", second: "signature",
			evidence: s.Captured(s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_integration_test.go:8455"))},
		{first: "missing-token", second: "signature", evidence: s.Captured(s.Issue("lucky1213/aliyun_oss#19"))},
		{first: "expiry", second: "signature", on: []s.Carrier{s.V1URL}, evidence: s.Documented(s.PageV1URL)},
		{first: "disabled-access-key", second: "signature", evidence: s.Documented(s.PageV1Header)},
		{first: "token-lookup", second: "signature", evidence: s.Inferred("SDK tests of three languages get InvalidAccessKeyId for any token")},
		{first: "scope-region", second: "signature", on: v4Header,
			evidence: s.Inferred("a request rightly signed for another region is refused for the region")},
		{first: "date", second: "signature", on: v1Header, evidence: s.Inferred("captured requests were otherwise valid or not, mixed")},
		{first: "signature", second: "acl", evidence: process},
		{first: string(identity), second: string(authorisation), evidence: process},
		{first: "control-policy", second: "ram-policy", evidence: process},
		{first: "control-policy", second: "acl", evidence: process},
		{first: "session-policy", second: "bucket-policy", evidence: process},
		{first: "bucket-policy", second: "acl", evidence: process},
	}
}
