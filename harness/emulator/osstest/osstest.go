// Package osstest gives a test an OSS of its own, as net/http/httptest gives it a server:
//
//	oss := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"cat.jpg": "…"}})
//	client := oss.ClientV2()
//
// It refuses as the service does: signatures, tokens, policies, ACLs and the states of
// accounts are really checked. What no request can bring about is set by methods: the
// clock, debt, RAM users, sessions that have expired. Everything is gone when the test ends.
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

// Options say what kind of OSS it is. The zero value is one as the service is, at once and
// without limits.
type Options struct {
	Region  string           // of the buckets and of what is signed, without oss-; empty: cn-hangzhou
	Dialect emulator.Dialect // of its refusals; empty: as observed
	Terms   emulator.Terms   // how late and how much it serves
}

// A Bucket is there from the start.
type Bucket struct {
	Name      string
	ACL       string            // private, public-read or public-read-write; empty: private
	Policy    string            // JSON; empty: none
	Objects   map[string]string // contents by key
	Unblocked bool              // Block Public Access is off, as it is where the ACL is public: a policy may let everyone in
}

// Credentials sign requests.
type Credentials struct {
	AccessKeyID     string
	AccessKeySecret string
	SecurityToken   string // of a session of a role; empty for a permanent AccessKey
}

// A Server is an OSS that one test has.
type Server struct {
	Endpoint string // http://127.0.0.1:PORT, where the path names the bucket
	Region   string
	Owner    Credentials // of the account that has the buckets
	OwnerUID string      // number of that account

	tb    testing.TB
	oss   *emulator.Emulator
	addr  string
	ahead time.Duration // of the machine's clock
}

const grace = 5 * time.Second // for requests in progress when the test ends

// Start serves until the test ends.
func Start(tb testing.TB, buckets ...Bucket) *Server {
	tb.Helper()
	return StartWith(tb, Options{}, buckets...)
}

// StartWith serves an OSS of that kind until the test ends.
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
	e, err := emulator.New(emulator.Options{Regions: regions, Accounts: []emulator.Account{account}, Dialect: o.Dialect, Terms: o.Terms})
	if err != nil {
		tb.Fatalf("osstest: %v", err)
	}
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

// make makes a bucket as its owner.
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

// HTTPClient leads every host to this OSS, so that the real names are served:
// http://photos.oss-cn-hangzhou.aliyuncs.com/cat.jpg.
func (s *Server) HTTPClient() *http.Client {
	dialer := &net.Dialer{}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, s.addr)
	}}
	s.tb.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// ClientV2 is a client of alibabacloud-oss-go-sdk-v2 for the owner, signing with V4. It
// tries once, so that a refusal is seen as it comes.
func (s *Server) ClientV2() *oss.Client { return s.ClientV2As(s.Owner) }

// ClientV2As is the same for somebody else.
func (s *Server) ClientV2As(who Credentials) *oss.Client {
	provider := credentials.NewStaticCredentialsProvider(who.AccessKeyID, who.AccessKeySecret, who.SecurityToken)
	return oss.NewClient(oss.LoadDefaultConfig().WithRegion(s.Region).WithEndpoint(s.Endpoint).WithRetryMaxAttempts(1).
		WithCredentialsProvider(provider))
}

// ClientV1 is a client of aliyun-oss-go-sdk for the owner, signing with V1.
func (s *Server) ClientV1() *v1.Client { return s.ClientV1As(s.Owner) }

// ClientV1As is the same for somebody else.
func (s *Server) ClientV1As(who Credentials) *v1.Client {
	s.tb.Helper()
	client, err := v1.New(s.Endpoint, who.AccessKeyID, who.AccessKeySecret, v1.SecurityToken(who.SecurityToken))
	if err != nil {
		s.tb.Fatalf("osstest: making a client: %v", err)
	}
	return client
}
