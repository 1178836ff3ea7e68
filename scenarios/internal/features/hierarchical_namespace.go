package features

import s "github.com/oss403/oss403/scenarios"

// hierarchicalNamespace lists the refusals of directories in a flat bucket. Only a bucket that was
// created with a hierarchical namespace has directories; no bucket gets one later.
func hierarchicalNamespace() []s.Scenario {
	carriers := []s.Carrier{s.V1URL, s.V4Header, s.V4URL} // the SDK does not sign these sub-resources in a V1 header
	bucket, object := s.ABucket(s.Private).With(s.Namespace, s.On), s.AnObject(s.Private).With(s.Namespace, s.On)
	scenario := func(variant, title string, given s.State, when s.Request, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/hierarchical-namespace/{carrier}/" + variant, Row: "R09", Title: title, Carriers: carriers,
			Given: given, When: when, Fault: s.Without(s.Namespace), Then: then}
	}
	page := s.Documented(s.Page403)
	return []s.Scenario{
		scenario("create-directory", "no directory is made in a flat bucket",
			bucket, s.CreateDirectory(), flatBucket(s.Captured(s.Issue("aliyun/aliyun-oss-java-sdk#396")))),
		scenario("rename", "nothing is renamed in a flat bucket", object, s.Rename(), flatBucket(page)),
		scenario("delete-directory", "no directory is deleted in a flat bucket",
			object.With(s.ObjectKey, "directory/object.txt"), s.DeleteDirectory(), flatBucket(page)),
	}
}

func flatBucket(evidence s.Evidence) s.Expectation {
	return s.Denied("AccessDenied", evidence).
		Message(s.Exactly("Hierarchical namespace is disabled."), evidence).
		Element(s.FieldEC, s.Pattern(`^00(03|26)-\d{8}$`), s.Inferred("the family of file systems, or that of access control"))
}
