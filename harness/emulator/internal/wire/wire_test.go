package wire

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/deny"
)

var regions = []string{"cn-hangzhou", "ap-southeast-1", "rg-china-mainland", "cn-hangzhou-finance"}

func TestHosts(t *testing.T) {
	for header, want := range map[string]Host{
		"oss-cn-hangzhou.aliyuncs.com":                     {Style: SecondLevel, Region: "cn-hangzhou", Public: true},
		"b.oss-cn-hangzhou.aliyuncs.com:80":                {Style: ThirdLevel, Region: "cn-hangzhou", Bucket: "b", Public: true},
		"B.OSS-cn-hangzhou-internal.aliyuncs.com":          {Style: ThirdLevel, Region: "cn-hangzhou", Bucket: "b"},
		"b.cn-hangzhou.oss.aliyuncs.com":                   {Style: ThirdLevel, Region: "cn-hangzhou", Bucket: "b", Public: true},
		"b.oss-rg-china-mainland.aliyuncs.com":             {Style: ThirdLevel, Region: "rg-china-mainland", Bucket: "b", Public: true},
		"b.oss-cn-hzfinance.aliyuncs.com":                  {Style: ThirdLevel, Region: "cn-hangzhou-finance", Bucket: "b", Public: true},
		"b.oss-cn-hzjbp-a-internal.aliyuncs.com":           {Style: ThirdLevel, Region: "cn-hangzhou-finance", Bucket: "b"},
		"b.oss-accelerate.aliyuncs.com":                    {Style: ThirdLevel, Bucket: "b", Fast: true},
		"oss-accelerate-overseas.aliyuncs.com:443":         {Style: SecondLevel, Fast: true},
		"b.oss-internal.aliyuncs.com":                      {Style: ThirdLevel, Region: "cn-hangzhou", Bucket: "b", Legacy: true},
		".oss-cn-hangzhou.aliyuncs.com":                    {Style: SecondLevel, Region: "cn-hangzhou", Public: true},
		"oss.aliyuncs.com":                                 {Style: SecondLevel, Region: "cn-hangzhou", Legacy: true, Public: true},
		"b.oss.aliyuncs.com":                               {Style: ThirdLevel, Region: "cn-hangzhou", Bucket: "b", Legacy: true, Public: true},
		"127.0.0.1:8080":                                   {Style: Local},
		"[::1]:8080":                                       {Style: Local},
		"localhost":                                        {Style: Local},
		"oss:8403":                                         {Style: Local},
		"ep-1a2b.oss.cn-hangzhou.privatelink.aliyuncs.com": {Style: Local, Region: "cn-hangzhou"},
		"ep-1a2b.oss.mars-1.privatelink.aliyuncs.com":      {Style: Custom, Bucket: "ep-1a2b.oss.mars-1.privatelink.aliyuncs.com"},
		"b.localhost:8080":                                 {Style: Local, Bucket: "b"},
		"b.127.0.0.1:8080":                                 {Style: Local, Bucket: "b"},
		"Files.example.com:443":                            {Style: Custom, Bucket: "files.example.com"},
		"b.ap-southeast-1.oss.aliyuncs.com":                {Style: Custom, Bucket: "b.ap-southeast-1.oss.aliyuncs.com"},
		"b.oss-rg-china-mainland-internal.aliyuncs.com":    {Style: Custom, Bucket: "b.oss-rg-china-mainland-internal.aliyuncs.com"},
		"a.b.oss-cn-hangzhou.aliyuncs.com":                 {Style: Custom, Bucket: "a.b.oss-cn-hangzhou.aliyuncs.com"},
		"b.oss-mars-1.aliyuncs.com":                        {Style: Custom, Bucket: "b.oss-mars-1.aliyuncs.com"},
		"oss-cn-hangzhou.aliyuncs.com.evil.example.com":    {Style: Custom, Bucket: "oss-cn-hangzhou.aliyuncs.com.evil.example.com"},
	} {
		want.Verbatim = header
		if want.Style == Custom {
			want.Domain = want.Bucket
		}
		if got := NewHosts(regions).Parse(header); got != want {
			t.Errorf("%s: got %+v", header, got)
		}
	}
}

func TestTargets(t *testing.T) {
	for _, c := range []struct{ host, target, bucket, key string }{
		{"127.0.0.1", "/", "", ""},
		{"127.0.0.1", "//", "", ""},
		{"127.0.0.1", "//?max-keys=1", "", ""},
		{"127.0.0.1", "/b", "b", ""},
		{"127.0.0.1", "/b/", "b", ""},
		{"127.0.0.1", "/b/x//", "b", "x//"},
		{"127.0.0.1", "/b/a%2Fb+c", "b", "a/b c"},
		{"127.0.0.1", "/b/a%2Bb%20c", "b", "a+b c"},
		{"oss:8403", "/b/k", "b", "k"},
		{"ep-1a2b.oss.cn-hangzhou.privatelink.aliyuncs.com", "/b/k", "b", "k"},
		{"127.0.0.1", "http://127.0.0.1/b/k?x", "b", "k"},
		{"127.0.0.1", "http://127.0.0.1", "", ""},
		{"b.oss-cn-hangzhou.aliyuncs.com", "/", "b", ""},
		{"b.oss-cn-hangzhou.aliyuncs.com", "/a/../b", "b", "a/../b"},
		{"b.oss-cn-hangzhou.aliyuncs.com", "/a://b", "b", "a://b"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host, r.RequestURI = c.host, c.target
		got, denial := Parse(r, "", time.Now(), NewHosts(regions))
		if denial != nil || got.Bucket != c.bucket || got.Key != c.key {
			t.Errorf("%s%s: bucket %q key %q %v", c.host, c.target, got.Bucket, got.Key, denial)
		}
	}
}

// Names that no object can have are told apart, however they come.
func TestBadKeys(t *testing.T) {
	for key, want := range map[string]deny.Reason{
		"": deny.ObjectNameEmpty, strings.Repeat("k", 1024): deny.ObjectNameTooLong, "a\xff": deny.ObjectNameNotUTF8,
		"/": deny.ObjectNameBegin, "//x": deny.ObjectNameBegin, `\x`: deny.ObjectNameBegin,
	} {
		if got := BadKey(key); got == nil || got.Reason != want || got.Fields[0].Value != key {
			t.Errorf("%q: %+v", key, got)
		}
	}
	for _, key := range []string{strings.Repeat("k", 1023), "a//", ".", "a\\b", "..", "\u00e4"} {
		if got := BadKey(key); got != nil {
			t.Errorf("%q is refused: %s", key, got.Reason)
		}
	}
}

// A header with an underscore in its name is not seen.
func TestHeadersWithUnderscoreAreDropped(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("x-oss-meta-a_b", "1")
	r.Header.Set("x-oss-meta-a-b", "2")
	got, denial := Parse(r, "", time.Now(), NewHosts(regions))
	if denial != nil || got.Header.Has("x-oss-meta-a_b") || got.Header.Get("x-oss-meta-a-b") != "2" {
		t.Errorf("%v %v", got.Header, denial)
	}
}

func TestQueries(t *testing.T) {
	q, err := ParseQuery("acl&a=1&a=2&b=&%2B=x+y%2B;z&&=v")
	if err != nil {
		t.Fatal(err)
	}
	want := Query{{"acl", "", true}, {"a", "1", false}, {"a", "2", false}, {"b", "", false}, {"+", "x y+;z", false}, {"", "v", false}}
	if len(q) != len(want) {
		t.Fatalf("got %+v", q)
	}
	for i := range q {
		if q[i] != want[i] {
			t.Errorf("got %+v, want %+v", q[i], want[i])
		}
	}
	if q.Get("a") != "1" {
		t.Error("of duplicates the first must count")
	}
	for _, raw := range []string{"%", "a=%4", "%gg=1", "a=%%"} {
		if _, err := ParseQuery(raw); err == nil {
			t.Errorf("%q is accepted", raw)
		}
	}
}

func TestErrorDocument(t *testing.T) {
	e := Envelope{RequestID: "69A97080A1B2C3D4E5F60718", HostID: "h:80"}
	plain := deny.Entry{Status: 400, Code: "C", Message: "a & b"}
	got := string(e.ErrorXML(plain, []deny.Field{{Name: "F", Value: "<\"'\n\t\r\x01ü\xff>"}}))
	want := "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n  <Code>C</Code>\n  <Message>a &amp; b</Message>\n" +
		"  <RequestId>69A97080A1B2C3D4E5F60718</RequestId>\n  <HostId>h:80</HostId>\n" +
		"  <F>&lt;\"'\n\t&#xD;\uFFFDü\uFFFD&gt;</F>\n</Error>\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

var shape = Shape{Name: "R", Children: []Shape{
	{Name: "One", Required: true},
	{Name: "Some", Many: true, Children: []Shape{{Name: "K", Required: true}}},
}}

func TestStrictXML(t *testing.T) {
	for _, good := range []string{
		"<R><One/></R>",
		"\n<?xml version=\"1.0\"?><!-- c --><R xmlns=\"http://x\">\n <One>a&amp;b</One><Some><K>1</K></Some>" +
			"<Some><K>2</K></Some>\n</R>\n<!-- c -->",
		"<R><One><![CDATA[<" + strings.Repeat("x", 2*MaxXMLTag) + "]]></One></R>",
		"<R><!-- " + strings.Repeat("<", 2*MaxXMLTag) + " --><One/></R>",
		"<R><One>&#xD7FF;&#xE000;&#128512;</One></R>", "<R><One><![CDATA[&#xD800;]]></One></R>",
		"<R><One/><Other><One/>text<Some/></Other></R>", "<R><One>a<Other/></One></R>",
	} {
		if _, err := ReadXML([]byte(good), shape); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "x", "<R/>", "<S><One/></S>", "<R><One/></R><R><One/></R>", "<R><One/></R>x", "x<R><One/></R>", "<R><One/><One/></R>",
		"<R><One/><Other></R>", "<R><One/><Other a='b'/></R>", "<R><One/>text</R>", "<R><One/><Some/></R>", "<R><One></R>", "<R><One/>",
		"<R><One>&x;</One></R>", "<!DOCTYPE R><R><One/></R>", "<R a='b'><One/></R>", "<R><One xmlns:x='y' x:a='b'/></R>",
		"<R xmlns='" + strings.Repeat("x", MaxXMLTag) + "'><One/></R>", "<R><One/><!DOCTYPE R></R>", "<R><One>\x00</One></R>",
		"<?xml version=\"1.0\" encoding=\"GBK\"?><R><One/></R>",
		"<R><One/>" + strings.Repeat("<Some><K/></Some>", MaxXMLElements) + "</R>",
		"<R><One>a&#xD800;</One></R>", "<R><One>&#x41;&#57343;</One></R>", "<R><One>&#x00dfff;</One></R>",
	} {
		if e, err := ReadXML([]byte(bad), shape); err == nil {
			t.Errorf("%.60s: accepted as %+v", bad, e.Name)
		}
	}
}

// A closed shape has no other elements.
func TestClosedXML(t *testing.T) {
	closed := shape
	closed.Closed = true
	for _, bad := range []string{"<R><One/><Other/></R>", "<R><One><Other/></One></R>"} {
		if _, err := ReadXML([]byte(bad), closed); err == nil {
			t.Errorf("%s: accepted", bad)
		}
	}
}

// References to control characters are read, as the official SDKs write them.
func TestControlsInXML(t *testing.T) {
	for text, want := range map[string]string{
		"&#x0C;": "\f", "&#xb;a": "\va", "a&#12;&#012;b&#31;": "a\f\fb\x1f", "&#x1f;\uF8FF&#x01;": "\x1f\uF8FF\x01",
		"&#x0C;\uF8FF!A": "\f\uF8FF!A", "&#x0C;&#xf8fF;A&#63743;!": "\f\uF8FFA\uF8FF!", "&#x0C;&#9;&#xA;&#xD;": "\f\t\n\r",
		"&#x200C;": "\u200C", "&amp;#x0C;&#x1;": "&#x0C;\x01",
	} {
		e, err := ReadXML([]byte("<R><One>"+text+"</One></R>"), shape)
		if got := e.Child("One"); err != nil || got != want {
			t.Errorf("%q is %q: %v", text, got, err)
		}
	}
	for _, bad := range []string{"<R><One>&#0;&#x1;</One></R>", "<R><One>\f&#x1;</One></R>", "<R><One>&#x0;</One></R>"} {
		if _, err := ReadXML([]byte(bad), shape); err == nil {
			t.Errorf("%q: accepted", bad)
		}
	}
}

func FuzzHost(f *testing.F) {
	for _, seed := range []string{"b.oss-cn-hangzhou.aliyuncs.com", "[::1]:80", ".", "..oss.aliyuncs.com", "", ":", "a.127.0.0.1", "%zz"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		h := NewHosts(regions).Parse(header)
		if h.Verbatim != header || h.Style == "" {
			t.Errorf("%q: %+v", header, h)
		}
	})
}

func FuzzXML(f *testing.F) {
	for _, seed := range []string{
		"<R><One/></R>", "<R><One/><Some><K>a</K></Some></R>", "<R", "<R><One>&#0;</One></R>", "<R><One>&#1;\uF8FF</One><a/></R>",
		"<!DOCTYPE R [<!ENTITY a 'b'>]><R/>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		e, err := ReadXML(body, shape)
		if err != nil {
			return
		}
		if e.Name != "R" || len(e.All("One")) != 1 {
			t.Errorf("accepted %q as %+v", body, e)
		}
		if again, err := ReadXML([]byte("<R>"+e.Inner()+"</R>"), shape); err != nil || again.Inner() != e.Inner() {
			t.Errorf("%q is written as %q: %v", body, e.Inner(), err)
		}
	})
}

// Times are written as time.Format writes them.
func TestHTTPTime(t *testing.T) {
	for at := time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC); at.Year() < 2100; at = at.Add(1234567 * time.Second) {
		if got, want := HTTPTime(at.Local()), at.Format(http.TimeFormat); got != want {
			t.Fatalf("%q instead of %q", got, want)
		}
	}
	for _, year := range []int{-1, 0, 1, 999, 9999, 10000} {
		at := time.Date(year, 2, 3, 4, 5, 6, 7, time.UTC)
		if got, want := HTTPTime(at), at.Format(http.TimeFormat); got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}
