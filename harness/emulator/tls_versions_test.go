package emulator_test

import (
	"crypto/tls"
	"net/http"
	"strings"
	"testing"

	v2 "github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

// A bucket accepts the versions of TLS that it manages, and no other: the handshake breaks. A name that leads to
// no bucket, and plain HTTP, are not limited.
func TestVersionsOfTLS(t *testing.T) {
	s, client := serveTLS(t)
	plain := bench.ClientV2(s, "cn-hangzhou", v2.SignatureVersionV4, func(*v2.Config) {})
	bucket := v2.Ptr("tls-bucket")
	if _, err := plain.PutBucket(t.Context(), &v2.PutBucketRequest{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	dialed := client.Transport.(*http.Transport)
	handshake := func(host string, low, high uint16) error {
		conn, err := dialed.DialContext(t.Context(), "tcp", "")
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		trusted := dialed.TLSClientConfig.RootCAs
		return tls.Client(conn, &tls.Config{ServerName: host, RootCAs: trusted, MinVersion: low, MaxVersion: high}).Handshake()
	}
	const host = "tls-bucket." + bench.Hangzhou
	for _, c := range []struct {
		managed  bool
		versions []string
		accepted string // of 1.0 to 1.3, as seen by clients that know no other
	}{
		{false, nil, "0011"},
		{true, []string{"TLSv1.2"}, "0010"},
		{true, []string{"TLSv1.3", "TLSv1.1"}, "0101"},
		{true, []string{"TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"}, "1111"},
		{false, nil, "0011"},
	} {
		if _, err := plain.PutBucketHttpsConfig(t.Context(), &v2.PutBucketHttpsConfigRequest{Bucket: bucket,
			HttpsConfiguration: &v2.HttpsConfiguration{TLS: &v2.TLS{Enable: v2.Ptr(c.managed), TLSVersions: c.versions}}}); err != nil {
			t.Fatal(err)
		}
		read, err := plain.GetBucketHttpsConfig(t.Context(), &v2.GetBucketHttpsConfigRequest{Bucket: bucket})
		if err != nil {
			t.Fatal(err)
		}
		shown := read.HttpsConfiguration.TLS
		if *shown.Enable != c.managed || strings.Join(shown.TLSVersions, " ") != strings.Join(c.versions, " ") {
			t.Errorf("%v: read back %v %v", c.versions, *shown.Enable, shown.TLSVersions)
		}
		for i := range uint16(4) {
			version := tls.VersionTLS10 + i
			err := handshake(host, version, version)
			if (err == nil) != (c.accepted[i] == '1') {
				t.Errorf("%v: %s: %v", c.versions, tls.VersionName(version), err)
			}
			if c.managed && err != nil && !strings.Contains(err.Error(), "protocol version not supported") {
				t.Errorf("%v: %s is refused otherwise: %v", c.versions, tls.VersionName(version), err)
			}
		}
		for _, open := range []string{host, bench.Hangzhou, "another-bucket." + bench.Hangzhou} {
			if err := handshake(open, tls.VersionTLS10, tls.VersionTLS13); err != nil {
				t.Errorf("%v: a client of all versions, at %s: %v", c.versions, open, err)
			}
		}
	}
}
