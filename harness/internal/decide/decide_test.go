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
		"ACL":            {decide.World{BucketACL: "open"}, decide.Question{Caller: "user", Action: get, Resource: photo}},
	} {
		var usage target.UsageError
		if _, err := decide.Open(t.Context(), test.world, []decide.Question{test.question}); !errors.As(err, &usage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
