package target

import (
	"os"
	"path/filepath"
	"testing"
)

// Only HTTPS to a public host of the service, with the certificates of the system, proves that the service answers.
func TestWhoIsGenuine(t *testing.T) {
	profile := filepath.Join(t.TempDir(), "profile.yaml")
	t.Setenv("SSL_CERT_FILE", "")
	t.Setenv("SSL_CERT_DIR", "")
	for _, c := range []struct {
		target, profile string
		want            bool
	}{
		{"https://oss-ap-southeast-1.aliyuncs.com", "", true},
		{"https://oss-ap-southeast-1-internal.aliyuncs.com", "provision: true\n", true},
		{"http://oss-ap-southeast-1.aliyuncs.com", "", false},
		{"https://oss-ap-southeast-1.aliyuncs.com", "dial: 127.0.0.1:8443\n", false},
		{"https://oss-ap-southeast-1.aliyuncs.com", "ca: ca.pem\n", false},
		{"https://oss-ap-southeast-1.aliyuncs.com", "product: {name: gateway}\n", false},
		{"https://oss-ap-southeast-1.aliyuncs.com.example.com", "region: ap-southeast-1\n", false},
		{"https://127.0.0.1:8443", "region: ap-southeast-1\n", false},
		{"emulator:", "", false},
	} {
		spec := Spec{Target: c.target}
		if c.profile != "" {
			if err := os.WriteFile(profile, []byte(c.profile), 0o600); err != nil {
				t.Fatal(err)
			}
			spec.Profile = profile
		}
		region, genuine, err := spec.Genuine()
		if err != nil || genuine != c.want || genuine && region != "ap-southeast-1" {
			t.Errorf("%s with %q: %v %q %v", c.target, c.profile, genuine, region, err)
		}
	}
	t.Setenv("SSL_CERT_FILE", "mine.pem")
	if _, genuine, err := (Spec{Target: "https://oss-cn-hangzhou.aliyuncs.com"}).Genuine(); genuine || err != nil {
		t.Errorf("with certificates of somebody: %v", err)
	}
	if _, _, err := (Spec{Target: "s3:x"}).Genuine(); err == nil {
		t.Error("a target of no kind is genuine or not")
	}
}
