package op_test

import (
	"context"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A refused append changes nothing, and says where to append.
func TestAppend(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Must(b.Grow(bench.Open, "/log?append&position=0", "one", "Content-Type: text/plain", "x-oss-meta-a: b",
		"x-oss-tagging: c=d", "x-oss-object-acl: public-read"))
	w, why := b.Send(b.Grow(bench.Open, "/log?append&position=4", "x"))
	if next := w.Header()["x-oss-next-append-position"]; why != string(deny.PositionWrong) || len(next) != 1 || next[0] != "3" {
		t.Errorf("%s %v", why, w.Header())
	}
	w = b.Must(b.Grow(bench.Open, "/log?append&position=3", ", two", "Content-Type: image/png"))
	sum := w.Header()["x-oss-hash-crc64ecma"][0]
	b.Must(b.Owner(b.Raw("PUT", bench.Open, "/whole", "one, two")))
	whole := b.Must(b.Raw("HEAD", bench.Open, "/whole", "")).Header()
	w = b.Must(b.Raw("GET", bench.Open, "/log", ""))
	for name, want := range map[string]string{
		"x-oss-object-type": "Appendable", "x-oss-next-append-position": "8", "Content-Type": "text/plain", "x-oss-meta-a": "b",
		"x-oss-tagging-count": "1", "x-oss-hash-crc64ecma": whole["x-oss-hash-crc64ecma"][0],
	} {
		if got := w.Header()[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
	if w.Body.String() != "one, two" || sum != whole["x-oss-hash-crc64ecma"][0] || w.Header()["Content-MD5"] != nil ||
		whole["x-oss-next-append-position"] != nil {
		t.Errorf("%q %s %v", w.Body, sum, whole)
	}
	listed := b.Must(b.Owner(b.Raw("GET", bench.Open, "/?prefix=log", ""))).Body.String()
	if bench.Elements(listed, "Type") != "Appendable" || bench.Elements(listed, "Size") != "8" {
		t.Error(listed)
	}
	if _, why := b.Send(b.Grow(bench.Open, "/log?append&position=8", "", "x-oss-object-acl: open")); why != string(deny.ObjectACLUnknown) {
		t.Error(why)
	}
	b.Must(b.Grow(bench.Open, "/log?append&position=8", ".", "x-oss-object-acl: private", "x-oss-meta-a: c", "x-oss-meta-b: c",
		"x-oss-tagging: e=f&g=h", "x-oss-storage-class: IA"))
	w = b.Must(b.Owner(b.Raw("HEAD", bench.Open, "/log", "")))
	for name, want := range map[string]string{
		"x-oss-meta-a": "b", "x-oss-meta-b": "", "x-oss-tagging-count": "1", "x-oss-storage-class": "Standard",
	} {
		if got := strings.Join(w.Header()[name], " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if now := b.Must(b.Owner(b.Raw("GET", bench.Open, "/log?acl", ""))).Body.String(); bench.Elements(now, "Grant") != "private" {
		t.Error(now)
	}
	b.Must(b.Owner(b.Raw("PUT", bench.Open, "/log", "normal again")))
	if _, why := b.Send(b.Grow(bench.Open, "/log?append&position=12", "x")); why != string(deny.NotAppendable) {
		t.Error(why)
	}
}

// SDK v1 and v2 append in turns, and check the sums of their content.
func TestAppendBySDKs(t *testing.T) {
	s := bench.Serve(t)
	ctx, key := context.Background(), oss.Ptr("dir/log")
	two := bench.ClientV2(s, "cn-hangzhou", oss.SignatureVersionV4, func(*oss.Config) {})
	ok := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	_, err := two.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr("log-bucket")})
	ok("PutBucket", err)
	client, err := v1.New("http://"+bench.Hangzhou, bench.OwnerKey, bench.OwnerSecret, v1.HTTPClient(bench.Dialing(s)))
	ok("New", err)
	one, err := client.Bucket("log-bucket")
	ok("Bucket", err)
	first, err := one.DoAppendObject(&v1.AppendObjectRequest{ObjectKey: *key, Reader: strings.NewReader("one, ")}, []v1.Option{v1.InitCRC(0)})
	ok("AppendObject", err)
	second, err := two.AppendObject(ctx, &oss.AppendObjectRequest{
		Bucket: oss.Ptr("log-bucket"), Key: key, Position: oss.Ptr(first.NextPosition),
		InitHashCRC64: oss.Ptr(strconv.FormatUint(first.CRC, 10)), Body: strings.NewReader("two"),
	})
	ok("AppendObject", err)
	if second.NextPosition != 8 {
		t.Errorf("%+v", second)
	}
	_, err = two.AppendObject(ctx, &oss.AppendObjectRequest{
		Bucket: oss.Ptr("log-bucket"), Key: key, Position: oss.Ptr(int64(3)), Body: strings.NewReader("x"),
	})
	bench.RefusedV2(t, "AppendObject", err, 409, "PositionNotEqualToLength", "Position is not equal to file length", "0026-00000016")
	file, err := two.AppendFile(ctx, "log-bucket", *key)
	ok("AppendFile", err)
	_, err = file.Write([]byte(", three"))
	ok("Write", err)
	ok("Close", file.Close())
	body, err := one.GetObject(*key)
	ok("GetObject", err)
	if content, _ := io.ReadAll(body); string(content) != "one, two, three" {
		t.Errorf("%q", content)
	}
}
