package decide_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/internal/decide"
	"github.com/oss403/oss403/harness/internal/target"
)

// policy is a document with one statement.
func policy(effect, action, resource, more string) string {
	return `{"Version":"1","Statement":[{"Effect":"` + effect + `","Action":"` + action + `","Resource":"` + resource + `"` + more + `}]}`
}

// allBut is a control policy that allows everything but an action.
func allBut(action string) string {
	return `{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},` +
		`{"Effect":"Deny","Action":"` + action + `","Resource":"*"}]}`
}

const (
	get, put, list = "oss:GetObject", "oss:PutObject", "oss:ListObjects"
	photo          = "photos/2024/cat.jpg"
	everything     = "acs:oss:*:*:*"
)

// reads is the plainest question.
var reads = decide.Question{Caller: "user", Action: get, Resource: photo}

// with says one more thing of a question.
func with(q decide.Question, name, text string) decide.Question {
	if err := q.Set(name, text); err != nil {
		panic(err)
	}
	return q
}

// conditional allows the user everything on a condition.
func conditional(condition string) decide.World {
	return decide.World{UserPolicies: []string{policy("Allow", "oss:*", everything, `,"Condition":{`+condition+`}`)}}
}

// What decides is one thing in each pair: the first question is allowed, and the second one refused.
func TestDecide(t *testing.T) {
	reader := policy("Allow", get, "acs:oss:*:*:photos/2024/*", "")
	all := policy("Allow", "oss:*", everything, "")
	tests := []struct {
		name             string
		world            decide.World
		allowed, refused decide.Question
		code, says       string // of the refusal
	}{
		{"a RAM policy on a folder", decide.World{UserPolicies: []string{reader}},
			decide.Question{Caller: "user", Action: get, Resource: photo},
			decide.Question{Caller: "user", Action: get, Resource: "photos/2025/cat.jpg"},
			"AccessDenied", "ImplicitDeny"},
		{"several RAM policies", decide.World{UserPolicies: []string{reader, policy("Deny", list, everything, "")}},
			decide.Question{Caller: "user", Action: get, Resource: photo}, decide.Question{Caller: "user", Action: list, Resource: "photos"},
			"AccessDenied", "says ExplicitDeny"},
		{"a session policy", decide.World{SessionPolicy: reader},
			decide.Question{Caller: "session", Action: get, Resource: photo}, decide.Question{Caller: "session", Action: put, Resource: photo},
			"AccessDenied", "session policy"},
		{"a bucket policy that denies", decide.World{UserPolicies: []string{all},
			BucketPolicy: policy("Deny", put, "acs:oss:*:*:photos/*", `,"Principal":["*"]`)},
			decide.Question{Caller: "user", Action: get, Resource: photo}, decide.Question{Caller: "user", Action: put, Resource: photo},
			"AccessDenied", "bucket policy says ExplicitDeny"},
		{"a control policy", decide.World{UserPolicies: []string{all}, ControlPolicy: allBut(put)},
			decide.Question{Caller: "user", Action: get, Resource: photo}, decide.Question{Caller: "user", Action: put, Resource: photo},
			"AccessDenied", "control policy"},
		{"a VPC policy", decide.World{UserPolicies: []string{all},
			VPCPolicy: policy("Allow", "oss:*", "acs:oss:*:*:photos*", `,"Principal":["*"]`)},
			decide.Question{Caller: "user", Action: get, Resource: photo}, decide.Question{Caller: "user", Action: get, Resource: "other/cat.jpg"},
			"AccessDenied", "VPC"},
		{"the ACL of the bucket", decide.World{BucketACL: "public-read", Public: true},
			decide.Question{Caller: "anonymous", Action: get, Resource: photo}, decide.Question{Caller: "anonymous", Action: put, Resource: photo},
			"AccessDenied", "bucket-acl"},
		{"the ACL of the object", decide.World{BucketACL: "public-read", ObjectACL: "private", Public: true},
			decide.Question{Caller: "owner", Action: get, Resource: photo}, decide.Question{Caller: "other", Action: get, Resource: photo},
			"AccessDenied", "object-acl"},
		{"an access point policy", decide.World{UserPolicies: []string{all}, Public: true, Names: decide.Names{"region": "eu-west-1"},
			PointPolicy: policy("Allow", get, "acs:oss:eu-west-1:*:accesspoint/ap-01/object/*", `,"Principal":["*"]`)},
			decide.Question{Caller: "user", Action: get, Resource: photo}, decide.Question{Caller: "user", Action: put, Resource: photo},
			"AccessDenied", "access point policy says ImplicitDeny"},
		{"an access point of another name", decide.World{UserPolicies: []string{all}, Public: true, Point: "other",
			PointPolicy: policy("Allow", "oss:*", "acs:oss:*:*:accesspoint/ap-01/object/*", `,"Principal":["*"]`)},
			with(decide.Question{Caller: "user", Action: get, Resource: photo}, "via", "bucket"),
			decide.Question{Caller: "user", Action: get, Resource: photo},
			"AccessDenied", "access point policy says ImplicitDeny"},
		{"an access point of one VPC", decide.World{UserPolicies: []string{all}, Public: true, PointVPC: "vpc-1",
			PointPolicy: policy("Allow", "oss:*", "acs:oss:*:*:accesspoint/ap-01/object/*", `,"Principal":["*"]`)},
			with(decide.Question{Caller: "user", Action: get, Resource: photo}, "vpc", "vpc-1"),
			decide.Question{Caller: "user", Action: get, Resource: photo},
			"AccessDenied", "permission/point-network"},
		{"a second RAM user", decide.World{UserPolicies: []string{all}},
			decide.Question{Caller: "user", Action: get, Resource: photo}, decide.Question{Caller: "colleague", Action: get, Resource: photo},
			"AccessDenied", "permission"},
		{"the UID of a RAM user", decide.World{Names: decide.Names{"user": "200000000000000001", "colleague": "200000000000000002"},
			BucketPolicy: policy("Allow", get, "acs:oss:*:*:photos/*", `,"Principal":["200000000000000002"]`)},
			decide.Question{Caller: "colleague", Action: get, Resource: photo}, decide.Question{Caller: "user", Action: get, Resource: photo},
			"AccessDenied", "SubUser 200000000000000001"},
		{"the UID of the owner", decide.World{Names: decide.Names{"owner": "100000000000000001"},
			UserPolicies: []string{policy("Allow", "oss:*", "acs:oss:*:100000000000000001:photos/2024/*", "")}},
			decide.Question{Caller: "user", Action: get, Resource: photo},
			decide.Question{Caller: "user", Action: get, Resource: "photos/2025/cat.jpg"},
			"AccessDenied", "acs:oss:cn-hangzhou:100000000000000001:photos/2025/cat.jpg"},
		{"a role and its session", decide.World{Public: true, Names: decide.Names{"role": "reader", "session": "night"},
			RolePolicies: []string{policy("Allow", list, everything, "")},
			BucketPolicy: policy("Allow", get, "acs:oss:*:*:photos/*", `,"Principal":["arn:sts::*:assumed-role/reader/night"]`)},
			decide.Question{Caller: "session", Action: get, Resource: photo}, decide.Question{Caller: "session", Action: put, Resource: photo},
			"AccessDenied", "bucket policy says ImplicitDeny"},
		{"the source address", conditional(`"IpAddress":{"acs:SourceIp":"203.0.113.0/24"}`),
			with(reads, "from", "203.0.113.5"), with(reads, "from", "198.51.100.5"), "AccessDenied", "ImplicitDeny"},
		{"the source VPC", conditional(`"StringEquals":{"acs:SourceVpc":"vpc-1"}`),
			with(reads, "vpc", "vpc-1"), reads, "AccessDenied", "ImplicitDeny"},
		{"TLS", conditional(`"Bool":{"acs:SecureTransport":"true"}`), reads, with(reads, "tls", "no"), "AccessDenied", "ImplicitDeny"},
		{"the time", conditional(`"DateLessThan":{"acs:CurrentTime":"2030-01-01T00:00:00Z"}`),
			with(reads, "time", "2029-12-31T23:00:00Z"), with(reads, "time", "2030-01-01T01:00:00Z"), "AccessDenied", "ImplicitDeny"},
		{"the User-Agent", conditional(`"StringLike":{"acs:UserAgent":"tool/*"}`),
			with(reads, "user-agent", "tool/1"), with(reads, "user-agent", "other"), "AccessDenied", "ImplicitDeny"},
		{"tags of the object", conditional(`"StringEquals":{"oss:ExistingObjectTag/team":"red"}`),
			with(reads, "object-tags", "team=red"),
			with(decide.Question{Caller: "user", Action: get, Resource: "photos/b"}, "object-tags", "team=blue"),
			"AccessDenied", "ImplicitDeny"},
		{"tags of the bucket", conditional(`"StringEquals":{"oss:BucketTag/team":"red"}`),
			with(reads, "bucket-tags", "team=red"), decide.Question{Caller: "user", Action: get, Resource: "other/b"},
			"AccessDenied", "ImplicitDeny"},
		{"an operation of the service", decide.World{UserPolicies: []string{policy("Allow", "oss:ListBuckets", everything, "")}},
			decide.Question{Caller: "user", Action: "oss:ListBuckets"},
			decide.Question{Caller: "user", Action: "oss:PutBucket", Resource: "made-by-user"},
			"AccessDenied", "ImplicitDeny"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			court, err := decide.Open(t.Context(), test.world, []decide.Question{test.allowed, test.refused})
			if err != nil {
				t.Fatal(err)
			}
			defer court.Close(t.Context())
			d, err := court.Decide(t.Context(), test.allowed)
			if err != nil || !d.Allowed {
				t.Errorf("%+v %v", d, err)
			}
			d, err = court.Decide(t.Context(), test.refused)
			if err != nil || d.Allowed || d.Code != test.code || !strings.Contains(strings.Join(d.Says, "\n"), test.says) {
				t.Errorf("%+v %v", d, err)
			}
		})
	}
}

// What an allowed request changes is undone before the next question.
func TestQuestionsDoNotChangeTheWorld(t *testing.T) {
	w := decide.World{BucketPolicy: policy("Deny", get, "acs:oss:*:*:photos/*",
		`,"Principal":["*"],"Condition":{"Bool":{"acs:SecureTransport":"true"}}`)}
	drop := decide.Question{Caller: "owner", Action: "oss:DeleteBucketPolicy", Resource: "photos"}
	look := decide.Question{Caller: "owner", Action: get, Resource: photo}
	court, err := decide.Open(t.Context(), w, []decide.Question{drop, look})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { court.Close(t.Context()) }()
	for _, step := range []struct {
		decide.Question
		allowed bool
	}{{look, false}, {drop, true}, {look, false}} {
		if d, err := court.Decide(t.Context(), step.Question); err != nil || d.Allowed != step.allowed {
			t.Errorf("%s: %+v %v", step.Action, d, err)
		}
	}
}

// A request says itself what it asks for.
func TestDecideRaw(t *testing.T) {
	w := decide.World{UserPolicies: []string{
		policy("Allow", "oss:*", everything, ""), policy("Deny", "oss:DeleteObject", "acs:oss:*:*:photos/kept", ""),
	}}
	for name, test := range map[string]struct {
		text, operation, resource string
		allowed                   bool
	}{
		"raw": {"GET /2024/cat.jpg?acl HTTP/1.1\r\nHost: photos.oss-cn-hangzhou.aliyuncs.com\r\nAuthorization: OSS a:b\r\nDate: then\r\n\r\n",
			"GetObjectAcl", "photos/2024/cat.jpg", true},
		"curl":   {"curl 'https://photos.oss-cn-hangzhou.aliyuncs.com/?list-type=2&prefix=a'", "ListObjectsV2", "photos", true},
		"signed": {"https://photos.oss-cn-hangzhou.aliyuncs.com/a?OSSAccessKeyId=a&Expires=1&Signature=b", "GetObject", "photos/a", true},
		"denied": {"DELETE /kept HTTP/1.1\nHost: photos.oss-cn-hangzhou.aliyuncs.com\n", "DeleteObject", "photos/kept", false},
		"batch": {"POST /?delete HTTP/1.1\nHost: photos.oss-cn-hangzhou.aliyuncs.com\n\n<Delete><Object><Key>kept</Key></Object></Delete>",
			"DeleteMultipleObjects", "photos/kept", false},
	} {
		raw, err := decide.ReadRaw(name, test.text)
		if err != nil {
			t.Fatal(err)
		}
		q := decide.Question{Caller: "user", Raw: raw}
		court, err := decide.Open(t.Context(), w, []decide.Question{q})
		if err != nil {
			t.Fatal(err)
		}
		d, err := court.Decide(t.Context(), q)
		if err != nil || d.Operation != test.operation || d.Allowed != test.allowed || !strings.HasSuffix(d.Resource, ":"+test.resource) {
			t.Errorf("%s: %+v %v", name, d, err)
		}
		if err := court.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// A question or a policy that can't be read is a usage error.
func TestWhatCanNotBeAsked(t *testing.T) {
	for name, test := range map[string]struct {
		world    decide.World
		question decide.Question
	}{
		"caller":         {decide.World{}, decide.Question{Caller: "nobody", Action: get, Resource: photo}},
		"action":         {decide.World{}, decide.Question{Caller: "user", Action: "oss:Nothing", Resource: photo}},
		"wildcard":       {decide.World{}, decide.Question{Caller: "user", Action: get, Resource: "photos/*"}},
		"no bucket":      {decide.World{}, decide.Question{Caller: "user", Action: list}},
		"name of bucket": {decide.World{}, decide.Question{Caller: "user", Action: get, Resource: "Photos!/cat.jpg"}},
		"user policy":    {decide.World{UserPolicies: []string{"{"}}, decide.Question{Caller: "user", Action: get, Resource: photo}},
		"bucket policy":  {decide.World{BucketPolicy: "{}"}, decide.Question{Caller: "user", Action: get, Resource: photo}},
		"control policy": {decide.World{ControlPolicy: "[]"}, decide.Question{Caller: "user", Action: get, Resource: photo}},
		"point policy":   {decide.World{PointPolicy: "{}"}, decide.Question{Caller: "user", Action: get, Resource: photo}},
		"session policy": {decide.World{SessionPolicy: "{}"}, decide.Question{Caller: "session", Action: get, Resource: photo}},
		"statement":      {decide.World{UserPolicies: []string{policy("Perhaps", get, everything, "")}}, reads},
		"name":           {decide.World{Names: decide.Names{"nobody": "200000000000000001"}}, reads},
		"UID":            {decide.World{Names: decide.Names{"user": "17"}}, reads},
		"role":           {decide.World{Names: decide.Names{"role": "a/b"}}, reads},
		"service by a point": {decide.World{PointPolicy: "{}"},
			with(decide.Question{Caller: "user", Action: "oss:ListBuckets"}, "via", "access-point")},
		"ACL": {decide.World{BucketACL: "open"}, decide.Question{Caller: "user", Action: get, Resource: photo}},
	} {
		var usage target.UsageError
		if _, err := decide.Open(t.Context(), test.world, []decide.Question{test.question}); !errors.As(err, &usage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The error about a policy names the file that has it, and no other policy's file.
func TestAPolicyThatIsRefusedIsNamedByItsFile(t *testing.T) {
	files := decide.Files{}
	for _, policy := range []string{decide.OfSession, decide.OfBucket, decide.OfControl, decide.OfVPC, decide.OfAccessPoint} {
		files[policy] = []string{policy + ".json"}
	}
	files[decide.OfUser], files[decide.OfRole] = []string{"a.json", "b.json"}, []string{"c.json"}
	fine, broken := policy("Allow", get, everything, ""), policy("Perhaps", get, everything, "")
	asks := decide.Question{Caller: "user", Action: get, Resource: photo}
	for name, test := range map[string]struct {
		world  decide.World
		caller string
		says   string
	}{
		"JSON of the user":   {decide.World{UserPolicies: []string{fine, "{"}}, "user", "in b.json is no JSON"},
		"user":               {decide.World{UserPolicies: []string{fine, broken}}, "user", "the policies in a.json, b.json, whose statements"},
		"user with a name":   {decide.World{UserPolicies: []string{broken}, Names: decide.Names{"user": "200000000000000001"}}, "user", "a.json"},
		"role":               {decide.World{RolePolicies: []string{broken}}, "session", "the policies in c.json"},
		"session":            {decide.World{SessionPolicy: broken}, "session", "in session policy.json is refused"},
		"bucket":             {decide.World{BucketPolicy: broken}, "user", "in bucket policy.json is refused"},
		"control":            {decide.World{ControlPolicy: broken}, "user", "in control policy.json is refused"},
		"VPC":                {decide.World{VPCPolicy: broken}, "user", "in VPC policy.json is refused"},
		"access point":       {decide.World{PointPolicy: broken}, "user", "in access point policy.json is refused"},
		"JSON of the bucket": {decide.World{BucketPolicy: "{"}, "user", "in bucket policy.json is no JSON"},
	} {
		test.world.Files, asks.Caller = files, test.caller
		court, err := decide.Open(t.Context(), test.world, []decide.Question{asks})
		if err == nil {
			_, err = court.Decide(t.Context(), asks)
			if closed := court.Close(t.Context()); closed != nil {
				t.Error(closed)
			}
		}
		var usage target.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), test.says) || strings.Count(err.Error(), ".json") > 2 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
