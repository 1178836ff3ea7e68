package emulator_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// serveTLS starts an emulator with HTTPS, and returns a client that trusts its authority and
// reaches every name there.
func serveTLS(t *testing.T) (*emulator.Server, *http.Client) {
	t.Helper()
	e, err := emulator.New(emulator.Options{Accounts: bench.Accounts(), TLS: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := e.Start("127.0.0.1:0", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	resp, err := http.Get("http://" + s.ControlAddr() + "/v1/ca")
	if err != nil {
		t.Fatal(err)
	}
	pem, err := io.ReadAll(resp.Body)
	if err != nil || resp.Header.Get("Content-Type") != "application/x-pem-file" {
		t.Fatal(resp.Header, err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(pem) {
		t.Fatalf("no certificate in %q", pem)
	}
	return s, &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: trusted},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, s.TLSAddr())
		},
	}}
}

// An official client works over HTTPS and checks certificates. acs:SecureTransport is true there,
// and false on the other port.
func TestSecureTransport(t *testing.T) {
	s, client := serveTLS(t)
	ctx, bucket, key := context.Background(), v2.Ptr("tls-bucket"), v2.Ptr("k")
	secure := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(c *v2.Config) { c.WithHttpClient(client).WithDisableSSL(false) })
	plain := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := secure.PutBucket(ctx, &v2.PutBucketRequest{Bucket: bucket})
	must(err)
	_, err = secure.PutObject(ctx, &v2.PutObjectRequest{Bucket: bucket, Key: key, Body: strings.NewReader("content")})
	must(err)
	for forbidden, allowed := range map[string]*v2.Client{"false": secure, "true": plain} {
		text := bench.BucketPolicy(bench.Grant("Deny", "oss:GetObject", "*", `,"Condition":{"Bool":{"acs:SecureTransport":"`+forbidden+`"}}`))
		_, err = plain.PutBucketPolicy(ctx, &v2.PutBucketPolicyRequest{Bucket: bucket, Body: strings.NewReader(text)})
		must(err)
		for _, c := range []*v2.Client{secure, plain} {
			_, err := c.GetObject(ctx, &v2.GetObjectRequest{Bucket: bucket, Key: key})
			if c == allowed && err != nil || c != allowed && (err == nil || !strings.Contains(err.Error(), "bucket policy")) {
				t.Errorf("SecureTransport %s is denied: %v", forbidden, err)
			}
		}
	}
}

// Each name of the service has a certificate. Other names have none.
func TestNamesOverTLS(t *testing.T) {
	s, client := serveTLS(t)
	get := func(host string) (string, error) {
		resp, err := client.Get("https://" + host + "/")
		if err != nil {
			return "", err
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		return resp.Proto + " " + string(body), err
	}
	_, port, _ := net.SplitHostPort(s.TLSAddr())
	for host, says := range map[string]string{
		"some-bucket." + bench.Hangzhou:           "NoSuchBucket",
		"some-bucket.oss-accelerate.aliyuncs.com": "NoSuchBucket",
		"sts.cn-hangzhou.aliyuncs.com":            "MissingAction",
		"ram.aliyuncs.com":                        "MissingAction",
		"localhost:" + port:                       "AccessDenied",
		"127.0.0.1:" + port:                       "AccessDenied",
		"[::1]:" + port:                           "AccessDenied",
	} {
		if body, err := get(host); err != nil || !strings.Contains(body, says) || !strings.HasPrefix(body, "HTTP/1.1 ") {
			t.Errorf("%s: %s %v", host, body, err)
		}
	}
	if body, err := get(bench.Domain); err == nil {
		t.Errorf("an unbound domain is served: %s", body)
	}
	conn, err := tls.Dial("tcp", s.TLSAddr(), &tls.Config{ServerName: bench.Hangzhou})
	if err == nil {
		t.Error("a client that does not know the authority trusts it")
		conn.Close()
	}
	if resp, err := http.Get("http://" + s.TLSAddr() + "/"); err != nil || resp.StatusCode != 400 {
		t.Errorf("plain HTTP on the port of HTTPS: %v %v", resp, err)
	}
}

// A custom domain is served over HTTPS while it is bound.
func TestBoundDomainOverTLS(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	if b.Emulator.Serves(bench.Domain) {
		t.Error("served before it is bound")
	}
	b.Bind(bench.Private, bench.Domain)
	if !b.Emulator.Serves(bench.Domain) || b.Emulator.Serves("more."+bench.Domain) || b.Emulator.Serves("evil-aliyuncs.com") ||
		!b.Emulator.Serves(bench.Private) {
		t.Error("bound: served names are not as they should be")
	}
	b.Must(b.Owner(b.Raw("POST", bench.Private, "/?cname&comp=delete", bench.CnameBody(bench.Domain))))
	if b.Emulator.Serves(bench.Domain) {
		t.Error("served after it has been unbound")
	}
}

// The health shows the address. Without the option there is no address.
func TestHealthNamesTLS(t *testing.T) {
	s, _ := serveTLS(t)
	for control, want := range map[string]string{
		s.ControlAddr(): `"tls": "https://` + s.TLSAddr() + `"`, bench.Serve(t).ControlAddr(): `"tls": ""`,
	} {
		resp, err := http.Get("http://" + control + "/v1/health")
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(body), want) {
			t.Errorf("want %s: %s", want, body)
		}
	}
	e, err := emulator.New(emulator.Options{TLS: "nowhere"})
	if err != nil {
		t.Fatal(err)
	}
	if s, err := e.Start("127.0.0.1:0", "127.0.0.1:0"); err == nil {
		s.Close(context.Background())
		t.Error("started with an address that is none")
	}
}
