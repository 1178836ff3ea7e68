package op_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A range of the source becomes the part. Without a valid range, the whole source does.
func TestCopiedParts(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/digits+%2B", digits)))
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
		id := b.Upload("private-bucket", "multi")
		headers := []string{"x-oss-copy-source: /private-bucket/digits%20%2B"}
		if c.of != "" {
			headers = append(headers, "x-oss-copy-source-range: "+c.of)
		}
		w := b.Must(b.Owner(b.Raw("PUT", bench.Private, "/multi?partNumber=3&uploadId="+id, "", headers...)))
		etag := bench.Elements(strings.ReplaceAll(w.Body.String(), "&#34;", `"`), "ETag")
		if got := w.Header().Get("Content-Range"); got != c.told ||
			!strings.HasPrefix(bench.Elements(w.Body.String(), "LastModified"), "2026-03-05T12:00:00") {
			t.Errorf("%s: told %q\n%s", c.of, got, w.Body)
		}
		b.Must(b.Owner(b.Raw("POST", bench.Private, "/multi?uploadId="+id,
			"<CompleteMultipartUpload><Part><PartNumber>3</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>")))
		if got := b.Must(b.Owner(b.Raw("GET", bench.Private, "/multi", ""))).Body.String(); got != c.content {
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
		b := bench.New(t)
		bench.Stage(b)
		var policies []string
		for action := range strings.FieldsSeq(actions) {
			policies = append(policies, bench.Statement("Allow", action, bench.Everything))
		}
		r := b.CopyPart(bench.Private, "/private-bucket/key")
		if _, why := b.Send(b.By(b.User("alice", policies...), r)); why != string(want) {
			t.Errorf("%s: %q", actions, why)
		}
	}
}

const digits = "0123456789"

// SDK v1 and SDK v2 copy a large object in parts.
func TestSDKsCopyInParts(t *testing.T) {
	s := bench.Serve(t)
	ctx := context.Background()
	content := strings.Repeat(digits, 45_000)
	one, err := oss.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, oss.HTTPClient(bench.Dialing(s)))
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
	two := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
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
