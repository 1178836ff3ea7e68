package clients

import (
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/retry"
)

// resumeSDKv2 uploads, copies and downloads a file in parts with SDK v2. The upload and
// the download are cut halfway and resume from their checkpoints.
func resumeSDKv2(t *testing.T, e emulator) {
	ctx := t.Context()
	connect := func(l *link) *oss.Client {
		return oss.NewClient(oss.LoadDefaultConfig().WithRegion("cn-hangzhou").WithDisableSSL(true).WithHttpClient(&http.Client{Transport: l}).
			WithCredentialsProvider(credentials.NewStaticCredentialsProvider(e.AccessKeyID, e.AccessKeySecret)).WithRetryer(retry.NopRetryer{}))
	}
	client := connect(linkTo(e, uploads, uncut))
	from, to, key := oss.Ptr("v2-from"), oss.Ptr("v2-to"), oss.Ptr("dir/a +ü")
	for _, bucket := range []*string{from, to} {
		if _, err := client.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket}); err != nil {
			t.Fatal(err)
		}
	}
	content := bytesOf(contentSize)
	source, target := file(t, "source", content), filepath.Join(t.TempDir(), "target")
	checkpoints := t.TempDir() + "/" // without the slash, the SDK uses the parent folder

	// resumed moves half of the parts over a link that is cut, and the rest over another
	// link.
	resumed := func(way string, isPart func(*http.Request) bool, move func(*oss.Client) error) {
		t.Helper()
		first, second := linkTo(e, isPart, cutAfter), linkTo(e, isPart, uncut)
		first.until = func() bool { // the SDK writes a checkpoint when it has handled a part, not when the part has come
			left, _ := filepath.Glob(filepath.Join(checkpoints, "*"))
			return len(left) > 0
		}
		if err := move(connect(first)); !errors.Is(err, errCut) {
			t.Fatalf("%s, cut: %v", way, err)
		}
		if left, err := filepath.Glob(filepath.Join(checkpoints, "*")); err != nil || len(left) != 1 {
			t.Fatalf("%s, cut: checkpoints %v %v", way, left, err)
		}
		if err := move(connect(second)); err != nil {
			t.Fatalf("%s, resumed: %v", way, err)
		}
		if n := second.carried(); n >= allParts || n+first.carried() < allParts {
			t.Errorf("%s: %d of %d parts were moved, and then %d: not resumed", way, first.carried(), allParts, n)
		}
		if left, err := filepath.Glob(filepath.Join(checkpoints, "*")); err != nil || len(left) > 0 {
			t.Errorf("%s, done: checkpoints %v %v", way, left, err)
		}
	}
	resumed("up", uploads, func(c *oss.Client) error {
		up := oss.NewUploader(c, func(o *oss.UploaderOptions) {
			o.PartSize, o.ParallelNum, o.EnableCheckpoint, o.CheckpointDir = partSize, routines, true, checkpoints
		})
		_, err := up.UploadFile(ctx, &oss.PutObjectRequest{Bucket: from, Key: key}, source)
		return err
	})
	across := oss.NewCopier(client, func(o *oss.CopierOptions) {
		o.PartSize, o.ParallelNum, o.MultipartCopyThreshold, o.DisableShallowCopy = partSize, routines, 1, true
	})
	if _, err := across.Copy(ctx, &oss.CopyObjectRequest{Bucket: to, Key: key, SourceBucket: from, SourceKey: key}); err != nil {
		t.Fatalf("across: %v", err)
	}
	resumed("down", downloads, func(c *oss.Client) error {
		down := oss.NewDownloader(c, func(o *oss.DownloaderOptions) {
			o.PartSize, o.ParallelNum, o.EnableCheckpoint, o.CheckpointDir, o.VerifyData = partSize, routines, true, checkpoints, true
		})
		_, err := down.DownloadFile(ctx, &oss.GetObjectRequest{Bucket: to, Key: key}, target)
		return err
	})
	holds(t, target, content)

	got, err := client.GetObject(ctx, &oss.GetObjectRequest{Bucket: to, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	whole, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the object", whole, content)
	left, err := client.ListMultipartUploads(ctx, &oss.ListMultipartUploadsRequest{Bucket: from})
	if err != nil || len(left.Uploads) > 0 {
		t.Errorf("uploads that are left: %+v %v", left, err)
	}
}
