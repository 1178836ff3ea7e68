package control_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator"
	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

func TestHealth(t *testing.T) {
	b := bench.New(t)
	status, body := b.Control("GET", "/v1/health", "")
	var got struct {
		Product, Data, Clock, Enforcement string
		Regions                           []string
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	if status != 200 || got.Product != "oss403-emulator" || got.Clock != "2026-03-05T12:00:00Z" || got.Enforcement != "on" ||
		got.Data != "" || got.Regions[0] != "cn-hangzhou" || got.Regions[1] != "ap-southeast-1" {
		t.Errorf("%d %s", status, body)
	}
}

func TestAccounts(t *testing.T) {
	b := bench.New(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"PUT", "/v1/accounts/3", `{"keys":[{"id":"LTAIthree","secret":"s3cr3t-three"}]}`, 204, ""},
		{"PUT", "/v1/accounts/3", `{"keys":[{"id":"LTAIthree","secret":"s3cr3t-again"}]}`, 204, ""},
		{"PUT", "/v1/accounts/4", `{"keys":[{"id":"LTAIthree","secret":"s"}]}`, 409, "belongs to account 3"},
		{"PUT", "/v1/accounts/abc", `{"keys":[{"id":"a","secret":"s"}]}`, 400, "must be digits"},
		{"PUT", "/v1/accounts/4", `{"keys":[]}`, 400, "at least one AccessKey"},
		{"PUT", "/v1/accounts/4", `{"keys":[{"id":"a b","secret":"s"}]}`, 400, "letters, digits"},
		{"PUT", "/v1/accounts/4", `{"keys":[{"id":"a"}]}`, 400, "no secret"},
		{"PUT", "/v1/accounts/4", `{"keys":[{"id":"a","secret":"s"},{"id":"a","secret":"t"}]}`, 400, "twice"},
		{"PUT", "/v1/accounts/4", `{"key":[]}`, 400, "unknown field"},
		{"PUT", "/v1/accounts/4", `{"keys":[{"id":"a","secret":"s"}]} {}`, 400, "more than one"},
		{"PUT", "/v1/accounts/4", ``, 400, "not the JSON"},
		{"GET", "/v1/accounts", "", 200, `"LTAIthree"`},
		{"DELETE", "/v1/accounts/4", "", 404, "no account 4"},
		{"DELETE", "/v1/accounts/3", "", 204, ""},
		{"GET", "/v1/requests/absent", "", 404, "not among the last 1000"},
		{"POST", "/v1/reset", "", 204, ""},
	} {
		status, body := b.Control(c.method, c.path, c.body)
		if status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, body)
		}
		if strings.Contains(body, "s3cr3t") || strings.Contains(body, bench.OwnerSecret) {
			t.Errorf("%s %s shows a secret: %s", c.method, c.path, body)
		}
	}
}

// Deleting an account deletes its buckets. A reset brings the first state back.
func TestAccountsCarryTheirBuckets(t *testing.T) {
	b := bench.New(t)
	b.Bucket("the-bucket", "private")
	if _, body := b.Control("GET", "/v1/accounts", ""); !strings.Contains(body, `"buckets": 1`) {
		t.Error(body)
	}
	if status, _ := b.Control("DELETE", "/v1/accounts/"+bench.Accounts()[0].UID, ""); status != 204 {
		t.Error(status)
	}
	if _, why := b.Send(b.Owner(b.Raw("GET", bench.Hangzhou, "/", ""))); why != string(deny.UnknownKey) {
		t.Errorf("after the account is gone: %q", why)
	}
	if _, why := b.Send(b.Raw("GET", "the-bucket."+bench.Hangzhou, "/", "")); why != string(deny.NoSuchBucket) {
		t.Errorf("after the account is gone: %q", why)
	}
	b.Control("POST", "/v1/reset", "")
	b.Bucket("the-bucket", "private")
}

func TestItDescribesItself(t *testing.T) {
	b := bench.New(t)
	for path, word := range map[string]string{
		"/v1/checks": "identity/signature", "/v1/operations": "oss:PutObject", "/v1/declined": "udf", "/v1/reasons": "0003-00001403",
	} {
		if status, body := b.Control("GET", path, ""); status != 200 || !strings.Contains(body, word) || !json.Valid([]byte(body)) {
			t.Errorf("%s: %d %.200s", path, status, body)
		}
	}
}

func TestTraceTellsWhy(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	w, _ := b.Send(b.Stranger(b.Raw("GET", bench.Private, "/key", "")))
	rec := b.Trace(w.Header()["x-oss-request-id"][0])
	last := rec.Checks[len(rec.Checks)-1]
	if rec.Operation != "GetObject" || rec.Carrier != "v1-header" || rec.AccessKeyID != bench.StrangerKey || rec.Status != 403 ||
		last.Check != "permission/bucket-acl" || last.Says != "refused" || rec.Refusal.Code != "AccessDenied" {
		t.Errorf("%+v", rec)
	}
}

func TestOnlyTheLastThousandAreKept(t *testing.T) {
	b := bench.New(t)
	first, _ := b.Send(b.Raw("GET", bench.Hangzhou, "/", ""))
	for range 1000 {
		b.Send(b.Raw("GET", bench.Hangzhou, "/", ""))
	}
	if status, _ := b.Control("GET", "/v1/requests/"+first.Header()["x-oss-request-id"][0], ""); status != 404 {
		t.Error(status)
	}
}

func TestControlStaysOnThisMachine(t *testing.T) {
	e, err := emulator.New(emulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.com:0", "nonsense"} {
		if s, err := e.Start("127.0.0.1:0", address); err == nil {
			s.Close(context.Background())
			t.Errorf("%s is accepted", address)
		}
	}
	s, err := e.Start("127.0.0.1:0", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6 here: ", err)
	}
	s.Close(context.Background())
}

func TestStartedEmulatorNamesItsDataPort(t *testing.T) {
	s := bench.Serve(t)
	resp, err := http.Get("http://" + s.ControlAddr() + "/v1/health")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var body bytes.Buffer
	body.ReadFrom(resp.Body)
	if !strings.Contains(body.String(), `"http://`+s.DataAddr()+`"`) {
		t.Error(body.String())
	}
}

func TestBadOptions(t *testing.T) {
	for name, o := range map[string]emulator.Options{
		"no region": {Regions: []string{}},
		"no key":    {Accounts: []emulator.Account{{UID: "1"}}},
		"key used twice": {Accounts: []emulator.Account{
			{UID: "1", Keys: []emulator.AccessKey{{ID: "a", Secret: "s"}}}, {UID: "2", Keys: []emulator.AccessKey{{ID: "a", Secret: "s"}}},
		}},
	} {
		if _, err := emulator.New(o); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
