package clients

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

// Both SDKs move this content in parts, several parts at a time.
const (
	contentSize = 5<<20 + 12345
	partSize    = 300 << 10
	allParts    = (contentSize + partSize - 1) / partSize
	routines    = 4
	cutAfter    = allParts / 2
)

// resumeSDKv1 uploads, copies and downloads a file with SDK v1. Each transfer is cut
// halfway and started again. The upload and the download resume from their checkpoints.
// The copy starts from the beginning: SDK v3.0.2 rejects the checkpoint of a copy,
// because it looks for the mark of a download in it.
func resumeSDKv1(t *testing.T, e emulator, version oss.AuthVersionType) {
	name := "v1-" + string(version)
	connect := func(l *link) *oss.Client {
		client, err := oss.New("http://oss-cn-hangzhou.aliyuncs.com", e.AccessKeyID, e.AccessKeySecret,
			oss.HTTPClient(&http.Client{Transport: l}), oss.AuthVersion(version), oss.Region("cn-hangzhou"))
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	bucket := func(l *link, name string) *oss.Bucket {
		b, err := connect(l).Bucket(name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	client := connect(linkTo(e, uploads, uncut))
	for _, bucket := range []string{name + "-from", name + "-to"} {
		if err := client.CreateBucket(bucket); err != nil {
			t.Fatal(err)
		}
	}

	content := bytesOf(contentSize)
	source, target := file(t, "source", content), filepath.Join(t.TempDir(), "target")
	const key = "dir/a +ü"
	for _, way := range []struct {
		name   string
		isPart func(*http.Request) bool
		most   int32 // largest number of parts in the second try
		move   func(l *link, checkpoint oss.Option) error
	}{
		{"up", uploads, allParts - 1, func(l *link, checkpoint oss.Option) error {
			return bucket(l, name+"-from").UploadFile(key, source, partSize, oss.Routines(routines), checkpoint)
		}},
		{"across", uploads, allParts, func(l *link, checkpoint oss.Option) error {
			return bucket(l, name+"-to").CopyFile(name+"-from", key, key, partSize, oss.Routines(routines), checkpoint)
		}},
		{"down", downloads, allParts - 1, func(l *link, checkpoint oss.Option) error {
			return bucket(l, name+"-to").DownloadFile(key, target, partSize, oss.Routines(routines), checkpoint)
		}},
	} {
		at := filepath.Join(t.TempDir(), "checkpoint")
		checkpoint := oss.Checkpoint(true, at)
		first := linkTo(e, way.isPart, cutAfter)
		if err := way.move(first, checkpoint); !errors.Is(err, errCut) {
			t.Fatalf("%s, cut: %v", way.name, err)
		}
		if _, err := os.Stat(at); err != nil {
			t.Fatalf("%s, cut: no checkpoint: %v", way.name, err)
		}
		second := linkTo(e, way.isPart, uncut)
		if err := way.move(second, checkpoint); err != nil {
			t.Fatalf("%s, resumed: %v", way.name, err)
		}
		if n := second.carried(); n > way.most || n+first.carried() < allParts {
			t.Errorf("%s: %d of %d parts were moved, and then %d: not resumed", way.name, first.carried(), allParts, n)
		}
		if _, err := os.Stat(at); !os.IsNotExist(err) {
			t.Errorf("%s, done: the checkpoint is left: %v", way.name, err)
		}
	}
	holds(t, target, content)

	body, err := bucket(linkTo(e, uploads, uncut), name+"-to").GetObject(key)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	whole, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the object", whole, content)
	left, err := bucket(linkTo(e, uploads, uncut), name+"-from").ListMultipartUploads()
	if err != nil || len(left.Uploads) > 0 {
		t.Errorf("uploads that are left: %+v %v", left.Uploads, err)
	}
}

// refuseSDKv1 uploads a file in parts with a wrong secret. SDK v1 returns the refusal.
func refuseSDKv1(t *testing.T, e emulator) {
	client, err := oss.New(e.Data, e.AccessKeyID, "wrong")
	if err != nil {
		t.Fatal(err)
	}
	bucket, err := client.Bucket("v1-v1-from")
	if err != nil {
		t.Fatal(err)
	}
	var refused oss.ServiceError
	err = bucket.UploadFile("refused", file(t, "refused", bytes.Repeat([]byte("x"), partSize+1)), partSize)
	if !errors.As(err, &refused) || refused.StatusCode != 403 || refused.Code != "SignatureDoesNotMatch" ||
		!strings.Contains(refused.RawMessage, "<StringToSign>POST\n") {
		t.Errorf("wrong secret: %v", err)
	}
}
