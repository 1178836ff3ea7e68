package scenarios

import (
	"encoding/json"
	"slices"
	"strings"
)

// Scenario is one row provoked in one way: a given state, a control request,
// one fault, and what must come back.
type Scenario struct {
	ID       string    // a slug path that never changes; until Expand, {carrier} stands for the carrier
	Row      string    // "R01" to "R51", or "X…" beyond the official page
	Title    string    // says what is refused
	Area     string    // the folder that it stands in
	Carriers []Carrier // one scenario for each; after Expand exactly one
	Given    State
	When     Request // the control: it must succeed
	Fault    Fault   // the only difference
	Besides  Fault   // only in a scenario of precedence: a second fault, whose refusal must not come
	Then     Expectation
	Else     Expectation // where no source orders Fault and Besides: the refusal for Besides, which is accepted too
	Order    Evidence    // only with Besides: what says that the refusal in Then comes; without a level: nothing does

	Confirmed string `json:"-"` // the last day on which it passed in a recording of the service, YYYY-MM-DD; empty: never
}

const carrierPlace = "{carrier}"

// Carrier is the carrier of an expanded scenario.
func (s Scenario) Carrier() Carrier { return s.Carriers[0] }

// AnswersHead reports whether the provocation is a HEAD request, so that its refusal has no body.
func (s Scenario) AnswersHead() bool {
	signed := s.When.Method
	if s.Carrier().Head() {
		signed = "HEAD"
	}
	return s.Fault.Method(signed) == "HEAD"
}

// Faulty is the state of the provocation.
func (s Scenario) Faulty() State { return s.Besides.In(s.Fault.In(s.Given)) }

// ChangesState reports whether provocation and control run on different states.
func (s Scenario) ChangesState() bool {
	return s.Fault.Kind == FaultState || s.Besides.Kind == FaultState
}

// Done reports whether the request is done in spite of the answer: HTTP 203 says that an object is stored,
// and that its callback failed. https://help.aliyun.com/zh/oss/developer-reference/callback
func (s Scenario) Done() bool {
	status, _ := s.Then.Field(FieldStatus)
	return slices.ContainsFunc(status.Answers, func(a Accepted) bool { return a.Match.Text == "203" })
}

// Code is the Code of the expected refusal.
func (s Scenario) Code() string {
	if code, ok := s.Then.Field(FieldCode); ok {
		return code.Answers[0].Match.Text
	}
	return ""
}

// Sources lists the sources of the expectation, and of the order of two faults, each once.
func (s Scenario) Sources() []Source {
	var all []Source
	for _, field := range s.Then.Fields {
		for _, answer := range field.Answers {
			all = append(all, answer.Evidence.Sources...)
		}
	}
	all = append(all, s.Order.Sources...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Sure is the lower one of the levels of Code and Message.
func (s Scenario) Sure() Level {
	level := LevelCaptured
	for _, name := range []string{FieldCode, FieldMessage} {
		field, expected := s.Then.Field(name)
		if !expected {
			return LevelInferred
		}
		if weaker(field.Level(), level) {
			level = field.Level()
		}
	}
	return level
}

// Shown lists the sources of the expectation, and of the order of two faults, by level, the highest level first. A source that shows values
// of more than one level stands under the highest one.
func (s Scenario) Shown() []Evidence {
	var all []Evidence
	var before []Source
	for _, level := range []Level{LevelCaptured, LevelDocumented, LevelInferred} {
		var own []Source
		for _, field := range s.Then.Fields {
			for _, answer := range field.Answers {
				if answer.Evidence.Level == level {
					own = append(own, answer.Evidence.Sources...)
				}
			}
		}
		if s.Order.Level == level {
			own = append(own, s.Order.Sources...)
		}
		slices.Sort(own)
		own = slices.DeleteFunc(slices.Compact(own), func(source Source) bool { return slices.Contains(before, source) })
		before = append(before, own...)
		all = append(all, Evidence{level, own})
	}
	return all
}

// Capability is something that a scenario needs and that a target may lack.
type Capability string

// The capabilities.
const (
	SignatureV1   Capability = "signature V1"               // accepts requests signed with version 1
	SignatureV4   Capability = "signature V4"               // accepts requests signed with version 4
	SignatureV2   Capability = "signature V2"               // accepts requests signed with version 2
	SignatureS3V2 Capability = "S3-compatible signature V2" // accepts requests signed as version 2 of S3
	SignatureS3V4 Capability = "S3-compatible signature V4" // accepts requests signed as version 4 of S3
	// The service restricts V1 for some accounts, for buckets made from a day on, and in URLs (EC 0002-00000079).
	SignatureV1NewBuckets Capability = "signature V1 on new buckets"
	SignatureV1BucketURLs Capability = "V1 URLs on bucket-level operations"
	RegionHosts           Capability = "region hosts"           // answers under the real host names oss-<region>.aliyuncs.com
	SecondRegion          Capability = "second region"          // has an endpoint in another region, where the run can make a bucket
	NoRegion              Capability = "region-less buckets"    // has the endpoint oss-rg-china-mainland.aliyuncs.com
	SecondAccount         Capability = "second account"         // an AccessKey of another account
	WholeAccount          Capability = "account of its own"     // the run may change settings of the whole account
	AccountKey            Capability = "account's own key"      // the owner signs with an AccessKey of the account itself, not of a RAM user
	SameSigningDay        Capability = "same signing day"       // midnight UTC is so far away that a shifted V4 date stays on this day
	Provisioning          Capability = "provisioning"           // the run can make RAM users, AccessKeys and roles, and assume roles
	ExpiredSession        Capability = "expired session"        // has credentials of a session past its Expiration
	Namespaces            Capability = "hierarchical namespace" // the run can make buckets with one
	ObjectWorms           Capability = "object-level retention" // the account is invited to it: the run can enable it for a bucket
	Invited               Capability = "features on request"    // OSS has opened to the account what it opens on request, or tells on no page
	CallbackReach         Capability = "callback server"        // reaches a server of the run by its callbacks
	ControlPort           Capability = "control port"           // sets states that no customer can bring about
	FrozenBucket          Capability = "disabled bucket"        // a bucket of the owner, disabled for security reasons
	OverdueBucket         Capability = "bucket in arrears"      // a public-read bucket of an account in arrears
	DeletedOwner          Capability = "ownerless bucket"       // a public-read bucket of a deleted account
	DeniedInVPC           Capability = "VPC endpoint policy"    // the caller comes through a VPC endpoint whose policy does not allow a bucket
	PlainRegion           Capability = "unaccelerated region"   // a region without transfer acceleration
	Irreversible          Capability = "irreversible steps"     // the run may do what can't be undone
	Billed                Capability = "billed steps"           // the run may do what costs more than requests
)

// Capabilities lists all capabilities.
func Capabilities() []Capability {
	return []Capability{SignatureV1, SignatureV1NewBuckets, SignatureV1BucketURLs, SignatureV4, SignatureV2,
		SignatureS3V2, SignatureS3V4, RegionHosts, SecondRegion, NoRegion, SecondAccount, WholeAccount, AccountKey, SameSigningDay, Provisioning,
		ExpiredSession, Namespaces, ObjectWorms, Invited, FrozenBucket, OverdueBucket, DeletedOwner, DeniedInVPC, PlainRegion, CallbackReach,
		ControlPort, Irreversible, Billed}
}

// Offered lists the capabilities that the service offers an account in a region, or does not, so that a run there shows it.
// The others are what the user of the suite brings or allows.
func Offered() []Capability {
	return []Capability{SignatureV1, SignatureV1NewBuckets, SignatureV1BucketURLs, SignatureV4, SignatureV2, SignatureS3V2, SignatureS3V4,
		NoRegion, Namespaces, ObjectWorms}
}

// Needs lists the capabilities that the scenario needs. It derives them from the requests, faults and states.
func (s Scenario) Needs() []Capability {
	var needs []Capability
	add := func(c Capability, when bool) {
		if when && !slices.Contains(needs, c) {
			needs = append(needs, c)
		}
	}
	faulty := func(c Capability) bool { return s.Fault.Needs(c) || s.Besides.Needs(c) }
	form := s.Carrier().Form()
	v1 := form == FormV1Header || form == FormV1URL || form == FormPostV1
	add(SignatureV1, v1)
	add(SignatureV1NewBuckets, v1 && s.Given.Has(BucketACL) && s.Brought() == "")
	add(SignatureV1BucketURLs, form == FormV1URL && s.When.Names == Bucket)
	add(SignatureV2, form == FormV2Header || form == FormV2URL)
	add(SignatureS3V2, slices.Contains([]Form{FormS3V2Header, FormS3V2URL, FormPostS3V2}, form))
	add(SignatureS3V4, slices.Contains([]Form{FormS3V4Header, FormS3V4URL, FormS3V4Chunked, FormPostS3V4}, form))
	add(SignatureV4, form == FormV4Header || form == FormV4URL || form == FormPostV4 && s.Carrier() != PostUnsigned)
	add(RegionHosts, s.When.Host != "" || s.When.ByDomain || s.When.ByBox || faulty(RegionHosts))
	add(SecondRegion, faulty(SecondRegion))
	add(WholeAccount, s.When.Effect == AccountEffect)
	add(AccountKey, s.When.Caller == Owner && deniesEveryone(s.Given.Of(BucketPolicy)))
	add(SameSigningDay, (faulty(SameSigningDay) || s.When.Shift != 0) && (form == FormV4Header || form == FormV4URL))
	add(SecondAccount, s.SentBy(OtherAccount))
	add(Provisioning, s.SentBy(RAMUser) || s.SentBy(RoleSession) || faulty(Provisioning))
	add(ExpiredSession, faulty(ExpiredSession))
	add(Irreversible, slices.Contains(lockingOperations(), s.When.Operation) || slices.Contains(lastingOperations(), s.When.Operation) ||
		s.When.SubResource == "objectWorm" && s.When.Writes())
	add(ObjectWorms, s.When.SubResource == "objectWorm")
	add(Invited, slices.Contains(invitedOperations(), s.When.Operation))
	add(Billed, s.When.Host != "")
	states := []State{s.Given, s.Faulty()}
	if brought := s.Brought(); brought != "" {
		add(brought, true)
		states = []State{s.Given.Without(VPCPolicy)} // where the user brings a VPC, every request comes through it
	}
	for _, state := range states {
		for _, c := range state.needs() {
			add(c, true)
		}
	}
	return needs
}

// Undecided reports whether no source orders the two faults, so that either refusal is accepted.
func (s Scenario) Undecided() bool { return len(s.Else.Fields) > 0 }

// SentBy reports whether c sends the control or the provocation.
func (s Scenario) SentBy(c Caller) bool {
	return slices.Contains([]Caller{s.When.Caller, s.Fault.Caller, s.Besides.Caller}, c)
}

// ChangesAccount reports whether the scenario changes settings of the whole account. No other scenario may run meanwhile.
func (s Scenario) ChangesAccount() bool { return slices.Contains(s.Needs(), WholeAccount) }

// lockingOperations lists the operations whose success can't be undone.
func lockingOperations() []string { return []string{"CompleteBucketWorm", "ExtendBucketWorm"} }

// lastingOperations lists the operations that begin what no request ends at once.
// https://www.alibabacloud.com/help/en/oss/developer-reference/deletebucketreplication
func lastingOperations() []string {
	return []string{"PutBucketReplication", "CreateBucketDataRedundancyTransition"}
}

// invitedOperations lists the operations that OSS opens on request, or that SDK v1 alone tells of.
// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketqosinfo
func invitedOperations() []string {
	return []string{"PutBucketQoSInfo", "GetUserQoSInfo", "PutBucketResponseHeader", "DeleteBucketTransferAcceleration"}
}

// deniesEveryone reports whether the policy denies every caller without a condition. Only the
// account itself is exempt from such a policy.
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

// Expand makes one scenario for each carrier of each given scenario.
func Expand(area string, families ...[]Scenario) []Scenario {
	var all []Scenario
	for _, s := range slices.Concat(families...) {
		for _, c := range s.Carriers {
			one := s
			one.ID = strings.ReplaceAll(s.ID, carrierPlace, string(c))
			one.Area = area
			one.Carriers = []Carrier{c}
			one.Then = s.Then.For(c)
			if c.Form().dressedAsS3() {
				one.Then = one.Then.toS3(slices.Contains(PostS3(), c))
			}
			if one.AnswersHead() {
				one.Then = one.Then.withoutBody()
			}
			all = append(all, one)
		}
	}
	return all
}
