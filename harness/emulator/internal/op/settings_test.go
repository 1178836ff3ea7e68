package op_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/bench"
	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

// The Referer is compared with a whitelist and a blacklist, cut in each way.
func TestReferers(t *testing.T) {
	list := func(settings, allowed, forbidden string) string {
		in := func(name, entries string) string {
			var body strings.Builder
			for entry := range strings.FieldsSeq(entries) {
				body.WriteString("<Referer>" + entry + "</Referer>")
			}
			return "<" + name + ">" + body.String() + "</" + name + ">"
		}
		return "<RefererConfiguration>" + settings + in("RefererList", allowed) + in("RefererBlacklist", forbidden) + "</RefererConfiguration>"
	}
	const yes, no = "<AllowEmptyReferer>true</AllowEmptyReferer>", "<AllowEmptyReferer>false</AllowEmptyReferer>"
	const whole, host = "<AllowTruncateQueryString>false</AllowTruncateQueryString>", "<TruncatePath>true</TruncatePath>"
	for _, c := range []struct {
		settings, allowed, forbidden, from string
		want                               deny.Reason
	}{
		{yes, "http://a.example", "", "", ""},
		{no, "http://a.example", "", "", deny.RefererEmpty},
		{no, "", "", "", ""},
		{no, "", "http://bad.*", "", ""},
		{no, "", "", "http://any.example", ""},
		{no, "http://a.example", "", "http://a.example", ""},
		{no, "http://a.example", "", "http://a.example?q", ""},
		{no + whole, "http://a.example/?p", "", "http://a.example/?q", deny.RefererNotAllowed},
		{no + whole, "http://a.example/?q", "", "http://a.example/?qr", ""},
		{no, "http://a.example", "", "http://a.example/page", ""},
		{no, "http://a.example", "http://a.example/bad", "http://a.example/bad/page", deny.RefererForbidden},
		{no + host, "http://a.example", "", "http://a.example.test/page", deny.RefererNotAllowed},
		{no + host, "http://a.example", "", "http://a.example/page?q", ""},
		{no, "http://*.example", "", "http://example", deny.RefererNotAllowed},
		{no, "http://?.example", "", "http://a.example", ""},
		{no, "http://?.example", "", "http://ab.example", deny.RefererNotAllowed},
		{no, "*.example", "", "http://a.example", ""},
		{no, "a.example", "", "http://a.example", deny.RefererNotAllowed},
		{no, "http://*", "http://bad.*", "http://bad.example", deny.RefererForbidden},
		{yes, "", "http://bad.*", "http://bad.example", deny.RefererForbidden},
		{yes, "", "http://bad.*", "http://good.example", ""},
		{yes + host, "", "bad.example", "bad.example/page", deny.RefererForbidden},
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Object("open-bucket", "key", "default")
		b.Set(bench.Open, "referer", list(c.settings, c.allowed, c.forbidden))
		var headers []string
		if c.from != "" {
			headers = []string{"Referer: " + c.from}
		}
		for name, r := range map[string]*http.Request{
			"anonymous": b.Raw("GET", bench.Open, "/key", "", headers...),
			"by URL":    b.V1URL(b.Raw("GET", bench.Open, "/key", "", headers...), bench.Soon),
		} {
			if _, got := b.Send(r); got != string(c.want) {
				t.Errorf("%+v, %s: got %q", c, name, got)
			}
		}
		b.Must(b.Owner(b.Raw("GET", bench.Open, "/key", "", headers...))) // no Referer is required with a signature in the header
		if _, got := b.Send(b.Raw("GET", bench.Open, "/", "", headers...)); got != string(deny.NotYourBucket) {
			t.Errorf("a listing is asked for its Referer: %s", got)
		}
	}
}

// Another account is let in if it agrees to pay. The owner's account pays without saying so.
func TestPayers(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Object("open-bucket", "key", "default")
	b.Set(bench.Open, "requestPayment", bench.Requester)
	const pays = "x-oss-request-payer: requester"
	b.Must(b.Stranger(b.Raw("GET", bench.Open, "/key", "", pays)))
	b.Must(b.V1URLBy(b.Raw("GET", bench.Open, "/key?x-oss-request-payer=requester", ""), bench.StrangerCredentials(), bench.Soon))
	b.Must(b.Owner(b.Raw("GET", bench.Open, "/key", "")))
	b.Must(b.By(b.User("alice"), b.Raw("GET", bench.Open, "/key", "")))
	b.Must(b.Stranger(b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/", "")))
	for header, want := range map[string]deny.Reason{"": deny.PayerNotInHeader, pays: ""} {
		headers := []string{"x-oss-copy-source: /open-bucket/key"}
		if header != "" {
			headers = append(headers, header)
		}
		if _, got := b.Send(b.Stranger(b.Raw("PUT", "strange-bucket."+bench.Hangzhou, "/copy", "", headers...))); got != string(want) {
			t.Errorf("copy with %q: %s", header, got)
		}
	}
	b.Set(bench.Open, "requestPayment", strings.Replace(bench.Requester, "Requester", "BucketOwner", 1))
	b.Must(b.Raw("GET", bench.Open, "/key", ""))
}

// headersOf returns the CORS headers of an answer, in one line.
func headersOf(h http.Header) string {
	var out []string
	for _, name := range []string{"Allow-Origin", "Allow-Methods", "Allow-Headers", "Expose-Headers", "Max-Age"} {
		out = append(out, strings.Join(h["Access-Control-"+name], "+"))
	}
	return strings.Join(append(out, h["Vary"]...), " | ")
}

func TestCrossOrigin(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	b.Set(bench.Open, "cors", strings.Replace(strings.Replace(bench.CrossOrigin, "x-oss-*", "X-Oss-*", 1), "<CORSRule>",
		"<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>HEAD</AllowedMethod></CORSRule><CORSRule>", 1))
	const from = "Origin: http://a.example"
	for _, c := range []struct {
		r    *http.Request
		want string
	}{
		{b.Raw("OPTIONS", bench.Open, "/absent?acl&versionId=1", "", from, "Access-Control-Request-Method: PUT",
			"Access-Control-Request-Headers: X-OSS-Meta-A"),
			"http://a.example | PUT, POST | X-OSS-Meta-A | ETag, x-oss-request-id | 60"},
		{b.Raw("OPTIONS", bench.Open, "/", "", from, "Access-Control-Request-Method: HEAD"), "http://a.example | HEAD |  |  | "},
		{b.Owner(b.Raw("PUT", bench.Open, "/key", "", from)), "http://a.example | PUT, POST |  | ETag, x-oss-request-id | 60"},
		{b.Raw("PUT", bench.Open, "/closed", "", from), "http://a.example | PUT, POST |  | ETag, x-oss-request-id | 60"}, // in a refusal too
		{b.Owner(b.Raw("HEAD", bench.Open, "/closed", "", "Origin: http://a.invalid")), "* | HEAD |  |  | "},
		{b.Owner(b.Raw("GET", bench.Open, "/closed", "", from)), " |  |  |  | "},
		{b.Owner(b.Raw("PUT", bench.Open, "/key", "")), " |  |  |  | "},
	} {
		w, _ := b.Send(c.r)
		if got := headersOf(w.Header()); got != c.want {
			t.Errorf("%s %s: %d %s, want %s", c.r.Method, c.r.RequestURI, w.Code, got, c.want)
		}
	}
	b.Set(bench.Open, "cors", strings.Replace(bench.CrossOrigin, "</CORSConfiguration>",
		"<ResponseVary>true</ResponseVary></CORSConfiguration>", 1))
	if w, _ := b.Send(b.Owner(b.Raw("GET", bench.Open, "/closed", ""))); headersOf(w.Header()) != " |  |  |  |  | Origin" {
		t.Error(headersOf(w.Header()))
	}
	w, _ := b.Send(b.Raw("OPTIONS", bench.Open, "/", "", from, "Access-Control-Request-Method: PUT"))
	if !strings.HasSuffix(headersOf(w.Header()), "| Origin") {
		t.Error(headersOf(w.Header()))
	}
}

// A setting is read back as it was put. Deleting it restores the default.
func TestSettingsComeBack(t *testing.T) {
	tags := "<Tagging><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>"
	policy := " " + bench.BucketPolicy(bench.Grant("Deny", "oss:PutObject", "1", "")) + "\n"
	for _, c := range []struct{ target, body, holds, before string }{
		{"/?policy", policy, policy, "no-such-bucket-policy"},
		{"/?cors", bench.CrossOrigin, "<AllowedOrigin>http://*.example</AllowedOrigin>", "no-such-cors-configuration"},
		{"/?referer", bench.Referers, "<RefererBlacklist><Referer>http://good.example/bad*</Referer></RefererBlacklist>",
			"<AllowEmptyReferer>true</AllowEmptyReferer><AllowTruncateQueryString>true</AllowTruncateQueryString>" +
				"<TruncatePath>false</TruncatePath>"},
		{"/?requestPayment", bench.Requester, "<Payer>Requester</Payer>", "<Payer>BucketOwner</Payer>"},
		{"/?encryption", bench.SSE("KMS", "<KMSMasterKeyID>key-1</KMSMasterKeyID><KMSDataEncryption>SM4</KMSDataEncryption>"),
			bench.SSE("KMS", "<KMSMasterKeyID>key-1</KMSMasterKeyID><KMSDataEncryption>SM4</KMSDataEncryption>"), "no-such-encryption-rule"},
		{"/?tagging", tags, "<Key>team</Key><Value>red</Value>", "<TagSet></TagSet>"},
		{"/key?tagging", tags, "<Key>team</Key><Value>red</Value>", "<TagSet></TagSet>"},
	} {
		b := bench.New(t)
		bench.Stage(b)
		read := func() string {
			w, why := b.Send(b.Owner(b.Raw("GET", bench.Private, c.target, "")))
			return why + w.Body.String()
		}
		before := read()
		if !strings.Contains(before, c.before) {
			t.Errorf("%s, before: %s", c.target, before)
		}
		b.Must(b.Owner(b.Raw("PUT", bench.Private, c.target, c.body)))
		if got := read(); !strings.Contains(got, c.holds) {
			t.Errorf("%s: %s", c.target, got)
		}
		if c.target == "/?referer" || c.target == "/?requestPayment" {
			continue
		}
		if w := b.Must(b.Owner(b.Raw("DELETE", bench.Private, c.target, ""))); w.Code != 204 {
			t.Errorf("%s: %d", c.target, w.Code)
		}
		if got := read(); !strings.Contains(got, c.before) {
			t.Errorf("%s, deleted: %s", c.target, got)
		}
	}
}

func TestPolicyStatus(t *testing.T) {
	const fixed = `,"Condition":{"StringEquals":{"acs:SourceVpc":["vpc-1"]}}`
	for statement, want := range map[string]string{
		"": "false",
		bench.Grant("Allow", "oss:GetObject", "*", ""):                           "true",
		bench.Grant("Allow", "oss:GetObject", "1", ""):                           "false",
		bench.Grant("Deny", "oss:GetObject", "*", ""):                            "false",
		bench.Grant("Allow", "oss:GetObject", "*", fixed):                        "false",
		bench.Grant("Allow", "oss:GetObject", "arn:sts::*:*/*/*", ""):            "true",
		bench.Grant("Allow", "oss:GetObject", "arn:sts::1:assumed-role/r/*", ""): "false",
	} {
		b := bench.New(t)
		bench.Stage(b)
		if statement != "" {
			b.Set(bench.Private, "policy", bench.BucketPolicy(statement))
		}
		if got := bench.Elements(b.Must(b.Owner(b.Raw("GET", bench.Private, "/?policyStatus", ""))).Body.String(), "IsPublic"); got != want {
			t.Errorf("%s: %s", statement, got)
		}
	}
}

// Block Public Access of the account, through its own operations.
func TestAccountBlock(t *testing.T) {
	b := bench.New(t)
	bench.Stage(b)
	const on = "<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>"
	status := func() string {
		return bench.Elements(b.Must(b.Owner(b.Raw("GET", bench.Hangzhou, "/?publicAccessBlock", ""))).Body.String(), "BlockPublicAccess")
	}
	b.Walk(func() *http.Request { return b.Raw("PUT", bench.Open, "/new", "") },
		bench.Step{Change: func() { b.Must(b.Owner(b.Raw("PUT", bench.Hangzhou, "/?publicAccessBlock", on))) }, Want: deny.ByBucketACL},
		bench.Step{Change: func() { b.Must(b.Owner(b.Raw("DELETE", bench.Hangzhou, "/?publicAccessBlock", ""))) }, Want: ""},
		bench.Step{Change: func() { b.Account(0, `{"publicAccessBlocked":true}`) }, Want: deny.ByBucketACL})
	if status() != "true" {
		t.Error(status())
	}
	if _, why := b.Send(b.Owner(b.Raw("PUT", bench.Open, "/?acl", "", "x-oss-acl: public-read"))); why != string(deny.PublicBucketACL) {
		t.Error(why)
	}
}

// Settings with an invalid value are refused.
func TestSettingsRefused(t *testing.T) {
	tag := func(key string) string {
		return "<Tagging><TagSet><Tag><Key>" + key + "</Key><Value>v</Value></Tag></TagSet></Tagging>"
	}
	cors := func(old, new string) string { return strings.Replace(bench.CrossOrigin, old, new, 1) }
	for _, c := range []struct {
		method, target, body, header string
		want                         deny.Reason
	}{
		{"PUT", "/?referer", "<RefererConfiguration/>", "", deny.MalformedXML},
		{"PUT", "/?referer", "<RefererConfiguration><AllowEmptyReferer>maybe</AllowEmptyReferer><RefererList/></RefererConfiguration>",
			"", deny.InvalidArgument},
		{"PUT", "/?requestPayment", "<RequestPaymentConfiguration><Payer>Nobody</Payer></RequestPaymentConfiguration>", "", deny.InvalidArgument},
		{"PUT", "/?requestPayment", "", "", deny.MalformedXML},
		{"PUT", "/?cors", "<CORSConfiguration/>", "", deny.MalformedXML},
		{"PUT", "/?cors", cors("PUT", "PATCH"), "", deny.CORSInvalid},
		{"PUT", "/?cors", cors("ETag", "*"), "", deny.CORSInvalid},
		{"PUT", "/?cors", cors("60", "soon"), "", deny.CORSInvalid},
		{"PUT", "/?cors", "<CORSConfiguration>" +
			strings.Repeat("<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>", 21) +
			"</CORSConfiguration>", "", deny.CORSInvalid},
		{"PUT", "/?tagging", tag(strings.Repeat("k", 129)), "", deny.TagInvalid},
		{"PUT", "/key?tagging", tag(""), "", deny.TagInvalid},
		{"PUT", "/key?tagging", tag("a&amp;"), "", deny.TagInvalid},
		{"PUT", "/?tagging", tag(""), "", deny.TagInvalid},
		{"PUT", "/key", "", "x-oss-tagging: a=b%40", deny.TagInvalid},
		{"PUT", "/key?tagging", "<Tagging/>", "", deny.MalformedXML},
		{"GET", "/absent?tagging", "", "", deny.NoSuchKey},
		{"DELETE", "/absent?tagging", "", "", deny.NoSuchKey},
		{"PUT", "/key", "", "x-oss-tagging: %zz", deny.TagInvalid},
		{"PUT", "/key", "", "x-oss-tagging: " + strings.Repeat("a&", 11), deny.TagInvalid},
		{"PUT", "/?publicAccessBlock", "<PublicAccessBlockConfiguration/>", "", deny.MalformedXML},
	} {
		b := bench.New(t)
		bench.Stage(b)
		var headers []string
		if c.header != "" {
			headers = append(headers, c.header)
		}
		if w, got := b.Send(b.Owner(b.Raw(c.method, bench.Private, c.target, c.body, headers...))); got != string(c.want) {
			t.Errorf("%s %s %s: got %q, want %q\n%s", c.method, c.target, c.body, got, c.want, w.Body)
		}
	}
}

// A copy keeps the tags of its source, unless it replaces them.
func TestTagsOfCopies(t *testing.T) {
	for header, want := range map[string]string{
		"": "red", "x-oss-tagging-directive: Copy": "red", "x-oss-tagging-directive: Replace": "blue", "x-oss-tagging-directive: both": "",
	} {
		b := bench.New(t)
		bench.Stage(b)
		b.Must(b.Owner(b.Raw("PUT", bench.Private, "/key", "content", "x-oss-tagging: team=red")))
		headers := []string{"x-oss-copy-source: /private-bucket/key", "x-oss-tagging: team=blue"}
		if header != "" {
			headers = append(headers, header)
		}
		_, why := b.Send(b.Owner(b.Raw("PUT", bench.Private, "/copy", "", headers...)))
		w, _ := b.Send(b.Owner(b.Raw("GET", bench.Private, "/copy?tagging", "")))
		if got := bench.Elements(w.Body.String(), "Value"); got != want || (want == "") != (why == string(deny.InvalidArgument)) {
			t.Errorf("%q: %q %s", header, got, why)
		}
	}
}
