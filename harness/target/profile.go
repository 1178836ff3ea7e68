package target

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
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
	Expired      SessionEnv     `yaml:"expiredSession"` // of an earlier run, past its Expiration
	Provides     []string       `yaml:"provides"`       // what the target has, of provided
	Allow        []string       `yaml:"allow"`          // what may be done on it, of allowed
	Limits       Limits         `yaml:"limits"`         // of what a run asks
	Timeouts     Timeouts       `yaml:"timeouts"`       // of what it waits for
	Provision    bool           `yaml:"provision"`      // let a RAM user and a role be made, and removed, with the owner's AccessKey
}

// profileKeys is what a profile may hold, for errors.
const profileKeys = "region, secondRegion, dial, provision, provides[], allow[], limits{requestsPerSecond, buckets}, timeouts{settling}, owner{accessKeyIdEnv, accessKeySecretEnv}, otherAccount{accessKeyIdEnv, accessKeySecretEnv}, expiredSession{accessKeyIdEnv, accessKeySecretEnv, securityTokenEnv}"

// What provides and allow of a profile may say.
func provided() []scenarios.Capability {
	return []scenarios.Capability{scenarios.NoRegion, scenarios.WholeAccount, scenarios.Namespaces}
}

func allowed() []scenarios.Capability {
	return []scenarios.Capability{scenarios.Irreversible, scenarios.Billed}
}

func (p Profile) provides() []scenarios.Capability {
	var all []scenarios.Capability
	for _, word := range slices.Concat(p.Provides, p.Allow) {
		all = append(all, scenarios.Capability(word))
	}
	return all
}

// checkWords: each word of a list is one of those known.
func checkWords(list string, words []string, known []scenarios.Capability) error {
	for _, word := range words {
		if !slices.Contains(known, scenarios.Capability(word)) {
			return Usagef("profile: %s holds %q; accepted: %q", list, word, known)
		}
	}
	return nil
}

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

// SessionEnv names the environment variables that hold temporary credentials.
type SessionEnv struct {
	CredentialsEnv   `yaml:",inline"`
	SecurityTokenEnv string `yaml:"securityTokenEnv"`
}

// expired gives the session past its Expiration that the profile names; nil: none.
func (p Profile) expired() func(context.Context, string) (caller.Credentials, error) {
	c, ok := p.Expired.read("", "")
	c.SecurityToken = os.Getenv(p.Expired.SecurityTokenEnv)
	if !ok || c.SecurityToken == "" {
		return nil
	}
	return func(context.Context, string) (caller.Credentials, error) { return c, nil }
}

// or fills in the variables that are not named.
func (e CredentialsEnv) or(id, secret string) CredentialsEnv {
	return CredentialsEnv{cmp.Or(e.AccessKeyIDEnv, id), cmp.Or(e.AccessKeySecretEnv, secret)}
}

func (e CredentialsEnv) read(idDefault, secretDefault string) (caller.Credentials, bool) {
	e = e.or(idDefault, secretDefault)
	c := caller.Credentials{AccessKeyID: os.Getenv(e.AccessKeyIDEnv), AccessKeySecret: os.Getenv(e.AccessKeySecretEnv)}
	return c, c.AccessKeyID != "" && c.AccessKeySecret != ""
}

func (e CredentialsEnv) names(idDefault, secretDefault string) string {
	e = e.or(idDefault, secretDefault)
	return e.AccessKeyIDEnv + " and " + e.AccessKeySecretEnv
}

// check says whether an endpoint can be opened with the profile.
func (p Profile) check(u *url.URL) error {
	if _, err := p.endpointCallers(u); err != nil {
		return err
	}
	if err := checkWords("provides", p.Provides, provided()); err != nil {
		return err
	}
	if err := checkWords("allow", p.Allow, allowed()); err != nil {
		return err
	}
	first, second := p.endpointAt(u)
	if first.Region == "" {
		return Usagef("target %s does not tell its region; set OSS_REGION, or region in a profile", u)
	}
	if p.SecondRegion != "" && second == (wire.Endpoint{}) {
		return Usagef("profile: secondRegion %s can't be put into %s in the place of %s; accepted: a region other than the first, with an endpoint that names its region", p.SecondRegion, u, first.Region)
	}
	if p.Dial != "" {
		if _, _, err := net.SplitHostPort(p.Dial); err != nil {
			return Usagef("profile: dial %q is no address; accepted: HOST:PORT", p.Dial)
		}
	}
	return nil
}

// endpointCallers reads the callers of an endpoint from the environment.
func (p Profile) endpointCallers(u *url.URL) (caller.Set, error) {
	owner, ok := p.Owner.read("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET")
	if !ok {
		return nil, Usagef("target %s needs the AccessKey of an account; set %s", u, p.Owner.names("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET"))
	}
	set := caller.Set{scenarios.Owner: owner}
	other, ok := p.OtherAccount.read("OSS403_OTHER_ACCESS_KEY_ID", "OSS403_OTHER_ACCESS_KEY_SECRET")
	if ok {
		set[scenarios.OtherAccount] = other
	} else if p.OtherAccount != (CredentialsEnv{}) {
		return nil, Usagef("the profile promises an AccessKey of another account; set %s", p.OtherAccount.names("", ""))
	}
	if p.Expired != (SessionEnv{}) && p.expired() == nil {
		return nil, Usagef("the profile promises a session past its Expiration; set %s and %s", p.Expired.names("", ""), p.Expired.SecurityTokenEnv)
	}
	return set, nil
}

// cloud is where the RAM and STS of Alibaba Cloud are, if they may be used.
func (p Profile) cloud(at wire.Endpoint) caller.Cloud {
	if !p.Provision {
		return caller.Cloud{}
	}
	return caller.Cloud{Scheme: "https", RAM: "ram.aliyuncs.com", STS: "sts." + at.Region + ".aliyuncs.com"}
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
	if p.SecondRegion != "" && region != "" && region != p.SecondRegion && strings.Contains(first.URL, region) {
		second = wire.Endpoint{URL: strings.Replace(first.URL, region, p.SecondRegion, 1), Region: p.SecondRegion}
	}
	return first, second
}
