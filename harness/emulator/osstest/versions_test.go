package osstest_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/osstest"
)

// SDK v2 sees versions and delete markers, and a user who may read the current
// version may not read what it was.
func TestVersions(t *testing.T) {
	s := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"cat.jpg": "meow"}})
	ctx, owner, bucket, key := context.Background(), s.ClientV2(), oss.Ptr("photos"), oss.Ptr("cat.jpg")
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := owner.PutBucketVersioning(ctx, &oss.PutBucketVersioningRequest{Bucket: bucket,
		VersioningConfiguration: &oss.VersioningConfiguration{Status: oss.VersionEnabled}})
	ok("PutBucketVersioning", err)
	state, err := owner.GetBucketVersioning(ctx, &oss.GetBucketVersioningRequest{Bucket: bucket})
	ok("GetBucketVersioning", err)
	if *state.VersionStatus != "Enabled" {
		t.Error(*state.VersionStatus)
	}
	put, err := owner.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("purr")})
	ok("PutObject", err)
	dropped, err := owner.DeleteObject(ctx, &oss.DeleteObjectRequest{Bucket: bucket, Key: key})
	ok("DeleteObject", err)
	listed, err := owner.ListObjectVersions(ctx, &oss.ListObjectVersionsRequest{Bucket: bucket})
	ok("ListObjectVersions", err)
	if len(listed.ObjectVersions) != 2 || *listed.ObjectVersions[0].VersionId != *put.VersionId ||
		*listed.ObjectVersions[1].VersionId != "null" || len(listed.ObjectDeleteMarkers) != 1 ||
		*listed.ObjectDeleteMarkers[0].VersionId != *dropped.VersionId || !dropped.DeleteMarker {
		t.Errorf("%+v %+v", listed, dropped)
	}
	got, err := owner.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key, VersionId: oss.Ptr("null")})
	ok("GetObject", err)
	if text, err := io.ReadAll(got.Body); string(text) != "meow" || *got.VersionId != "null" {
		t.Errorf("%q %v %s", text, err, *got.VersionId)
	}

	refused := func(c *oss.Client, version *string, status int, code string) {
		t.Helper()
		var why *oss.ServiceError
		_, err := c.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key, VersionId: version})
		if !errors.As(err, &why) || why.StatusCode != status || why.Code != code {
			t.Errorf("%d %s is wanted: %v", status, code, err)
		}
	}
	refused(owner, nil, 404, "NoSuchKey")
	refused(owner, dropped.VersionId, 405, "MethodNotAllowed")
	refused(owner, oss.Ptr("gone"), 404, "NoSuchVersion")
	refused(s.ClientV2As(s.NewUser(readPhotos)), put.VersionId, 403, "AccessDenied")
	user := s.ClientV2As(s.NewUser(strings.Replace(readPhotos, "oss:GetObject", "oss:GetObjectVersion", 1)))
	_, err = user.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key, VersionId: put.VersionId})
	ok("GetObject with the right to versions", err)
}
