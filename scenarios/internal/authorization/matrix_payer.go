package authorization

import (
	"slices"
	"strings"

	s "github.com/oss403/oss403/scenarios"
)

// payer is the header in which the requester agrees to pay.
const payer = "x-oss-request-payer"

// paying adds the header payer. PutBucketRequestPayment then asks for BucketOwner, because the
// state already has Requester.
func paying(r s.Request) s.Request {
	r.Body = strings.ReplaceAll(r.Body, "<Payer>Requester</Payer>", "<Payer>BucketOwner</Payer>")
	return r.With(payer, "requester")
}

// answerNotPaying is for another account without the header payer. It must agree to pay, whatever
// its rights. Left out are the service, which has no owner, a claim of a bucket that exists (409),
// and logging, whose target the caller must own.
// https://help.aliyun.com/zh/oss/user-guide/0003-00000703
func answerNotPaying(o s.Operation) (s.Expectation, bool) {
	const ec = "0003-00000703"
	switch {
	case o.Request.Names == s.Service, o.Claims(), slices.Contains([]string{"PutBucketLogging", "PostObject"}, o.Request.Operation):
		return s.Expectation{}, false
	case slices.Contains(refusedToNonPayers(), o.Request.Operation):
		live := s.Captured(
			s.SDKTest("aliyun/aliyun-oss-python-sdk", "tests/test_object_request_payment.py"),
			s.SDKTest("aliyun/aliyun-oss-csharp-sdk", "test/TestCase/ObjectTestCase/ObjectRequestPaymentTest.cs"))
		return requesterPays(ec, s.Documented(s.ECPage(ec))).
			Element(s.FieldStatus, s.Exactly("403"), live).
			Element(s.FieldCode, s.Exactly("AccessDenied"), live).
			Message(s.Exactly("Access denied for requester pay bucket"),
				s.Documented(s.ECPage(ec), s.SDKTest("aliyun/alibabacloud-oss-go-sdk-v2", "oss/client_mock_bucket_basic_test.go"))).For(""), true
	}
	every := s.Documented(s.ECPage(ec), "https://www.alibabacloud.com/help/en/doc-detail/126917.htm") // "in every signed request"
	return requesterPays(ec, every).
		NoSurerThan(s.Inferred("the tests of SDKs show it for objects and listings, and none for this operation")).
		Element(s.FieldStatus, s.Exactly("403"), every).
		Element(s.FieldCode, s.Exactly("AccessDenied"), every).For(""), true
}

// refusedToNonPayers lists the operations for which tests of two SDKs expect this refusal. The
// tests run against the service.
func refusedToNonPayers() []string {
	return []string{
		"ListObjects", "ListMultipartUploads",
		"GetObject", "HeadObject", "GetObjectMeta", "PutObject", "AppendObject", "CopyObject", "PutSymlink", "GetSymlink",
		"DeleteObject", "DeleteMultipleObjects",
		"GetObjectAcl", "PutObjectAcl", "GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging", "RestoreObject",
		"InitiateMultipartUpload", "UploadPart", "UploadPartCopy", "ListParts", "CompleteMultipartUpload", "AbortMultipartUpload",
	}
}
