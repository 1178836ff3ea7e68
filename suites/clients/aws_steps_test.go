package clients

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

const awsKey = "dir/a ü+~.txt"

func awsObjectSteps(c *s3.Client) []awsStep {
	bucket, key, copied := aws.String(awsBucket), aws.String(awsKey), aws.String("copy")
	source := aws.String(awsBucket + "/dir/a%20%C3%BC%2B~.txt")
	return []awsStep{
		{"HeadBucket, of none", func(ctx context.Context) error {
			_, err := c.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: bucket})
			code, seen := refusalAt(err)
			return meets(code == "NotFound" && seen.status == 404, nil)
		}},
		{"CreateBucket", func(ctx context.Context) error {
			_, err := c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket})
			return err
		}},
		{"HeadBucket", func(ctx context.Context) error {
			_, err := c.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: bucket})
			return err
		}},
		{"ListBuckets", func(ctx context.Context) error {
			list, err := c.ListBuckets(ctx, &s3.ListBucketsInput{})
			return meets(err == nil && len(list.Buckets) == 1 && aws.ToString(list.Buckets[0].Name) == awsBucket, err)
		}},
		{"GetBucketLocation", func(ctx context.Context) error {
			at, err := c.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: bucket})
			return meets(err == nil && at.LocationConstraint == "oss-cn-hangzhou", err)
		}},
		{"GetBucketAcl", func(ctx context.Context) error {
			acl, err := c.GetBucketAcl(ctx, &s3.GetBucketAclInput{Bucket: bucket})
			return meets(err == nil && len(acl.Grants) == 1 && acl.Grants[0].Permission == types.PermissionFullControl, err)
		}},
		{"PutObject", func(ctx context.Context) error {
			_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("content"),
				ContentType: aws.String("text/plain"), Metadata: map[string]string{"color": "red"}, Tagging: aws.String("team=a+b"),
				StorageClass: types.StorageClassStandardIa, ACL: types.ObjectCannedACLPrivate})
			return err
		}},
		{"PutObject, unsigned", func(ctx context.Context) error {
			_, err := c.PutObject(ctx, putOf("unsigned", "content"), s3.WithAPIOptions(v4.SwapComputePayloadSHA256ForUnsignedPayloadMiddleware))
			if err != nil {
				return err
			}
			_, err = c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: bucket, Key: aws.String("unsigned")})
			return err
		}},
		{"HeadObject", func(ctx context.Context) error {
			o, err := c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: key})
			return meets(err == nil && aws.ToInt64(o.ContentLength) == 7 && aws.ToString(o.ContentType) == "text/plain" &&
				o.Metadata["color"] == "red" && o.StorageClass == types.StorageClassStandardIa && !o.LastModified.IsZero(), err)
		}},
		{"GetObject", func(ctx context.Context) error {
			o, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
			return meets(err == nil && read(o.Body) == "content", err)
		}},
		{"GetObject, of a range", func(ctx context.Context) error {
			o, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key, Range: aws.String("bytes=1-3")})
			return meets(err == nil && read(o.Body) == "ont", err)
		}},
		{"GetObject, of none", func(ctx context.Context) error {
			_, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("absent")})
			var none *types.NoSuchKey
			return meets(errors.As(err, &none), nil)
		}},
		{"GetObjectTagging", func(ctx context.Context) error {
			got, err := c.GetObjectTagging(ctx, &s3.GetObjectTaggingInput{Bucket: bucket, Key: key})
			return meets(err == nil && len(got.TagSet) == 1 && aws.ToString(got.TagSet[0].Value) == "a b", err)
		}},
		{"PutObjectAcl", func(ctx context.Context) error {
			_, err := c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: bucket, Key: key, ACL: types.ObjectCannedACLPrivate})
			return err
		}},
		{"PutObjectAcl, public where that is blocked", func(ctx context.Context) error {
			_, err := c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: bucket, Key: key, ACL: types.ObjectCannedACLPublicRead})
			code, seen := refusalAt(err)
			return meets(code == "AccessDenied" && seen.status == 403, nil)
		}},
		{"GetObjectAcl", func(ctx context.Context) error {
			acl, err := c.GetObjectAcl(ctx, &s3.GetObjectAclInput{Bucket: bucket, Key: key})
			return meets(err == nil && len(acl.Grants) == 1 && acl.Grants[0].Permission == types.PermissionFullControl, err)
		}},
		{"CopyObject", func(ctx context.Context) error {
			_, err := c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: bucket, Key: copied, CopySource: source})
			return err
		}},
		{"CopyObject, with other metadata", func(ctx context.Context) error {
			_, err := c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: bucket, Key: copied, CopySource: source,
				MetadataDirective: types.MetadataDirectiveReplace, Metadata: map[string]string{"color": "blue"}})
			if err != nil {
				return err
			}
			o, err := c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: copied})
			return meets(err == nil && o.Metadata["color"] == "blue" && aws.ToInt64(o.ContentLength) == 7, err)
		}},
	}
}

func awsListSteps(c *s3.Client) []awsStep {
	bucket, all := aws.String(awsBucket), []string{"copy", awsKey}
	return []awsStep{
		{"ListObjectsV2, page by page", func(ctx context.Context) error {
			var keys []string
			pages := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int32(1)})
			for pages.HasMorePages() {
				page, err := pages.NextPage(ctx)
				if err != nil {
					return err
				}
				for _, o := range page.Contents {
					keys = append(keys, aws.ToString(o.Key))
				}
			}
			return meets(slices.Equal(keys, all), nil)
		}},
		{"ListObjects, with a prefix and a delimiter", func(ctx context.Context) error {
			list, err := c.ListObjects(ctx, &s3.ListObjectsInput{Bucket: bucket, Prefix: aws.String("d"), Delimiter: aws.String("/")})
			return meets(err == nil && len(list.CommonPrefixes) == 1 && aws.ToString(list.CommonPrefixes[0].Prefix) == "dir/", err)
		}},
		{"ListObjectVersions", func(ctx context.Context) error {
			list, err := c.ListObjectVersions(ctx, &s3.ListObjectVersionsInput{Bucket: bucket})
			return meets(err == nil && len(list.Versions) == 2, err)
		}},
	}
}

// awsPartSteps upload and copy in parts.
func awsPartSteps(c *s3.Client) []awsStep {
	bucket, key := aws.String(awsBucket), aws.String("large")
	const part = 5 << 20
	var id *string
	var parts []types.CompletedPart
	return []awsStep{
		{"CreateMultipartUpload", func(ctx context.Context) error {
			out, err := c.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key})
			if err == nil {
				id = out.UploadId
			}
			return err
		}},
		{"UploadPart", func(ctx context.Context) error {
			number := int32(0)
			for piece := range slices.Chunk(large(), part) {
				number++
				out, err := c.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: &number,
					Body: bytes.NewReader(piece)})
				if err != nil {
					return err
				}
				parts = append(parts, types.CompletedPart{ETag: out.ETag, PartNumber: aws.Int32(number)})
			}
			return nil
		}},
		{"UploadPartCopy", func(ctx context.Context) error {
			number := int32(len(parts) + 1)
			out, err := c.UploadPartCopy(ctx, &s3.UploadPartCopyInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: &number,
				CopySource: aws.String(awsBucket + "/copy")})
			if err != nil {
				return err
			}
			parts = append(parts, types.CompletedPart{ETag: out.CopyPartResult.ETag, PartNumber: &number})
			return nil
		}},
		{"ListParts", func(ctx context.Context) error {
			list, err := c.ListParts(ctx, &s3.ListPartsInput{Bucket: bucket, Key: key, UploadId: id})
			return meets(err == nil && len(list.Parts) == len(parts), err)
		}},
		{"ListMultipartUploads", func(ctx context.Context) error {
			list, err := c.ListMultipartUploads(ctx, &s3.ListMultipartUploadsInput{Bucket: bucket})
			return meets(err == nil && len(list.Uploads) == 1 && aws.ToString(list.Uploads[0].UploadId) == aws.ToString(id), err)
		}},
		{"CompleteMultipartUpload", func(ctx context.Context) error {
			_, err := c.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id,
				MultipartUpload: &types.CompletedMultipartUpload{Parts: parts}})
			if err != nil {
				return err
			}
			o, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
			return meets(err == nil && read(o.Body) == string(large())+"content", err)
		}},
		{"AbortMultipartUpload", func(ctx context.Context) error {
			out, err := c.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key})
			if err != nil {
				return err
			}
			_, err = c.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: out.UploadId})
			return err
		}},
	}
}
