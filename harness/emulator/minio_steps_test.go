package emulator_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/signer"
	"github.com/minio/minio-go/v7/pkg/tags"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A minioStep is one operation of minio-go, with its expected result.
type minioStep struct {
	name string
	do   func(ctx context.Context, c *minio.Core) error
}

var errUnexpected = errors.New("another answer than expected")

func expect(holds bool, err error) error {
	if err == nil && !holds {
		return errUnexpected
	}
	return err
}

const minioBucket = "minio-bucket"

func minioSteps(s *emulator.Server) []minioStep {
	large := bytes.Repeat([]byte("0123456789abcdef"), 700_000) // 11 MB: three parts
	get := func(ctx context.Context, c *minio.Core, key string, o minio.GetObjectOptions) ([]byte, error) {
		body, _, _, err := c.GetObject(ctx, minioBucket, key, o)
		if err != nil {
			return nil, err
		}
		defer body.Close()
		return io.ReadAll(body)
	}
	return slices.Concat(minioObjectSteps(s, get), minioListSteps(), minioUploadSteps(large, get), minioURLSteps(s),
		minioLastSteps(), minioVersionSteps())
}

type minioGet func(ctx context.Context, c *minio.Core, key string, o minio.GetObjectOptions) ([]byte, error)

func minioObjectSteps(s *emulator.Server, get minioGet) []minioStep {
	return []minioStep{
		{"BucketExists, of none", func(ctx context.Context, c *minio.Core) error {
			there, err := c.BucketExists(ctx, minioBucket)
			return expect(!there, err)
		}},
		{"MakeBucket", func(ctx context.Context, c *minio.Core) error { // it always puts the bucket in the path
			err := c.MakeBucket(ctx, minioBucket, minio.MakeBucketOptions{Region: "oss-cn-hangzhou"})
			if code := minio.ToErrorResponse(err).Code; code != "SecondLevelDomainForbidden" {
				return err
			}
			r, err := http.NewRequest("PUT", "http://"+minioBucket+"."+bench.Hangzhou+"/", nil)
			if err != nil {
				return err
			}
			r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
			resp, err := bench.Dialing(s).Do(signer.SignV4(*r, bench.OwnerKey, bench.OwnerSecret, "", "us-east-1"))
			return expect(err == nil && resp.StatusCode == 200, err)
		}},
		{"BucketExists", func(ctx context.Context, c *minio.Core) error {
			there, err := c.BucketExists(ctx, minioBucket)
			return expect(there, err)
		}},
		{"ListBuckets", func(ctx context.Context, c *minio.Core) error {
			list, err := c.Client.ListBuckets(ctx)
			return expect(len(list) == 1 && list[0].Name == minioBucket && !list[0].CreationDate.IsZero(), err)
		}},
		{"GetBucketLocation", func(ctx context.Context, c *minio.Core) error {
			at, err := c.GetBucketLocation(ctx, minioBucket)
			return expect(at == "oss-cn-hangzhou", err)
		}},
		{"PutObject", func(ctx context.Context, c *minio.Core) error {
			_, err := c.Client.PutObject(ctx, minioBucket, "dir/a ü+~.txt", strings.NewReader("content"), 7, minio.PutObjectOptions{
				ContentType: "text/plain", UserMetadata: map[string]string{"color": "red", "x-amz-acl": "private"},
				UserTags: map[string]string{"team": "a b"}, StorageClass: "STANDARD_IA", CacheControl: "no-cache",
			})
			return err
		}},
		{"StatObject", func(ctx context.Context, c *minio.Core) error {
			o, err := c.Client.StatObject(ctx, minioBucket, "dir/a ü+~.txt", minio.StatObjectOptions{})
			return expect(o.Size == 7 && o.ContentType == "text/plain" && o.UserMetadata["Color"] == "red" && o.UserTagCount == 1 &&
				o.Metadata.Get("x-amz-storage-class") == "STANDARD_IA" && o.Metadata.Get("Cache-Control") == "no-cache", err)
		}},
		{"StatObject, of none", func(ctx context.Context, c *minio.Core) error {
			_, err := c.Client.StatObject(ctx, minioBucket, "absent", minio.StatObjectOptions{})
			return expect(minio.ToErrorResponse(err).Code == "NoSuchKey", nil)
		}},
		{"GetObject", func(ctx context.Context, c *minio.Core) error {
			body, err := get(ctx, c, "dir/a ü+~.txt", minio.GetObjectOptions{})
			return expect(string(body) == "content", err)
		}},
		{"GetObject, of a range", func(ctx context.Context, c *minio.Core) error {
			var o minio.GetObjectOptions
			if err := o.SetRange(1, 3); err != nil {
				return err
			}
			body, err := get(ctx, c, "dir/a ü+~.txt", o)
			return expect(string(body) == "ont", err)
		}},
		{"GetObjectTagging", func(ctx context.Context, c *minio.Core) error {
			got, err := c.GetObjectTagging(ctx, minioBucket, "dir/a ü+~.txt", minio.GetObjectTaggingOptions{})
			return expect(err == nil && got.ToMap()["team"] == "a b", err)
		}},
		{"PutObjectTagging", func(ctx context.Context, c *minio.Core) error {
			want, err := tags.NewTags(map[string]string{"x": "y"}, true)
			if err != nil {
				return err
			}
			return c.PutObjectTagging(ctx, minioBucket, "dir/a ü+~.txt", want, minio.PutObjectTaggingOptions{})
		}},
		{"RemoveObjectTagging", func(ctx context.Context, c *minio.Core) error {
			return c.RemoveObjectTagging(ctx, minioBucket, "dir/a ü+~.txt", minio.RemoveObjectTaggingOptions{})
		}},
		{"GetObjectACL", func(ctx context.Context, c *minio.Core) error {
			o, err := c.GetObjectACL(ctx, minioBucket, "dir/a ü+~.txt")
			return expect(err == nil && o.Owner.ID == bench.Accounts()[0].UID && len(o.Grant) == 1 && o.Grant[0].Permission == "FULL_CONTROL", err)
		}},
		{"CopyObject", func(ctx context.Context, c *minio.Core) error {
			_, err := c.Client.CopyObject(ctx, minio.CopyDestOptions{Bucket: minioBucket, Object: "copy"},
				minio.CopySrcOptions{Bucket: minioBucket, Object: "dir/a ü+~.txt"})
			return err
		}},
		{"CopyObject, with other metadata", func(ctx context.Context, c *minio.Core) error {
			_, err := c.Client.CopyObject(ctx, minio.CopyDestOptions{Bucket: minioBucket, Object: "copy", ReplaceMetadata: true,
				UserMetadata: map[string]string{"color": "blue"}}, minio.CopySrcOptions{Bucket: minioBucket, Object: "dir/a ü+~.txt"})
			if err != nil {
				return err
			}
			o, err := c.Client.StatObject(ctx, minioBucket, "copy", minio.StatObjectOptions{})
			return expect(o.UserMetadata["Color"] == "blue" && o.Size == 7, err)
		}},
	}
}

func minioListSteps() []minioStep {
	listed := func(ctx context.Context, c *minio.Core, o minio.ListObjectsOptions) (keys []string, err error) {
		for object := range c.Client.ListObjects(ctx, minioBucket, o) {
			if object.Err != nil {
				return nil, object.Err
			}
			keys = append(keys, object.Key+" "+object.StorageClass)
		}
		return keys, nil
	}
	all := []string{"copy STANDARD", "dir/a ü+~.txt STANDARD_IA"}
	return []minioStep{
		{"ListObjectsV2", func(ctx context.Context, c *minio.Core) error {
			keys, err := listed(ctx, c, minio.ListObjectsOptions{Recursive: true, MaxKeys: 1})
			return expect(slices.Equal(keys, all), err)
		}},
		{"ListObjects", func(ctx context.Context, c *minio.Core) error {
			keys, err := listed(ctx, c, minio.ListObjectsOptions{Recursive: true, UseV1: true, MaxKeys: 1})
			return expect(slices.Equal(keys, all), err)
		}},
		{"ListObjectsV2, with a prefix and a delimiter", func(ctx context.Context, c *minio.Core) error {
			keys, err := listed(ctx, c, minio.ListObjectsOptions{Prefix: "d"})
			return expect(slices.Equal(keys, []string{"dir/ "}), err)
		}},
	}
}

func minioUploadSteps(large []byte, get minioGet) []minioStep {
	var upload string
	return []minioStep{
		{"PutObject, in parts", func(ctx context.Context, c *minio.Core) error {
			_, err := c.Client.PutObject(ctx, minioBucket, "large", bytes.NewReader(large), 11_200_000, minio.PutObjectOptions{PartSize: 5 << 20})
			if err != nil {
				return err
			}
			body, err := get(ctx, c, "large", minio.GetObjectOptions{})
			return expect(bytes.Equal(body, large), err)
		}},
		{"PutObject, of unknown length", func(ctx context.Context, c *minio.Core) error {
			_, err := c.Client.PutObject(ctx, minioBucket, "large", bytes.NewReader(large), -1, minio.PutObjectOptions{PartSize: 5 << 20})
			return err
		}},
		{"ComposeObject", func(ctx context.Context, c *minio.Core) error { // it uses UploadPartCopy
			part := minio.CopySrcOptions{Bucket: minioBucket, Object: "large", MatchRange: true, Start: 0, End: 5<<20 - 1}
			_, err := c.ComposeObject(ctx, minio.CopyDestOptions{Bucket: minioBucket, Object: "composed"}, part, part)
			if err != nil {
				return err
			}
			o, err := c.Client.StatObject(ctx, minioBucket, "composed", minio.StatObjectOptions{})
			return expect(o.Size == 10<<20, err)
		}},
		{"NewMultipartUpload", func(ctx context.Context, c *minio.Core) (err error) {
			upload, err = c.NewMultipartUpload(ctx, minioBucket, "parts", minio.PutObjectOptions{UserMetadata: map[string]string{"a": "b"}})
			return err
		}},
		{"PutObjectPart", func(ctx context.Context, c *minio.Core) error {
			_, err := c.PutObjectPart(ctx, minioBucket, "parts", upload, 1, strings.NewReader("part"), 4, minio.PutObjectPartOptions{})
			return err
		}},
		{"ListObjectParts", func(ctx context.Context, c *minio.Core) error {
			list, err := c.ListObjectParts(ctx, minioBucket, "parts", upload, 0, 10)
			return expect(len(list.ObjectParts) == 1 && list.ObjectParts[0].Size == 4, err)
		}},
		{"ListMultipartUploads", func(ctx context.Context, c *minio.Core) error {
			list, err := c.ListMultipartUploads(ctx, minioBucket, "", "", "", "", 10)
			return expect(len(list.Uploads) == 1 && list.Uploads[0].UploadID == upload, err)
		}},
		{"CompleteMultipartUpload", func(ctx context.Context, c *minio.Core) error {
			list, err := c.ListObjectParts(ctx, minioBucket, "parts", upload, 0, 10)
			if err != nil {
				return err
			}
			part := minio.CompletePart{PartNumber: 1, ETag: list.ObjectParts[0].ETag}
			_, err = c.CompleteMultipartUpload(ctx, minioBucket, "parts", upload, []minio.CompletePart{part}, minio.PutObjectOptions{})
			return err
		}},
		{"AbortMultipartUpload", func(ctx context.Context, c *minio.Core) error {
			id, err := c.NewMultipartUpload(ctx, minioBucket, "never", minio.PutObjectOptions{})
			if err != nil {
				return err
			}
			return c.AbortMultipartUpload(ctx, minioBucket, "never", id)
		}},
	}
}

func minioLastSteps() []minioStep {
	return []minioStep{
		{"RemoveObject", func(ctx context.Context, c *minio.Core) error {
			return c.Client.RemoveObject(ctx, minioBucket, "composed", minio.RemoveObjectOptions{})
		}},
		{"RemoveObjects", func(ctx context.Context, c *minio.Core) error {
			keys := make(chan minio.ObjectInfo, 10)
			for _, key := range []string{"copy", "dir/a ü+~.txt", "large", "parts", "by url/ü"} {
				keys <- minio.ObjectInfo{Key: key}
			}
			close(keys)
			for failed := range c.RemoveObjects(ctx, minioBucket, keys, minio.RemoveObjectsOptions{}) {
				return failed.Err
			}
			return nil
		}},
	}
}
