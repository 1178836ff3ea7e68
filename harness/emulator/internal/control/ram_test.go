package control_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
)

func TestControlOfIdentities(t *testing.T) {
	b := bench.New(t)
	b.Role("reader", "AliyunOSSReadOnlyAccess")
	account := "/v1/accounts/" + bench.Accounts()[0].UID
	const good = `"role":"reader","session":"s","expires":"2026-03-05T11:00:00Z"`
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"POST", account + "/sessions", "{" + good + "}", 200, `"expiration": "2026-03-05T11:00:00Z"`},
		{"POST", account + "/sessions", `{` + good +
			`,"policy":"{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"*\"}]}"}`,
			200, `"securityToken"`},
		{"POST", account + "/sessions", `{` + good + `,"policy":"{}"}`, 400, "reading the session policy"},
		{"POST", account + "/sessions", `{"role":"none","session":"s","expires":"2026-03-05T11:00:00Z"}`, 404, "no role"},
		{"POST", account + "/sessions", `{"role":"reader","expires":"2026-03-05T11:00:00Z"}`, 400, "session is missing"},
		{"POST", account + "/sessions", `{"role":"reader","session":"s"}`, 400, "expires is missing"},
		{"POST", account + "/sessions", `{"role":"reader","session":"s","expires":"soon"}`, 400, "not the JSON"},
		{"POST", "/v1/accounts/9/sessions", "{" + good + "}", 404, "no account 9"},
		{"PATCH", account, `{"v1Closed":true}`, 204, ""},
		{"PATCH", account, `{"regionsWithoutTokens":["cn-hangzhou"],"operationsWithoutTokens":["GetBucketInfo"]}`, 204, ""},
		{"PATCH", account, `{"v1Closed":"yes"}`, 400, "not the JSON"},
		{"PATCH", account, `{"frozen":true}`, 400, "unknown field"},
		{"PATCH", "/v1/accounts/9", `{}`, 404, "no account 9"},
		{"GET", "/v1/clock", "", 200, `"offset": "0s"`},
		{"PUT", "/v1/clock", `{"offset":"-16m"}`, 204, ""},
		{"GET", "/v1/clock", "", 200, `"now": "2026-03-05T11:44:00Z"`},
		{"GET", "/v1/health", "", 200, `"clock": "2026-03-05T11:44:00Z"`},
		{"GET", "/v1/health", "", 200, `"ram": "ram.aliyuncs.com"`},
		{"PUT", "/v1/clock", `{"offset":"late"}`, 400, "no duration"},
		{"PUT", "/v1/clock", `{"offset":""}`, 400, "no duration"},
		{"PUT", "/v1/clock", `now`, 400, "not the JSON"},
		{"POST", "/v1/reset", "", 204, ""},
		{"GET", "/v1/clock", "", 200, `"offset": "0s"`},
	} {
		if status, body := b.Control(c.method, c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, body)
		}
	}
	_, body := b.Control("GET", "/v1/health", "")
	var health map[string]any
	if err := json.Unmarshal([]byte(body), &health); err != nil || health["sts"] != "sts.<region>.aliyuncs.com" {
		t.Error(body)
	}
}

// A field that a PATCH leaves out keeps its value.
func TestPatchKeepsTheRest(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	s := bench.Reader(b)
	b.Closed(`{"v1Closed":true}`)
	b.Closed(`{"regionsWithoutTokens":["cn-hangzhou"]}`)
	if _, why := b.Send(b.By(s, b.Raw("GET", bench.Private, "/key", ""))); why != "v1-signature-closed" {
		t.Error(why)
	}
	b.Closed(`{"v1Closed":false}`)
	if _, why := b.Send(b.By(s, b.Raw("GET", bench.Private, "/key", ""))); why != "token-not-supported-in-region" {
		t.Error(why)
	}
}

// Deleting an account deletes its users, roles and sessions. New AccessKeys of the account do not.
func TestAccountsCarryTheirIdentities(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	account := "/v1/accounts/" + bench.Accounts()[0].UID
	u := b.User("alice", "AliyunOSSFullAccess")
	s := bench.Reader(b)
	keys := `{"keys":[{"id":"` + bench.OwnerKey + `","secret":"` + bench.OwnerSecret + `"}]}`
	if status, body := b.Control("PUT", account, keys); status != 204 {
		t.Fatal(status, body)
	}
	b.Must(b.By(u, b.Raw("GET", bench.Private, "/key", "")))
	b.Must(b.By(s, b.Raw("GET", bench.Private, "/key", "")))
	for _, step := range [][2]string{{"DELETE", ""}, {"PUT", keys}} {
		if status, body := b.Control(step[0], account, step[1]); status != 204 {
			t.Fatal(status, body)
		}
	}
	list := b.Raw("GET", bench.Hangzhou, "/", "")
	if _, why := b.Send(b.By(u, list)); why != "unknown-access-key" {
		t.Errorf("user: %q", why)
	}
	if _, why := b.Send(b.By(s, b.Raw("GET", bench.Hangzhou, "/", ""))); why != "unknown-temporary-access-key" {
		t.Errorf("session: %q", why)
	}
	if users := b.RAM("ListUsers")["Users"].(map[string]any)["User"].([]any); len(users) != 0 {
		t.Error(users)
	}
}

// A role that is created again is another role: old sessions have no right.
func TestSessionsOfADeletedRole(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	s := bench.Reader(b)
	b.Must(b.By(s, b.Raw("GET", bench.Private, "/key", "")))
	b.RAM("DetachPolicyFromRole", "RoleName", "reader", "PolicyType", "System", "PolicyName", "AliyunOSSReadOnlyAccess")
	b.RAM("DeleteRole", "RoleName", "reader")
	b.Now = b.Now.Add(time.Second)
	bench.Reader(b)
	if _, why := b.Send(b.By(s, b.Raw("GET", bench.Private, "/key", ""))); why != "bucket-acl" {
		t.Error(why)
	}
}
