package target

import (
	"slices"
	"strings"
	"time"

	"github.com/oss403/oss403/harness/internal/traffic"
	"github.com/oss403/oss403/scenarios"
)

// Profile says what one target string can't: where things are, who calls, what the
// target has, what may be done on it, and how much of it. It never holds a secret.
// profile.schema.json describes the file, and samples/ has one for each kind of target.
type Profile struct {
	Region       string   `yaml:"region"`       // e.g. ap-southeast-1; empty: read from the endpoint's host name, else OSS_REGION
	SecondRegion string   `yaml:"secondRegion"` // another region; a few buckets are made there
	Addressing   string   `yaml:"addressing"`   // virtual-host or path; empty: path for IP addresses and localhost
	Dial         string   `yaml:"dial"`         // HOST:PORT that every connection goes to, whatever its host name
	CA           string   `yaml:"ca"`           // file with the certificates to trust, PEM
	Signing      []string `yaml:"signing"`      // versions that are accepted, of V1 and V4; empty: both

	Owner        Account    `yaml:"owner"`
	OtherAccount Account    `yaml:"otherAccount"`
	Provision    bool       `yaml:"provision"`      // let RAM users and a role be made, and removed, with the owner's AccessKey
	RAM          string     `yaml:"ram"`            // address of RAM; empty: https://ram.aliyuncs.com
	STS          string     `yaml:"sts"`            // address of STS; empty: https://sts.<region>.aliyuncs.com
	Expired      SessionEnv `yaml:"expiredSession"` // of an earlier run, past its Expiration; absent: one that such a run has kept
	Fixtures     Fixtures   `yaml:"fixtures"`       // what the user brings

	Provides []string `yaml:"provides"` // what the target has, of provided
	Allow    []string `yaml:"allow"`    // what may be done on it, of permissions
	Limits   Limits   `yaml:"limits"`   // of what a run asks
	Timeouts Timeouts `yaml:"timeouts"` // of what it waits for
}

// Account says where the credentials of an account are.
type Account struct {
	AccessKeyIDEnv     string `yaml:"accessKeyIdEnv"`
	AccessKeySecretEnv string `yaml:"accessKeySecretEnv"`
	SecurityTokenEnv   string `yaml:"securityTokenEnv"`
	Chain              bool   `yaml:"chain"` // the credential chain of aliyun/credentials-go
}

// SessionEnv names the environment variables that hold temporary credentials.
type SessionEnv struct {
	AccessKeyIDEnv     string `yaml:"accessKeyIdEnv"`
	AccessKeySecretEnv string `yaml:"accessKeySecretEnv"`
	SecurityTokenEnv   string `yaml:"securityTokenEnv"`
}

// Fixtures are states that no customer can bring about, and that the user has.
type Fixtures struct {
	FrozenBucket         string `yaml:"frozenBucket"`         // of the owner, disabled for security reasons
	OverdueBucket        string `yaml:"overdueBucket"`        // public-read, of an account in arrears
	DeletedOwnerBucket   string `yaml:"deletedOwnerBucket"`   // public-read, of an account that is deleted
	VPCDeniedBucket      string `yaml:"vpcDeniedBucket"`      // of the owner; the policy of the VPC endpoint of the run does not allow it
	NoAccelerationRegion string `yaml:"noAccelerationRegion"` // without transfer acceleration
}

// Of is the key and the value of what stands for a capability.
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

// Limits are how much a run may ask of a target.
type Limits struct {
	RequestsPerSecond *float64 `yaml:"requestsPerSecond"` // absent: as many as the target answers
	Buckets           *int     `yaml:"buckets"`           // at the same time; absent: DefaultBuckets
}

// Timeouts are how long a run waits for a target.
type Timeouts struct {
	Request  *time.Duration `yaml:"request"`  // each; absent: DefaultTimeout
	Settling *time.Duration `yaml:"settling"` // until a change of rights or settings counts; absent: DefaultSettling
}

// DefaultSettling is how long a change of rights may take on the service.
const DefaultSettling = time.Minute

// provided is what provides of a profile may say.
func provided() []scenarios.Capability {
	return []scenarios.Capability{scenarios.NoRegion, scenarios.WholeAccount, scenarios.AccountKey, scenarios.Namespaces}
}

// A permission is a word of allow, in a profile or --allow, and what it lets a run do.
type permission struct {
	word string
	of   scenarios.Capability
}

func permissions() []permission {
	return []permission{{"irreversible", scenarios.Irreversible}, {"billed", scenarios.Billed}}
}

// permissionWords are what allow may say.
func permissionWords() []string {
	var all []string
	for _, p := range permissions() {
		all = append(all, p.word)
	}
	return all
}

// Permissions are what allow may say, for help and errors.
func Permissions() string { return strings.Join(permissionWords(), ", ") }

// provides is what the target has, and what is allowed on it, there or by a flag.
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
		return DefaultSettling
	}
	return *t.Settling
}

// DefaultBuckets leaves an account, which may have 100 in a region, room for its own.
const DefaultBuckets = 60

// leastBuckets is how many buckets a process needs at the same time.
const leastBuckets = 4

// traffic is what one of share processes may send.
func (l Limits) traffic(share int) traffic.Limits {
	if l.RequestsPerSecond == nil {
		return traffic.Limits{}
	}
	return traffic.Limits{PerSecond: *l.RequestsPerSecond / float64(max(1, share))}
}

// buckets is how many of them one of share processes may hold.
func (l Limits) buckets(share int) int { return l.allBuckets() / max(1, share) }

func (l Limits) allBuckets() int {
	if l.Buckets == nil {
		return DefaultBuckets
	}
	return *l.Buckets
}
