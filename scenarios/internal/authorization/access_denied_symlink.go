package authorization

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

const (
	linkPage = "https://help.aliyun.com/zh/oss/developer-reference/putsymlink"
	linkWhy  = "the page says that the ACLs of the link and of its target are both checked, and not how a refusal looks"

	denyTarget = `{"Version":"1","Statement":[{"Effect":"Deny","Action":["oss:GetObject","oss:GetObjectVersion"],` +
		`"Resource":"acs:oss:*:*:*/` + s.LinkTarget + `"}]}`
	allowLinkAlone = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:GetObject","Resource":"acs:oss:*:*:*/object.txt"}]}`
)

// symlinkDenies lists refusals of what a symbolic link leads to. Whoever may read the link may be refused
// its target, and the other way round.
// https://help.aliyun.com/zh/oss/developer-reference/putsymlink
// http://help.aliyun.com/document_detail/96864.html
func symlinkDenies() []s.Scenario {
	strangers, header := slices.Concat(s.Signed(), s.SignedHead()), []s.Carrier{s.V4Header}
	public := s.AnObject(s.PublicRead).With(s.Symlink, s.ToObject)
	private := s.AnObject(s.Private).With(s.Symlink, s.ToObject)
	scenario := func(variant, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/symlink/{carrier}/" + variant, Row: "X40", Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	read, user, anyone := s.GetObject(), s.RAMUser, s.Anonymous
	return []s.Scenario{
		scenario("anonymous-target", "a symbolic link that everyone may read leads nobody to a private object", unsignedRead(),
			public, read.By(anyone), s.With(s.Symlink, s.ToPrivate), byACLOfTarget()),
		scenario("other-account-target", "a symbolic link that everyone may read leads no stranger to a private object", strangers,
			public, read.By(s.OtherAccount), s.With(s.Symlink, s.ToPrivate), byACLOfTarget()),
		scenario("anonymous-link", "a private symbolic link is not read, though everyone may read its target", unsignedRead(),
			public, read.By(anyone), s.With(s.ObjectACL, s.Private), byACLOfTarget()),
		scenario("anonymous-version", "a version of a symbolic link leads nobody to a private object", unsigned(),
			public.With(s.Versioning, s.Enabled), read.By(anyone).OfVersion(), s.With(s.Symlink, s.ToPrivate), byACLOfTarget()),
		scenario("ram-user-target", "a RAM user who is denied the target is denied what the symbolic link leads to", header,
			private, read.By(user), s.With(s.UserPolicy, denyTarget, "is denied the target"), byPolicyOfTarget(ramPolicyDenied("oss:GetObject"))),
		scenario("role-session-target", "a role session that may read the symbolic link alone does not read what it leads to", header,
			private, read.By(s.RoleSession), s.With(s.SessionPolicy, allowLinkAlone, "allows the link alone"),
			byPolicyOfTarget(sessionPolicyDenied("oss:GetObject", "ImplicitDeny"))),
	}
}

// byACLOfTarget is how a private object is refused by itself.
func byACLOfTarget() s.Expectation {
	page := s.Documented(linkPage, s.Page403)
	return noReadPermission().NoSurerThan(s.Inferred(linkWhy)).
		Element(s.FieldStatus, s.Exactly("403"), page).
		Element(s.FieldCode, s.Exactly("AccessDenied"), page).For("")
}

// byPolicyOfTarget is recorded: no page says that policies are asked about the target.
func byPolicyOfTarget(then s.Expectation) s.Expectation {
	return then.NoSurerThan(s.Inferred("as with ACLs; no page says that policies are asked about the target"))
}
