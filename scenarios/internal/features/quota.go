package features

import s "github.com/oss403/oss403/scenarios"

// fullBuckets lists writes into a bucket whose storage quota leaves no space. No page says with which
// status and Code they are refused. In each control the quota leaves space.
func fullBuckets() []s.Scenario {
	bucket := s.ABucket(s.Private)
	scenario := func(id, title string, carriers []s.Carrier, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "boundary/quota/{carrier}/" + id, Row: "B30", Title: title, Carriers: carriers, Given: given, When: when,
			Fault: fault, Then: then}
	}
	header := []s.Carrier{s.V4Header}
	quota := func(bytes, mode string) string {
		return "<QuotaConfiguration><StorageQuota>" + bytes + "</StorageQuota><Mode>" + mode + "</Mode></QuotaConfiguration>"
	}
	spacious := bucket.With(s.StorageQuota, quota("1000000000", "Strict"))
	full := s.With(s.StorageQuota, quota("0", "Strict"), "a quota of nothing")
	return []s.Scenario{
		scenario("capacity", "nothing is stored in a bucket whose capacity is nothing", header,
			bucket.With(s.StorageCapacity, "1"), s.PutObject(), s.With(s.StorageCapacity, "0", "no capacity"), outOfCapacity()),
		scenario("capacity-of-none-set", "a capacity of nothing is no missing capacity", header,
			bucket, s.PutObject(), s.With(s.StorageCapacity, "0", "no capacity"), outOfCapacity()),
		scenario("put", "nothing is put beyond a strict quota", header, spacious, s.PutObject(), full, outOfQuota()),
		scenario("warned-before", "a quota that only warned refuses once it is strict", header,
			bucket.With(s.StorageQuota, quota("0", "Warning")), s.PutObject(), full, outOfQuota()),
		scenario("copy", "nothing is copied beyond a strict quota", header,
			spacious.With(s.CopySource, s.SameRegion), s.CopyFromSource(), full, outOfQuota()),
		scenario("upload-part", "no part is uploaded beyond a strict quota", header,
			spacious.With(s.Upload, s.Started), s.UploadPart(), full, outOfQuota()),
		scenario("post-object", "nothing is posted beyond a strict quota", s.Post(), spacious, s.PostObject(nil), full, outOfQuota()),
	}
}

// outOfCapacity: a test of the PHP SDK shows the text, and neither status nor Code.
func outOfCapacity() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/aliyun-oss-php-sdk", "tests/OSS/Tests/OssClientBucketStorageCapacityTest.php"))
	return outOfQuota().Message(s.Exactly("Bucket storage exceed max storage capacity."), seen)
}

func outOfQuota() s.Expectation {
	unknown := s.Inferred("no page is about the quota, and the test of the PHP SDK shows only the text of a full bucket")
	return s.Refused(403, "QuotaExceeded", unknown).
		Message(s.Exactly("Bucket storage exceed max storage capacity."), unknown).
		Element(s.FieldEC, s.Pattern(`^0004-\d{8}$`), s.Inferred("the family of limits, to which the capacity belongs"))
}
