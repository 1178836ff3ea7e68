package container_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/retry"
	"github.com/testcontainers/testcontainers-go"

	"github.com/oss403/oss403/harness/container"
)

// clientOf returns a client of SDK v2 for an endpoint of the container, with the
// credentials of its account.
func clientOf(c *container.Container, endpoint, region string, transport http.RoundTripper) *oss.Client {
	owner := c.Credentials()
	return oss.NewClient(oss.LoadDefaultConfig().WithRegion(region).WithEndpoint(endpoint).WithRetryer(retry.NopRetryer{}).
		WithHttpClient(&http.Client{Timeout: 10 * time.Second, Transport: transport}).
		WithCredentialsProvider(credentials.NewStaticCredentialsProvider(owner.AccessKeyID, owner.AccessKeySecret)))
}

// SDK v2 writes an object through the HTTP port and reads it through the HTTPS port.
// It checks the certificate.
func TestARoundTripThroughTheMappedPorts(t *testing.T) {
	needDocker(t)
	t.Parallel()
	c, ctx := start(t), t.Context()
	plain := clientOf(c, must[string](t)(c.HTTPEndpoint(ctx)), "cn-hangzhou", nil)
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(must[[]byte](t)(c.CA(ctx))) {
		t.Fatal("CA is no certificate")
	}
	secure := clientOf(c, must[string](t)(c.HTTPSEndpoint(ctx)), "cn-hangzhou",
		&http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}})

	const content = "what was written is what is read"
	bucket, key := oss.Ptr("a-bucket"), oss.Ptr("folder/key")
	must[*oss.PutBucketResult](t)(plain.PutBucket(ctx, &oss.PutBucketRequest{Bucket: bucket}))
	must[*oss.PutObjectResult](t)(plain.PutObject(ctx, &oss.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader(content)}))
	got := must[*oss.GetObjectResult](t)(secure.GetObject(ctx, &oss.GetObjectRequest{Bucket: bucket, Key: key}))
	defer got.Body.Close()
	if text := must[[]byte](t)(io.ReadAll(got.Body)); string(text) != content {
		t.Errorf("read %q", text)
	}
}

// The control port answers from outside only with its token. TerminateContainer
// removes the container.
func TestTheControlPortWantsItsToken(t *testing.T) {
	needDocker(t)
	t.Parallel()
	c := start(t)
	endpoint := must[string](t)(c.ControlEndpoint(t.Context()))
	for authorization, want := range map[string]int{"": 401, "Bearer " + strings.Repeat("x", 26): 401, "Bearer " + c.ControlToken(): 200} {
		if status := statusOf(t, endpoint, authorization); status != want {
			t.Errorf("with %q: HTTP %d, want %d", authorization, status, want)
		}
	}
	port, err := c.Control(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := port.NewAccount(t.Context()); err != nil {
		t.Error(err)
	}
	id := c.GetContainerID()
	if err := testcontainers.TerminateContainer(c); err != nil {
		t.Fatal(err)
	}
	gone(t, id)
}

// Each option changes how the emulator answers.
func TestOptions(t *testing.T) {
	needDocker(t)
	t.Parallel()
	ctx := t.Context()
	c := start(t, container.WithRegion("ap-southeast-1", "cn-hangzhou"), container.WithDialect("documented"), container.WithClock(anHourOff()),
		container.WithAccount("1000000000000042", "LTAIofTheTest", "secret-of-the-test"))
	port, err := c.Control(ctx)
	if err != nil {
		t.Fatal(err)
	}
	health, err := port.Health(ctx)
	if err != nil || strings.Join(health.Regions, " ") != "ap-southeast-1 cn-hangzhou" || health.Dialect != "documented" {
		t.Errorf("%+v %v", health, err)
	}
	client := clientOf(c, must[string](t)(c.HTTPEndpoint(ctx)), "ap-southeast-1", nil)
	list := func() error {
		_, err := client.ListBuckets(ctx, &oss.ListBucketsRequest{})
		return err
	}
	var refused *oss.ServiceError
	if err := list(); !errors.As(err, &refused) || refused.Code != "RequestTimeTooSkewed" {
		t.Errorf("an hour off: %v", err)
	}
	if err := port.MoveClock(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if owner := c.Credentials(); owner.AccessKeyID != "LTAIofTheTest" || owner.AccessKeySecret != "secret-of-the-test" {
		t.Errorf("%+v", owner)
	}
	if err := list(); err != nil {
		t.Errorf("with its own clock: %v", err)
	}
}

func TestBadOptions(t *testing.T) {
	for name, option := range map[string]testcontainers.ContainerCustomizer{
		"no region":  container.WithRegion(""),
		"no account": container.WithAccount("", "id", "secret"),
		"no secret":  container.WithAccount("1", "id", ""),
		"no network": container.WithNetworkAliases(nil, "name"),
	} {
		if c, err := container.Run(context.Background(), emulatorImage, option); err == nil || c != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// If the container does not serve, the error holds the end of its log.
func TestAnEmulatorThatCannotStart(t *testing.T) {
	needDocker(t)
	t.Parallel()
	c, err := container.Run(t.Context(), emulatorImage, container.WithDialect("swiss"))
	if c != nil {
		testcontainers.CleanupContainer(t, c)
	}
	if err == nil || !strings.Contains(err.Error(), "none of [observed documented]") {
		t.Error(err)
	}
}
