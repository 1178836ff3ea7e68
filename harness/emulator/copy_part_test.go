package emulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// copyPart is a copy of a source into part 1 of a new upload of the owner.
func (b *bench) copyPart(host, source string, headers ...string) *http.Request {
	bucket, _, _ := strings.Cut(host, ".")
	return b.raw("PUT", host, "/multi?partNumber=1&uploadId="+b.upload(bucket, "multi"), "", append(headers, "x-oss-copy-source: "+source)...)
}

// partProvocations lists refused copies into parts.
func partProvocations() []provocation {
	by := func(sign func(*bench, *http.Request) *http.Request, host, source string, headers ...string) func(*bench) *http.Request {
		return func(b *bench) *http.Request { return sign(b, b.copyPart(host, source, headers...)) }
	}
	owner, stranger := (*bench).owner, (*bench).stranger
	alice := func(b *bench, r *http.Request) *http.Request {
		b.must(b.owner(b.raw("PUT", private, "/sealed", "content", withKMS)))
		return b.by(b.user("alice", "AliyunOSSFullAccess"), r)
	}
	reader := func(b *bench, r *http.Request) *http.Request {
		return b.by(b.user("alice", "AliyunOSSReadOnlyAccess"), r)
	}
	return []provocation{
		{deny.PartFromOtherRegion, by(owner, private, "/far-bucket/key")},
		{deny.PartSourceInvalid, by(owner, private, "private-bucket/key")},
		{deny.PartSourceInvalid, by(owner, private, "/private-bucket/%zz")},
		{deny.PartSourceInvalid, by(owner, private, "/private-bucket")},
		{deny.PartSourceEmpty, by(owner, private, "")},
		{deny.SourceVersionUnknown, by(owner, private, "/private-bucket/key?versionId=1")},
		{deny.PartSourceInvalid, by(owner, private, "/private-bucket/key?versionId")},
		{deny.PartSourceInvalid, by(owner, private, "/private-bucket/key?version=1")},
		{deny.NoSuchKey, by(owner, private, "/private-bucket/absent")},
		{deny.NoSuchBucket, by(owner, private, "/absent-bucket/key")},
		{deny.PreconditionFailed, by(owner, private, "/private-bucket/key", "x-oss-copy-source-if-match: \"0\"")},
		{deny.NotModified, by(owner, private, "/private-bucket/key", "x-oss-copy-source-if-none-match: *")},
		{deny.NoSuchUpload, byOwner("PUT", private, "/multi?partNumber=1&uploadId=0", "", "x-oss-copy-source: /private-bucket/key")},
		{deny.ByBucketACL, by(stranger, open, "/private-bucket/key")},
		{deny.ByObjectACLRead, by(stranger, open, "/open-bucket/closed")},
		{deny.ByBucketACL, by(reader, private, "/private-bucket/key")},
		{deny.KMSForbidden, by(alice, private, "/private-bucket/sealed")},
	}
}

// A range of the source becomes the part. Without a valid range, the whole source does.
func TestCopiedParts(t *testing.T) {
	b := newBench(t)
	stage(b)
	b.must(b.owner(b.raw("PUT", private, "/digits+%2B", digits)))
	for _, c := range []struct{ of, content, told string }{
		{"", digits, ""},
		{"bytes=0-9", digits, "bytes 0-9/10"},
		{"bytes=2-4", "234", "bytes 2-4/10"},
		{"bytes=7-", "789", "bytes 7-9/10"},
		{"bytes=-2", "89", "bytes 8-9/10"},
		{"bytes=2-10", digits, ""},
		{"bytes=4-2", digits, ""},
		{"2-4", digits, ""},
	} {
		id := b.upload("private-bucket", "multi")
		headers := []string{"x-oss-copy-source: /private-bucket/digits%20%2B"}
		if c.of != "" {
			headers = append(headers, "x-oss-copy-source-range: "+c.of)
		}
		w := b.must(b.owner(b.raw("PUT", private, "/multi?partNumber=3&uploadId="+id, "", headers...)))
		etag := elements(strings.ReplaceAll(w.Body.String(), "&#34;", `"`), "ETag")
		if got := w.Header().Get("Content-Range"); got != c.told ||
			!strings.HasPrefix(elements(w.Body.String(), "LastModified"), "2026-03-05T12:00:00") {
			t.Errorf("%s: told %q\n%s", c.of, got, w.Body)
		}
		b.must(b.owner(b.raw("POST", private, "/multi?uploadId="+id,
			"<CompleteMultipartUpload><Part><PartNumber>3</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>")))
		if got := b.must(b.owner(b.raw("GET", private, "/multi", ""))).Body.String(); got != c.content {
			t.Errorf("%s: %q", c.of, got)
		}
	}
}

// Each right that a copied part needs decides.
func TestRightsOfCopiedParts(t *testing.T) {
	for actions, want := range map[string]deny.Reason{
		"oss:GetObject oss:PutObject": "",
		"oss:GetObject":               deny.ByBucketACL,
		"oss:PutObject":               deny.ByBucketACL,
	} {
		b := newBench(t)
		stage(b)
		var policies []string
		for action := range strings.FieldsSeq(actions) {
			policies = append(policies, statement("Allow", action, everything))
		}
		r := b.copyPart(private, "/private-bucket/key")
		if _, why := b.send(b.by(b.user("alice", policies...), r)); why != string(want) {
			t.Errorf("%s: %q", actions, why)
		}
	}
}

const digits = "0123456789"

// SDK v1 and SDK v2 copy a large object in parts.
func TestSDKsCopyInParts(t *testing.T) {
	s := serveReal(t)
	ctx := context.Background()
	content := strings.Repeat(digits, 45_000)
	one, err := oss.New("http://"+hangzhou, ownerKey, ownerSecret, oss.HTTPClient(dialing(s)))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"from-bucket", "to-bucket"} {
		if err := one.CreateBucket(name); err != nil {
			t.Fatal(err)
		}
	}
	from, _ := one.Bucket("from-bucket")
	to, _ := one.Bucket("to-bucket")
	if err := from.PutObject("a +ü", strings.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	if err := to.CopyFile("from-bucket", "a +ü", "one", 200_000, oss.Routines(2)); err != nil {
		t.Fatal(err)
	}
	two := clientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	copier := two.NewCopier(v2.WithCopierPartSize(200_000),
		func(o *v2.CopierOptions) { o.MultipartCopyThreshold, o.DisableShallowCopy = 1, true })
	if _, err := copier.Copy(ctx, &v2.CopyObjectRequest{
		Bucket: v2.Ptr("to-bucket"), Key: v2.Ptr("two"), SourceBucket: v2.Ptr("from-bucket"), SourceKey: v2.Ptr("a +ü"),
	}); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"one", "two"} {
		got, err := two.GetObject(ctx, &v2.GetObjectRequest{Bucket: v2.Ptr("to-bucket"), Key: v2.Ptr(key)})
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(got.Body)
		got.Body.Close()
		if string(body) != content || *got.ObjectType != "Multipart" || !strings.HasSuffix(*got.ETag, `-3"`) {
			t.Errorf("%s: %d bytes, %s %s", key, len(body), *got.ObjectType, *got.ETag)
		}
	}
	upload, err := two.InitiateMultipartUpload(ctx, &v2.InitiateMultipartUploadRequest{Bucket: v2.Ptr("to-bucket"), Key: v2.Ptr("three")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = two.UploadPartCopy(ctx, &v2.UploadPartCopyRequest{
		Bucket: v2.Ptr("to-bucket"), Key: v2.Ptr("three"), UploadId: upload.UploadId, PartNumber: 1,
		SourceBucket: v2.Ptr("from-bucket"), SourceKey: v2.Ptr("a +ü"), IfMatch: v2.Ptr(`"0"`),
	})
	if refused := new(v2.ServiceError); !errors.As(err, &refused) || refused.StatusCode != 412 {
		t.Error(err)
	}
}
