package target

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"os"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/oss403/oss403/harness/caller"
	"github.com/oss403/oss403/harness/wire"
	"github.com/oss403/oss403/scenarios"
)

// Profile says what one target string can't: a second region, where host names
// lead, who calls.
type Profile struct {
	Region       string         `yaml:"region"`       // e.g. ap-southeast-1; empty: read from the endpoint's host name, else OSS_REGION
	SecondRegion string         `yaml:"secondRegion"` // a region that holds no bucket of the scenarios
	Dial         string         `yaml:"dial"`         // HOST:PORT that every connection goes to, whatever its host name
	Owner        CredentialsEnv `yaml:"owner"`
	OtherAccount CredentialsEnv `yaml:"otherAccount"`
}

// profileKeys is what a profile may hold, for errors.
const profileKeys = "region, secondRegion, dial, owner{accessKeyIdEnv, accessKeySecretEnv}, otherAccount{accessKeyIdEnv, accessKeySecretEnv}"

// CredentialsEnv names the environment variables that hold an AccessKey; a
// profile never holds a secret.
type CredentialsEnv struct {
	AccessKeyIDEnv     string `yaml:"accessKeyIdEnv"`
	AccessKeySecretEnv string `yaml:"accessKeySecretEnv"`
}

func readProfile(path string) (Profile, error) {
	var p Profile
	if path == "" {
		return p, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return p, Usagef("profile can't be read: %v", err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return p, Usagef("profile %s: %s; accepted keys: %s", path, strings.Join(strings.Fields(err.Error()), " "), profileKeys)
	}
	return p, nil
}

func (e CredentialsEnv) read(idDefault, secretDefault string) (caller.Credentials, bool) {
	id, secret := e.AccessKeyIDEnv, e.AccessKeySecretEnv
	if id == "" {
		id = idDefault
	}
	if secret == "" {
		secret = secretDefault
	}
	c := caller.Credentials{AccessKeyID: os.Getenv(id), AccessKeySecret: os.Getenv(secret)}
	return c, c.AccessKeyID != "" && c.AccessKeySecret != ""
}

// endpointCallers reads the callers of an endpoint from the environment.
func (p Profile) endpointCallers(u *url.URL) (caller.Set, error) {
	owner, ok := p.Owner.read("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET")
	if !ok {
		return nil, Usagef("target %s needs the AccessKey of an account; set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, or name other variables in a profile", u)
	}
	set := caller.Set{scenarios.Owner: owner}
	if other, ok := p.OtherAccount.read("OSS403_OTHER_ACCESS_KEY_ID", "OSS403_OTHER_ACCESS_KEY_SECRET"); ok {
		set[scenarios.OtherAccount] = other
	}
	return set, nil
}

var publicHost = regexp.MustCompile(`^oss-([a-z0-9-]+)\.aliyuncs\.com$`)

// endpointAt describes the endpoint at u and that of the second region, both in
// the same domain.
func (p Profile) endpointAt(u *url.URL) (first, second wire.Endpoint) {
	region := p.Region
	named := publicHost.FindStringSubmatch(u.Hostname())
	if region == "" && named != nil {
		region = named[1]
	}
	if region == "" {
		region = os.Getenv("OSS_REGION")
	}
	first = wire.Endpoint{URL: u.Scheme + "://" + u.Host, Region: region, PathStyle: ipOrLocal(u.Hostname())}
	if p.SecondRegion != "" && region != "" && strings.Contains(first.URL, region) {
		second = wire.Endpoint{URL: strings.Replace(first.URL, region, p.SecondRegion, 1), Region: p.SecondRegion}
	}
	return first, second
}
