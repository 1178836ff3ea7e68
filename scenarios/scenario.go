package scenarios

import (
	"encoding/json"
	"slices"
	"strings"
)

// Scenario is one row provoked in one way: a given state, a control request,
// one fault, and what must come back.
type Scenario struct {
	ID       string    // slug path that never changes; {carrier} stands for the carrier until expanded
	Row      string    // "R01" to "R51", or "X…" beyond the official page
	Title    string    // completes "it": what is refused
	Area     string    // the folder that it stands in
	Carriers []Carrier // the dimension; after Expand exactly one
	Given    State
	When     Request // the control: it must succeed
	Fault    Fault   // the only difference
	Besides  Fault   // in a scenario of precedence only: a second fault, whose answer must not come
	Then     Expectation
	Else     Expectation // where nothing orders Fault and Besides: the answer of Besides, which may come too
}

const carrierPlace = "{carrier}"

// Carrier is the carrier of an expanded scenario.
func (s Scenario) Carrier() Carrier { return s.Carriers[0] }

// AnswersHead says that the provocation goes out as HEAD, so that its refusal has no body.
func (s Scenario) AnswersHead() bool {
	if s.Fault.Kind == FaultMethod {
		return s.Fault.Value == "HEAD"
	}
	return s.Carrier().Head() || s.When.Method == "HEAD"
}

// Faulty is the state of the provocation.
func (s Scenario) Faulty() State { return s.Besides.In(s.Fault.In(s.Given)) }

// ChangesState says that provocation and control find different states.
func (s Scenario) ChangesState() bool {
	return s.Fault.Kind == FaultState || s.Besides.Kind == FaultState
}

// Code is the Code that the refusal must carry.
func (s Scenario) Code() string {
	if code, ok := s.Then.Field(FieldCode); ok {
		return code.Answers[0].Match.Text
	}
	return ""
}

// Sources lists every source that the expectation rests on, each once.
func (s Scenario) Sources() []Source {
	var all []Source
	for _, field := range s.Then.Fields {
		for _, answer := range field.Answers {
			all = append(all, answer.Evidence.Sources...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Capability is what a scenario needs of a target and a target may lack.
type Capability string

// The capabilities.
const (
	SignatureV1 Capability = "signature V1" // requests signed with version 1 are accepted
	SignatureV4 Capability = "signature V4" // requests signed with version 4 are accepted
	// Where the service restricts V1: an account, the buckets made from a day on, and URLs (EC 0002-00000079).
	SignatureV1NewBuckets Capability = "signature V1 on new buckets"
	SignatureV1BucketURLs Capability = "V1 URLs on bucket-level operations"
	RegionHosts           Capability = "region hosts"           // reached under the real host names oss-<region>.aliyuncs.com
	SecondRegion          Capability = "second region"          // the endpoint of another region, where a bucket can be made
	NoRegion              Capability = "region-less buckets"    // the endpoint oss-rg-china-mainland.aliyuncs.com
	SecondAccount         Capability = "second account"         // an AccessKey of another account
	WholeAccount          Capability = "account of its own"     // what concerns the whole account may be changed
	AccountKey            Capability = "account's own key"      // the owner signs with an AccessKey of the account, not of a RAM user in it
	SameSigningDay        Capability = "same signing day"       // far enough from midnight UTC for V4 skew
	Provisioning          Capability = "provisioning"           // RAM users, AccessKeys and roles can be made, and roles assumed
	ExpiredSession        Capability = "expired session"        // credentials of a session past its Expiration
	Namespaces            Capability = "hierarchical namespace" // buckets can be made with one
	ControlPort           Capability = "control port"           // states that no customer can bring about can be set
	FrozenBucket          Capability = "disabled bucket"        // of the owner, for security reasons
	OverdueBucket         Capability = "bucket in arrears"      // public-read, of an account in arrears
	DeletedOwner          Capability = "ownerless bucket"       // public-read, of an account that is deleted
	DeniedInVPC           Capability = "VPC endpoint policy"    // the caller comes through a VPC endpoint whose policy leaves a bucket out
	PlainRegion           Capability = "unaccelerated region"   // a region without transfer acceleration
	Irreversible          Capability = "irreversible steps"     // what can't be taken back may be done
	Billed                Capability = "billed steps"           // what costs more than requests may be done
)

// Capabilities lists them all.
func Capabilities() []Capability {
	return []Capability{SignatureV1, SignatureV1NewBuckets, SignatureV1BucketURLs, SignatureV4, RegionHosts, SecondRegion, NoRegion,
		SecondAccount, WholeAccount, AccountKey, SameSigningDay, Provisioning,
		ExpiredSession, Namespaces, FrozenBucket, OverdueBucket, DeletedOwner, DeniedInVPC, PlainRegion, ControlPort, Irreversible, Billed}
}

// Needs derives what the scenario needs of a target from what it does.
func (s Scenario) Needs() []Capability {
	var needs []Capability
	add := func(c Capability, when bool) {
		if when && !slices.Contains(needs, c) {
			needs = append(needs, c)
		}
	}
	form := s.Carrier().Form()
	v1 := form == FormV1Header || form == FormV1URL || form == FormPostV1
	add(SignatureV1, v1)
	add(SignatureV1NewBuckets, v1 && s.Given.Has(BucketACL) && s.Brought() == "")
	add(SignatureV1BucketURLs, form == FormV1URL && s.When.Names == Bucket)
	add(SignatureV4, form == FormV4Header || form == FormV4URL || form == FormPostV4 && s.Carrier() != PostUnsigned)
	add(RegionHosts, s.When.Host != "" || s.When.ByDomain || s.has(FaultPathStyle, FaultOtherRegion, FaultHost))
	add(SecondRegion, s.has(FaultOtherRegion))
	add(WholeAccount, s.When.Effect == AccountEffect)
	add(AccountKey, s.When.Caller == Owner && deniesEveryone(s.Given.Of(BucketPolicy)))
	add(SameSigningDay, timed(s) && (form == FormV4Header || form == FormV4URL))
	add(SecondAccount, s.SentBy(OtherAccount))
	add(Provisioning, s.SentBy(RAMUser) || s.SentBy(RoleSession) || s.has(FaultTokenOfOther))
	add(ExpiredSession, s.has(FaultTokenExpired))
	add(Irreversible, slices.Contains(lockingOperations(), s.When.Operation))
	add(Billed, s.When.Host != "")
	states := []State{s.Given, s.Faulty()}
	if brought := s.Brought(); brought != "" {
		add(brought, true)
		states = []State{s.Given.Without(VPCPolicy)} // where the user brings a VPC, its callers come through it anyway
	}
	for _, state := range states {
		for _, c := range state.needs() {
			add(c, true)
		}
	}
	return needs
}

// has says that one of its faults is of one of those kinds.
func (s Scenario) has(kinds ...FaultKind) bool {
	return slices.Contains(kinds, s.Fault.Kind) || slices.Contains(kinds, s.Besides.Kind)
}

// Undecided says that nothing orders its two faults: either may answer.
func (s Scenario) Undecided() bool { return len(s.Else.Fields) > 0 }

// SentBy says that control or provocation is sent by c.
func (s Scenario) SentBy(c Caller) bool {
	return slices.Contains([]Caller{s.When.Caller, s.Fault.Caller, s.Besides.Caller}, c)
}

// ChangesAccount says that no other scenario may run on the account meanwhile.
func (s Scenario) ChangesAccount() bool { return slices.Contains(s.Needs(), WholeAccount) }

// lockingOperations are those whose success can't be taken back.
func lockingOperations() []string { return []string{"CompleteBucketWorm", "ExtendBucketWorm"} }

// deniesEveryone: only the account itself is exempt from such a policy.
// https://help.aliyun.com/en/oss/user-guide/bucket-policy/
func deniesEveryone(policy string) bool {
	var read struct {
		Statement []struct {
			Effect    string
			Principal []string
			Condition json.RawMessage
		}
	}
	if json.Unmarshal([]byte(policy), &read) != nil {
		return false
	}
	for _, s := range read.Statement {
		if s.Effect == "Deny" && slices.Contains(s.Principal, "*") && s.Condition == nil {
			return true
		}
	}
	return false
}

// timed: the request is signed at another time than the server's.
func timed(s Scenario) bool {
	return s.has(FaultClock, FaultExpired) || s.When.Shift != 0
}

// Expand makes one scenario for each carrier of each of the given ones.
func Expand(area string, families ...[]Scenario) []Scenario {
	var all []Scenario
	for _, s := range slices.Concat(families...) {
		for _, c := range s.Carriers {
			one := s
			one.ID = strings.ReplaceAll(s.ID, carrierPlace, string(c))
			one.Area = area
			one.Carriers = []Carrier{c}
			one.Then = s.Then.For(c)
			if one.AnswersHead() {
				one.Then = one.Then.withoutBody()
			}
			all = append(all, one)
		}
	}
	return all
}
