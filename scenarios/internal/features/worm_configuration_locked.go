package features

import s "github.com/oss403/oss403/scenarios"

// wormConfigurationLocked lists deletions of a locked retention policy. The bucket is empty: nobody
// can remove a locked policy, and it would keep every object.
func wormConfigurationLocked() []s.Scenario {
	return []s.Scenario{{
		ID: "worm-configuration-locked/{carrier}/abort", Row: "R51",
		Title: "a locked retention policy is not deleted, and stays", Carriers: s.Signed(),
		Given: s.ABucket(s.Private).With(s.Retention, s.InProgress),
		When:  s.AbortBucketWorm(),
		Fault: s.With(s.Retention, s.Locked),
		Then:  lockedRetention(),
	}}
}

func lockedRetention() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/aliyun-oss-python-sdk", "tests/test_bucket_worm.py"),
		s.SDKTest("aliyun/aliyun-oss-java-sdk", "BucketWormTest"))
	page := s.Documented(s.Page403)
	return s.Denied("WORMConfigurationLocked", seen).
		Message(s.Exactly("The WORM Configuration is locked."), page).
		Element(s.FieldEC, s.Pattern(`^0027-\d{8}$`), s.Inferred("only the family is known"))
}
