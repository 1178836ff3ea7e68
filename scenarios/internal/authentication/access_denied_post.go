package authentication

import (
	"strings"
	"time"

	s "github.com/oss403/oss403/scenarios"
)

const pagePost s.Source = "https://help.aliyun.com/zh/oss/developer-reference/postobject"

// accessDeniedPost lists forms that their own policy does not allow.
func accessDeniedPost() []s.Scenario {
	field := func(name, value string) s.Param { return s.Param{Name: name, Value: value} }
	failed := func(variant, row, condition string, fields []s.Param, fault s.Fault, rendered string, evidence s.Evidence) s.Scenario {
		return s.Scenario{
			ID:       "access-denied/post-policy-condition/{carrier}/" + variant,
			Row:      row,
			Title:    "a form that breaks a condition of its policy is refused and writes nothing: " + variant,
			Carriers: s.Post(),
			Given:    s.AnObject(s.Private).With(s.ObjectKey, "user/eric/object.txt"),
			When:     s.PostObject([]string{condition}, fields...),
			Fault:    fault,
			Then: s.Denied("AccessDenied", s.Documented(s.Page403, pagePost)).
				Message(s.Exactly("Invalid according to Policy: Policy Condition failed: "+rendered), evidence).
				EC("0006-00000227", s.Documented(s.ECPage("0006-00000227"))),
		}
	}
	page := s.Documented(s.Page403, pagePost)
	seen := s.Documented(s.Page403)
	list := s.Inferred("documented operator; how its list is rendered is not")
	status := field("success_action_status", "200")
	absent := failed("eq-field-absent", "R10", `["eq","$success_action_status","200"]`, []s.Param{status},
		s.FieldRemoved("success_action_status"), `["eq", "$success_action_status", "200"]`, seen)
	// The page of 0226 covers a condition on a field that the form lacks.
	absent.Then = absent.Then.Or(s.Exactly("0006-00000226"), s.Documented(s.ECPage("0006-00000226")))
	png := []s.Param{field("Content-Type", "image/png")}
	return []s.Scenario{
		absent,
		failed("eq", "R10", `["eq","$success_action_status","200"]`, []s.Param{status}, s.FieldIs("success_action_status", "201"),
			`["eq", "$success_action_status", "200"]`, seen),
		failed("simple-condition", "R10", `{"success_action_status":"200"}`, []s.Param{status}, s.FieldIs("success_action_status", "204"),
			`["eq", "$success_action_status", "200"]`, seen),
		failed("starts-with-key", "R10", `["starts-with","$key","user/eric/"]`, nil, s.FieldIs("key", "user/other.txt"),
			`["starts-with", "$key", "user/eric/"]`, page),
		failed("starts-with-key-inside", "R10", `["starts-with","$key","user/eric/"]`, nil, s.FieldIs("key", "x/user/eric/other.txt"),
			`["starts-with", "$key", "user/eric/"]`, page),
		failed("starts-with-key-case", "R10", `["starts-with","$key","user/eric/"]`, nil, s.FieldIs("key", "User/eric/other.txt"),
			`["starts-with", "$key", "user/eric/"]`, page),
		failed("bucket", "R10", `{"bucket":"{bucket}"}`, nil, s.ConditionIs(`{"bucket":"another-bucket"}`),
			`["eq", "$bucket", "another-bucket"]`, page),
		failed("starts-with-meta", "R10", `["starts-with","$x-oss-meta-prop","prop-"]`,
			[]s.Param{field("x-oss-meta-prop", "prop-1")}, s.FieldIs("x-oss-meta-prop", "other"),
			`["starts-with", "$x-oss-meta-prop", "prop-"]`, page),
		failed("in", "R10", `["in","$Content-Type",["image/jpg","image/png"]]`,
			[]s.Param{field("Content-Type", "image/png")}, s.FieldIs("Content-Type", "text/plain"),
			`["in", "$Content-Type", ["image/jpg", "image/png"]]`, list),
		failed("not-in", "R10", `["not-in","$Cache-Control",["no-cache"]]`,
			[]s.Param{field("Cache-Control", "max-age=60")}, s.FieldIs("Cache-Control", "no-cache"),
			`["not-in", "$Cache-Control", ["no-cache"]]`, list),
		failed("content-type", "R11", `["eq","$Content-Type","image/png"]`,
			[]s.Param{field("Content-Type", "image/png")}, s.FieldIs("Content-Type", "text/plain"),
			`["eq", "$Content-Type", "image/png"]`, page),
		failed("content-type-case", "R11", `["eq","$Content-Type","image/png"]`, png, s.FieldIs("Content-Type", "image/PNG"),
			`["eq", "$Content-Type", "image/png"]`, page),
		failed("content-type-longer", "R11", `["eq","$Content-Type","image/png"]`, png, s.FieldIs("Content-Type", "image/png2"),
			`["eq", "$Content-Type", "image/png"]`, page),
		failed("content-type-last-of-three", "R11",
			`["starts-with","$key","user/"],["starts-with","$Content-Type","image/"],["eq","$Content-Type","image/png"]`,
			png, s.FieldIs("Content-Type", "image/gif"), `["eq", "$Content-Type", "image/png"]`, page),
		extraField("x-oss-credential"), extraField("x-oss-date"), extraField("x-oss-signature-version"),
		{
			ID:       "access-denied/post-policy-expired/{carrier}/edge",
			Row:      "R12",
			Title:    "a form whose policy expired seconds ago is refused and writes nothing",
			Carriers: s.Post(),
			Given:    s.AnObject(s.Private),
			When:     s.PostObject(nil),
			Fault:    s.PolicyExpired(3 * time.Second),
			Then: s.Denied("AccessDenied", page).
				Message(s.Exactly("Invalid according to Policy: Policy expired."), page).
				EC("0006-00000213", s.Documented(s.ECPage("0006-00000213"))),
		},
		{
			ID:       "access-denied/post-policy-expired/{carrier}/post",
			Row:      "R12",
			Title:    "a form whose policy has expired is refused and writes nothing",
			Carriers: s.Post(),
			Given:    s.AnObject(s.Private),
			When:     s.PostObject(nil),
			Fault:    s.PolicyExpired(time.Minute),
			Then: s.Denied("AccessDenied", page).
				Message(s.Exactly("Invalid according to Policy: Policy expired."), page).
				EC("0006-00000213", s.Documented(s.ECPage("0006-00000213"))),
		},
		{
			ID:       "access-denied/bucket-acl/{carrier}/anonymous-post",
			Row:      "R25",
			Title:    "a form without policy, AccessKey and signature is anonymous, and refused by a private bucket",
			Carriers: []s.Carrier{s.PostUnsigned},
			Given:    s.AnObject(s.Private),
			When:     s.PostObject(nil),
			Fault:    s.SentBy(s.Anonymous),
			Then: s.Denied("AccessDenied", page).
				Message(s.Exactly("You have no right to access this object because of bucket acl."), page).
				EC("0003-00000001", s.Inferred("the EC of this text")),
		},
	}
}

// extraField leaves a field out of the policy. The policy of a V4 form must name the fields of its
// signature.
func extraField(name string) s.Scenario {
	seen := s.Documented(s.ECPage("0006-00000228"))
	return s.Scenario{
		ID: "access-denied/post-policy-extra-field/{carrier}/" + strings.TrimPrefix(name, "x-oss-"), Row: "X13",
		Title:    "a V4 form with a field of its signature that its policy does not name is refused and writes nothing: " + name,
		Carriers: []s.Carrier{s.PostV4}, Given: s.AnObject(s.Private), When: s.PostObject(nil), Fault: s.ConditionLeftOut(name),
		Then: s.Denied("AccessDenied", seen).
			Message(s.Exactly("Invalid according to Policy: Extra input fields: "+name), seen).
			EC("0006-00000228", seen),
	}
}

// postIdentity lists forms with a wrong identity. OSS checks it as for every other carrier.
func postIdentity() []s.Scenario {
	form := func(id, row, title string, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: s.Post(),
			Given: s.AnObject(s.Private), When: s.PostObject(nil), Fault: fault, Then: then}
	}
	unknown := s.Documented(pagePost)
	return []s.Scenario{
		form("signature-does-not-match/{carrier}/wrong-secret", "R48", "a form signed with another secret is refused and writes nothing",
			s.WrongSecret(), formDoesNotMatch()),
		form("signature-does-not-match/{carrier}/tampered", "R48",
			"a form whose signature has one character changed is refused and writes nothing",
			s.TamperedSignature(), formDoesNotMatch()),
		form("invalid-access-key-id/unknown/{carrier}/post", "R33", "a form of an AccessKey that does not exist is refused and writes nothing",
			s.UnderAccessKeyID("LTAI0000unknown0oss403", "signed under an AccessKeyId that does not exist"),
			s.Denied("InvalidAccessKeyId", unknown).
				Message(s.Exactly("The OSS Access Key Id you provided does not exist in our records."), unknown).
				EC("0002-00000902", s.Documented(s.ECPage("0002-00000902")))),
		form("invalid-access-key-id/bad-character/{carrier}/post", "R32",
			"a form whose AccessKeyId has a bad character is refused and writes nothing",
			s.UnderAccessKeyID("LTAI0000!unknown0oss403", "signed under an AccessKeyId with a bad character"),
			s.Denied("InvalidAccessKeyId", s.Documented(s.Page403)).
				Message(s.Pattern("non-acceptable characters"), s.Documented(s.Page403)).
				EC("0002-00000708", s.Inferred("its page is about the credential of a V4 form")).
				Or(s.Exactly("0002-00000901"), s.Inferred("the general page"))),
	}
}

func formDoesNotMatch() s.Expectation {
	page := s.Documented(s.Page403, s.ECPage("0002-00000705"))
	unproven := s.Inferred("a V1 header has it; whether a form does is not proven")
	return s.Denied("SignatureDoesNotMatch", page).
		Message(
			s.Exactly(mismatchText), page).
		EC("0002-00000705", page).
		Element("OSSAccessKeyId", s.Echo(s.MatchAccessKeyIDSent), unproven).
		Element("SignatureProvided", s.Echo(s.MatchSignatureSent), unproven).
		Element("StringToSign", s.Echo(s.MatchStringToSign), unproven).
		Element("StringToSignBytes", s.HexBytesOf("StringToSign"), unproven)
}
