package scenarios

import (
	"slices"
	"strings"
)

// The elements of an error document in the order of every public answer since 2016: what
// belongs to the Code stands between HostId and EC. Answers until 2015 had it before
// RequestId. https://github.com/aliyun/aliyun-oss-go-sdk/issues/244,
// https://github.com/treeverse/lakeFS/issues/3490
func elementsBefore() []string { return []string{FieldCode, FieldMessage, FieldRequestID, FieldHostID} }
func elementsAfter() []string  { return []string{FieldEC, FieldRecommendDoc} }

// InOrder says that the elements of an error document, as they were sent, stand in the
// order of OSS. A nested one is named by its path.
func InOrder(names []string) bool {
	place := func(name string) int {
		name, _, _ = strings.Cut(name, "/")
		if i := slices.Index(elementsBefore(), name); i >= 0 {
			return i
		}
		if i := slices.Index(elementsAfter(), name); i >= 0 {
			return len(elementsBefore()) + 1 + i
		}
		return len(elementsBefore())
	}
	return slices.IsSortedFunc(names, func(a, b string) int { return place(a) - place(b) })
}

// KnownElement says that a source knows an element of that name in some error document:
// the error pages and the public answers that scenarios cite.
func KnownElement(name string) bool {
	return slices.Contains([]string{
		FieldCode, FieldMessage, FieldRequestID, FieldHostID, FieldEC, FieldRecommendDoc,
		"OSSAccessKeyId", "AWSAccessKeyId", "SignatureProvided", FieldStringToSign, FieldStringToSignBytes, "CanonicalRequest",
		"MaxAllowedSkewMilliseconds", "RequestTime", "ServerTime", "Expires", "SecurityToken", "Authorization", "ArgumentName", "ArgumentValue",
		"Bucket", "BucketName", "Endpoint", "ObjectName", "User", "CnameType", "Cname", "Detail", "Method", "ResourceType", "Condition", "Header",
		"UploadId", "PartNumber", "MaxSizeAllowed", "ProposedSize", "MinSizeAllowed", "HostId", "Region", "LocationConstraint", "Position",
		"WormId",
	}, name) || name == FieldDetail || strings.HasPrefix(name, FieldDetail+"/")
}
