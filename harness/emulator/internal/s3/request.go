// Package s3 lets what speaks S3 be understood and answered: S3's operations are those of
// OSS by other names, as far as they are the same. It decides nothing.
// https://help.aliyun.com/en/oss/developer-reference/compatibility-with-amazon-s3
package s3

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

// A name is what S3 calls a thing, and what OSS calls it.
type name struct{ s3, oss string }

// named are the headers of S3 that OSS has under another name, beside x-amz-meta-*, in
// requests and in answers.
var named = []name{
	{"x-amz-copy-source-range", "x-oss-copy-source-range"},
	{"x-amz-metadata-directive", "x-oss-metadata-directive"},
	{"x-amz-tagging", "x-oss-tagging"},
	{"x-amz-tagging-directive", "x-oss-tagging-directive"},
	{"x-amz-tagging-count", "x-oss-tagging-count"},
	{"x-amz-request-payer", payer},
	{"x-amz-server-side-encryption-aws-kms-key-id", "x-oss-server-side-encryption-key-id"},
	{"x-amz-version-id", "x-oss-version-id"},
	{"x-amz-copy-source-version-id", "x-oss-copy-source-version-id"},
	{"x-amz-delete-marker", "x-oss-delete-marker"},
	{"x-amz-restore", "x-oss-restore"},
	{"x-amz-copy-source-if-match", "x-oss-copy-source-if-match"},
	{"x-amz-copy-source-if-none-match", "x-oss-copy-source-if-none-match"},
	{"x-amz-copy-source-if-modified-since", "x-oss-copy-source-if-modified-since"},
	{"x-amz-copy-source-if-unmodified-since", "x-oss-copy-source-if-unmodified-since"},
	{classHeader, "x-oss-storage-class"},
	{encryptionHeader, "x-oss-server-side-encryption"},
}

const (
	payer            = "x-oss-request-payer"
	aclHeader        = "x-amz-acl"
	sourceHeader     = "x-amz-copy-source"
	classHeader      = "x-amz-storage-class"
	encryptionHeader = "x-amz-server-side-encryption"
)

// classes and algorithms are the values that have other names. Those of S3 that are missing
// here OSS does not know.
var (
	classes = []name{
		{"STANDARD", "Standard"}, {"STANDARD_IA", "IA"}, {"GLACIER", "Archive"},
	}
	algorithms = []name{{"aws:kms", "KMS"}}
)

// silent are the headers that are about the signature or the way, and not about the object.
// Checksums that stand in headers are not looked at.
var silent = []string{
	"x-amz-content-sha256", "x-amz-date", "x-amz-decoded-content-length", "x-amz-sdk-checksum-algorithm", "x-amz-checksum-mode",
	"x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-security-token", "x-amz-trailer", "x-amz-user-agent",
}

const checksumPrefix = "x-amz-checksum-"

// otherwise are the sub-resources of S3 whose documents are others than OSS's, and those that
// OSS has not.
var otherwise = []string{
	"accelerate", "analytics", "attributes", "cors", "encryption", "intelligent-tiering", "inventory", "legal-hold",
	"metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock",
	"replication", "requestPayment", "restore", "retention", "select", "select-type", "session", "torrent", "website",
}

// Understand is a request of S3 as OSS would be sent it. What it says under names of OSS has
// no effect, which is assumed; what S3 has and OSS has not is left to be refused. isSignature
// tells which parameters are about the signature.
func Understand(sent *wire.Request, isSignature func(name string) bool) *wire.Request {
	r := *sent
	r.Sent, r.Header, r.Query = sent, wire.Header{}, nil
	given := maps.Collect(sent.Header.All())
	for _, header := range slices.Sorted(maps.Keys(given)) {
		take(&r, header, given[header])
	}
	for _, p := range sent.Query {
		low := strings.ToLower(p.Name)
		switch {
		case isSignature(p.Name):
		case low == "x-amz-request-payer": // who pays is said where the signature stands
			r.Query = append(r.Query, wire.Param{Name: payer, Value: p.Value})
		case strings.HasPrefix(low, "x-amz-"): // a header that a signed URL holds
			take(&r, low, []string{p.Value})
		case slices.Contains(otherwise, p.Name):
			r.Unserved = p.Name
		default:
			r.Query = append(r.Query, p)
		}
	}
	switch {
	case r.Method == http.MethodHead && r.Bucket != "" && r.Key == "":
		r.Method = http.MethodGet // HeadBucket asks whether one may list
	case r.Method == http.MethodPut && r.Query.Has("acl") && !hasACL(&r):
		r.Unserved = "AccessControlPolicy" // a list of grants
	}
	return &r
}

// UnderstandForm is a PostObject of S3, whose fields have become headers, as OSS would be
// sent it. S3 names the field with the ACL otherwise than the header; the one with the tags
// holds a document.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
func UnderstandForm(filled *wire.Request) *wire.Request {
	r := Understand(filled, func(string) bool { return false })
	if acl := filled.Form.Get("acl"); acl != "" {
		r.Header.Set(ossACL(r), acl)
	}
	if filled.Form.Get("tagging") != "" {
		r.Unserved = "tagging"
	}
	return r
}

func hasACL(r *wire.Request) bool { return r.Header.Get(ossACL(r)) != "" }

// ossACL is the header of OSS for the ACL that a request sets.
func ossACL(r *wire.Request) string {
	if r.Key == "" {
		return "x-oss-acl"
	}
	return "x-oss-object-acl"
}

// take puts what a header of S3 says under the name that OSS has for it.
func take(r *wire.Request, header string, values []string) {
	low := strings.ToLower(header)
	meta, isMeta := strings.CutPrefix(low, "x-amz-meta-")
	at := slices.IndexFunc(named, func(n name) bool { return n.s3 == low })
	switch {
	case isMeta:
		r.Header.Put("x-oss-meta-"+meta, values)
	case low == aclHeader:
		r.Header.Put(ossACL(r), values)
	case low == sourceHeader:
		r.Header.Set("x-oss-copy-source", "/"+strings.TrimPrefix(values[0], "/"))
	case at >= 0:
		r.Header.Set(named[at].oss, renamed(values[0], low, false))
	case slices.Contains(silent, low), strings.HasPrefix(low, checksumPrefix), strings.HasPrefix(low, "x-oss-"):
	case strings.HasPrefix(low, "x-amz-"):
		r.Unserved = low
	case low == "content-encoding":
		if rest := withoutChunking(values); rest != "" {
			r.Header.Set(header, rest)
		}
	default:
		r.Header.Put(header, values)
	}
}

// withoutChunking is a Content-Encoding without the one of the way.
func withoutChunking(values []string) string {
	var kept []string
	for _, coding := range strings.Split(strings.Join(values, ","), ",") {
		if coding = strings.TrimSpace(coding); coding != "" && coding != "aws-chunked" {
			kept = append(kept, coding)
		}
	}
	return strings.Join(kept, ",")
}

// renamed is the other name of a value of a header, if it has one: that of S3, or of OSS.
func renamed(value, header string, toS3 bool) string {
	list := map[string][]name{classHeader: classes, encryptionHeader: algorithms}[header]
	for _, v := range list {
		switch {
		case toS3 && v.oss == value:
			return v.s3
		case !toS3 && v.s3 == value:
			return v.oss
		}
	}
	return value
}
