package emulator_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// The test follows the SDK's sample post_object: policy, signing key by HMAC, and a form by
// mime/multipart. It uses no signing code of the emulator.
func TestSampleOfPostObject(t *testing.T) {
	s := bench.Serve(t)
	ctx := context.Background()
	c := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	const name = "sample-bucket"
	if _, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr(name)}); err != nil {
		t.Fatal(err)
	}
	now := time.Now().UTC()
	day, stamp := now.Format("20060102"), now.Format("20060102T150405Z")
	credential := bench.OwnerKey + "/" + day + "/cn-hangzhou/oss/aliyun_v4_request"
	policy, err := json.Marshal(map[string]any{
		"expiration": now.Add(time.Hour).Format("2006-01-02T15:04:05.000Z"),
		"conditions": []any{
			map[string]string{"bucket": name},
			map[string]string{"x-oss-signature-version": "OSS4-HMAC-SHA256"},
			map[string]string{"x-oss-credential": credential},
			map[string]string{"x-oss-date": stamp},
			[]any{"content-length-range", 1, 1024},
			[]any{"eq", "$success_action_status", "201"},
			[]any{"starts-with", "$key", "user/eric/"},
			[]any{"in", "$content-type", []string{"image/jpg", "image/png"}},
			[]any{"not-in", "$cache-control", []string{"no-cache"}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	encoded := base64.StdEncoding.EncodeToString(policy)
	key := []byte("aliyun_v4" + bench.OwnerSecret)
	for _, step := range []string{day, "cn-hangzhou", "oss", "aliyun_v4_request", encoded} {
		mac := hmac.New(sha256.New, key)
		io.WriteString(mac, step)
		key = mac.Sum(nil)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range [][2]string{
		{"key", "user/eric/ä b.png"}, {"policy", encoded}, {"x-oss-signature-version", "OSS4-HMAC-SHA256"}, {"x-oss-credential", credential},
		{"x-oss-date", stamp}, {"x-oss-signature", hex.EncodeToString(key)}, {"success_action_status", "201"},
		{"Content-Type", "image/png"}, {"Cache-Control", "private"},
	} {
		form.WriteField(f[0], f[1])
	}
	file, err := form.CreateFormFile("file", "ä b.png")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(file, "pixels")
	form.Close()
	resp, err := bench.Dialing(s).Post("http://"+name+"."+bench.Hangzhou+"/", form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	answer, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != 201 || !strings.Contains(string(answer), "<Key>user/eric/ä b.png</Key>") {
		t.Fatalf("%d %s", resp.StatusCode, answer)
	}
	got, err := c.GetObject(ctx, &oss.GetObjectRequest{Bucket: oss.Ptr(name), Key: oss.Ptr("user/eric/ä b.png")})
	if err != nil {
		t.Fatal(err)
	}
	content, _ := io.ReadAll(got.Body)
	got.Body.Close()
	if string(content) != "pixels" || *got.ContentType != "image/png" || got.Headers.Get("Cache-Control") != "private" {
		t.Errorf("%q %+v", content, got)
	}
}

// The presigner of the SDK signs uploads, downloads and HEAD, with both versions. The URL works. An
// added header or another method does not.
func TestPresigner(t *testing.T) {
	s := bench.Serve(t)
	ctx := context.Background()
	for name, version := range map[string]oss.SignatureVersionType{"one": oss.SignatureVersionV1, "four": oss.SignatureVersionV4} {
		c := bench.ClientV2(s, "cn-hangzhou", version, func(*oss.Config) {})
		bucket, key := oss.Ptr("presigned-"+name), oss.Ptr("dir/ä +%2F?.txt")
		if _, err := c.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket}); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			request any
			body    string
			status  int
			added   string // a header that is not signed
			method  string // another method than the signed one
		}{
			{request: &oss.PutObjectRequest{Bucket: bucket, Key: key, ContentType: oss.Ptr("text/csv"), Metadata: map[string]string{"a": "b"}},
				body: "a,b", status: 200},
			{request: &oss.GetObjectRequest{Bucket: bucket, Key: key}, status: 200},
			{request: &oss.GetObjectRequest{Bucket: bucket, Key: key, ResponseContentType: oss.Ptr("text/html")}, status: 200},
			{request: &oss.HeadObjectRequest{Bucket: bucket, Key: key}, status: 200},
			{request: &oss.PutObjectRequest{Bucket: bucket, Key: key}, body: "a,b", added: "Content-MD5", status: 403},
			{request: &oss.GetObjectRequest{Bucket: bucket, Key: key}, added: "x-oss-meta-a", status: 403},
			{request: &oss.GetObjectRequest{Bucket: bucket, Key: key}, method: "HEAD", status: 403},
		} {
			signed, err := c.Presign(ctx, step.request, oss.PresignExpires(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			method := signed.Method
			if step.method != "" {
				method = step.method
			}
			r, err := http.NewRequest(method, signed.URL, strings.NewReader(step.body))
			if err != nil {
				t.Fatal(err)
			}
			for name, value := range signed.SignedHeaders {
				r.Header.Set(name, value)
			}
			if step.added != "" {
				r.Header.Set(step.added, "eB5eJF1ptWaXm4bijSPyxw==")
			}
			resp, err := bench.Dialing(s).Do(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			ec := resp.Header.Get("x-oss-ec")
			if resp.StatusCode != step.status ||
				step.status == 403 && ec != map[string]string{"one": "0002-00000040", "four": "0002-00000201"}[name] {
				t.Errorf("%s %s %T: %d %s", name, method, step.request, resp.StatusCode, ec)
			}
		}
	}
}
