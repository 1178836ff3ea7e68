package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/osstest"
	"github.com/oss403/oss403/harness/internal/sign"
)

// signedPage is what sign --json prints.
type signedPage struct {
	StringToSign, CanonicalRequest []struct{ Text, Of string }
	Signature, URL, Curl           string
	Compared                       *struct {
		Text                     string
		Line, From               int
		Of, Signed, Answer, Says string
	}
}

func signed(t *testing.T, args ...string) signedPage {
	t.Helper()
	code, out, said := run(t, append([]string{"sign", "--json"}, args...)...)
	var page signedPage
	if err := json.Unmarshal([]byte(out), &page); err != nil || code != 0 {
		t.Fatalf("sign %q: exit code %d, %v, %s", args, code, err, said)
	}
	return page
}

// signedBy runs the command without reading a command line, which takes longer.
func signedBy(t *testing.T, c signCommand) (page signedPage) {
	t.Helper()
	c.JSON = true
	if hour := time.Hour; c.URL {
		c.Expires = &hour
	}
	var out strings.Builder
	if err := c.Run(output{&out, io.Discard}); err != nil {
		t.Fatalf("%+v: %v", c, err)
	}
	if err := json.Unmarshal([]byte(out.String()), &page); err != nil {
		t.Fatal(err)
	}
	return page
}

// as sets the key in the environment.
func as(t *testing.T, who osstest.Credentials) {
	t.Helper()
	t.Setenv("OSS_ACCESS_KEY_ID", who.AccessKeyID)
	t.Setenv("OSS_ACCESS_KEY_SECRET", who.AccessKeySecret)
	t.Setenv("OSS_SESSION_TOKEN", who.SecurityToken)
	t.Setenv("OSS_REGION", "cn-hangzhou")
}

// shellWords are those of a printed command, as a shell reads them.
func shellWords(command string) []string {
	var all []string
	word, inside, begun := "", false, false
	for i := 0; i < len(command); i++ {
		switch c := command[i]; {
		case c == '\'':
			inside, begun = !inside, true
		case c == '\\' && !inside:
			i++
			word, begun = word+string(command[i]), true
		case c == ' ' && !inside:
			all, word, begun = append(all, word), "", false
		default:
			word, begun = word+string(c), true
		}
	}
	if begun {
		all = append(all, word)
	}
	return all
}

// requestOf is the request that a printed curl command sends.
func requestOf(t *testing.T, command string) *http.Request {
	t.Helper()
	method, address, header := http.MethodGet, "", http.Header{}
	all := shellWords(command)
	for i := 1; i < len(all); i++ {
		switch all[i] {
		case "--head":
			method = http.MethodHead
		case "--request":
			i++
			method = all[i]
		case "--header":
			i++
			name, value, _ := strings.Cut(all[i], ": ")
			header.Set(name, value)
		case "--path-as-is":
		default:
			address = all[i]
		}
	}
	q, err := http.NewRequest(method, address, nil)
	if err != nil {
		t.Fatalf("%v: %s", err, command)
	}
	q.Header = header
	return q
}

// plainRequest is a request before it is signed.
type plainRequest struct {
	method, target string
	headers        []string
}

// generated are requests to keys and parameters of all characters. Each succeeds if its signature is right.
func generated(g *rand.Rand, i int) []plainRequest {
	alphabet := []rune(" !\"#$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|}~äß中文😀é\u00a0·↵")
	text := func(most int) string {
		out := make([]rune, 1+g.IntN(most))
		for i := range out {
			out[i] = alphabet[g.IntN(len(alphabet))]
		}
		return string(out)
	}
	key := "k" + text(20)
	if fixed := []string{"a/b", "a%2Fb", "a/../b", "key", "+ +", "?acl", "a//b/", "it's", "a&b=c"}; i < len(fixed) {
		key = fixed[i]
	}
	object, value := "/"+strings.ReplaceAll(url.PathEscape(key), "%2F", "/"), url.QueryEscape(text(10))
	put := plainRequest{http.MethodPut, object, []string{"Content-Type: text/plain; charset=utf-8", "Cache-Control: no-cache"}}
	for n := range g.IntN(4) {
		put.headers = append(put.headers, fmt.Sprintf("x-oss-meta-%c%d: v %c", 'a'+g.IntN(26), n, 'a'+g.IntN(26)))
	}
	others := []plainRequest{
		{http.MethodGet, object, nil}, {http.MethodHead, object, nil}, {http.MethodGet, object + "?acl", nil},
		{http.MethodGet, object + "?tagging=", nil},
		{http.MethodGet, object + "?response-content-disposition=" + value + "&response-cache-control=no-cache", []string{"Range: bytes=0-9"}},
		{http.MethodGet, "/?list-type=2&prefix=" + value + "&delimiter=" + url.QueryEscape(text(1)) + "&prefix-x=1&start-after=", nil},
		{http.MethodGet, "/?versions&key-marker=" + value, nil}, {http.MethodGet, "/?referer&unknown=" + value, nil},
	}
	return []plainRequest{put, others[i%len(others)], {http.MethodDelete, object, nil}}
}

// What sign prints is accepted by the emulator when it is sent, and is not with another signature.
func TestWhatSignPrintsIsAccepted(t *testing.T) {
	oss := osstest.Start(t, osstest.Bucket{Name: "photos"})
	client := oss.HTTPClient()
	session := oss.NewSession(time.Hour, `{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"}]}`)
	hosts := []string{"http://photos.oss-cn-hangzhou.aliyuncs.com", oss.Endpoint + "/photos"}
	const each = 36 // keys in each form, with three requests to each
	for _, form := range sign.Forms() {
		for _, place := range [][]string{nil, {"--url"}} {
			name := strings.TrimSpace(form + " " + strings.Join(place, ""))
			g, sent, refusedAll := rand.New(rand.NewPCG(403, uint64(len(name)))), 0, true
			for i := range each {
				as(t, []osstest.Credentials{oss.Owner, session}[i%2])
				for _, a := range generated(g, i) {
					c := signCommand{Method: a.method, Address: hosts[i/2%2] + a.target, Header: a.headers, Form: form, URL: len(place) > 0}
					if form == "v4" || form == "v2" {
						c.Signed = []string{"Range", "Host"}
					}
					page := signedBy(t, c)
					q := requestOf(t, page.Curl)
					if len(place) > 0 && q.URL.String() != page.URL {
						t.Errorf("%s: the command sends %s, the URL is %s", name, q.URL, page.URL)
					}
					status, answer := answerTo(t, client, q)
					if status >= 300 {
						t.Fatalf("%s: %s\n%d %s", name, page.Curl, status, answer)
					}
					sent++
				}
				c := signCommand{Method: "GET", Address: hosts[0] + "/x", Form: form, URL: len(place) > 0}
				q := requestOf(t, strings.Replace(signedBy(t, c).Curl, "/x", "/y", 1))
				if status, _ := answerTo(t, client, q); status != http.StatusForbidden {
					refusedAll = false
				}
			}
			if !refusedAll {
				t.Errorf("%s: a signature of another key is accepted", name)
			}
			t.Logf("%s: %d requests accepted", name, sent)
		}
	}
}

func answerTo(t *testing.T, client *http.Client, q *http.Request) (status int, dump string) {
	t.Helper()
	r, err := client.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	answer, err := httputil.DumpResponse(r, true)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(answer)
}

// A shell and the real curl send the printed command.
func TestThePrintedCommandRuns(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl here")
	}
	const key = "it's $HOME `a` \\ \"b\"/../c%20d+e.txt"
	oss := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{key: "meow"}})
	as(t, oss.Owner)
	escaped := strings.ReplaceAll(url.PathEscape(key), "%2F", "/")
	for _, form := range sign.Forms() {
		for _, place := range [][]string{nil, {"--url"}} {
			page := signed(t, append([]string{"GET", oss.Endpoint + "/photos/" + escaped, "--form=" + form}, place...)...)
			out, err := exec.Command("sh", "-c", strings.Replace(page.Curl, "curl ", "curl --silent --show-error ", 1)).Output()
			if err != nil || string(out) != "meow" {
				t.Errorf("%s %s: %v %s\n%s", form, place, err, out, page.Curl)
			}
			put := signed(t, append([]string{"PUT", oss.Endpoint + "/photos/new", "--form=" + form, "-H", "x-oss-meta-a: it's"}, place...)...)
			command := exec.Command("sh", "-c", strings.Replace(put.Curl, "curl ", "curl --silent --show-error ", 1)+" --upload-file -")
			command.Stdin = strings.NewReader("purr")
			if out, err = command.CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%s %s: %v %s\n%s", form, place, err, out, put.Curl)
			}
		}
	}
	if content, there := oss.Object("photos", "new"); !there || content != "purr" {
		t.Errorf("%q %v", content, there)
	}
}
