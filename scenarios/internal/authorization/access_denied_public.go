package authorization

import s "github.com/oss403/oss403/scenarios"

const publicPolicy = `{"Version":"1","Statement":[{"Effect":"Allow","Principal":["*"],"Action":["oss:GetObject"],` +
	`"Resource":["acs:oss:*:*:{bucket}/*"]}]}`

// publicDenied lists refusals by Block Public Access, either of the bucket or of the whole account.
func publicDenied() []s.Scenario {
	header := []s.Carrier{s.V1Header, s.V4Header}
	open := s.AnObject(s.Private).With(s.BlockPublicAccess, s.False)
	acl := s.Param{Name: "x-oss-object-acl", Value: "public-read"}
	scenario := func(id, row, title string, carriers []s.Carrier,
		given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/" + id, Row: row, Title: title, Carriers: carriers,
			Given: given, When: when, Fault: fault, Then: then}
	}
	page := s.Documented("https://www.alibabacloud.com/help/en/oss/user-guide/block-public-access")
	object := publicRefused("Put public object acl is not allowed", "0016-00000901",
		s.Inferred("error body with its EC, which cannot be followed"))
	return []s.Scenario{
		scenario("bucket-acl/{carrier}/public-policy-blocked", "R25",
			"with Block Public Access on a bucket policy that lets everyone in is ignored",
			unsignedRead(), s.AnObject(s.Private).With(s.BlockPublicAccess, s.False).With(s.BucketPolicy, publicPolicy),
			s.GetObject().By(s.Anonymous),
			s.With(s.BlockPublicAccess, s.True), becauseOfBucketACL().Since(page)),
		scenario("public-access/{carrier}/bucket-acl", "X11", "with Block Public Access on not even the owner may make a bucket public",
			header, s.ABucket(s.Private).With(s.BlockPublicAccess, s.False), s.PutBucketACL(s.PublicRead), s.With(s.BlockPublicAccess, s.True),
			publicRefused("Put public bucket acl is not allowed", "0015-00000901", s.Inferred("of the same number in another family"))),
		scenario("public-access/{carrier}/object-acl", "X11",
			"with Block Public Access on not even the owner may make an object public",
			header, s.AnObject(s.Private).With(s.BlockPublicAccess, s.False), s.PutObjectACL(s.PublicRead),
			s.With(s.BlockPublicAccess, s.True), object),
		scenario("public-access/{carrier}/put-object", "X11", "with Block Public Access on no object is uploaded as public",
			header, s.AnObject(s.Private).With(s.BlockPublicAccess, s.False), s.PutObject().With("x-oss-object-acl", "public-read"),
			s.With(s.BlockPublicAccess, s.True), object),
		scenario("public-access/{carrier}/bucket-policy", "X11", "with Block Public Access on no policy may open a bucket to everyone",
			header, s.ABucket(s.Private).With(s.BlockPublicAccess, s.False), s.PutBucketPolicy(publicPolicy), s.With(s.BlockPublicAccess, s.True),
			publicRefused("Put public bucket policy is not allowed", "0030-00000901", s.Inferred("of the same number in another family"))),
		scenario("public-access/{carrier}/post-object", "X11", "with Block Public Access on no form uploads an object as public",
			s.Post(), open, s.PostObject([]string{`{"x-oss-object-acl":"public-read"}`}, acl), s.With(s.BlockPublicAccess, s.True), object),
		scenario("public-access/{carrier}/initiate-multipart-upload", "X11",
			"with Block Public Access on no upload is started for a public object",
			header, open, s.InitiateMultipartUpload().With(acl.Name, acl.Value), s.With(s.BlockPublicAccess, s.True), object),
		scenario("public-access/{carrier}/account-object-acl", "X11", "with Block Public Access of the account on no object is made public",
			header, open, s.PutObjectACL(s.PublicRead), s.With(s.AccountBlock, s.On), object),
		scenario("public-access/{carrier}/account-bucket-acl", "X11", "with Block Public Access of the account on no bucket is made public",
			header, s.ABucket(s.Private).With(s.BlockPublicAccess, s.False), s.PutBucketACL(s.PublicRead), s.With(s.AccountBlock, s.On),
			publicRefused("Put public bucket acl is not allowed", "0015-00000901", s.Inferred("of the same number in another family"))),
		scenario("public-access/{carrier}/put-bucket-public-read", "X11",
			"where new buckets have Block Public Access on no bucket is made as public",
			header, s.AFreeName().With(s.NewBucketsOpen, s.On), s.PutBucket().With("x-oss-acl", s.PublicRead), s.Without(s.NewBucketsOpen),
			publicBucketRefused()),
		scenario("public-access/{carrier}/put-bucket-public-read-write", "X11",
			"where new buckets have Block Public Access on no bucket is made that everyone may write to",
			header, s.AFreeName().With(s.NewBucketsOpen, s.On), s.PutBucket().With("x-oss-acl", s.PublicReadWrite),
			s.Without(s.NewBucketsOpen),
			publicBucketRefused()),
		scenario("bucket-acl/{carrier}/account-blocked", "R25", "with Block Public Access of the account on no public ACL counts",
			unsignedRead(), s.AnObject(s.PublicRead), s.GetObject().By(s.Anonymous),
			s.With(s.AccountBlock, s.On), becauseOfBucketACL().Since(page)),
	}
}

func publicRefused(message, ec string, evidence s.Evidence) s.Expectation {
	seen := s.Inferred("field reports with this text and HTTP 403, which cannot be followed")
	return s.Denied("AccessDenied", seen).
		// Some programs add a period when they print the error.
		Message(s.Pattern("^"+message+`\.?$`), seen).
		EC(ec, evidence)
}

// publicBucketRefused expects the refusal of PutBucketAcl. That PutBucket is refused in the same way is a conclusion.
func publicBucketRefused() s.Expectation {
	like := s.Inferred("as PutBucketAcl is refused with Block Public Access on")
	return s.Denied("AccessDenied", like).
		Message(s.Pattern(`^Put public bucket acl is not allowed\.?$`), like).
		EC("0015-00000901", like)
}
