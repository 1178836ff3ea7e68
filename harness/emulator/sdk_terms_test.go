package emulator_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/retry"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A hand is the clock of an emulator on sockets. It moves only when a test moves it.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hand) later(by time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(by)
}

// serveOn starts an emulator with terms, on sockets and without a control port.
func serveOn(t *testing.T, terms emulator.Terms) (*emulator.Server, *hand) {
	t.Helper()
	clock := &hand{at: time.Now()}
	e, err := emulator.New(emulator.Options{Accounts: bench.Accounts(), Now: clock.now, Terms: terms})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	if s.ControlAddr() != "" {
		t.Errorf("a control port at %s", s.ControlAddr())
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s, clock
}

// waiting lets a second pass when the service is too busy, and remembers the Codes of those
// answers.
type waiting struct {
	base  http.RoundTripper
	clock *hand
	met   []string
}

func (w *waiting) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := w.base.RoundTrip(r)
	if err == nil && response.StatusCode == http.StatusServiceUnavailable {
		w.met = append(w.met, response.Header.Get("x-oss-ec"))
		w.clock.later(time.Second)
	}
	return response, err
}

// SDK v2 repeats a request after the 503. It does not repeat one after TooManyBuckets.
func TestSDKv2MeetsTheLimits(t *testing.T) {
	s, clock := serveOn(t, emulator.Terms{QPS: 2, BucketQuota: 1})
	transport := &waiting{base: bench.Dialing(s).Transport, clock: clock}
	client := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(c *v2.Config) {
		c.WithHttpClient(&http.Client{Transport: transport})
		c.WithRetryer(retry.NewStandard(func(o *retry.RetryOptions) { o.MaxAttempts, o.Backoff = 3, retry.NewFixedDelayBackoff(0) }))
	})
	ctx, bucket := context.Background(), v2.Ptr("limits-bucket")
	if _, err := client.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		if _, err := client.PutObject(ctx, &v2.PutObjectRequest{
			Bucket: bucket, Key: v2.Ptr(key), Body: strings.NewReader("content of " + key),
		}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := client.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: v2.Ptr("d")})
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(got.Body); string(body) != "content of d" {
		t.Errorf("%q %v", body, err)
	}
	if len(transport.met) == 0 || slices.ContainsFunc(transport.met, func(ec string) bool { return ec != "0004-00000302" }) {
		t.Errorf("met %q", transport.met)
	}
	_, err = client.PutBucket(ctx, &v2.PutBucketRequest{Bucket: v2.Ptr("limits-bucket-2")})
	var refused *v2.ServiceError
	if !errors.As(err, &refused) || refused.StatusCode != 400 || refused.Code != "TooManyBuckets" {
		t.Error(err)
	}
}

// SDK v2 can use what the official client of RAM created after a delay. It reads its own writes of
// settings after a delay.
func TestSDKsWaitForTheService(t *testing.T) {
	s, clock := serveOn(t, emulator.Terms{Propagation: 2 * time.Minute, Consistency: time.Minute})
	root := bench.API{T: t, Server: s, ID: bench.OwnerKey, Secret: bench.OwnerSecret}
	owner := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	ctx, bucket := context.Background(), v2.Ptr("late-bucket")
	if _, err := owner.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	if _, err := owner.PutBucketRequestPayment(ctx, &v2.PutBucketRequestPaymentRequest{
		Bucket: bucket, PaymentConfiguration: &v2.RequestPaymentConfiguration{Payer: v2.Requester},
	}); err != nil {
		t.Fatal(err)
	}
	root.Must("CreateUser", "UserName", "alice")
	root.Must("AttachPolicyToUser", "UserName", "alice", "PolicyName", "AliyunOSSReadOnlyAccess", "PolicyType", "System")
	key := root.Must("CreateAccessKey", "UserName", "alice")
	id, secret := bench.ValueAt(key, "AccessKey", "AccessKeyId"), bench.ValueAt(key, "AccessKey", "AccessKeySecret")
	root.As(id, secret, "").Must("GetCallerIdentity")
	alice := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(c *v2.Config) {
		c.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(id, secret))
	})
	for _, step := range []struct{ payer, alice string }{
		{"BucketOwner", "InvalidAccessKeyId"}, {"Requester", "InvalidAccessKeyId"}, {"Requester", ""},
	} {
		got, err := owner.GetBucketRequestPayment(ctx, &v2.GetBucketRequestPaymentRequest{Bucket: bucket})
		if err != nil || *got.Payer != step.payer {
			t.Errorf("%+v: %v %v", step, got, err)
		}
		var refused *v2.ServiceError
		_, err = alice.ListObjectsV2(ctx, &v2.ListObjectsV2Request{Bucket: bucket})
		if step.alice == "" && err != nil || step.alice != "" && (!errors.As(err, &refused) || refused.Code != step.alice) {
			t.Errorf("%+v: %v", step, err)
		}
		clock.later(time.Minute)
	}
}

// The official client of RAM gets the error for too many requests.
func TestRAMThrottles(t *testing.T) {
	s, clock := serveOn(t, emulator.Terms{QPS: 1})
	root := bench.API{T: t, Server: s, ID: bench.OwnerKey, Secret: bench.OwnerSecret}
	root.Must("ListUsers")
	root.Refused("Throttling.User", "ListUsers")
	clock.later(time.Second)
	root.Must("ListUsers")
}
