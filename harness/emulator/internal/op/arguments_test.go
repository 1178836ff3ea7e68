package op_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// Arguments that break the published rules are refused, and change nothing.
func TestBadArguments(t *testing.T) {
	const (
		create = "<CreateBucketConfiguration>%</CreateBucketConfiguration>"
		block  = "<PublicAccessBlockConfiguration>%</PublicAccessBlockConfiguration>"
		batch  = "<Delete><Object><Key>%</Key></Object></Delete>"
	)
	in := func(frame, body string) string { return strings.Replace(frame, "%", body, 1) }
	for _, c := range []struct {
		method, target, body string
		want                 deny.Reason
		header               string
	}{
		{"PUT", "/", "", deny.BucketACLUnknown, "x-oss-acl: default"},
		{"PUT", "/", "<Other/>", deny.MalformedXML, ""},
		{"PUT", "/", in(create, "<StorageClass>Granite</StorageClass>"), deny.ClassUnknown, ""},
		{"PUT", "/", in(create, "<DataRedundancyType>XRS</DataRedundancyType>"), deny.InvalidArgument, ""},
		{"PUT", "/?publicAccessBlock", "", deny.MalformedXML, ""},
		{"PUT", "/?publicAccessBlock", in(block, ""), deny.MalformedXML, ""},
		{"PUT", "/?publicAccessBlock", in(block, "<BlockPublicAccess>maybe</BlockPublicAccess>"), deny.InvalidArgument, ""},
		{"GET", "/?list-type=3", "", deny.InvalidArgument, ""},
		{"GET", "/?list-type=2&continuation-token=!", "", deny.InvalidArgument, ""},
		{"GET", "/?list-type=2&max-keys=1001", "", deny.InvalidArgument, ""},
		{"GET", "/?uploads&max-uploads=x", "", deny.InvalidArgument, ""},
		{"GET", "/?versions&max-keys=0", "", deny.InvalidArgument, ""},
		{"GET", "/?versions&encoding-type=x", "", deny.EncodingUnknown, ""},
		{"GET", "/?live&max-keys=1001", "", deny.InvalidArgument, ""},
		{"GET", "/?uploads&encoding-type=x", "", deny.EncodingUnknown, ""},
		{"POST", "/?delete", in(batch, ""), deny.ObjectNameEmpty, ""},
		{"POST", "/?delete", "<Delete><Quiet>maybe</Quiet><Object><Key>a</Key></Object></Delete>", deny.MalformedXML, ""},
		{"POST", "/?delete", "<Delete>" + strings.Repeat("<Object><Key>a</Key></Object>", 1001) + "</Delete>", deny.MalformedXML, ""},
		{"POST", "/?delete", in(batch, "a"), deny.InvalidDigest, "Content-MD5: wrong"},
		{"PUT", "/key", "", deny.ObjectACLUnknown, "x-oss-object-acl: secret"},
		{"PUT", "/key", "", deny.InvalidArgument, "x-oss-meta-a: " + strings.Repeat("a", 9<<10)},
		{"PUT", "/key", "", deny.InvalidArgument, "x-oss-copy-source: key"},
		{"PUT", "/key", "", deny.InvalidArgument, "x-oss-copy-source: /%zz/key"},
		{"PUT", "/key", "", deny.SourceVersionUnknown, "x-oss-copy-source: /private-bucket/key?versionId=1"},
		{"PUT", "/key", "", deny.NoSuchKey, "x-oss-copy-source: /private-bucket/absent"},
		{"PUT", "/absent?acl", "", deny.NoSuchKey, "x-oss-object-acl: private"},
		{"GET", "/absent?acl", "", deny.NoSuchKey, ""},
		{"GET", "/absent?objectMeta", "", deny.NoSuchKey, ""},
		{"POST", "/key?uploads", "", deny.FileAlreadyExists, "x-oss-forbid-overwrite: true"},
		{"POST", "/new?uploads&encoding-type=x", "", deny.EncodingUnknown, ""},
		{"POST", "/new?uploads", "", deny.ObjectACLUnknown, "x-oss-object-acl: secret"},
		{"PUT", "/multi?uploadId=ID", "part", deny.InvalidArgument, ""},
		{"PUT", "/multi?partNumber=10001&uploadId=ID", "part", deny.InvalidArgument, ""},
		{"PUT", "/multi?partNumber=1&uploadId=ID", "part", deny.InvalidDigest, "Content-MD5: wrong"},
		{"PUT", "/multi?partNumber=1&uploadId=0", "part", deny.PartUploadUnknown, ""},
		{"GET", "/multi?uploadId=0", "", deny.NoSuchUpload, ""},
		{"GET", "/multi?uploadId=ID&max-parts=0", "", deny.InvalidArgument, ""},
		{"GET", "/multi?uploadId=ID&part-number-marker=x", "", deny.InvalidArgument, ""},
		{"GET", "/multi?uploadId=ID&encoding-type=x", "", deny.EncodingUnknown, ""},
		{"POST", "/multi?uploadId=0", "", deny.NoSuchUpload, ""},
		{"POST", "/multi?uploadId=ID", "", deny.MalformedXML, ""},
		{"POST", "/multi?uploadId=ID", "<CompleteMultipartUpload/>", deny.CompleteAllListed, "x-oss-complete-all: yes"},
		{"POST", "/multi?uploadId=ID", "", deny.CompleteAllUnknown, "x-oss-complete-all: no"},
		{"POST", "/multi?uploadId=ID", "<CompleteMultipartUpload><Part><PartNumber>x</PartNumber><ETag/></Part></CompleteMultipartUpload>",
			deny.MalformedXML, ""},
		{"POST", "/multi?uploadId=ID&encoding-type=x", "", deny.EncodingUnknown, ""},
	} {
		b := bench.New(t)
		bench.Stage(b)
		target := strings.Replace(c.target, "ID", b.Upload("private-bucket", "multi"), 1)
		var headers []string
		if c.header != "" {
			headers = append(headers, c.header)
		}
		if _, got := b.Send(b.Owner(b.Raw(c.method, bench.Private, target, c.body, headers...))); got != string(c.want) {
			t.Errorf("%s %s %.60s %.60s: got %q, want %q", c.method, target, c.body, c.header, got, c.want)
		}
		if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?max-keys=9", ""))).Body.String(); bench.Elements(got, "Key") != "key" {
			t.Errorf("%s %s: left %s", c.method, target, bench.Elements(got, "Key"))
		}
	}
}
