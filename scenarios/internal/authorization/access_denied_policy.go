package authorization

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// The policies of these scenarios. traits.go in package scenarios explains the placeholders.
const (
	denyAnyoneReading = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["*"],"Action":["oss:GetObject"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}/*"]}]}`
	denyRoles = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["arn:sts::*:*/*/*"],"Action":["oss:GetObject"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}/*"]}]}`
	denyConditioned = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["*"],"Action":["oss:GetObject"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}/*"],"Condition":{"StringLike":{"acs:UserAgent":["*"]}}}]}`
	denyUserWriting = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["{user}"],"Action":["oss:PutObject","oss:DeleteObject"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}/*"]}]}`
	allowOther = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{other}"],"Action":["oss:GetObject","oss:PutObject"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}/*"]}]}`
	denyOther = `{"Version":"1","Statement":[` +
		`{"Effect":"Allow","Principal":["{other}"],"Action":["oss:*"],"Resource":["acs:oss:*:{owner}:{bucket}/*"]},` +
		`{"Effect":"Deny","Principal":["{other}"],"Action":["oss:Get*"],"Resource":["acs:oss:*:{owner}:{bucket}/*"]}]}`

	ramDeny = `{"Version":"1","Statement":[{"Effect":"Deny","Action":["oss:GetObject","oss:PutObject","oss:DeleteObject",` +
		`"oss:PutBucketReferer","oss:GetBucketAcl"],"Resource":"*"}]}`

	ramDenyOneKey = `{"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:DeleteObject","Resource":"acs:oss:*:*:*/object.txt"}]}`

	allowUser = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{user}"],"Action":["oss:GetObject"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}/*"]}]}`
	denyUserAll = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["{user}"],"Action":["oss:*"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}/*"]}]}`
	controlDenies = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},` +
		`{"Effect":"Deny","Action":"oss:GetObject","Resource":"*"}]}`

	sessionPutOnly = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:PutObject","Resource":"*"}]}`
	sessionDenies  = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"},` +
		`{"Effect":"Deny","Action":"oss:GetObject","Resource":"*"}]}`
	sessionGetOnly = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"*"}]}`
)

// policyDenies lists refusals by a policy, not by an ACL.
func policyDenies() []s.Scenario {
	read := slices.Concat(s.Signed(), s.SignedHead())
	header := []s.Carrier{s.V1Header, s.V4Header}
	object := s.AnObject(s.Private)
	scenario := func(id, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/" + id, Row: row, Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	user, session, other := s.RAMUser, s.RoleSession, s.OtherAccount
	noPolicy := s.With(s.UserOnlyPolicy, s.NoPolicy)
	return []s.Scenario{
		scenario("session-policy/{carrier}/implicit-get", "R02", "a role session may not do what its session policy does not allow",
			read, object, s.GetObject().By(session),
			s.With(s.SessionPolicy, sessionPutOnly, "allows PutObject only"), sessionPolicyDenied("oss:GetObject", "ImplicitDeny")),
		scenario("session-policy/{carrier}/explicit-get", "R02", "a role session may not do what its session policy denies",
			s.Signed(), object, s.GetObject().By(session),
			s.With(s.SessionPolicy, sessionDenies, "denies GetObject"), sessionPolicyDenied("oss:GetObject", "ExplicitDeny")),
		scenario("session-policy/{carrier}/implicit-put", "R02", "a role session narrowed to reading may not write, and writes nothing",
			s.Signed(), object, s.PutObject().By(session),
			s.With(s.SessionPolicy, sessionGetOnly, "allows GetObject only"), sessionPolicyDenied("oss:PutObject", "ImplicitDeny")),

		scenario("bucket-policy/{carrier}/user-put", "R03",
			"a bucket policy that denies binds a RAM user with full access, who writes nothing",
			s.Signed(), object, s.PutObject().By(user),
			s.With(s.BucketPolicy, denyUserWriting, "denies the RAM user to write"), bucketPolicyDenied()),
		scenario("bucket-policy/{carrier}/roles-get", "R03", "a bucket policy that denies all roles binds a role session with full access",
			header, object, s.GetObject().By(session), s.With(s.BucketPolicy, denyRoles, "denies all roles to read"), bucketPolicyDenied()),
		scenario("bucket-policy/{carrier}/other-account-get", "R03", "in a bucket policy Deny beats Allow",
			read, object.With(s.BucketPolicy, allowOther), s.GetObject().By(other),
			s.With(s.BucketPolicy, denyOther, "allows everything and denies reading"), bucketPolicyDenied()),
		scenario("bucket-policy/{carrier}/anonymous-get", "R03",
			"a bucket policy that denies everyone binds anonymous readers of a public bucket",
			unsignedRead(), s.AnObject(s.PublicRead), s.GetObject().By(s.Anonymous),
			s.With(s.BucketPolicy, denyAnyoneReading, "denies everyone to read"), bucketPolicyDenied()),
		scenario("bucket-policy/{carrier}/owner-get-condition", "R03", "a Deny with a condition binds the owner too",
			s.Signed(), object, s.GetObject(),
			s.With(s.BucketPolicy, denyConditioned, "denies everyone to read, on a condition that holds"), bucketPolicyDenied()),

		scenario("ram-policy/{carrier}/explicit-get", "X07", "a RAM policy that denies beats full access", read, object, s.GetObject().By(user),
			s.With(s.UserPolicy, ramDeny, "is denied reading"), ramPolicyDenied("oss:GetObject")),
		scenario("ram-policy/{carrier}/explicit-put", "X07", "a RAM user who is denied writing writes nothing",
			s.Signed(), object, s.PutObject().By(user), s.With(s.UserPolicy, ramDeny, "is denied writing"), ramPolicyDenied("oss:PutObject")),
		scenario("ram-policy/{carrier}/explicit-bucket-acl", "X07", "a RAM policy that denies binds bucket operations",
			header, s.ABucket(s.Private), s.GetBucketACL().By(user),
			s.With(s.UserPolicy, ramDeny, "is denied the bucket's ACL"), ramPolicyDenied("oss:GetBucketAcl")),
		scenario("batch/{carrier}/explicit", "X08", "a batch that touches one denied object is refused whole",
			header, object, s.DeleteMultipleObjects().By(user), s.With(s.UserPolicy, ramDeny, "is denied deleting"), deniedWithEC("0003-00000204")),
		scenario("batch/{carrier}/second-key", "X08", "a batch is refused whole for its second key, and deletes not the first",
			header, object, s.DeleteMultipleObjects("another.txt").By(user),
			s.With(s.UserPolicy, ramDenyOneKey, "is denied deleting one key"), deniedWithEC("0003-00000204")),
		scenario("ram-policy/{carrier}/beats-bucket-policy", "X07", "a RAM policy that denies beats a bucket policy that allows",
			header, object.With(s.BucketPolicy, allowUser), s.GetObject().By(user),
			s.With(s.UserPolicy, ramDeny, "is denied reading"), ramPolicyDenied("oss:GetObject")),
		scenario("both-policies/{carrier}/get", "X16", "where RAM and the bucket policy both deny, the EC says so",
			header, object.With(s.BucketPolicy, denyUserAll).With(s.UserPolicy, ramDeny), s.GetObject(), s.SentBy(user),
			deniedWithEC("0003-00000203")),
		scenario("bucket-policy/{carrier}/owner-exempt", "R03",
			"a Deny for everyone without a condition binds anonymous callers and not the owner",
			unsignedRead(), s.AnObject(s.PublicRead).With(s.BucketPolicy, denyAnyoneReading), s.GetObject(),
			s.SentBy(s.Anonymous), bucketPolicyDenied()),
		scenario("control-policy/{carrier}/get", "X15", "a control policy that denies binds the RAM users of a member account",
			header, object, s.GetObject().By(user), s.With(s.ControlPolicy, controlDenies, "denies GetObject"), controlPolicyDenied()),
		scenario("list-cloud-boxes/{carrier}/none", "X14", "an account without cloud boxes may not list them",
			header, s.NoState().With(s.CloudBoxes, s.On), s.ListCloudBoxes(), s.Without(s.CloudBoxes), forbiddenCloudBoxes()),
		scenario("list-buckets/{carrier}/ram-user", "X09", "a RAM user without a policy may not list buckets",
			header, s.NoState(), s.ListBuckets().By(user), noPolicy, forbiddenToList()),

		scenario("multipart/{carrier}/ram-user", "R24", "a RAM user without a policy has no right to start a multipart upload",
			s.Signed(), s.ABucket(s.Private), s.InitiateMultipartUpload().By(user),
			noPolicy, toRAMUser(noRightToObject(), "oss:PutObject", likelyDetail())),
		scenario("bucket-acl/{carrier}/ram-user-get", "R25", "a RAM user without a policy is told of the bucket's ACL",
			read, object, s.GetObject().By(user), noPolicy, toRAMUser(becauseOfBucketACL(), "oss:GetObject", capturedDetail())),
		scenario("bucket-acl/{carrier}/ram-user-put", "R25", "a RAM user without a policy writes nothing",
			s.Signed(), object, s.PutObject().By(user), noPolicy, toRAMUser(becauseOfBucketACL(), "oss:PutObject", capturedDetail())),
		scenario("object-acl/{carrier}/ram-user-get-acl", "R20", "a RAM user without a policy may not read an object's ACL",
			header, object, s.GetObjectACL().By(user), noPolicy, toRAMUser(noReadACL(), "oss:GetObjectAcl", likelyDetail())),
		scenario("object-acl/{carrier}/other-account-get-acl", "R20", "an ACL grants no stranger the reading of ACLs",
			s.Signed(), s.AnObject(s.PublicReadWrite), s.GetObjectACL(), s.SentBy(other), noReadACL()),
		scenario("object-acl/{carrier}/anonymous-get-acl", "R20", "an ACL grants anonymous callers no reading of ACLs",
			unsigned(), s.AnObject(s.PublicReadWrite), s.GetObjectACL(), s.SentBy(s.Anonymous), noReadACL()),
		scenario("object-acl/{carrier}/other-account-put-acl", "R22", "an ACL grants no stranger the writing of ACLs",
			s.Signed(), s.AnObject(s.PublicReadWrite), s.PutObjectACL(s.Private), s.SentBy(other), noWriteACL()),
		scenario("object-acl/{carrier}/anonymous-put-acl", "R22", "an ACL grants anonymous callers no writing of ACLs",
			unsigned(), s.AnObject(s.PublicReadWrite), s.PutObjectACL(s.Private), s.SentBy(s.Anonymous), noWriteACL()),
		scenario("object-acl/{carrier}/ram-user-put-acl", "R22", "a RAM user without a policy may not write an object's ACL",
			header, object, s.PutObjectACL(s.Private).By(user), noPolicy, toRAMUser(noWriteACL(), "oss:PutObjectAcl", likelyDetail())),

		scenario("not-yours/{carrier}/other-account-info", "R29", "a bucket request on another account's bucket is refused",
			s.Signed(), s.ABucket(s.Private), s.GetBucketInfo(), s.SentBy(other), notYours()),
		scenario("not-yours/{carrier}/other-account-list", "R29", "a public ACL lets no stranger list",
			s.Signed(), s.AnObject(s.PublicRead), s.ListObjects(), s.SentBy(other), notYours()),
		scenario("multipart/{carrier}/other-account-public-read", "R24",
			"a bucket that everyone may read lets no stranger start a multipart upload",
			header, s.ABucket(s.PublicRead), s.InitiateMultipartUpload(), s.SentBy(other), noRightToObject()),
		scenario("not-yours/{carrier}/other-account-list-v2", "R29", "a public ACL lets no stranger list, by ListObjectsV2 neither",
			header, s.AnObject(s.PublicRead), s.ListObjectsV2(), s.SentBy(other), notYours()),
		scenario("not-yours/{carrier}/other-account-delete", "R29", "a stranger may not delete a bucket, and deletes none",
			header, s.ABucket(s.Private), s.DeleteBucket(), s.SentBy(other), notYours()),
		scenario("not-yours/{carrier}/anonymous-list", "R29", "a public bucket is not listed to anonymous callers either",
			unsigned(), s.AnObject(s.PublicRead), s.ListObjects(), s.SentBy(s.Anonymous), notYours()),
	}
}

func sessionPolicyDenied(action, kind string) s.Expectation {
	seen := s.Captured(s.SDKTest("ali-sdk/ali-oss", "test/node/sts.test.js")) // the test looks at the text only
	detail := s.Documented(s.ECPage("0003-00000301"))
	return s.Denied("AccessDenied", detail).
		Message(s.Exactly("Access denied by authorizer's policy."), seen).
		EC("0003-00000301", detail).
		Element(s.FieldDetail, s.Children(detailChildren(), "EncodedDiagnosticMessage"), detail).
		Element("AccessDeniedDetail/PolicyType", s.Exactly("SessionPolicy"), detail).
		Element("AccessDeniedDetail/AuthPrincipalOwnerId", s.Echo(s.MatchOwnerUID), detail).
		Element("AccessDeniedDetail/AuthPrincipalType", s.Exactly("AssumedRoleUser"), detail).
		Element("AccessDeniedDetail/AuthPrincipalDisplayName", s.Pattern(`^oss403-[0-9a-f]+-role:oss403-\d+$`), detail).
		Element("AccessDeniedDetail/NoPermissionType", s.Exactly(kind), detail).
		Element("AccessDeniedDetail/AuthAction", s.Exactly(action), detail)
}

func bucketPolicyDenied() s.Expectation {
	page := s.Documented(s.Page403, s.ECPage("0003-00000101"))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("Access denied by bucket policy."), s.Captured(s.Issue("ali-sdk/ali-oss#1298"))). // the text only
		EC("0003-00000101", page)
}

func ramPolicyDenied(action string) s.Expectation {
	seen := s.Documented(s.ECPage("0003-00000201"))
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("Access denied by bucket policy."), seen).
		EC("0003-00000201", seen).
		Element(s.FieldDetail, s.Children(append(detailChildren(), "EncodedDiagnosticMessage")), seen).
		Element("AccessDeniedDetail/PolicyType", s.Exactly("AccountLevelIdentityBasedPolicy"), seen).
		Element("AccessDeniedDetail/AuthPrincipalOwnerId", s.Echo(s.MatchOwnerUID), seen).
		Element("AccessDeniedDetail/AuthPrincipalType", s.Exactly("SubUser"), seen).
		Element("AccessDeniedDetail/AuthPrincipalDisplayName", s.Echo(s.MatchUserID), seen).
		Element("AccessDeniedDetail/NoPermissionType", s.Exactly("ExplicitDeny"), seen).
		Element("AccessDeniedDetail/EncodedDiagnosticMessage", s.Pattern(base64OfDiagnosis), seen).
		Element("AccessDeniedDetail/AuthAction", s.Exactly(action), seen).
		Element("Bucket", s.Echo(s.MatchBucketName), seen).
		Element("User", s.Echo(s.MatchUserID), seen)
}

// deniedWithEC expects an EC whose page names the cause and prints no text.
func deniedWithEC(ec string) s.Expectation {
	page := s.Documented(s.ECPage(ec))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("Access denied by bucket policy."), s.Inferred("the words of its neighbour 0003-00000201")).
		EC(ec, page)
}

// controlPolicyDenied expects a refusal by a control policy. RAM documents its element; no page
// shows the answer of OSS.
func controlPolicyDenied() s.Expectation {
	process := s.Documented(s.PageAuthorization)
	return s.Denied("AccessDenied", process).
		Message(s.Exactly("Access denied by bucket policy."), s.Inferred("the words of other denials by RAM")).
		EC("0003-00000201", s.Inferred("the EC of other denials by RAM")).
		Element("AccessDeniedDetail/PolicyType", s.Exactly("ControlPolicy"),
			s.Inferred("a value of the element that the RAM documentation lists"))
}

func forbiddenCloudBoxes() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-php-sdk-v2", "ClientListCloudBoxesTest.php:30"),
		s.SDKTest("aliyun/alibabacloud-oss-python-sdk-v2", "test_cloud_box_client.py:40"))
	return s.Denied("AccessDenied", seen).
		Element(s.FieldCode, s.Exactly("AccessDenied"), s.Inferred("the tests look at status and words")).
		Message(s.Exactly("You are forbidden to oss-cloudbox:ListCloudBoxes"), seen).
		Element(s.FieldEC, s.Pattern(`^0003-\d{8}$`), s.Inferred("only the family is likely"))
}

func forbiddenToList() s.Expectation {
	seen := s.Captured(s.PagePermission, s.Issue("minio/minio#6075"))
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("You are forbidden to list buckets."), seen).
		EC("0003-00001202", s.Inferred("the number after 0003-00001201"))
}

func noRightToObject() s.Expectation {
	page := s.Documented(s.Page403, s.PagePermission)
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("You have no right to access this object."), page).
		EC("0003-00000004", s.Inferred("the fourth of eight pages numbered in sequence; the page itself was not found"))
}

func noReadACL() s.Expectation {
	page := s.Documented(s.Page403, s.PagePermission, s.ECPage("0003-00000007"))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("You do not have read acl permission on this object."), page).
		EC("0003-00000007", page)
}

func noWriteACL() s.Expectation {
	page := s.Documented(s.Page403, s.PagePermission, s.ECPage("0003-00000008"))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("You do not have write acl permission on this object."), page).
		EC("0003-00000008", page)
}

// notYours accepts the Code of the page too. The page lists the text under BucketNotBelongTo, which
// nobody has seen; the service sends AccessDenied, with one of two ECs.
func notYours() s.Expectation {
	seen := s.Captured(s.PagePermission, s.SDKTest("aliyun/alibabacloud-oss-csharp-sdk-v2", "ClientMiscTest.cs:466"))
	return s.Denied("AccessDenied", seen).
		Element(s.FieldCode, s.Exactly("AccessDenied"), seen).
		Or(s.Exactly("BucketNotBelongTo"), s.Documented(s.Page403)).
		Message(s.Exactly("The bucket you access does not belong to you."), seen).
		EC("0003-00000905", s.Documented(s.ECPage("0003-00000905"))).
		Or(s.Exactly("0003-00000001"), s.Captured(s.Issue("aliyun/alibabacloud-oss-go-sdk-v2#73").Of("2024-12-03")))
}
