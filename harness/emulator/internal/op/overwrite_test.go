package op_test

import (
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// A rule holds if all its filters do, and one rule is enough. It is for what exists, without versions.
func TestOverwriteRules(t *testing.T) {
	owner := bench.Accounts()[0].UID
	to := func(names ...string) string {
		return "<Principals><Principal>" + strings.Join(names, "</Principal><Principal>") + "</Principal></Principals>"
	}
	for name, c := range map[string]struct {
		rules   []string
		forbids bool
	}{
		"everything":               {[]string{""}, true},
		"its prefix":               {[]string{"<Prefix>k</Prefix>"}, true},
		"another prefix":           {[]string{"<Prefix>key/</Prefix>"}, false},
		"a star is a star":         {[]string{"<Prefix>*</Prefix>"}, false},
		"its suffix":               {[]string{"<Suffix>ey</Suffix>"}, true},
		"another suffix":           {[]string{"<Prefix>k</Prefix><Suffix>.txt</Suffix>"}, false},
		"both":                     {[]string{"<Prefix>ke</Prefix><Suffix>ey</Suffix>"}, true},
		"the owner":                {[]string{to("1", owner)}, true},
		"somebody else":            {[]string{to("1")}, false},
		"everybody":                {[]string{to("*")}, true},
		"nobody named":             {[]string{"<Principals/>"}, true},
		"the second rule":          {[]string{"<Suffix>.txt</Suffix>", "<Suffix>y</Suffix>"}, true},
		"halves of different ones": {[]string{"<Prefix>k</Prefix>" + to("1"), "<Prefix>a</Prefix>" + to(owner)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := bench.New(t)
			bench.Stage(b)
			b.Set(bench.Private, "overwriteConfig", bench.OverwriteBody(c.rules...))
			want := ""
			if c.forbids {
				want = string(deny.OverwriteForbidden)
			}
			if _, why := b.Send(b.Owner(b.Raw("PUT", bench.Private, "/key", "other"))); why != want {
				t.Errorf("got %q, want %q", why, want)
			}
			b.Must(b.Owner(b.Raw("PUT", bench.Private, "/kney", "new")))
			b.Must(b.Owner(b.Raw("DELETE", bench.Private, "/key", "")))
			b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", "again")))
		})
	}
}

// A RAM user and a session are named as in a bucket policy.
func TestOverwriteRulesNameCallers(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	alice := b.User("alice", "AliyunOSSFullAccess")
	b.Role("writer", "AliyunOSSFullAccess")
	writer := b.Session("writer", "one", "", time.Hour)
	uid := bench.Accounts()[0].UID
	put := func(by bench.Identity) string {
		_, why := b.Send(b.By(by, b.Raw("PUT", bench.Private, "/key", "other")))
		return why
	}
	id := bench.ValueAt(b.RAM("GetUser", "UserName", "alice"), "User", "UserId")
	for principal, want := range map[string]string{id: "alice", "arn:sts::" + uid + ":assumed-role/writer/*": "writer", uid: ""} {
		b.Set(bench.Private, "overwriteConfig", bench.OverwriteBody("<Principals><Principal>"+principal+"</Principal></Principals>"))
		for name, by := range map[string]bench.Identity{"alice": alice, "writer": writer} {
			if refused := put(by) == string(deny.OverwriteForbidden); refused != (name == want) {
				t.Errorf("a rule for %s: %s refused %t", principal, name, refused)
			}
		}
	}
}

// Rules have no effect in a bucket with versions.
func TestOverwriteRulesBesideVersions(t *testing.T) {
	for _, status := range []string{"Enabled", "Suspended"} {
		b := bench.New(t)
		bench.Stage(b)
		b.Set(bench.Private, "overwriteConfig", bench.OverwriteBody(""))
		b.Version(bench.Private, status)
		b.Put(bench.Private, "/key", "other")
	}
}

// The rules are read back as they were written, with an ID for each.
func TestOverwriteRulesAreShown(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Set(bench.Private, "overwriteConfig", bench.OverwriteBody("<ID>one</ID><Prefix>a</Prefix><Suffix>b</Suffix>"+
		"<Principals><Principal>1</Principal></Principals>", ""))
	body := b.Must(b.Owner(b.Raw("GET", bench.Private, "/?overwriteConfig", ""))).Body.String()
	first := "<Rule><ID>one</ID><Action>forbid</Action><Prefix>a</Prefix><Suffix>b</Suffix>" +
		"<Principals><Principal>1</Principal></Principals></Rule>"
	if !strings.Contains(body, first) || strings.Count(body, "<ID>") != 2 || strings.Contains(body, "<ID></ID>") ||
		strings.Count(body, "Prefix>") != 2 {
		t.Error(body)
	}
}
