package authorization

import s "github.com/oss403/oss403/scenarios"

// accountState lists refusals by the state of the bucket or of its owner. No customer can bring
// these states about.
func accountState() []s.Scenario {
	object := s.AnObject(s.Private)
	public := s.AnObject(s.PublicRead)
	scenario := func(id, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: id, Row: row, Title: title, Carriers: carriers, Given: given, When: when, Fault: fault, Then: then}
	}
	header := []s.Carrier{s.V1Header, s.V4Header}
	anonymous, other := s.GetObject().By(s.Anonymous), s.GetObject().By(s.OtherAccount)
	return []s.Scenario{
		scenario("user-disable/{carrier}/overdue-get", "R50", "in arrears the owner reads nothing",
			s.Signed(), object, s.GetObject(), s.With(s.AccountStatus, "overdue"), userDisabled()),
		scenario("user-disable/{carrier}/overdue-anonymous", "R50", "in arrears of the owner nobody reads",
			unsignedRead(), public, anonymous, s.With(s.AccountStatus, "overdue"), userDisabled()),
		scenario("user-disable/{carrier}/custom-domain-get", "R50", "in arrears a custom domain of the owner serves nothing either",
			s.Signed(), object.With(s.CustomDomain, s.Bound), s.GetObject().ThroughDomain(), s.With(s.AccountStatus, "overdue"), userDisabled()),
		scenario("user-disable/{carrier}/custom-domain-anonymous", "R50", "in arrears of the owner nobody reads at the custom domain",
			unsignedRead(), public.With(s.CustomDomain, s.Bound), anonymous.ThroughDomain(), s.With(s.AccountStatus, "overdue"), userDisabled()),
		scenario("user-disable/{carrier}/disabled-get", "R50", "of a disabled account nothing is read",
			s.Signed(), object, s.GetObject(), s.With(s.AccountStatus, "disabled"), userDisabled()),
		scenario("user-disable/{carrier}/not-activated-list-buckets", "R50", "where OSS was never activated not even buckets are listed",
			s.Signed(), s.NoState(), s.ListBuckets(), s.With(s.NotActivated, s.On), userDisabled()),
		scenario("user-disable/{carrier}/overdue-put", "R50", "in arrears the owner writes nothing",
			header, object, s.PutObject(), s.With(s.AccountStatus, "overdue"), userDisabled()),
		scenario("user-disable/{carrier}/overdue-delete", "R50", "in arrears the owner deletes nothing",
			header, object, s.DeleteObject(), s.With(s.AccountStatus, "overdue"), userDisabled()),
		scenario("user-disable/{carrier}/disabled-put", "R50", "of a disabled account nothing is written",
			header, object, s.PutObject(), s.With(s.AccountStatus, "disabled"), userDisabled()),
		scenario("user-disable/{carrier}/overdue-put-bucket", "X21", "in arrears no bucket is made",
			header, s.AFreeName(), s.PutBucket(), s.With(s.AccountStatus, "overdue"), disabledWith("0003-00000806")),
		scenario("user-disable/{carrier}/no-real-name-put-bucket", "X29", "without a real name no bucket is made in mainland China",
			header, s.AFreeName(), s.PutBucket(), s.With(s.NoRealName, s.On), unverified()),
		scenario("user-disable/{carrier}/deleted-get", "X22", "an account that no longer exists reads nothing",
			header, object, s.GetObject(), s.With(s.AccountStatus, "deleted"), disabledWith("0003-00000803")),
		scenario("user-disable/{carrier}/arrears-list-buckets", "R50",
			"in arrears buckets are still listed, where OSS was never activated they are not",
			header, s.NoState().With(s.AccountStatus, "overdue"), s.ListBuckets(), s.With(s.NotActivated, s.On), userDisabled()),
		scenario("user-disable/{carrier}/arrears-bucket-info", "R50",
			"in arrears a bucket still tells of itself, where OSS was never activated it does not",
			header, s.ABucket(s.Private).With(s.AccountStatus, "overdue"), s.GetBucketInfo(), s.With(s.NotActivated, s.On), userDisabled()),
		scenario("user-disable/{carrier}/not-activated-get", "R50", "where OSS was never activated nothing is read",
			header, object, s.GetObject(), s.With(s.NotActivated, s.On), userDisabled()),
		scenario("bucket-disable/{carrier}/put", "R28", "into a bucket disabled for security reasons nothing is written",
			header, object, s.PutObject(), s.With(s.Frozen, s.On), bucketDisabled()),
		scenario("bucket-disable/{carrier}/delete", "R28", "from a bucket disabled for security reasons nothing is deleted",
			header, object, s.DeleteObject(), s.With(s.Frozen, s.On), bucketDisabled()),
		scenario("access-denied/under-attack/{carrier}/get", "X70", "the security system answers for a bucket under attack",
			s.Signed(), object, s.GetObject(), s.With(s.Attacked, s.On), underAttack()),
		scenario("access-denied/under-attack/{carrier}/anonymous-get", "X70",
			"the security system keeps anonymous callers from a bucket under attack",
			unsignedRead(), public, anonymous, s.With(s.Attacked, s.On), underAttack()),
		scenario("access-denied/under-attack/{carrier}/put", "X70", "into a bucket under attack nothing is written",
			header, object, s.PutObject(), s.With(s.Attacked, s.On), underAttack()),
		scenario("abnormal-bucket-owner-status/{carrier}/other-account-get", "R01", "the bucket of a deleted account is closed to others",
			s.Signed(), public, other, s.With(s.AccountStatus, "deleted"), abnormalOwner()),
		scenario("abnormal-bucket-owner-status/{carrier}/anonymous-get", "R01",
			"the bucket of a deleted account is closed to anonymous callers",
			unsignedRead(), public, anonymous, s.With(s.AccountStatus, "deleted"), abnormalOwner()),
		scenario("bucket-disable/{carrier}/get", "R28", "a bucket disabled for security reasons is closed to its owner",
			s.Signed(), object, s.GetObject(), s.With(s.Frozen, s.On), bucketDisabled()),
		scenario("bucket-disable/{carrier}/anonymous-get", "R28", "a bucket disabled for security reasons is closed to everyone",
			unsignedRead(), public, anonymous, s.With(s.Frozen, s.On), bucketDisabled()),
	}
}

func userDisabled() s.Expectation {
	seen := s.Documented(s.Page403, s.ECPage("0003-00000801"))
	return s.Denied("UserDisable", seen).
		Message(s.Exactly("UserDisable"), seen).
		EC("0003-00000801", s.Documented(s.ECPage("0003-00000801")))
}

func abnormalOwner() s.Expectation {
	page := s.Documented(s.Page403)
	return s.Denied("AbnormalBucketOwnerStatus", page).
		Message(s.Exactly("The status of the bucket owner is abnormal."), page).
		Element(s.FieldEC, s.Pattern(`^0003-\d{8}$`), s.Inferred("only the family is known"))
}

func bucketDisabled() s.Expectation {
	page := s.Documented(s.Page403)
	return s.Denied("BucketDisable", page).
		Message(s.Exactly("BucketDisable"), page).
		EC("0003-00000908", s.Documented(s.ECPage("0003-00000908")))
}

// underAttack: https://help.aliyun.com/zh/oss/support/0061-00000001 prints status, Code, Message and EC. It says that
// a page may come instead.
func underAttack() s.Expectation {
	page := s.Documented(s.ECPage("0061-00000001"))
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("Cannot visit oss, forbidden by security system."), page).
		EC("0061-00000001", page)
}

// disabledWith expects an EC whose page names the cause, but neither Code nor text.
func disabledWith(ec string) s.Expectation {
	page := s.Documented(s.ECPage(ec))
	like := s.Inferred("as with other states of the account")
	return s.Denied("UserDisable", like).
		Element(s.FieldStatus, s.Exactly("403"), page).
		Message(s.Exactly("UserDisable"), like).
		EC(ec, page)
}

// unverified: https://help.aliyun.com/zh/oss/user-guide/0003-00000804 names cause and example, and prints
// neither status nor Code nor text.
func unverified() s.Expectation {
	like := s.Inferred("as with other states of the account")
	return s.Denied("UserDisable", like).
		Message(s.Exactly("UserDisable"), like).
		EC("0003-00000804", s.Documented(s.ECPage("0003-00000804")))
}
