package authorization

import s "github.com/oss403/oss403/scenarios"

// anonymousDenied lists requests that OSS refuses with a text for anonymous callers.
func anonymousDenied() []s.Scenario {
	private := s.ABucket(s.Private)
	bucketDenied := func(variant string, given s.State, when s.Request) s.Scenario {
		return s.Scenario{
			ID:       "access-denied/anonymous-bucket/{carrier}/" + variant,
			Row:      "R07",
			Title:    "an anonymous bucket request on a private bucket is refused: " + variant,
			Carriers: unsigned(),
			Given:    given,
			When:     when,
			Fault:    s.SentBy(s.Anonymous),
			Then:     noRightToBucket(),
		}
	}
	objectDenied := func(variant string, given s.State, when s.Request, evidence s.Evidence) s.Scenario {
		return s.Scenario{
			ID:       "access-denied/anonymous-object/{carrier}/" + variant,
			Row:      "R08",
			Title:    "an anonymous multipart request on a private bucket is refused and has no effect: " + variant,
			Carriers: unsigned(),
			Given:    given,
			When:     when,
			Fault:    s.SentBy(s.Anonymous),
			Then: s.Denied("AccessDenied", evidence).
				Message(s.Exactly("Anonymous user has no right to access this object."), evidence).
				EC("0003-00000003", s.Inferred("the third of eight pages numbered in sequence; the page itself was not found")),
		}
	}
	return []s.Scenario{
		{
			ID:       "access-denied/anonymous-service/{carrier}/list-buckets",
			Row:      "R06",
			Title:    "an anonymous caller may not list buckets",
			Carriers: unsigned(),
			Given:    s.NoState(),
			When:     s.ListBuckets(),
			Fault:    s.SentBy(s.Anonymous),
			Then:     anonymousForbidden(),
		},
		{
			ID:       "access-denied/anonymous-service/{carrier}/put-bucket",
			Row:      "R06",
			Title:    "an anonymous caller may not make a bucket, and makes none",
			Carriers: unsigned(),
			Given:    s.AFreeName(),
			When:     s.PutBucket(),
			Fault:    s.SentBy(s.Anonymous),
			Then: s.Denied("AccessDenied", s.Documented(s.Page403)).
				Message(s.Exactly("Anonymous access is forbidden for this operation."), s.Captured(s.Issue("aliyun/ossfs#81"))).
				EC("0003-00001201", s.Inferred("the EC of the same text for ListBuckets; the page 0003-00000002 speaks of bucket operations too")),
		},
		bucketDenied("list-objects", private, s.ListObjects()),
		bucketDenied("list-objects-v2", private, s.ListObjectsV2()),
		bucketDenied("get-acl", private, s.GetBucketACL()),
		bucketDenied("get-location", private, s.GetBucketLocation()),
		bucketDenied("get-info", private, s.GetBucketInfo()),
		bucketDenied("put-acl", private.With(s.BlockPublicAccess, s.False), s.PutBucketACL(s.PublicRead)),
		bucketDenied("delete-bucket", private, s.DeleteBucket()),
		objectDenied("initiate-multipart-upload", s.ABucket(s.Private), s.InitiateMultipartUpload(), s.Documented(s.Page403)),
		objectDenied("upload-part", s.ABucket(s.Private).With(s.Upload, s.Started), s.UploadPart(), s.Documented(s.Page403)),
	}
}

func anonymousForbidden() s.Expectation {
	seen := s.Captured(s.SDKTest("aliyun/alibabacloud-oss-swift-sdk-v2", "ClientServiceTests.swift testListBucketsFail"))
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("Anonymous access is forbidden for this operation."), s.Captured(s.Issue("aliyun/ossfs#81"))).
		EC("0003-00001201", s.Documented(s.ECPage("0003-00001201"))).
		Element(s.FieldHostID, s.Echo(s.MatchRequestHost), s.Inferred("as in every other refusal")).
		Or(s.Exactly("aliyuncs.com"), s.Inferred("answer to an anonymous GetService, which cannot be followed"))
}

func noRightToBucket() s.Expectation {
	seen := s.Documented(s.Page403)
	return s.Denied("AccessDenied", seen).
		Message(s.Exactly("Anonymous user has no right to access this bucket."), seen).
		EC("0003-00000002", s.Documented(s.ECPage("0003-00000002")))
}
