// Package osstest gives a test its own OSS, as net/http/httptest gives it its own
// server:
//
//	oss := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"cat.jpg": "…"}})
//	client := oss.ClientV2()
//
// It refuses as the service does: it really checks signatures, tokens, policies, ACLs
// and the state of accounts. Methods set up what a test needs beyond that: the clock,
// debt, RAM users, expired sessions. Everything ends with the test.
package osstest

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss/credentials"
	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator"
)

// Options configure the OSS. The zero value behaves like the service, but without
// delays and without limits.
type Options struct {
	Region  string           // region of the buckets and signatures, without "oss-"; empty means cn-hangzhou
	Dialect emulator.Dialect // form of the refusals; empty means emulator.AsObserved
	Terms   emulator.Terms   // delays and limits
	Data    string           // directory that keeps accounts, buckets and objects, for a later Start; empty means memory only
}

// A Bucket exists from the start.
type Bucket struct {
	Name      string
	ACL       string            // private, public-read or public-read-write; empty means private
	Policy    string            // bucket policy as JSON; empty means none
	Objects   map[string]string // content by key
	Unblocked bool              // Block Public Access is off, so that a policy may be public; a public ACL turns it off too
}

// Credentials sign requests.
type Credentials struct {
	AccessKeyID     string
	AccessKeySecret string
	SecurityToken   string // token of a role session; empty for a permanent AccessKey
}

// A Server is the OSS of one test.
type Server struct {
	Endpoint string // http://127.0.0.1:PORT; clients name the bucket in the path
	Region   string
	Owner    Credentials // AccessKey of the account that owns the buckets
	OwnerUID string      // number of that account

	tb    testing.TB
	oss   *emulator.Emulator
	addr  string
	ahead time.Duration // relative to the clock of the machine
}

const grace = 5 * time.Second // for requests in progress at the end of the test

// Start starts an OSS with the buckets. It serves until the test ends.
func Start(tb testing.TB, buckets ...Bucket) *Server {
	tb.Helper()
	return StartWith(tb, Options{}, buckets...)
}

// StartWith is Start with options.
func StartWith(tb testing.TB, o Options, buckets ...Bucket) *Server {
	tb.Helper()
	s := &Server{
		Region: o.Region, OwnerUID: "1000000000000403", tb: tb,
		Owner: Credentials{AccessKeyID: "LTAI5tOwnerOfTheTest", AccessKeySecret: "secret-of-the-owner-of-the-test"},
	}
	if s.Region == "" {
		s.Region = "cn-hangzhou"
	}
	if strings.HasPrefix(s.Region, "oss-") {
		tb.Fatalf("osstest: region %q: name it without oss-", s.Region)
	}
	account := emulator.Account{UID: s.OwnerUID, Keys: []emulator.AccessKey{{ID: s.Owner.AccessKeyID, Secret: s.Owner.AccessKeySecret}}}
	regions := append([]string{s.Region}, emulator.DefaultRegions()...)
	e, err := emulator.New(emulator.Options{Regions: regions, Accounts: []emulator.Account{account}, Dialect: o.Dialect, Terms: o.Terms,
		Data: o.Data})
	if err != nil {
		tb.Fatalf("osstest: %v", err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Errorf("osstest: closing the data: %v", err)
		}
	})
	server, err := e.Start("127.0.0.1:0", "")
	if err != nil {
		tb.Fatalf("osstest: %v", err)
	}
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		if err := server.Close(ctx); err != nil {
			tb.Errorf("osstest: closing: %v", err)
		}
	})
	s.oss, s.addr, s.Endpoint = e, server.DataAddr(), "http://"+server.DataAddr()
	for _, b := range buckets {
		s.make(b)
	}
	return s
}

// make creates a bucket as the owner.
func (s *Server) make(b Bucket) {
	s.tb.Helper()
	ctx, client := context.Background(), s.ClientV2()
	if _, err := client.PutBucket(ctx, &oss.PutBucketRequest{Bucket: oss.Ptr(b.Name)}); err != nil {
		s.tb.Fatalf("osstest: making bucket %s: %v", b.Name, err)
	}
	public := b.ACL != "" && b.ACL != string(oss.BucketACLPrivate)
	if public || b.Unblocked {
		off := &oss.PublicAccessBlockConfiguration{BlockPublicAccess: oss.Ptr(false)}
		unblock := &oss.PutBucketPublicAccessBlockRequest{Bucket: oss.Ptr(b.Name), PublicAccessBlockConfiguration: off}
		if _, err := client.PutBucketPublicAccessBlock(ctx, unblock); err != nil {
			s.tb.Fatalf("osstest: turning Block Public Access of %s off: %v", b.Name, err)
		}
	}
	if public {
		if _, err := client.PutBucketAcl(ctx, &oss.PutBucketAclRequest{Bucket: oss.Ptr(b.Name), Acl: oss.BucketACLType(b.ACL)}); err != nil {
			s.tb.Fatalf("osstest: making bucket %s %s: %v", b.Name, b.ACL, err)
		}
	}
	for key, content := range b.Objects {
		put := &oss.PutObjectRequest{Bucket: oss.Ptr(b.Name), Key: oss.Ptr(key), Body: strings.NewReader(content)}
		if _, err := client.PutObject(ctx, put); err != nil {
			s.tb.Fatalf("osstest: putting %s into %s: %v", key, b.Name, err)
		}
	}
	if b.Policy != "" {
		s.SetPolicy(b.Name, b.Policy)
	}
}

// HTTPClient returns a client that sends requests for every host to this OSS. The real
// names work: http://photos.oss-cn-hangzhou.aliyuncs.com/cat.jpg.
func (s *Server) HTTPClient() *http.Client {
	dialer := &net.Dialer{}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, s.addr)
	}}
	s.tb.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// ClientV2 returns a client of alibabacloud-oss-go-sdk-v2 for the owner. It signs with
// V4 and does not retry, so that the test sees the first refusal.
func (s *Server) ClientV2() *oss.Client { return s.ClientV2As(s.Owner) }

// ClientV2As is ClientV2 with other credentials.
func (s *Server) ClientV2As(who Credentials) *oss.Client {
	provider := credentials.NewStaticCredentialsProvider(who.AccessKeyID, who.AccessKeySecret, who.SecurityToken)
	return oss.NewClient(oss.LoadDefaultConfig().WithRegion(s.Region).WithEndpoint(s.Endpoint).WithRetryMaxAttempts(1).
		WithCredentialsProvider(provider))
}

// ClientV1 returns a client of aliyun-oss-go-sdk for the owner. It signs with V1.
func (s *Server) ClientV1() *v1.Client { return s.ClientV1As(s.Owner) }

// ClientV1As is ClientV1 with other credentials.
func (s *Server) ClientV1As(who Credentials) *v1.Client {
	s.tb.Helper()
	client, err := v1.New(s.Endpoint, who.AccessKeyID, who.AccessKeySecret, v1.SecurityToken(who.SecurityToken))
	if err != nil {
		s.tb.Fatalf("osstest: making a client: %v", err)
	}
	return client
}
