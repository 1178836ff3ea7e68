package control_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
)

// A RequestId gives the caller, the access and the statement that refused it.
func TestTraceOfARefusal(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	u := b.User("alice", bench.Statement("Allow", "oss:*", bench.Everything))
	id := bench.ValueAt(b.RAM("GetUser", "UserName", "alice"), "User", "UserId")
	b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Allow", "oss:PutObject", "1", ""),
		bench.Grant("Deny", "oss:GetObject", "*", "")))
	w, _ := b.Send(b.By(u, b.Raw("GET", bench.Private, "/key", "")))
	rec := b.Trace(w.Header()["x-oss-request-id"][0])
	const resource = "acs:oss:cn-hangzhou:1000000000000001:private-bucket/key"
	if p := rec.Principal; p == nil || *p != (trace.Principal{UID: bench.Accounts()[0].UID, Type: "SubUser", Name: id}) {
		t.Errorf("%+v", p)
	}
	if len(rec.Accesses) != 1 || rec.Accesses[0] != (trace.Access{Action: "oss:GetObject", Resource: resource}) {
		t.Errorf("%+v", rec.Accesses)
	}
	want := []trace.Opinion{
		{Layer: "RAM policy", Action: "oss:GetObject", Resource: resource, Says: "Allow", Policy: "alice-0", Statement: 1},
		{Layer: "bucket policy", Action: "oss:GetObject", Resource: resource, Says: "ExplicitDeny", Statement: 2},
	}
	if len(rec.Opinions) != 2 || rec.Opinions[0] != want[0] || rec.Opinions[1] != want[1] {
		t.Errorf("%+v", rec.Opinions)
	}
	if last := rec.Checks[len(rec.Checks)-1]; last.Check != "permission/explicit-deny" || last.Says != "refused" {
		t.Errorf("%+v", last)
	}
	if !strings.HasSuffix(rec.StringToSign, "\n/private-bucket/key") {
		t.Errorf("%q", rec.StringToSign)
	}
}

// The trace of an anonymous caller, of an unknown AccessKey and of a preflight.
func TestTraceOfNobody(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	told := func(method, target string, headers ...string) trace.Record {
		w, _ := b.Send(b.Raw(method, bench.Private, target, "", headers...))
		return b.Trace(w.Header()["x-oss-request-id"][0])
	}
	if rec := told("GET", "/key"); rec.Principal == nil || rec.Principal.Type != "Anonymous" ||
		rec.StringToSign != "" || len(rec.Accesses) != 1 {
		t.Errorf("%+v", rec)
	}
	if rec := told("GET", "/key", "Authorization: OSS nobody:nothing", "Date: Thu, 05 Mar 2026 12:00:00 GMT"); rec.Principal != nil ||
		rec.AccessKeyID != "nobody" {
		t.Errorf("%+v", rec)
	}
	if rec := told("OPTIONS", "/key", "Origin: a", "Access-Control-Request-Method: GET"); rec.Principal != nil ||
		rec.Carrier != "preflight" || rec.Accesses != nil {
		t.Errorf("%+v", rec)
	}
}

// A preflight is never authenticated, whatever its signature.
func TestPreflightOfS3(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	for _, r := range []*http.Request{
		b.Raw("OPTIONS", bench.Open, "/key?X-Amz-Signature=0", "", "Origin: a", "Access-Control-Request-Method: GET"),
		b.Raw("OPTIONS", bench.Open, "/key", "", "Origin: a", "Access-Control-Request-Method: GET", "Authorization: AWS a:b"),
	} {
		w, why := b.Send(r)
		if rec := b.Trace(bench.RequestID(w)); why != string(deny.NoCORSRules) || rec.Carrier != "preflight" {
			t.Errorf("%s: %s %s", r.URL, why, rec.Carrier)
		}
	}
}

// The control API changes standings, buckets and networks.
func TestControlOfStandings(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	account := "/v1/accounts/" + bench.Accounts()[0].UID
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"PATCH", account, `{"status":"asleep"}`, 400, "is none of [normal indebted overdue disabled deleted]"},
		{"PATCH", account, `{"controlPolicy":"{}"}`, 400, "reading the control policy"},
		{"PATCH", account, `{"status":"indebted","ossActivated":true,"publicAccessBlocked":false,"controlPolicy":"","sourceVpc":"",` +
			`"cloudBoxes":{},"newBucketsBlocked":true}`, 204, ""},
		{"PATCH", account, `{"regionsWithoutAcceleration":["cn-hangzhou"]}`, 204, ""},
		{"PATCH", account, `{"regionsWithoutAcceleration":"cn-hangzhou"}`, 400, "not the JSON"},
		{"PATCH", "/v1/accounts/9", `{"status":"normal"}`, 404, "no account 9"},
		{"PATCH", "/v1/buckets/private-bucket", `{"frozen":true}`, 204, ""},
		{"PATCH", "/v1/buckets/private-bucket", `{"protectedOriginals":["jpg"]}`, 204, ""},
		{"PATCH", "/v1/buckets/private-bucket", `{"protectedOriginals":"jpg"}`, 400, "not the JSON"},
		{"PATCH", account, `{"accessKeySources":{"*":["0.0.0.0/0","::1"]}}`, 204, ""},
		{"PATCH", account, `{"accessKeySources":{"*":["here"]}}`, 400, "no address, and no block"},
		{"PATCH", "/v1/buckets/private-bucket", `{}`, 204, ""},
		{"PATCH", "/v1/buckets/absent-bucket", `{"frozen":true}`, 404, "no bucket"},
		{"PATCH", "/v1/buckets/private-bucket", `{"frozen":"yes"}`, 400, "not the JSON"},
		{"PUT", "/v1/networks/vpc-1", `{"region":"cn-hangzhou","policy":""}`, 204, ""},
		{"PUT", "/v1/networks/vpc-1", `{"region":"cn-hangzhou","policy":` +
			bench.Quote(bench.BucketPolicy(bench.Grant("Allow", "*", "*", ""))) + `}`, 204, ""},
		{"PUT", "/v1/networks/vpc-1", `{"region":"cn-hangzhou","policy":"{}"}`, 400, "reading the endpoint policy"},
		{"PUT", "/v1/networks/vpc-1", `{"policy":""}`, 400, "region is missing"},
		{"PUT", "/v1/networks/vpc-1", `vpc`, 400, "not the JSON"},
		{"DELETE", "/v1/networks/vpc-1", ``, 204, ""},
		{"DELETE", "/v1/networks/vpc-1", ``, 404, "no network"},
		{"GET", "/v1/operations", ``, 200, `"action": "kms:GenerateDataKey"`},
	} {
		if status, body := b.Control(c.method, c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, body)
		}
	}
}
