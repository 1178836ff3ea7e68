package op_test

import (
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// site makes a bench with a site in the open bucket.
func site(t *testing.T, elements string) *bench.Bench {
	t.Helper()
	b := bench.New(t)
	bench.Stage(b)
	for key, content := range map[string]string{
		"index.html": "home", "dir/index.html": "a directory", "404.html": "nothing there", "page": "a page", "image.png": bench.PNGFile(b, 8, 8),
	} {
		b.Put(bench.Open, "/"+key, content)
	}
	b.Set(bench.Open, "website", bench.WebsiteBody(elements))
	return b
}

// got is the answer to somebody without credentials: status, Location and body, or the reason of a refusal.
func got(b *bench.Bench, method, host, target string, headers ...string) string {
	b.T.Helper()
	w, why := b.Send(b.Raw(method, host, target, "", headers...))
	body := w.Body.String()
	if why != "" {
		body = why
	}
	return strings.Join(strings.Fields(strings.Join([]string{w.Result().Status[:3], bench.Told(w, "Location"), body}, " ")), " ")
}

const (
	home       = "<IndexDocument><Suffix>index.html</Suffix></IndexDocument>"
	everywhere = "<IndexDocument><Suffix>index.html</Suffix><SupportSubDir>true</SupportSubDir><Type>TYPE</Type></IndexDocument>"
	lost       = "<ErrorDocument><Key>404.html</Key></ErrorDocument>"
)

// A visitor gets the page of a directory, and in place of what is not there its page.
func TestPagesOfSites(t *testing.T) {
	inDirs := func(kind string) string { return strings.Replace(everywhere, "TYPE", kind, 1) }
	for _, c := range []struct{ elements, method, target, want string }{
		{home, "GET", "/", "200 home"},
		{home, "GET", "/?v=1", "200 home"},
		{home, "HEAD", "/", "200"},
		{home, "GET", "/dir/", "200 home"},
		{home, "GET", "/page", "200 a page"},
		{home, "GET", "/none", "404 no-such-key"},
		{home, "GET", "/dir", "404 no-such-key"},
		{home, "GET", "/?acl", "403"},
		{home, "GET", "/?list-type=2", "403"},
		{home + lost, "GET", "/none", "404 nothing there"},
		{home + lost, "HEAD", "/none", "404"},
		{lost, "GET", "/none/", "404 nothing there"},
		{strings.Replace(lost, "</Key>", "</Key><HttpStatus>200</HttpStatus>", 1), "GET", "/none", "200 nothing there"},
		{strings.Replace(lost, "404.html", "absent.html", 1), "GET", "/none", "404 no-such-key"},
		{inDirs("0"), "GET", "/dir/", "200 a directory"},
		{inDirs("0"), "GET", "/none/", "404 no-such-key"},
		{inDirs("0"), "GET", "/dir", "302 /dir/"},
		{inDirs("0") + lost, "GET", "/none", "404 nothing there"},
		{inDirs("1"), "GET", "/dir", "404 no-such-key"},
		{inDirs("2"), "GET", "/dir", "200 a directory"},
		{inDirs("0"), "GET", "/page", "200 a page"},
	} {
		b := site(t, c.elements)
		answer := got(b, c.method, bench.Open, c.target)
		if c.want == "403" {
			answer = answer[:3] // which check refuses does not matter
		}
		if answer != c.want {
			t.Errorf("%s %s %s: got %q, want %q", c.elements, c.method, c.target, answer, c.want)
		}
	}
}

// A rule leads to another host, another key, or with the query; the first that fits by its number.
func TestRoutingRules(t *testing.T) {
	const on404, external = "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>", "<RedirectType>External</RedirectType>"
	rules := func(rules ...string) string { return "<RoutingRules>" + strings.Join(rules, "") + "</RoutingRules>" }
	host := external + "<HostName>www.example.com</HostName>"
	under := func(prefix string) string { return "<KeyPrefixEquals>" + prefix + "</KeyPrefixEquals>" }
	header := "<IncludeHeader><Key>x-test</Key><Equals>yes</Equals></IncludeHeader>"
	for _, c := range []struct{ rules, target, header, want string }{
		{rules(bench.RoutingRule("1", on404, host)), "/a%20b?q=1", "", "302 http://www.example.com/a%20b"},
		{rules(bench.RoutingRule("1", on404, host)), "/page", "", "200 a page"},
		{rules(bench.RoutingRule("1", "", host)), "/page", "", "302 http://www.example.com/page"},
		{rules(bench.RoutingRule("1", on404, external)), "/none", "", "302 http://" + bench.Open + "/none"},
		{rules(bench.RoutingRule("1", on404, host+"<PassQueryString>true</PassQueryString>")), "/n?q=1&marker", "",
			"302 http://www.example.com/n?q=1&marker"},
		{rules(bench.RoutingRule("1", on404, host+"<Protocol>https</Protocol><HttpRedirectCode>301</HttpRedirectCode>")), "/n", "",
			"301 https://www.example.com/n"},
		{rules(bench.RoutingRule("1", on404, host+"<ReplaceKeyWith>p/${key}.x</ReplaceKeyWith>")), "/n", "",
			"302 http://www.example.com/p/n.x"},
		{rules(bench.RoutingRule("1", under("old/")+on404,
			host+"<EnableReplacePrefix>true</EnableReplacePrefix><ReplaceKeyPrefixWith>new/</ReplaceKeyPrefixWith>")), "/old/n", "",
			"302 http://www.example.com/new/n"},
		{rules(bench.RoutingRule("1", under("old/")+on404, host)), "/n", "", "404 no-such-key"},
		{rules(bench.RoutingRule("1", "<KeySuffixEquals>.x</KeySuffixEquals>"+on404, host)), "/n", "", "404 no-such-key"},
		{rules(bench.RoutingRule("1", "<KeySuffixEquals>.x</KeySuffixEquals>"+on404, host)), "/n.x", "", "302 http://www.example.com/n.x"},
		{rules(bench.RoutingRule("1", on404+header, host)), "/n", "x-test: no", "404 no-such-key"},
		{rules(bench.RoutingRule("1", on404+header, host)), "/n", "x-test: yes", "302 http://www.example.com/n"},
		{rules(bench.RoutingRule("2", on404, external), bench.RoutingRule("1", on404, host)), "/n", "", "302 http://www.example.com/n"},
		{lost + rules(bench.RoutingRule("1", under("old/")+on404, host)), "/old/n", "", "302 http://www.example.com/old/n"},
		{rules(bench.RoutingRule("1", on404, "<RedirectType>Mirror</RedirectType><MirrorURL>http://www.example.com/</MirrorURL>")), "/n", "",
			"501 not-implemented"},
	} {
		b := site(t, c.rules)
		headers := []string{}
		if c.header != "" {
			headers = append(headers, c.header)
		}
		if answer := got(b, "GET", bench.Open, c.target, headers...); answer != c.want {
			t.Errorf("%s %s: got %q, want %q", c.rules, c.target, answer, c.want)
		}
	}
}

// Every page passes the checks: what a visitor may not read he does not get as a page either.
func TestPagesAreChecked(t *testing.T) {
	b := site(t, home+lost)
	b.Put(bench.Open, "/index.html", "home", "x-oss-object-acl: private") // the pages of a site are objects like others
	b.Put(bench.Open, "/404.html", "nothing there", "x-oss-object-acl: private")
	if answer := got(b, "GET", bench.Open, "/"); answer != "403 "+string(deny.ByObjectACLRead) {
		t.Error(answer)
	}
	w, why := b.Send(b.Raw("GET", bench.Open, "/none", ""))
	if why != string(deny.NoSuchKey) {
		t.Error(why)
	}
	if rec, _ := b.Emulator.Traced(bench.RequestID(w)); len(rec.Checks) == 0 || rec.Checks[len(rec.Checks)-1].Says == "refused" {
		t.Errorf("the trace is of another page: %+v", rec.Checks)
	}
	b.Freeze("open-bucket")
	if answer := got(b, "GET", bench.Open, "/"); answer != "403 "+string(deny.BucketFrozen) {
		t.Error(answer)
	}
}

// A site is for visitors without credentials, at a name of the bucket: others list it, and get no
// page in place of what is not there. A visitor with a range or a condition gets the whole page.
func TestWhoVisits(t *testing.T) {
	b := site(t, home+lost)
	if answer := b.Read(bench.Open, "/"); bench.Elements(answer, "Key") == "" {
		t.Error(answer)
	}
	if answer := b.Read(bench.Open, "/none"); answer != string(deny.NoSuchKey) {
		t.Error(answer)
	}
	if answer := got(b, "GET", "127.0.0.1", "/open-bucket/none"); answer != "404 no-such-key" {
		t.Error(answer)
	}
	if answer := got(b, "GET", bench.Open, "/none", "Range: bytes=0-3", "If-None-Match: *"); answer != "404 nothing there" {
		t.Error(answer)
	}
	if answer := got(b, "GET", bench.Open, "/image.png?x-oss-process=image/resize,w_0"); answer[:3] != "400" {
		t.Error(answer)
	}
	b.Must(b.Owner(b.Raw("DELETE", bench.Open, "/?website", "")))
	if answer := got(b, "GET", bench.Open, "/none"); answer != "404 no-such-key" {
		t.Error(answer)
	}
}

// A rule of type Mirror is told with its defaults.
func TestWebsiteIsTold(t *testing.T) {
	b := site(t, "<RoutingRules>"+bench.RoutingRule("1", "<HttpErrorCodeReturnedEquals>404</HttpErrorCodeReturnedEquals>",
		"<RedirectType>Mirror</RedirectType><MirrorURL>http://www.example.com/</MirrorURL><MirrorHeaders><Pass>a</Pass></MirrorHeaders>")+
		"</RoutingRules>")
	told := b.Read(bench.Open, "/?website")
	for name, want := range map[string]string{
		"RuleNumber": "1", "PassQueryString": "false", "MirrorFollowRedirect": "true", "MirrorCheckMd5": "false", "PassAll": "false", "Pass": "a",
	} {
		if value := bench.Elements(told, name); value != want {
			t.Errorf("%s: %q, want %q", name, value, want)
		}
	}
}
