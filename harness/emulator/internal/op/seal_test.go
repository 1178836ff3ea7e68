package op_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A sealed object tells when it was first sealed, grows no more, and may become colder than one that grows.
func TestSealAppendObject(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Account(0, `{"sealAppendObject":true}`)
	b.Must(b.Grow(bench.Private, "/log?append&position=0", "first"))
	const rule = "<LifecycleConfiguration><Rule><Prefix/><Status>Enabled</Status><Transition><Days>1</Days>" +
		"<StorageClass>ColdArchive</StorageClass></Transition></Rule></LifecycleConfiguration>"
	b.Must(b.Owner(b.Raw("PUT", bench.Private, "/?lifecycle", rule)))
	head := func(name string) string {
		return strings.Join(b.Must(b.Owner(b.Raw("HEAD", bench.Private, "/log", ""))).Header()[name], " ")
	}
	b.Later(72 * time.Hour)
	if class, sealed := head("x-oss-storage-class"), head("x-oss-sealed-time"); class != "Standard" || sealed != "" {
		t.Errorf("before: %s %s", class, sealed)
	}
	first := b.Must(b.Grow(bench.Private, "/log?seal&position=5", "")).Header()["x-oss-sealed-time"][0]
	b.Later(time.Hour)
	again := b.Must(b.Grow(bench.Private, "/log?seal&position=5", "")).Header()["x-oss-sealed-time"][0]
	if first != again || head("x-oss-sealed-time") != first {
		t.Errorf("sealed at %s, again at %s, told %s", first, again, head("x-oss-sealed-time"))
	}
	b.Later(72 * time.Hour)
	if class := head("x-oss-storage-class"); class != "ColdArchive" {
		t.Errorf("after: %s", class)
	}
}

// SDK v2 seals an object, and reads the refusals that its own test has of the service.
func TestSealBySDKv2(t *testing.T) {
	s := bench.Serve(t)
	ctx, bucket, key := context.Background(), oss.Ptr("fixed-bucket"), oss.Ptr("dir/log")
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	seal := func(position int64) (*oss.SealAppendObjectResult, error) {
		return c.SealAppendObject(ctx, &oss.SealAppendObjectRequest{Bucket: bucket, Key: key, Position: oss.Ptr(position)})
	}
	grow := func(position int64) error {
		_, err := c.AppendObject(ctx, &oss.AppendObjectRequest{Bucket: bucket, Key: key, Position: oss.Ptr(position),
			Body: strings.NewReader("first"), InitHashCRC64: oss.Ptr("0")})
		return err
	}
	if _, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	if err := grow(0); err != nil {
		t.Fatal(err)
	}
	_, err := seal(5)
	bench.RefusedV2(t, "seal without the grant", err, 400, "OperationNotSupported", "SealAppendable is not supported.", "0016-00000513")
	bench.AskControl(t, s, "PATCH", "/v1/accounts/"+bench.Accounts()[0].UID, `{"sealAppendObject":true}`)
	sealed, err := seal(5)
	if err != nil || oss.ToString(sealed.SealedTime) == "" {
		t.Fatal(sealed, err)
	}
	_, err = seal(0)
	bench.RefusedV2(t, "seal elsewhere", err, 409, "PositionNotEqualToLength", "Position is not equal to file length", "0026-00000016")
	bench.RefusedV2(t, "append", grow(5), 409, "AppendSealedObjectNotAllowed", "The object has been sealed.", "")
	read, err := c.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key})
	if err != nil || read.Headers.Get("x-oss-sealed-time") != *sealed.SealedTime {
		t.Fatal(read, err)
	}
}
