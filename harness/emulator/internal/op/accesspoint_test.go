package op_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
	"github.com/oss403/oss403/harness/emulator/internal/trace"
)

// Every kind of host, address style and carrier reaches the same object through an access point.
func TestAccessPointsLeadToTheObject(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := bench.Passage(b, "")
	alias, _, _ := strings.Cut(host, ".")
	b.Object("private-bucket", "key", "private")
	b.Must(b.Owner(b.Form(host, append(bench.V1Form(bench.PolicyOf(b, `{"bucket":"`+alias+`"}`, `["starts-with","$key",""]`)),
		bench.Field{"key", "posted"}))))
	for name, r := range map[string]*http.Request{
		"V1":                b.Owner(b.Raw("GET", host, "/key", "")),
		"V4":                b.V4(b.Raw("GET", host, "/key", ""), b.Scope()),
		"V1 URL":            b.V1URL(b.Raw("GET", host, "/key", ""), bench.Soon),
		"V4 URL":            b.V4URL(b.Raw("GET", host, "/key", ""), b.Now, "60", b.Scope()),
		"internal endpoint": b.Owner(b.Raw("GET", alias+".oss-cn-hangzhou-internal.aliyuncs.com", "/key", "")),
		"dual stack":        b.Owner(b.Raw("GET", alias+".cn-hangzhou.oss.aliyuncs.com", "/key", "")),
		"IP address":        b.Owner(b.Raw("GET", "127.0.0.1:8403", "/"+alias+"/key", "")),
		"form":              b.Owner(b.Raw("GET", host, "/posted", "")),
	} {
		if w, why := b.Send(r); why != "" || w.Body.String() != "content" {
			t.Errorf("%s: %d %s\n%s", name, w.Code, why, w.Body)
		}
	}
	if _, why := b.Send(b.Owner(b.Raw("GET", bench.Private, "/posted", ""))); why != "" {
		t.Errorf("past the access point: %s", why)
	}
}

// The signature covers the alias. With the name of the bucket in its place, the text differs.
func TestTheAliasIsSigned(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := bench.Passage(b, "")
	r := b.Owner(b.Raw("GET", bench.Private, "/key", ""))
	r.Host = host
	w, why := b.Send(r)
	alias, _, _ := strings.Cut(host, ".")
	if why != string(deny.SignatureV1) || !strings.Contains(w.Body.String(), "/"+alias+"/key</StringToSign>") {
		t.Errorf("%s\n%s", why, w.Body)
	}
}

// A copy through an access point reads its own bucket under either name, and another bucket
// directly.
func TestCopiesThroughAccessPoints(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		policy string // policy of the access point
		want   deny.Reason
	}{
		"by the bucket":           {"/private-bucket/key", bench.Grant("Allow", "oss:*", "*", ""), ""},
		"by the alias":            {"/ALIAS/key", bench.Grant("Allow", "oss:*", "*", ""), ""},
		"reading is denied":       {"/ALIAS/key", bench.Grant("Allow", "oss:Put*", "*", ""), deny.PointNotGranted},
		"reading is denied there": {"/private-bucket/key", bench.Grant("Allow", "oss:Put*", "*", ""), deny.PointNotGranted},
		"from another bucket":     {"/open-bucket/key", bench.Grant("Allow", "oss:Put*", "*", ""), ""},
		"from a closed object":    {"/open-bucket/closed", bench.Grant("Allow", "oss:*", "*", ""), deny.ByObjectACLRead},
		"from another access point": {"/ap-2-" + strings.Repeat("0", 34) + "-ossalias/key", bench.Grant("Allow", "oss:*", "*", ""),
			deny.NoSuchBucket},
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Object("open-bucket", "key", "default")
		host := bench.Passage(b, "")
		b.Set(bench.Private, "policy", bench.BucketPolicy(bench.Grant("Allow", "oss:*", bench.Accounts()[1].UID, bench.Delegation)))
		b.PointPolicy(bench.Private, "ap-1", c.policy)
		alias, _, _ := strings.Cut(host, ".")
		r := b.Stranger(b.Raw("PUT", host, "/copy", "", "x-oss-copy-source: "+strings.Replace(c.source, "ALIAS", alias, 1)))
		if w, got := b.Send(r); got != string(c.want) {
			t.Errorf("%s: got %q, want %q\n%s", name, got, c.want, w.Body)
		}
	}
}

// A request that needs more rights needs all of them from both sides.
func TestFurtherRightsThroughAccessPoints(t *testing.T) {
	const put, tags = `oss:PutObject`, `oss:PutObjectTagging`
	both := strings.Replace(bench.Grant("Allow", "both", "*", ""), `"both"`, `["`+put+`","`+tags+`"]`, 1)
	for _, c := range []struct {
		bucket, point string
		want          deny.Reason
	}{
		{both, both, ""},
		{both, bench.Grant("Allow", put, "*", ""), deny.PointNotGranted},
		{bench.Grant("Allow", put, "*", ""), both, deny.PointNotGranted},
	} {
		b := bench.New(t)
		bench.Stage(b)
		host := bench.Passage(b, "")
		b.Set(bench.Private, "policy", bench.BucketPolicy(strings.Replace(c.bucket, `["*"]`, `["`+bench.Accounts()[1].UID+`"]`, 1)))
		b.PointPolicy(bench.Private, "ap-1", c.point)
		if w, got := b.Send(b.Stranger(b.Raw("PUT", host, "/key", "", "x-oss-tagging: a=b"))); got != string(c.want) {
			t.Errorf("%s, %s: got %q, want %q\n%s", c.bucket, c.point, got, c.want, w.Body)
		}
	}
}

// An access point of one VPC opens only to callers from that VPC.
func TestAccessPointsOfOneNetwork(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := bench.Passage(b, "vpc-1")
	for _, step := range []struct {
		vpc  string
		want deny.Reason
	}{{"", deny.PointNetwork}, {"vpc-1", ""}, {"vpc-2", deny.PointNetwork}, {"vpc-1", ""}} {
		b.Account(0, `{"sourceVpc":"`+step.vpc+`"}`)
		if w, got := b.Send(b.Owner(b.Raw("GET", host, "/key", ""))); got != string(step.want) {
			t.Errorf("from %q: %q, want %q\n%s", step.vpc, got, step.want, w.Body)
		}
	}
}

// The policy of an access point can limit reads and listings to a folder. The policy itself can be
// read through the access point.
func TestAccessPointToAFolder(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := bench.Passage(b, "")
	b.Object("private-bucket", "dir/a", "default")
	at := func(statement, resource string) string {
		return strings.Replace(statement, "acs:oss:*:*:*", "acs:oss:cn-hangzhou:*:accesspoint/ap-1"+resource, 1)
	}
	b.PointPolicy(bench.Private, "ap-1",
		at(bench.Grant("Allow", "oss:GetObject", bench.Accounts()[1].UID, ""), "/object/dir/*"),
		at(bench.Grant("Allow", "oss:ListObjects", bench.Accounts()[1].UID, `,"Condition":{"StringLike":{"oss:Prefix":"dir/*"}}`), ""),
		at(bench.Grant("Allow", "oss:GetAccessPointPolicy", bench.Accounts()[1].UID, ""), ""))
	for target, want := range map[string]deny.Reason{
		"/dir/a": "", "/key": deny.PointNotGranted, "/dir": deny.PointNotGranted, "/dir/a?acl": deny.PointNotGranted,
		"/?prefix=dir/": "", "/?list-type=2&prefix=dir/a": "", "/?accessPointPolicy": "",
		"/": deny.PointNotGranted, "/?prefix=di": deny.PointNotGranted, "/?uploads": deny.PointNotGranted,
	} {
		if w, got := b.Send(b.Stranger(b.Raw("GET", host, target, "", bench.PointNamed("ap-1")))); got != string(want) {
			t.Errorf("%s: got %q, want %q\n%s", target, got, want, w.Body)
		}
	}
}

// A name is unique in an account and region. It is free again after deletion.
func TestNamesOfAccessPoints(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	const strange = "strange-bucket." + bench.Hangzhou
	b.Must(b.Stranger(b.Raw("PUT", strange, "/", "")))
	aliases := map[string]bool{}
	for _, host := range []string{bench.Private, "far-bucket." + bench.Singapore} {
		aliases[b.Point(host, "ap-1", "")] = true
	}
	b.Must(b.Stranger(b.Raw("PUT", strange, "/?accessPoint", bench.PointBody("ap-1", ""))))
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/?accessPoint", "", bench.PointNamed("ap-1"))))
	aliases[b.Point(bench.Open, "ap-1", "")] = true
	if len(aliases) != 3 {
		t.Errorf("%v", aliases)
	}
	for host := range aliases {
		if alias, _, _ := strings.Cut(host, "."); len(alias) != len("ap-1")+44 || !strings.HasSuffix(alias, "-ossalias") ||
			strings.ToLower(alias) != alias {
			t.Errorf("alias %s", alias)
		}
	}
}

// The rules of the bucket answer a preflight.
func TestPreflightThroughAnAccessPoint(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := bench.Passage(b, "vpc-1")
	b.Set(bench.Private, "cors", bench.CrossOrigin)
	b.Must(b.Raw("OPTIONS", host, "/key", "", "Origin: http://a.example", "Access-Control-Request-Method: PUT"))
}

// The trace shows what each policy said, under its name.
func TestTraceThroughAnAccessPoint(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := bench.Passage(b, "")
	b.PointPolicy(bench.Private, "ap-1", bench.Grant("Allow", "oss:Put*", "*", ""), bench.Grant("Deny", "oss:GetObject", "*", ""))
	w, _ := b.Send(b.By(b.User("alice", "AliyunOSSFullAccess"), b.Raw("GET", host, "/key", "")))
	rec := b.Trace(w.Header()["x-oss-request-id"][0])
	const direct = "acs:oss:cn-hangzhou:1000000000000001:private-bucket/key"
	want := []trace.Opinion{
		{Layer: "RAM policy", Action: "oss:GetObject", Resource: direct, Says: "Allow", Policy: "AliyunOSSFullAccess", Statement: 1},
		{Layer: "bucket policy", Action: "oss:GetObject", Resource: direct, Says: "Allow", Statement: 1},
		{Layer: "access point policy", Action: "oss:GetObject", Resource: "acs:oss:cn-hangzhou:1000000000000001:accesspoint/ap-1/object/key",
			Says: "ExplicitDeny", Statement: 2},
	}
	if len(rec.Opinions) != len(want) {
		t.Fatalf("%+v", rec.Opinions)
	}
	for i := range want {
		if rec.Opinions[i] != want[i] {
			t.Errorf("%+v, want %+v", rec.Opinions[i], want[i])
		}
	}
	if last := rec.Checks[len(rec.Checks)-1]; last.Check != "permission/access-point" || last.Says != "refused" {
		t.Errorf("%+v", last)
	}
}

// Block Public Access of an access point hides what its policy grants to everybody, and keeps such a policy from being set,
// in a bucket that has it not.
func TestPublicAccessBlockOfAnAccessPoint(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	host := bench.Passage(b, "")
	everybody := bench.BucketPolicy(bench.Grant("Allow", "oss:*", "*", ""))
	set := func() *http.Request {
		return b.Owner(b.Raw("PUT", bench.Private, "/?accessPointPolicy", everybody, "x-oss-access-point-name: ap-1"))
	}
	read := func() *http.Request { return b.Stranger(b.Raw("GET", host, "/key", "")) }
	b.Set(bench.Private, "policy", everybody)
	b.Must(set())
	b.Must(read())
	const block = "/?publicAccessBlock&x-oss-access-point-name=ap-1"
	for on, want := range map[string][2]deny.Reason{"true": {deny.PublicPointPolicy, deny.PointNotGranted}, "false": {"", ""}} {
		b.Must(b.Owner(b.Raw("PUT", bench.Private, block,
			"<PublicAccessBlockConfiguration><BlockPublicAccess>"+on+"</BlockPublicAccess></PublicAccessBlockConfiguration>")))
		told := b.Must(b.Owner(b.Raw("GET", bench.Private, block, ""))).Body.String() +
			b.Must(b.Owner(b.Raw("GET", bench.Private, "/?accessPoint", "", "x-oss-access-point-name: ap-1"))).Body.String()
		if got := bench.Elements(told, "BlockPublicAccess"); got != on+" "+on {
			t.Errorf("%s: told %s", on, got)
		}
		_, setting := b.Send(set())
		if w, reading := b.Send(read()); setting != string(want[0]) || reading != string(want[1]) {
			t.Errorf("%s: setting %q, reading %q\n%s", on, setting, reading, w.Body)
		}
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Private, block, "")))
	b.Must(read())
	if _, why := b.Send(b.Owner(b.Raw("GET", bench.Private, block+"0", ""))); why != string(deny.NoPoint) {
		t.Errorf("of another access point: %s", why)
	}
}
