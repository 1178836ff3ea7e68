package features

import s "github.com/oss403/oss403/scenarios"

// bucketLogs lists the refusals of inventories and access logs of a bucket.
func bucketLogs() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	return []s.Scenario{
		{
			ID: "access-denied/inventory/{carrier}/incremental", Row: "X23",
			Title: "an incremental inventory is for accounts alone that it was granted", Carriers: header,
			Given: s.ABucket(s.Private).With(s.IncrementalInventories, s.On), When: s.PutIncrementalInventory(),
			Fault: s.Without(s.IncrementalInventories), Then: noIncrements(),
		},
		{
			ID: "invalid-target-bucket-for-logging/{carrier}/other-account", Row: "X24",
			Title: "access logs do not go into the bucket of another account", Carriers: header,
			Given: s.ABucket(s.Private).With(s.ForeignBucket, s.On), When: s.PutBucketLogging(),
			Fault: s.BodyIs(s.LogsIntoTheirs, "the logs are to go into the bucket of another account"), Then: foreignTarget(),
		},
	}
}

func noIncrements() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-java-sdk-v2", "ClientBucketInventoryTest.java:294"),
		s.SDKTest("aliyun/alibabacloud-oss-python-sdk-v2", "test_bucket_inventory_client.py"))
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("Incremental Inventory is disabled."), seen).
		Element(s.FieldEC, s.Pattern(`^0020-\d{8}$`), s.Inferred("the family of inventories"))
}

// foreignTarget accepts two statuses: 403 as on the page of the operation, 400 as on the page of
// HTTP 400 errors.
func foreignTarget() s.Expectation {
	page := s.Documented("https://help.aliyun.com/zh/oss/developer-reference/putbucketlogging")
	return s.Refused(403, "InvalidTargetBucketForLogging", page).
		Element(s.FieldStatus, s.Exactly("403"), page).
		Or(s.Exactly("400"), s.Documented("https://www.alibabacloud.com/help/en/oss/user-guide/http-status-code-400")).
		Message(s.Exactly("put bucket log requester is not target bucket owner."), page).
		Element(s.FieldEC, s.Pattern(`^0032-\d{8}$`), s.Inferred("the family of logging"))
}
