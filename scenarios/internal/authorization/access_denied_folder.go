package authorization

import s "github.com/oss403/oss403/scenarios"

// The policies on a folder. A listing is an operation on the bucket, so a condition names the
// folder.
// https://help.aliyun.com/document_detail/66934.html
const (
	ramFolder = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:ListObjects"],"Resource":["acs:oss:*:*:*"],` +
		`"Condition":{"StringLike":{"oss:Prefix":["folder/*"]}}}]}`
	ramExact = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:ListObjects"],"Resource":["acs:oss:*:*:*"],` +
		`"Condition":{"StringLike":{"oss:Prefix":["folder/"]}}}]}`
	ramLevel = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:ListObjects"],"Resource":["acs:oss:*:*:*"],` +
		`"Condition":{"StringEquals":{"oss:Delimiter":["/"],"oss:Prefix":["","folder/"]}}}]}`
	ramKeys = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:ListObjects"],"Resource":["acs:oss:*:*:*/folder/*"]}]}`

	userMayFolder = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{user}"],"Action":["oss:ListObjects"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}"],"Condition":{"StringLike":{"oss:Prefix":["folder/*"]}}}]}`
	userMayLevel = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{user}"],"Action":["oss:ListObjects"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}"],"Condition":{"StringEquals":{"oss:Delimiter":["/"]}}}]}`
	userMustFolder = `{"Version":"1","Statement":[{"Effect":"Deny","Principal":["{user}"],"Action":["oss:ListObjects"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}"],"Condition":{"StringNotLike":{"oss:Prefix":["folder/*"]}}}]}`
	otherMayFolder = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["{other}"],"Action":["oss:ListObjects"],` +
		`"Resource":["acs:oss:*:{owner}:{bucket}"],"Condition":{"StringLike":{"oss:Prefix":["folder/*"]}}}]}`

	ramMustFolder = `{"Version":"1","Statement":[{"Effect":"Deny","Action":["oss:ListObjects"],"Resource":["acs:oss:*:*:*"],` +
		`"Condition":{"StringNotLike":{"oss:Prefix":["folder/*"]}}}]}`
)

// folderDenies lists listings outside of the folder that a policy allows.
func folderDenies() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	bucket := s.ABucket(s.Private)
	folder := s.ListObjectsV2().WithQuery("prefix", "folder/")
	level := s.ListObjects().WithQuery("delimiter", "/").WithQuery("prefix", "folder/")
	below := s.ListObjects().WithQuery("prefix", "folder/below/")
	user, session, other := s.RAMUser, s.RoleSession, s.OtherAccount
	scenario := func(id, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/folder/{carrier}/" + id, Row: row, Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	noSlash, noPrefix, noDelimiter := s.QueryIs("prefix", "folder"), s.QueryLeftOut("prefix"), s.QueryLeftOut("delimiter")
	return []s.Scenario{
		scenario("ram-no-slash", "R29", "a RAM user who may list a folder lists it without its slash",
			s.Signed(), bucket.With(s.UserOnlyPolicy, ramFolder), folder.By(user), noSlash, outsideFolder()),
		scenario("ram-no-prefix", "R29", "a RAM user who may list a folder lists the whole bucket",
			s.Signed(), bucket.With(s.UserOnlyPolicy, ramFolder), folder.By(user), noPrefix, outsideFolder()),
		scenario("ram-other-folder", "R29", "a RAM user who may list a folder lists another one",
			header, bucket.With(s.UserOnlyPolicy, ramFolder), folder.By(user), s.QueryIs("prefix", "other/"), outsideFolder()),
		scenario("ram-too-little", "R29", "a folder without * is that one prefix, and nothing below it",
			header, bucket.With(s.UserOnlyPolicy, ramFolder), below.By(user),
			s.With(s.UserOnlyPolicy, ramExact, "may list the prefix folder/ alone"), outsideFolder()),
		scenario("ram-no-delimiter", "R29", "a RAM user who may list level by level lists without delimiter",
			header, bucket.With(s.UserOnlyPolicy, ramLevel), level.By(user), noDelimiter, outsideFolder()),
		scenario("ram-keys-for-bucket", "R29", "a policy that names the keys of a folder in place of the bucket lets nothing be listed",
			header, bucket.With(s.UserOnlyPolicy, ramFolder), folder.By(user),
			s.With(s.UserOnlyPolicy, ramKeys, "may list the keys of the folder, and not the bucket"), outsideFolder()),
		scenario("ram-deny-no-slash", "X07", "a RAM user who is denied to list outside of a folder lists it without its slash",
			header, bucket.With(s.UserPolicy, ramMustFolder), folder.By(user), noSlash, ramPolicyDenied("oss:ListObjects")),
		scenario("ram-deny-no-prefix", "X07", "a RAM user who is denied to list outside of a folder lists the whole bucket",
			header, bucket.With(s.UserPolicy, ramMustFolder), folder.By(user), noPrefix, ramPolicyDenied("oss:ListObjects")),

		scenario("session-no-slash", "R02", "a session that is narrowed to a folder lists it without its slash",
			header, bucket.With(s.SessionPolicy, ramFolder), folder.By(session), noSlash, sessionPolicyDenied("oss:ListObjects", "ImplicitDeny")),
		scenario("session-no-prefix", "R02", "a session that is narrowed to a folder lists the whole bucket",
			header, bucket.With(s.SessionPolicy, ramFolder), folder.By(session), noPrefix, sessionPolicyDenied("oss:ListObjects", "ImplicitDeny")),
		scenario("session-too-little", "R02", "a session that is narrowed to a prefix without * lists nothing below it",
			header, bucket.With(s.SessionPolicy, ramFolder), below.By(session),
			s.With(s.SessionPolicy, ramExact, "allows the prefix folder/ alone"), sessionPolicyDenied("oss:ListObjects", "ImplicitDeny")),
		scenario("session-no-delimiter", "R02", "a session that is narrowed to listing level by level lists without delimiter",
			header, bucket.With(s.SessionPolicy, ramLevel), level.By(session),
			noDelimiter, sessionPolicyDenied("oss:ListObjects", "ImplicitDeny")),

		scenario("bucket-no-slash", "R29", "a RAM user whom the bucket policy lets list a folder lists it without its slash",
			header, bucket.With(s.UserOnlyPolicy, s.NoPolicy).With(s.BucketPolicy, userMayFolder), folder.By(user), noSlash, notYours()),
		scenario("bucket-no-prefix", "R29", "another account that the bucket policy lets list a folder lists the whole bucket",
			header, bucket.With(s.BucketPolicy, otherMayFolder), folder.By(other), noPrefix, notYours()),
		scenario("bucket-no-delimiter", "R29", "a RAM user whom the bucket policy lets list level by level lists without delimiter",
			header, bucket.With(s.UserOnlyPolicy, s.NoPolicy).With(s.BucketPolicy, userMayLevel), level.By(user), noDelimiter, notYours()),
		scenario("bucket-deny-no-slash", "R03",
			"a RAM user whom the bucket policy denies to list outside of a folder lists it without its slash",
			header, bucket.With(s.BucketPolicy, userMustFolder), folder.By(user), noSlash, bucketPolicyDenied()),
		scenario("bucket-deny-no-prefix", "R03",
			"a RAM user whom the bucket policy denies to list outside of a folder lists the whole bucket",
			header, bucket.With(s.BucketPolicy, userMustFolder), folder.By(user), noPrefix, bucketPolicyDenied()),
	}
}

// outsideFolder expects the answer that a RAM user got who listed a folder without its slash.
func outsideFolder() s.Expectation {
	seen := s.Captured(s.Issue("aliyun/oss-browser#293").Of("2020-01-13"), s.PagePermission)
	return notYours().
		Element(s.FieldCode, s.Exactly("AccessDenied"), seen).
		Or(s.Exactly("BucketNotBelongTo"), s.Documented(s.Page403)).
		Message(s.Exactly("The bucket you access does not belong to you."), seen).For("")
}
