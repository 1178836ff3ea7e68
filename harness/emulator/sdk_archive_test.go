package emulator_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v1 restores an Archive object, waits for it and reads it.
func TestSDKv1Archive(t *testing.T) {
	s := bench.Serve(t)
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	client, err := oss.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, oss.HTTPClient(bench.Dialing(s)))
	ok("New", err)
	ok("CreateBucket", client.CreateBucket("archive-bucket", oss.StorageClass(oss.StorageArchive)))
	bucket, err := client.Bucket("archive-bucket")
	ok("Bucket", err)
	ok("PutObject", bucket.PutObject("key", strings.NewReader("content")))

	refused := func(what string, err error, status int, code, ec string) {
		t.Helper()
		if got, is := err.(oss.ServiceError); !is || got.StatusCode != status || got.Code != code || got.Ec != ec {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err = bucket.GetObject("key")
	refused("GetObject", err, 403, "InvalidObjectState", "0016-00000404")
	if got := err.(oss.ServiceError); got.Message != "The operation is not valid for the object's state" ||
		!strings.Contains(got.RawMessage, "<ObjectName>key</ObjectName>") {
		t.Errorf("%s", got.RawMessage)
	}
	_, err = bucket.CopyObject("key", "copy")
	refused("CopyObject", err, 403, "InvalidObjectState", "0016-00000330")
	ok("RestoreObject", bucket.RestoreObject("key"))
	meta, err := bucket.GetObjectDetailedMeta("key")
	ok("GetObjectDetailedMeta", err)
	if meta.Get("X-Oss-Restore") != `ongoing-request="true"` || meta.Get("X-Oss-Storage-Class") != "Archive" {
		t.Errorf("%v", meta)
	}
	refused("RestoreObject again", bucket.RestoreObject("key"), 409, "RestoreAlreadyInProgress", "0016-00000701")

	bench.AskControl(t, s, "PUT", "/v1/clock", `{"offset":"1m1s"}`)
	body, err := bucket.GetObject("key")
	ok("GetObject", err)
	if content, err := io.ReadAll(body); err != nil || string(content) != "content" {
		t.Errorf("%q %v", content, err)
	}
	ok("RestoreObjectXML", bucket.RestoreObjectXML("key", bench.RestoreBody("7", "")))
	listed, err := bucket.ListObjects()
	ok("ListObjects", err)
	if o := listed.Objects[0]; o.StorageClass != "Archive" || !strings.HasPrefix(o.RestoreInfo, `ongoing-request="false", expiry-date="`) {
		t.Errorf("%+v", o)
	}
	_, err = bucket.CopyObject("key", "key", oss.ObjectStorageClass(oss.StorageStandard))
	ok("CopyObject", err)
	refused("RestoreObject of Standard", bucket.RestoreObject("key"), 400, "OperationNotSupported", "0016-00000702")
}

// SDK v2 restores with priorities, ends a restore and reads directly.
func TestSDKv2Archive(t *testing.T) {
	s := bench.Serve(t)
	ctx, bucket := context.Background(), v2.Ptr("cold-bucket")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for _, version := range []v2.SignatureVersionType{v2.SignatureVersionV1, v2.SignatureVersionV4} {
		c, key := bench.ClientV2(s, "cn-hangzhou", version, func(*v2.Config) {}), v2.Ptr("dir//key")
		_, err := c.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket})
		ok("PutBucket", err)
		_, err = c.PutObject(ctx, &v2.PutObjectRequest{
			Bucket: bucket, Key: key, Body: strings.NewReader("content"), StorageClass: v2.StorageClassColdArchive,
		})
		ok("PutObject", err)
		clean := func() error {
			_, err := c.CleanRestoredObject(ctx, &v2.CleanRestoredObjectRequest{Bucket: bucket, Key: key})
			return err
		}
		bench.RefusedV2(t, "CleanRestoredObject of none", clean(), 409, "ArchiveRestoreFileStale",
			"The archive file or restore info stale", "0016-00000718")
		restored, err := c.RestoreObject(ctx, &v2.RestoreObjectRequest{
			Bucket: bucket, Key: key, RestoreRequest: &v2.RestoreRequest{Days: 2, JobParameters: &v2.JobParameters{Tier: v2.Ptr("Bulk")}},
		})
		ok("RestoreObject", err)
		if restored.StatusCode != 202 || *restored.RestorePriority != "Bulk" {
			t.Errorf("%+v", restored)
		}
		bench.RefusedV2(t, "CleanRestoredObject", clean(), 409, "ArchiveRestoreNotFinished",
			"The archive file's restore is not finished.", "0016-00000719")
		_, err = c.RestoreObject(ctx, &v2.RestoreObjectRequest{
			Bucket: bucket, Key: key, RestoreRequest: &v2.RestoreRequest{Days: 2, JobParameters: &v2.JobParameters{Tier: v2.Ptr("Bulk")}},
		})
		bench.RefusedV2(t, "RestoreObject again", err, 409, "RestoreAlreadyInProgress", "The restore operation is in progress.", "0016-00000701")
		now := time.Now().UTC().Truncate(time.Second)
		bench.AskControl(t, s, "PATCH", "/v1/buckets/cold-bucket/objects/dir%2F%2Fkey",
			`{"restore":{"ready":"`+now.Add(-time.Hour).Format(time.RFC3339)+
				`","expires":"`+now.Add(time.Hour).Format(time.RFC3339)+`"}}`)
		got, err := c.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: key})
		ok("GetObject", err)
		if content, _ := io.ReadAll(got.Body); string(content) != "content" ||
			*got.Restore != `ongoing-request="false", expiry-date="`+now.Add(time.Hour).Format(http.TimeFormat)+`"` {
			t.Errorf("%q %s", content, *got.Restore)
		}
		ok("CleanRestoredObject", clean())
		_, err = c.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: key})
		bench.RefusedV2(t, "GetObject of what is frozen again", err, 403, "InvalidObjectState",
			"The operation is not valid for the object's state", "0016-00000404")

		_, err = c.PutBucketArchiveDirectRead(ctx, &v2.PutBucketArchiveDirectReadRequest{
			Bucket: bucket, ArchiveDirectReadConfiguration: &v2.ArchiveDirectReadConfiguration{Enabled: v2.Ptr(true)},
		})
		ok("PutBucketArchiveDirectRead", err)
		direct, err := c.GetBucketArchiveDirectRead(ctx, &v2.GetBucketArchiveDirectReadRequest{Bucket: bucket})
		ok("GetBucketArchiveDirectRead", err)
		if !*direct.ArchiveDirectReadConfiguration.Enabled {
			t.Error("direct read is off")
		}
		_, err = c.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: key})
		bench.RefusedV2(t, "GetObject of ColdArchive", err, 403, "InvalidObjectState",
			"The operation is not valid for the object's state", "0016-00000404")
		_, err = c.PutObject(ctx, &v2.PutObjectRequest{
			Bucket: bucket, Key: key, Body: strings.NewReader("content"), StorageClass: v2.StorageClassArchive,
		})
		ok("PutObject", err)
		_, err = c.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: key})
		ok("GetObject of Archive", err)
	}
}
