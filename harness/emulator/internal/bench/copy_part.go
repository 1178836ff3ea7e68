package bench

import (
	"net/http"
	"strings"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// CopyPart is a copy of a source into part 1 of a new upload of the owner.
func (b *Bench) CopyPart(host, source string, headers ...string) *http.Request {
	bucket, _, _ := strings.Cut(host, ".")
	return b.Raw("PUT", host, "/multi?partNumber=1&uploadId="+b.Upload(bucket, "multi"), "", append(headers, "x-oss-copy-source: "+source)...)
}

// partProvocations lists refused copies into parts.
func partProvocations() []Provocation {
	by := func(sign func(*Bench, *http.Request) *http.Request, host, source string, headers ...string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request { return sign(b, b.CopyPart(host, source, headers...)) }
	}
	owner, stranger := (*Bench).Owner, (*Bench).Stranger
	alice := func(b *Bench, r *http.Request) *http.Request {
		b.Must(b.Owner(b.Raw("PUT", Private, "/sealed", "content", WithKMS)))
		return b.By(b.User("alice", "AliyunOSSFullAccess"), r)
	}
	reader := func(b *Bench, r *http.Request) *http.Request {
		return b.By(b.User("alice", "AliyunOSSReadOnlyAccess"), r)
	}
	completed := func(all, body string) func(*Bench) *http.Request {
		return func(b *Bench) *http.Request {
			return b.Owner(b.Raw("POST", Private, "/multi?uploadId="+b.Upload("private-bucket", "multi"), body, "x-oss-complete-all: "+all))
		}
	}
	return []Provocation{
		{deny.PartFromOtherRegion, by(owner, Private, "/far-bucket/key")},
		{deny.CompleteAllAndBody, completed("yes", "<CompleteMultipartUpload/>")},
		{deny.MalformedXML, completed("yes", "")},
		{deny.InvalidArgument, completed("no", "")},
		{deny.PartSourceInvalid, by(owner, Private, "private-bucket/key")},
		{deny.PartSourceInvalid, by(owner, Private, "/private-bucket/%zz")},
		{deny.PartSourceInvalid, by(owner, Private, "/private-bucket")},
		{deny.PartSourceEmpty, by(owner, Private, "")},
		{deny.SourceVersionUnknown, by(owner, Private, "/private-bucket/key?versionId=1")},
		{deny.PartSourceInvalid, by(owner, Private, "/private-bucket/key?versionId")},
		{deny.PartSourceInvalid, by(owner, Private, "/private-bucket/key?version=1")},
		{deny.NoSuchKey, by(owner, Private, "/private-bucket/absent")},
		{deny.NoSuchBucket, by(owner, Private, "/absent-bucket/key")},
		{deny.PreconditionFailed, by(owner, Private, "/private-bucket/key", "x-oss-copy-source-if-match: \"0\"")},
		{deny.NotModified, by(owner, Private, "/private-bucket/key", "x-oss-copy-source-if-none-match: *")},
		{deny.NoSuchUpload, byOwner("PUT", Private, "/multi?partNumber=1&uploadId=0", "", "x-oss-copy-source: /private-bucket/key")},
		{deny.ByBucketACL, by(stranger, Open, "/private-bucket/key")},
		{deny.ByObjectACLRead, by(stranger, Open, "/open-bucket/closed")},
		{deny.ByBucketACL, by(reader, Private, "/private-bucket/key")},
		{deny.KMSForbidden, by(alice, Private, "/private-bucket/sealed")},
	}
}
