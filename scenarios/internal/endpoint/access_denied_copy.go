package endpoint

import s "github.com/oss403/oss403/scenarios"

// copyRefused lists copies between regions.
func copyRefused() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	return []s.Scenario{
		{
			ID: "access-denied/other-data-center/{carrier}/copy-object", Row: "R16",
			Title: "an object is not copied from a bucket of another region, and nothing is written", Carriers: header,
			Given: s.AnObject(s.Private).With(s.CopySource, s.SameRegion),
			When:  s.CopyFromSource(),
			Fault: s.With(s.CopySource, s.Elsewhere),
			Then:  otherDataCenter().EC("0016-00000306", s.Documented(s.ECPage("0016-00000306"))),
		},
		{
			ID: "access-denied/other-data-center/{carrier}/upload-part-copy", Row: "R16",
			Title: "no part is copied from a bucket of another region, and none is there", Carriers: header,
			Given: s.AnObject(s.Private).With(s.CopySource, s.SameRegion).With(s.Upload, s.Started),
			When:  s.UploadPartFromSource(),
			Fault: s.With(s.CopySource, s.Elsewhere),
			Then: otherDataCenter().
				Element(s.FieldEC, s.Pattern(`^00(16|42)-\d{8}$`), s.Inferred("the family of multipart upload, or that of objects")),
		},
	}
}

func otherDataCenter() s.Expectation {
	page := s.Documented(s.Page403, "https://help.aliyun.com/zh/oss/developer-reference/copyobject")
	return s.Denied("AccessDenied", page).
		Message(s.Exactly("Target object does not reside in the same data center as source object."), page)
}
