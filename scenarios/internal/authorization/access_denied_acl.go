package authorization

import (
	"slices"

	s "github.com/oss403/oss403/scenarios"
)

// objectACLDenies lists refusals by the ACL of the object.
func objectACLDenies() []s.Scenario {
	open := s.AnObject(s.PublicReadWrite).With(s.ObjectACL, s.PublicReadWrite)
	strangers := slices.Concat(s.Signed(), s.SignedHead())
	read := func(who string, carriers []s.Carrier, caller s.Caller) s.Scenario {
		return s.Scenario{
			ID:       "access-denied/object-acl/{carrier}/" + who + "-get",
			Row:      "R21",
			Title:    who + " may not read an object whose own ACL is private, though the bucket is public",
			Carriers: carriers,
			Given:    s.AnObject(s.PublicRead),
			When:     s.GetObject().By(caller),
			Fault:    s.With(s.ObjectACL, s.Private),
			Then:     noReadPermission(),
		}
	}
	write := func(who, variant string, carriers []s.Carrier, when s.Request, acl string) s.Scenario {
		return s.Scenario{
			ID:       "access-denied/object-acl/{carrier}/" + who + "-" + variant + "-" + string(acl),
			Row:      "R23",
			Title:    who + " may not write an object whose own ACL is " + string(acl) + ", though the bucket is public-read-write: " + variant,
			Carriers: carriers,
			Given:    open,
			When:     when,
			Fault:    s.With(s.ObjectACL, acl),
			Then:     noWritePermission(),
		}
	}
	other := func(r s.Request) s.Request { return r.By(s.OtherAccount) }
	anyone := func(r s.Request) s.Request { return r.By(s.Anonymous) }
	return []s.Scenario{
		read("anonymous", unsignedRead(), s.Anonymous),
		read("other-account", strangers, s.OtherAccount),
		{
			ID:       "access-denied/object-acl/{carrier}/not-the-owner",
			Row:      "R21",
			Title:    "the owner may read a private object in a public bucket, anonymous callers may not",
			Carriers: unsignedRead(),
			Given:    s.AnObject(s.PublicRead).With(s.ObjectACL, s.Private),
			When:     s.GetObject(),
			Fault:    s.SentBy(s.Anonymous),
			Then:     noReadPermission(),
		},
		write("anonymous", "put", unsigned(), anyone(s.PutObject()), s.PublicRead),
		write("anonymous", "put", unsigned(), anyone(s.PutObject()), s.Private),
		write("anonymous", "delete", unsigned(), anyone(s.DeleteObject()), s.PublicRead),
		write("other-account", "put", s.Signed(), other(s.PutObject()), s.PublicRead),
		write("other-account", "delete", s.Signed(), other(s.DeleteObject()), s.Private),
	}
}

// bucketACLDenies lists refusals by the ACL of the bucket: the object has no ACL of its own.
func bucketACLDenies() []s.Scenario {
	strangers := slices.Concat(s.Signed(), s.SignedHead())
	denied := func(who, variant string, carriers []s.Carrier, given s.State, when s.Request, fault s.Fault) s.Scenario {
		return s.Scenario{
			ID:       "access-denied/bucket-acl/{carrier}/" + who + "-" + variant,
			Row:      "R25",
			Title:    who + " has no right to the object because of the bucket's ACL: " + variant,
			Carriers: carriers,
			Given:    given,
			When:     when,
			Fault:    fault,
			Then:     becauseOfBucketACL(),
		}
	}
	private, readable, open := s.AnObject(s.Private), s.AnObject(s.PublicRead), s.AnObject(s.PublicReadWrite)
	return []s.Scenario{
		denied("anonymous", "get", unsignedRead(), private, s.GetObject(), s.SentBy(s.Anonymous)),
		denied("anonymous", "put", unsigned(), private, s.PutObject(), s.SentBy(s.Anonymous)),
		denied("anonymous", "delete", unsigned(), private, s.DeleteObject(), s.SentBy(s.Anonymous)),
		denied("anonymous", "put-new-object", unsigned(), s.ABucket(s.Private), s.PutObject(), s.SentBy(s.Anonymous)),
		denied("anonymous", "get-made-private", unsignedRead(), readable, s.GetObject().By(s.Anonymous),
			s.With(s.BucketACL, s.Private).And(s.BlockPublicAccess, s.False)),
		denied("anonymous", "put-public-read", unsigned(), open, s.PutObject().By(s.Anonymous), s.With(s.BucketACL, s.PublicRead)),
		denied("anonymous", "get-public-access-blocked", unsignedRead(), readable, s.GetObject().By(s.Anonymous),
			s.With(s.BlockPublicAccess, s.True)),
		{
			ID:       "precedence/{carrier}/bucket-acl-before-missing-object",
			Row:      "X06",
			Title:    "of two faults the bucket's ACL answers: nobody learns from a refusal which objects there are",
			Carriers: unsignedRead(),
			Given:    readable,
			When:     s.GetObject().By(s.Anonymous),
			Fault:    s.With(s.BucketACL, s.Private).And(s.BlockPublicAccess, s.False),
			Besides:  s.Without(s.ObjectACL),
			Then:     becauseOfBucketACL(),
		},
		denied("other-account", "get", strangers, private, s.GetObject(), s.SentBy(s.OtherAccount)),
		denied("other-account", "put", s.Signed(), private, s.PutObject(), s.SentBy(s.OtherAccount)),
		denied("other-account", "delete", s.Signed(), private, s.DeleteObject(), s.SentBy(s.OtherAccount)),
		denied("other-account", "put-public-read", s.Signed(), open, s.PutObject().By(s.OtherAccount), s.With(s.BucketACL, s.PublicRead)),
	}
}

func noReadPermission() s.Expectation {
	seen := s.Documented(s.Page403)
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("You do not have read permission on this object."), seen).
		EC("0003-00000005", s.Documented(s.ECPage("0003-00000005")))
}

func noWritePermission() s.Expectation {
	page := s.Documented(s.Page403, s.ECPage("0003-00000006"))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("You do not have write permission on this object."), page).
		EC("0003-00000006", page)
}

func becauseOfBucketACL() s.Expectation {
	seen := s.Captured(s.Issue("zfile-dev/zfile#62").Of("2020-02-25"), s.Issue("sy-records/aliyun-oss-wordpress#8").Of("2022-03-22"))
	page := s.Documented(s.Page403, s.PagePermission, s.ECPage("0003-00000001"))
	return s.Denied("AccessDenied", seen).
		Element(s.FieldStatus, s.Exactly("403"), page).
		Message(s.Exactly("You have no right to access this object because of bucket acl."), seen).
		EC("0003-00000001", page)
}
