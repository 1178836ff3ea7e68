package web_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/internal/explain"
	"github.com/oss403/oss403/harness/internal/explain/lang"
	"github.com/oss403/oss403/harness/internal/explain/web"
	"github.com/oss403/oss403/reports"
	"github.com/oss403/oss403/scenarios/catalogue"
)

// start serves the page in English until the test ends, and returns its address.
func start(t *testing.T) string { return startIn(t, lang.Language{}) }

func startIn(t *testing.T, in lang.Language) string {
	t.Helper()
	listener, err := web.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- web.Serve(ctx, listener, explain.Knowing(catalogue.All()), reportStyle(t), in)
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return "http://" + listener.Addr().String() + "/"
}

// ask sends a request with headers as NAME: VALUE.
func ask(t *testing.T, method, address, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	q, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		q.Header.Set(name, value)
		if name == "Host" {
			q.Host = value
		}
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(text)
}

func form(answer, request string) string {
	return url.Values{"answer": {answer}, "request": {request}}.Encode()
}

const notMine = "<Error><Code>AccessDenied</Code><Message>The bucket you access does not belong to you.</Message>" +
	"<EC>0003-00000905</EC></Error>"

func TestWhatIsPastedIsExplained(t *testing.T) {
	address := start(t)
	mismatch := "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>PUT\n\ntext/plain\nThu, 05 Dec 2024 02:31:04 GMT\n" +
		"/example-bucket/a.txt</StringToSign></Error>"
	detail := "<Error><Code>AccessDenied</Code><AuthAction>oss:GetObject</AuthAction></Error>"
	put := "PUT /a.txt HTTP/1.1\nHost: example-bucket.oss-cn-hangzhou.aliyuncs.com\nDate: Thu, 05 Dec 2024 02:31:04 GMT\n" +
		"Authorization: OSS LTAI5tEXAMPLE:JVcvxJdSJ8yaKJYpuAlJYc/4xuQ=\n"
	for name, c := range map[string]struct {
		answer, request string
		says            []string
	}{
		"an answer":    {notMine, "", []string{"R29", "check the name of the bucket", ">likely<", "0003-00000905"}},
		"several rows": {"<Error><Code>AccessDenied</Code></Error>", "", []string{"one of ", "It may be", "R05 AccessDenied"}},
		"a detail":     {detail, "", []string{"asked for oss:GetObject"}},
		"as browsers send it": {strings.ReplaceAll(mismatch, "\n", "\r\n"), strings.ReplaceAll(put, "\n", "\r\n"),
			[]string{"line 3 differs", "<mark>&#34;text/plain&#34;</mark>"}},
		"a blank request": {mismatch, " \r\n", []string{"R48", "Explain another"}},
		"a request": {mismatch, put,
			[]string{"sends a Content-Type that was not signed", "as it looks", "<mark>&#34;text/plain&#34;</mark>"}},
		"no refusal":        {"hello", "", []string{"The answer can&#39;t be read", "tells no Code"}},
		"nothing":           {"", "", []string{"the text is empty"}},
		"an unread request": {mismatch, "hello", []string{"R48", "The request can&#39;t be read", "it begins neither"}},
		"an unknown Code":   {"<Error><Code>Forbidden</Code></Error>", "", []string{"the client made up this Code"}},
	} {
		r, page := ask(t, "POST", address, form(c.answer, c.request))
		for _, says := range c.says {
			if r.StatusCode != http.StatusOK || !strings.Contains(page, says) {
				t.Errorf("%s: %s, no %q in\n%s", name, r.Status, says, page)
			}
		}
	}
}

// In another language, no word of the page is left in English but those of OSS and of the form.
func TestThePageInOtherLanguages(t *testing.T) {
	for tag, says := range map[string][]string{
		"ja": {`<html lang="ja">`, "バケット名を確認", "可能性が高い", "次の可能性", "応答を読み取れない"},
		"zh": {`<html lang="zh">`, "检查存储空间的名称", "很可能", "可能是：", "无法识别应答"},
	} {
		in, err := lang.Of(tag)
		if err != nil {
			t.Fatal(err)
		}
		address, all := startIn(t, in), ""
		for _, answer := range []string{notMine, "<Error><Code>AccessDenied</Code></Error>", "hello", "x"} {
			_, page := ask(t, "POST", address, form(answer, ""))
			all += page
		}
		for _, says := range says {
			if !strings.Contains(all, says) {
				t.Errorf("%s does not say %q", tag, says)
			}
		}
		_, page := ask(t, "GET", address, "")
		_, body, _ := strings.Cut(page, "</style>")
		text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " ")
		ofOSS := []string{"oss", "OSS", "err", "SDK", "HTTP", "curl", "HAR", "URL", "SignatureDoesNotMatch"}
		for _, word := range regexp.MustCompile(`[A-Za-z]{3,}`).FindAllString(text, -1) {
			if !slices.Contains(ofOSS, word) {
				t.Errorf("%s says %q", tag, word)
			}
		}
	}
}

// Nothing is kept by the browser or by the page, and nothing may be loaded into it.
func TestThePageIsKeptNowhereAndLoadsNothing(t *testing.T) {
	address := start(t)
	for _, method := range []string{"GET", "POST"} {
		r, page := ask(t, method, address, map[string]string{"POST": form(notMine, "")}[method])
		if r.Header.Get("Cache-Control") != "no-store" || !strings.HasPrefix(r.Header.Get("Content-Security-Policy"), "default-src 'none'; ") {
			t.Errorf("%s: %v", method, r.Header)
		}
		if r.StatusCode != http.StatusOK || strings.Contains(page, "<script") || strings.Contains(page, "src=") || len(r.Cookies()) > 0 {
			t.Errorf("%s: %s %s", method, r.Status, page)
		}
	}
	if _, page := ask(t, "GET", address, ""); strings.Contains(page, "R29") {
		t.Error("the page remembers what was pasted")
	}
}

// Other sites reach the page neither under a name of their own, nor through a form in their page.
func TestOtherSitesAreRefused(t *testing.T) {
	address := start(t)
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		method, header string
		status         int
	}{
		{"GET", "Host: evil.example:" + at.Port(), http.StatusMisdirectedRequest},
		{"POST", "Host: evil.example:" + at.Port(), http.StatusMisdirectedRequest},
		{"GET", "Host: 127.0.0.1.evil.example:" + at.Port(), http.StatusMisdirectedRequest},
		{"GET", "Host: 10.0.0.1:" + at.Port(), http.StatusMisdirectedRequest},
		{"GET", "Host: 127.0.0.1:1", http.StatusMisdirectedRequest},
		{"GET", "Host: localhost", http.StatusMisdirectedRequest},
		{"GET", "Host: localhost:" + at.Port(), http.StatusOK},
		{"GET", "Host: [::1]:" + at.Port(), http.StatusOK},
		{"POST", "Origin: https://evil.example", http.StatusForbidden},
		{"POST", "Origin: http://localhost:1", http.StatusForbidden},
		{"POST", "Origin: null", http.StatusForbidden},
		{"POST", "Sec-Fetch-Site: cross-site", http.StatusForbidden},
		{"POST", "Sec-Fetch-Site: same-site", http.StatusForbidden}, // another port of this machine
		{"POST", "Sec-Fetch-Site: same-origin", http.StatusOK},
		{"POST", "Origin: http://" + at.Host, http.StatusOK},
		{"PUT", "Origin: http://" + at.Host, http.StatusMethodNotAllowed},
	} {
		r, page := ask(t, c.method, address, map[string]string{"POST": form(notMine, "")}[c.method], c.header)
		if r.StatusCode != c.status || strings.Contains(page, "R29") != (c.status == http.StatusOK && c.method == "POST") {
			t.Errorf("%s with %s: %s", c.method, c.header, r.Status)
		}
	}
}

// canaries are secrets where people paste them; the texts around them are read.
const (
	canaryAnswer = "HTTP/1.1 403 Forbidden\nAuthorization: OSS LTAI5tExample:c4n4rySIGN+/abcdefghijklmno=\n" +
		"x-oss-security-token: CAIScanary1/Token+abcdefghijk=\n\n<Error><Code>SignatureDoesNotMatch</Code>" +
		"<Message>accessKeySecret=canarysecret</Message><HostId>canary&lt;script&gt;alert(1)&lt;/script&gt;</HostId>" +
		"<SignatureProvided>c4n4rySIGN+/abcdefghijklmno=</SignatureProvided>" +
		"<StringToSign>GET\n\n\n1\nx-oss-security-token:CAIScanary1/Token+abcdefghijk=\n/b/k</StringToSign></Error>"
	canaryRequest = "curl 'https://b.oss-cn-hangzhou.aliyuncs.com/k?OSSAccessKeyId=LTAI5tExample&Expires=1&Signature=canarysignature" +
		"&security-token=CAIScanary2' -H 'x-oss-security-token: CAIScanary1/Token+abcdefghijk='"
)

func secretsOf() []string {
	return []string{"c4n4rySIGN", "CAIScanary1", "canarysecret", "canarysignature", "CAIScanary2", "<script>alert"}
}

func TestSecretsAreNotInThePage(t *testing.T) {
	_, page := ask(t, "POST", start(t), form(canaryAnswer, canaryRequest))
	for _, secret := range secretsOf() {
		if strings.Contains(page, secret) || !strings.Contains(page, "R48") {
			t.Errorf("%s is in the page:\n%s", secret, page)
		}
	}
}

// The texts are bounded: each is as large as explain reads, however it is escaped.
func TestLargeTexts(t *testing.T) {
	address := start(t)
	large := strings.Repeat("%", explain.MaxText)
	for name, c := range map[string]struct {
		body   string
		status int
		says   string
	}{
		"the largest":  {form(large[len(notMine):]+notMine, ""), http.StatusOK, "R29"},
		"one more":     {form(large+notMine, ""), http.StatusOK, "more than 1048576 bytes"},
		"far too much": {"answer=" + strings.Repeat(large, 7), http.StatusRequestEntityTooLarge, "1048576 bytes at most"},
		"no form":      {"%zz", http.StatusBadRequest, "not the form of the page"},
	} {
		if r, page := ask(t, "POST", address, c.body); r.StatusCode != c.status || !strings.Contains(page, c.says) {
			t.Errorf("%s: %s, no %q", name, r.Status, c.says)
		}
	}
}

func TestOnlyTheLoopbackInterface(t *testing.T) {
	for _, address := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "nonsense", "127.0.0.1", "127.0.0.1:99999", ""} {
		if listener, err := web.Listen(address); err == nil {
			t.Errorf("it listens on %s for %q", listener.Addr(), address)
			listener.Close()
		}
	}
	for _, address := range []string{"127.0.0.1:0", "localhost:0", "127.3.2.1:0"} {
		listener, err := web.Listen(address)
		if err != nil {
			t.Error(err)
			continue
		}
		listener.Close()
	}
}

// FuzzPage posts any bytes: the page is whole, and has no element of theirs.
func FuzzPage(f *testing.F) {
	handler, err := web.Handler(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}, explain.Knowing(catalogue.All()), "", lang.Language{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(notMine, "https://b.oss-cn-hangzhou.aliyuncs.com/k?Signature=x")
	f.Add(canaryAnswer, canaryRequest)
	f.Add("<Error><Code>AccessDenied</Code><Message></textarea><img src=x></Message></Error>", "\"><svg onload=1>")
	f.Fuzz(func(t *testing.T, answer, request string) {
		q := httptest.NewRequest("POST", "http://127.0.0.1:1/", strings.NewReader(form(answer, request)))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w, began := httptest.NewRecorder(), time.Now()
		handler.ServeHTTP(w, q)
		page := w.Body.String()
		if w.Code != http.StatusOK || !strings.HasSuffix(page, "</html>\n") || strings.Count(page, "<textarea") != 2 ||
			strings.Contains(page, "<img") || strings.Contains(page, "<svg") || strings.Contains(page, "<script") {
			t.Errorf("%d %s", w.Code, page)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// reportStyle is the style of the report.
func reportStyle(t *testing.T) string {
	t.Helper()
	style, err := reports.Style()
	if err != nil {
		t.Fatal(err)
	}
	return style
}
