package emulator_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// SDK v2 finds the cloud boxes of the account, signs for one, and reads what it wrote there. The box
// refuses the URL that the SDK signs for it.
func TestSDKv2AtACloudBox(t *testing.T) {
	const region, name = "cn-hangzhou", "box-bucket"
	s, ctx := bench.Serve(t), context.Background()
	c := bench.ClientV2(s, region, oss.SignatureVersionV4, func(*oss.Config) {})
	if _, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr(name)}); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest("PATCH", "http://"+s.ControlAddr()+"/v1/accounts/"+bench.Accounts()[0].UID,
		strings.NewReader(`{"cloudBoxes":{"cb-123":"`+region+`"}}`))
	if err != nil {
		t.Fatal(err)
	}
	set, err := http.DefaultClient.Do(r)
	if err != nil || set.Body.Close() != nil || set.StatusCode != 204 {
		t.Fatalf("%v %+v", err, set)
	}
	boxes, err := c.ListCloudBoxes(ctx, &oss.ListCloudBoxesRequest{})
	if err != nil || len(boxes.CloudBoxes) != 1 {
		t.Fatalf("%v %+v", err, boxes)
	}

	box := bench.ClientV2(s, region, oss.SignatureVersionV4, func(config *oss.Config) {
		config.WithEndpoint(*boxes.CloudBoxes[0].DataEndpoint).WithEnableAutoDetectCloudBoxId(true)
	})
	_, err = box.PutObject(ctx, &oss.PutObjectRequest{Bucket: oss.Ptr(name), Key: oss.Ptr("key"), Body: strings.NewReader("boxed")})
	if err != nil {
		t.Fatal(err)
	}
	get := &oss.GetObjectRequest{Bucket: oss.Ptr(name), Key: oss.Ptr("key")}
	object, err := box.GetObject(ctx, get)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(object.Body); err != nil || string(text) != "boxed" {
		t.Errorf("%q %v", text, err)
	}
	signed, err := box.Presign(ctx, get)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := bench.Dialing(s).Get(signed.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != 403 || answer.Header.Get("x-oss-ec") != "0002-00000034" {
		t.Errorf("HTTP %d %s", answer.StatusCode, answer.Header.Get("x-oss-ec"))
	}
}
