package emulator_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v1 runs all its operations, by host name and by IP address, with both signature versions.
func TestSDKv1(t *testing.T) {
	s := bench.Serve(t)
	for _, c := range []struct {
		name, endpoint string
		auth           oss.AuthVersionType
	}{
		{"v1-host", "http://" + bench.Hangzhou, oss.AuthV1},
		{"v4-host", "http://" + bench.Hangzhou, oss.AuthV4},
		{"v4-dual-stack", "http://cn-hangzhou.oss.aliyuncs.com", oss.AuthV4},
		{"v1-internal", "http://oss-cn-hangzhou-internal.aliyuncs.com", oss.AuthV1},
		{"v1-ip", "http://" + s.DataAddr(), oss.AuthV1},
		{"v4-ip", "http://" + s.DataAddr(), oss.AuthV4},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, err := oss.New(c.endpoint, bench.OwnerKey, bench.OwnerSecret, oss.HTTPClient(bench.Dialing(s)), oss.AuthVersion(c.auth),
				oss.Region("cn-hangzhou"))
			if err != nil {
				t.Fatal(err)
			}
			walkV1(t, client, "sdk-"+c.name)
		})
	}
}

func walkV1(t *testing.T, client *oss.Client, name string) {
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	is := func(what string, got, want any) {
		t.Helper()
		if got != want {
			t.Fatalf("%s: got %v, want %v", what, got, want)
		}
	}
	ok("PutBucket", client.CreateBucket(name))
	ok("PutBucket again", client.CreateBucket(name))
	buckets, err := client.ListBuckets(oss.Prefix(name), oss.MaxKeys(1))
	ok("ListBuckets", err)
	is("ListBuckets", buckets.Buckets[0].Name, name)
	where, err := client.GetBucketLocation(name)
	ok("GetBucketLocation", err)
	is("GetBucketLocation", where, "oss-cn-hangzhou")
	info, err := client.GetBucketInfo(name)
	ok("GetBucketInfo", err)
	is("GetBucketInfo", info.BucketInfo.Owner.ID, bench.Accounts()[0].UID)
	ok("PutBucketAcl", client.SetBucketACL(name, oss.ACLPrivate))
	acl, err := client.GetBucketACL(name)
	ok("GetBucketAcl", err)
	is("GetBucketAcl", acl.ACL, "private")

	bucket, err := client.Bucket(name)
	ok("Bucket", err)
	walkObjectsV1(t, bucket, ok, is)
	walkMultipartV1(t, bucket, ok, is)

	err = client.DeleteBucket(name)
	var refused oss.ServiceError
	if !errors.As(err, &refused) || refused.Code != "BucketNotEmpty" {
		t.Fatalf("DeleteBucket: %v", err)
	}
	left, err := bucket.ListObjects()
	ok("ListObjects", err)
	for _, o := range left.Objects {
		ok("DeleteObject", bucket.DeleteObject(o.Key))
	}
	ok("DeleteBucket", client.DeleteBucket(name))
}

func walkObjectsV1(t *testing.T, bucket *oss.Bucket, ok func(string, error), is func(string, any, any)) {
	ok("PutObject", bucket.PutObject("dir/a b+ü%2F.txt", strings.NewReader("0123456789"),
		oss.Meta("color", "red"), oss.ContentType("text/x")))
	body, err := bucket.GetObject("dir/a b+ü%2F.txt", oss.Range(2, 4))
	ok("GetObject", err)
	content, _ := io.ReadAll(body)
	body.Close()
	is("GetObject", string(content), "234")
	meta, err := bucket.GetObjectDetailedMeta("dir/a b+ü%2F.txt")
	ok("HeadObject", err)
	is("HeadObject", meta.Get("X-Oss-Meta-Color")+meta.Get("Content-Type")+meta.Get("Content-Length"), "redtext/x10")
	meta, err = bucket.GetObjectMeta("dir/a b+ü%2F.txt")
	ok("GetObjectMeta", err)
	is("GetObjectMeta", meta.Get("Etag"), `"781E5E245D69B566979B86E28D23F2C7"`)
	ok("PutObjectAcl", bucket.SetObjectACL("dir/a b+ü%2F.txt", oss.ACLPrivate))
	acl, err := bucket.GetObjectACL("dir/a b+ü%2F.txt")
	ok("GetObjectAcl", err)
	is("GetObjectAcl", acl.ACL, "private")
	_, err = bucket.CopyObject("dir/a b+ü%2F.txt", "copy")
	ok("CopyObject", err)
	exists, err := bucket.IsObjectExist("absent")
	ok("HEAD of a missing object", err)
	is("IsObjectExist", exists, false)

	listed, err := bucket.ListObjects(oss.Delimiter("/"), oss.MaxKeys(1))
	ok("ListObjects", err)
	is("ListObjects", listed.IsTruncated && len(listed.Objects) == 1 && listed.Objects[0].Key == "copy", true)
	listed, err = bucket.ListObjects(oss.Delimiter("/"), oss.Marker(listed.NextMarker))
	ok("ListObjects", err)
	is("ListObjects", len(listed.CommonPrefixes) == 1 && listed.CommonPrefixes[0] == "dir/", true)
	two, err := bucket.ListObjectsV2(oss.MaxKeys(1))
	ok("ListObjectsV2", err)
	two, err = bucket.ListObjectsV2(oss.ContinuationToken(two.NextContinuationToken))
	ok("ListObjectsV2", err)
	is("ListObjectsV2", len(two.Objects) == 1 && two.Objects[0].Key == "dir/a b+ü%2F.txt", true)
	deleted, err := bucket.DeleteObjects([]string{"dir/a b+ü%2F.txt", "<&>"})
	ok("DeleteMultipleObjects", err)
	is("DeleteMultipleObjects", strings.Join(deleted.DeletedObjects, " "), "dir/a b+ü%2F.txt <&>")
	_, err = bucket.DeleteObjects([]string{"absent"}, oss.DeleteObjectsQuiet(true))
	ok("DeleteMultipleObjects, quiet", err)
}

func walkMultipartV1(t *testing.T, bucket *oss.Bucket, ok func(string, error), is func(string, any, any)) {
	upload, err := bucket.InitiateMultipartUpload("big")
	ok("InitiateMultipartUpload", err)
	data := bytes.Repeat([]byte("x"), 100<<10)
	var parts []oss.UploadPart
	for n := 1; n <= 2; n++ {
		part, err := bucket.UploadPart(upload, bytes.NewReader(data), int64(len(data)), n)
		ok("UploadPart", err)
		parts = append(parts, part)
	}
	listed, err := bucket.ListUploadedParts(upload)
	ok("ListParts", err)
	is("ListParts", len(listed.UploadedParts), 2)
	uploads, err := bucket.ListMultipartUploads()
	ok("ListMultipartUploads", err)
	is("ListMultipartUploads", len(uploads.Uploads) == 1 && uploads.Uploads[0].UploadID == upload.UploadID, true)
	done, err := bucket.CompleteMultipartUpload(upload, parts)
	ok("CompleteMultipartUpload", err)
	is("CompleteMultipartUpload", strings.HasSuffix(done.ETag, `-2"`), true)
	body, err := bucket.GetObject("big")
	ok("GetObject of parts", err)
	content, _ := io.ReadAll(body)
	body.Close()
	is("GetObject of parts", len(content), 200<<10)
	upload, err = bucket.InitiateMultipartUpload("gone")
	ok("InitiateMultipartUpload", err)
	ok("AbortMultipartUpload", bucket.AbortMultipartUpload(upload))
}
