package target

import (
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/harness/verdict"
	"github.com/oss403/oss403/scenarios"
)

// Profile describes a target beyond its target string: addresses, callers, capabilities,
// permissions and limits. It never holds a secret. profile.schema.json describes the file;
// samples/ has an example for each kind of target.
type Profile struct {
	Region       string   `yaml:"region"`       // e.g. ap-southeast-1; empty: read from the endpoint's host name, else OSS_REGION
	SecondRegion string   `yaml:"secondRegion"` // another region; the run makes a few buckets there
	Addressing   string   `yaml:"addressing"`   // virtual-host or path; empty: path for IP addresses and localhost
	Dial         string   `yaml:"dial"`         // HOST:PORT of every connection, for every host name
	CA           string   `yaml:"ca"`           // file with the certificates to trust, PEM
	Signing      []string `yaml:"signing"`      // the signatures that the target accepts: V1, V2, V4, S3; empty: all

	Product Product `yaml:"product"` // what is behind the endpoint, for the reports

	Owner        Account    `yaml:"owner"`
	OtherAccount Account    `yaml:"otherAccount"`
	Provision    bool       `yaml:"provision"`      // allow making and removing RAM users and a role with the owner's AccessKey
	RAM          string     `yaml:"ram"`            // address of RAM; empty: https://ram.aliyuncs.com
	STS          string     `yaml:"sts"`            // address of STS; empty: https://sts.<region>.aliyuncs.com
	Expired      SessionEnv `yaml:"expiredSession"` // a session past its Expiration; absent: the one that an earlier run has kept
	Fixtures     Fixtures   `yaml:"fixtures"`       // buckets and a region that the user brings
	Callback     Callback   `yaml:"callback"`       // where the target reaches a server of the run

	Provides []string `yaml:"provides"` // what the target has; accepted: provided
	Allow    []string `yaml:"allow"`    // what a run may do there; accepted: permissions
	Limits   Limits   `yaml:"limits"`   // limits of a run
	Timeouts Timeouts `yaml:"timeouts"` // how long a run waits
}

// Product says what is behind the endpoint. Nothing but the reports reads it.
type Product struct {
	Name    string `yaml:"name"`
	Version string `yaml:"version"`
	Vendor  string `yaml:"vendor"`
}

func (p Product) told() verdict.Product {
	return verdict.Product{Name: p.Name, Version: p.Version, Vendor: p.Vendor}
}

// Account names the environment variables with the credentials of an account, or the chain.
type Account struct {
	AccessKeyIDEnv     string `yaml:"accessKeyIdEnv"`
	AccessKeySecretEnv string `yaml:"accessKeySecretEnv"`
	SecurityTokenEnv   string `yaml:"securityTokenEnv"`
	Chain              bool   `yaml:"chain"` // use the credential chain of aliyun/credentials-go
}

// SessionEnv names the environment variables with temporary credentials.
type SessionEnv struct {
	AccessKeyIDEnv     string `yaml:"accessKeyIdEnv"`
	AccessKeySecretEnv string `yaml:"accessKeySecretEnv"`
	SecurityTokenEnv   string `yaml:"securityTokenEnv"`
}

// Callback says where the callbacks of the target reach a server that the run starts.
type Callback struct {
	Listen string `yaml:"listen"` // HOST:PORT at which the run listens
	URL    string `yaml:"url"`    // the public URL that leads there
}

// Fixtures names buckets and a region in states that no customer can bring about.
type Fixtures struct {
	FrozenBucket         string `yaml:"frozenBucket"`         // bucket of the owner, disabled for security reasons
	OverdueBucket        string `yaml:"overdueBucket"`        // public-read bucket of an account in arrears
	DeletedOwnerBucket   string `yaml:"deletedOwnerBucket"`   // public-read bucket of a deleted account
	VPCDeniedBucket      string `yaml:"vpcDeniedBucket"`      // bucket of the owner that the policy of the run's VPC endpoint does not allow
	NoAccelerationRegion string `yaml:"noAccelerationRegion"` // region without transfer acceleration
}

// Of returns the key for a capability and its value.
func (f Fixtures) Of(c scenarios.Capability) (key, name string) {
	switch c {
	case scenarios.FrozenBucket:
		return "frozenBucket", f.FrozenBucket
	case scenarios.OverdueBucket:
		return "overdueBucket", f.OverdueBucket
	case scenarios.DeletedOwner:
		return "deletedOwnerBucket", f.DeletedOwnerBucket
	case scenarios.DeniedInVPC:
		return "vpcDeniedBucket", f.VPCDeniedBucket
	case scenarios.PlainRegion:
		return "noAccelerationRegion", f.NoAccelerationRegion
	}
	return "", ""
}

// Limits says how much a run may ask of a target.
type Limits struct {
	RequestsPerSecond *float64 `yaml:"requestsPerSecond"` // absent: as many as the target answers
	Buckets           *int     `yaml:"buckets"`           // the most at the same time; absent: defaultBuckets
}

// Timeouts says how long a run waits for a target.
type Timeouts struct {
	Request  *time.Duration `yaml:"request"`  // for each request; absent: DefaultTimeout
	Settling *time.Duration `yaml:"settling"` // until a change of rights or settings takes effect; absent: defaultSettling
}

// defaultSettling is the longest time until a change of rights takes effect on the service.
const defaultSettling = time.Minute

// provided lists the accepted words of provides in a profile.
func provided() []scenarios.Capability {
	return []scenarios.Capability{scenarios.NoRegion, scenarios.WholeAccount, scenarios.AccountKey, scenarios.Namespaces,
		scenarios.ObjectWorms, scenarios.Invited}
}

// A permission is a word of allow in a profile, or of --allow, with its capability.
type permission struct {
	word string
	of   scenarios.Capability
}

func permissions() []permission {
	return []permission{{"irreversible", scenarios.Irreversible}, {"billed", scenarios.Billed}}
}

// permissionWords lists the accepted words of allow.
func permissionWords() []string {
	var all []string
	for _, p := range permissions() {
		all = append(all, p.word)
	}
	return all
}

// Permissions lists the accepted words of allow, for help and errors.
func Permissions() string { return strings.Join(permissionWords(), ", ") }

// provides lists the capabilities that the profile declares, and those that the profile or the flag allows.
func (p Profile) provides(flag []string) []scenarios.Capability {
	var all []scenarios.Capability
	for _, word := range p.Provides {
		all = append(all, scenarios.Capability(word))
	}
	for _, may := range permissions() {
		if slices.Contains(p.Allow, may.word) || slices.Contains(flag, may.word) {
			all = append(all, may.of)
		}
	}
	return all
}

func (t Timeouts) settling() time.Duration {
	if t.Settling == nil {
		return defaultSettling
	}
	return *t.Settling
}

// defaultBuckets leaves room for the account's own buckets: it may have 100 in a region.
const defaultBuckets = 60

// leastBuckets is the number of buckets that a process needs at the same time.
const leastBuckets = 4

// traffic is the limit for one of the processes that share a run: its part of the rate, or all of it with turns to take.
func (l Limits) traffic(spec Spec) traffic.Limits {
	switch {
	case l.RequestsPerSecond == nil:
		return traffic.Limits{}
	case spec.Turns != "":
		return traffic.Limits{PerSecond: *l.RequestsPerSecond, Turns: spec.Turns}
	}
	return traffic.Limits{PerSecond: *l.RequestsPerSecond / float64(max(1, spec.Share))}
}

// buckets is the most buckets that one of share processes may have.
func (l Limits) buckets(share int) int { return l.allBuckets() / max(1, share) }

func (l Limits) allBuckets() int {
	if l.Buckets == nil {
		return defaultBuckets
	}
	return *l.Buckets
}
