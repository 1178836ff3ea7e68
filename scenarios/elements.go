package scenarios

import (
	"slices"
	"strings"
)

// elementsBefore and elementsAfter list the elements of every error document, in order. The
// elements of one Code stand between the two lists, after HostId and before EC. Every public
// answer since 2016 has this order; until 2015 the elements of the Code came before RequestId.
// https://github.com/aliyun/aliyun-oss-go-sdk/issues/244,
// https://github.com/treeverse/lakeFS/issues/3490
func elementsBefore() []string { return []string{FieldCode, FieldMessage, FieldRequestID, FieldHostID} }
func elementsAfter() []string  { return []string{FieldEC, FieldRecommendDoc} }

// InOrder reports whether the elements of an error document have the order of OSS. names
// lists them as the target sent them; a nested element has its path as its name.
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

// KnownElement reports whether an error page or a public answer, cited by some scenario,
// shows an element of that name in an error document.
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
