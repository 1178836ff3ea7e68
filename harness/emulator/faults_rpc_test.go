package emulator_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/fault"
	"github.com/oss403/oss403/harness/emulator/internal/op"
	"github.com/oss403/oss403/harness/emulator/internal/rpc"
)

// A rule that names an action of STS or RAM strikes it for the official client, with the effect that it says. A call that would
// be refused is refused as ever and does not count, and a rule without an operation leaves STS and RAM alone.
func TestFaultsOfSTSAndRAM(t *testing.T) {
	b := bench.New(t)
	b.Now = time.Now() // the official client signs by it
	root := bench.API{T: t, Server: listening(t, b.Emulator), ID: bench.OwnerKey, Secret: bench.OwnerSecret}
	arm := func(rules ...fault.Rule) {
		t.Helper()
		if err := b.Emulator.Arm(rules); err != nil {
			t.Fatal(err)
		}
	}
	one := func(answer fault.Answer) fault.Rule {
		return fault.Rule{Operation: "CreateUser", Account: bench.Accounts()[0].UID, Times: 1, Answer: answer}
	}
	stands := func(name string) bool {
		_, err := root.Call("GetUser", "UserName", name)
		return err == nil
	}
	for name, c := range map[string]struct {
		answer fault.Answer
		code   string // empty: the client sees no refusal with a Code
		done   bool
	}{
		"throttled":  {fault.Answer{Reason: "Throttling.User"}, "Throttling.User", false},
		"limit":      {fault.Answer{Reason: "LimitExceeded.User"}, "LimitExceeded.User", false},
		"status":     {fault.Answer{Status: 502}, "", false},
		"cut-before": {fault.Answer{Cut: fault.Before}, "", false},
		"cut-after":  {fault.Answer{Cut: fault.After}, "", true},
	} {
		arm(one(c.answer))
		_, err := root.Call("CreateUser", "UserName", name)
		if err == nil || !strings.Contains(err.Error(), c.code) {
			t.Errorf("%s: %v", name, err)
		}
		if stands(name) != c.done {
			t.Errorf("%s: the user stands: %t", name, !c.done)
		}
	}
	arm(one(fault.Answer{Delay: 50 * time.Millisecond}))
	if began := time.Now(); root.Must("CreateUser", "UserName", "late") == nil || time.Since(began) < 50*time.Millisecond {
		t.Error("there is no delay")
	}
	arm(fault.Rule{Times: 5, Answer: fault.Answer{Status: 500}}, one(fault.Answer{Status: 500}))
	root.Must("GetCallerIdentity")
	root.Refused("EntityAlreadyExists.User", "CreateUser", "UserName", "late")
	for _, c := range b.Emulator.Faults() {
		if c.Calls != 0 {
			t.Errorf("%+v is counted", c)
		}
	}
	for _, bad := range []fault.Rule{
		{Operation: "CreateUser", Times: 1, Answer: fault.Answer{Reason: "internal-error"}},
		{Operation: "AssumeRole", Times: 1, Answer: fault.Answer{Reason: "LimitExceeded.User"}},
		{Operation: "CreateUser", Bucket: "b", Times: 1, Answer: fault.Answer{Status: 500}},
		{Operation: "PutObject", Times: 1, Answer: fault.Answer{Reason: "Throttling.User"}},
	} {
		if err := b.Emulator.Arm([]fault.Rule{bad}); err == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}

// A visit to a site of static pages is struck like the read that it is: once, and no page of the site answers instead.
func TestFaultsOfVisits(t *testing.T) {
	const host = "site-bucket.oss-cn-hangzhou.aliyuncs.com"
	b := bench.New(t)
	b.Bucket("site-bucket", "public-read")
	b.Must(b.Owner(b.Raw("PUT", host, "/?website", "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>"+
		"<ErrorDocument><Key>error.html</Key></ErrorDocument></WebsiteConfiguration>")))
	b.Must(b.Owner(b.Raw("PUT", host, "/index.html", "index")))
	b.Must(b.Owner(b.Raw("PUT", host, "/error.html", "error")))
	server := listening(t, b.Emulator)
	visit := func(target string) (status int, mark string, err error) {
		request, err := http.NewRequest("GET", "http://"+server.DataAddr()+target, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = host
		response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
		if err != nil {
			return 0, "", err
		}
		return response.StatusCode, response.Header.Get("x-oss403-fault"), response.Body.Close()
	}
	if err := b.Emulator.Arm([]fault.Rule{
		{Operation: "GetObject", Bucket: "site-bucket", Times: 1, Answer: fault.Answer{Status: 503}},
		{Operation: "GetObject", Times: 1, Answer: fault.Answer{Reason: "no-such-key"}},
		{Operation: "GetObject", Times: 1, Answer: fault.Answer{Cut: fault.Before}},
		{Operation: "GetObject", Times: 1, Answer: fault.Answer{Delay: time.Millisecond}},
	}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		status int
		mark   string
	}{{503, "rule 1: status 503"}, {404, "rule 2: reason no-such-key"}, {0, ""}, {200, "rule 4: delay 1ms"}, {200, ""}} {
		status, mark, err := visit("/")
		if status != want.status || mark != want.mark || (err != nil) != (want.status == 0) {
			t.Errorf("visit %d: %d %q %v", i+1, status, mark, err)
		}
	}
	if err := b.Emulator.Arm([]fault.Rule{{Operation: "GetObject", Times: 9, Answer: fault.Answer{Delay: time.Millisecond}}}); err != nil {
		t.Fatal(err)
	}
	if status, mark, err := visit("/absent"); status != 404 || mark == "" || err != nil || b.Emulator.Faults()[0].Calls != 1 {
		t.Errorf("a page that is not there: %d %q %v %+v", status, mark, err, b.Emulator.Faults())
	}
}

// No action of STS or RAM has the name of an operation of OSS, so that a rule means one of them.
func TestNoActionIsNamedLikeAnOperation(t *testing.T) {
	for _, o := range op.Table() {
		if slices.ContainsFunc(rpc.Table(), func(a rpc.Action) bool { return a.Name == o.Name }) {
			t.Errorf("%s is both", o.Name)
		}
	}
}
