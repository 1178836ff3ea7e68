package authorization

import s "github.com/oss403/oss403/scenarios"

const (
	ramPutOnly     = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:PutObject","Resource":"*"}]}`
	ramLoggingOnly = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:PutBucketLogging","oss:GetBucketLogging"],` +
		`"Resource":"*"}]}`
	ramDeleteVersions = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:DeleteObject","oss:DeleteObjectVersion"],` +
		`"Resource":"*"}]}`
	ramDenyBypass    = `{"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:BypassGovernanceRetention","Resource":"*"}]}`
	ramDenySource    = `{"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:*","Resource":"acs:oss:*:*:*/object.txt"}]}`
	ramDenyDirectory = `{"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:DeleteObject",` +
		`"Resource":"acs:oss:*:*:*/directory/object.txt"}]}`
)

// secondaryDenied lists operations that touch more than they name. They need a right to each of
// these things.
func secondaryDenied() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	object := s.AnObject(s.Private)
	scenario := func(id, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/" + id, Row: row, Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	user := s.RAMUser
	mayCopy := s.With(s.UserOnlyPolicy,
		`{"Version":"1","Statement":[{"Effect":"Allow","Action":["oss:GetObject","oss:PutObject"],"Resource":"*"}]}`,
		"may copy objects and not tag them")
	kept := object.With(s.Versioning, s.Enabled).With(s.ObjectWorm, s.Enabled).With(s.ObjectRetention, s.Governance)
	mayPut := s.With(s.UserOnlyPolicy, ramPutOnly, "may put objects and not tag them")
	return []s.Scenario{
		scenario("copy-source/{carrier}/ram-user", "R25", "a copy needs the right to read its source", header, object, s.CopyObject().By(user),
			s.With(s.UserOnlyPolicy, ramPutOnly, "may put objects and not read them"),
			becauseOfBucketACL().Since(s.Documented(s.PageAuthorization))),
		scenario("secondary-permission/{carrier}/tagging", "R05", "an upload with tags needs the right to tag",
			header, object, s.PutObject().By(user).With("x-oss-tagging", "a=1"), mayPut, plainlyDenied()),
		scenario("secondary-permission/{carrier}/acl", "R05", "an upload with an ACL needs the right to set ACLs",
			header, object, s.PutObject().By(user).With("x-oss-object-acl", "private"),
			s.With(s.UserOnlyPolicy, ramPutOnly, "may put objects and not set their ACLs"), plainlyDenied()),
		scenario("secondary-permission/{carrier}/copy-tagging", "R05", "a copy with tags needs the right to tag",
			header, object, s.CopyObject().By(user).With("x-oss-tagging", "a=1").With("x-oss-tagging-directive", "Replace"),
			mayCopy, plainlyDenied()),
		scenario("secondary-permission/{carrier}/append-tagging", "R05", "appending with tags needs the right to tag",
			[]s.Carrier{s.V4Header}, object.With(s.Appended, s.On), s.AppendObject().By(user).With("x-oss-tagging", "a=1"), mayPut, plainlyDenied()),
		scenario("secondary-permission/{carrier}/log-target", "R05", "logs go only where the caller may write",
			header, s.ABucket(s.Private).With(s.CopySource, s.SameRegion), s.PutBucketLoggingElsewhere().By(user),
			s.With(s.UserOnlyPolicy, ramLoggingOnly, "may set logging and not put objects"), plainlyDenied()),
		scenario("secondary-permission/{carrier}/bypass-governance", "X33", "to bypass governance takes a right of its own",
			[]s.Carrier{s.V4Header}, kept, s.DeleteObject().OfVersion().Bypassing().By(user),
			s.With(s.UserOnlyPolicy, ramDeleteVersions, "may delete versions and not bypass governance"), notBypassed()),
		scenario("secondary-permission/{carrier}/bypass-governance-denied", "X33", "who is denied bypassing governance does not bypass it",
			[]s.Carrier{s.V4Header}, kept, s.DeleteObject().OfVersion().Bypassing().By(user),
			s.With(s.UserPolicy, ramDenyBypass, "is denied bypassing governance"), ramDenies()),
		scenario("secondary-permission/{carrier}/rename-source", "X07", "a rename needs the right to its source",
			[]s.Carrier{s.V4Header}, object.With(s.Namespace, s.On), s.Rename().By(user),
			s.With(s.UserPolicy, ramDenySource, "is denied the source"), ramDenies()),
		scenario("secondary-permission/{carrier}/delete-below", "X07", "a directory is not deleted with an object in it that is denied",
			[]s.Carrier{s.V4Header}, object.With(s.Namespace, s.On).With(s.ObjectKey, "directory/object.txt"), s.DeleteDirectory().By(user),
			s.With(s.UserPolicy, ramDenyDirectory, "is denied deleting the object in it"), ramDenies()),
	}
}

// notBypassed: the page of the operation says that bypassing needs the right.
func notBypassed() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/putobjectretention")
	return plainlyDenied().Since(s.Inferred("the page of EC 0003-00000905 is about other rights")).
		Element(s.FieldStatus, s.Exactly("403"), page).
		Element(s.FieldCode, s.Exactly("AccessDenied"), page)
}

func plainlyDenied() s.Expectation {
	page := s.Documented(s.Page403, s.ECPage("0003-00000905"))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("AccessDenied"), page).
		EC("0003-00000905", page)
}

// ramDenies expects a Deny of RAM on something that the operation touches and does not name.
func ramDenies() s.Expectation {
	return deniedWithEC("0003-00000201").Since(s.Documented(s.PageAuthorization, s.ECPage("0003-00000201")))
}
