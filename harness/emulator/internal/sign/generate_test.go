package sign_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oss403/oss403/harness/emulator/internal/sign"
	"github.com/oss403/oss403/harness/emulator/internal/wire"
)

const (
	accessKey = "LTAI5tGenerated"
	secret    = "generated-secret"
	region    = "cn-hangzhou"
)

// A sample is one generated request before a client signs it.
type sample struct {
	method, bucket, key string
	params              []param // names are distinct
	headers             map[string]string
}

type param struct{ name, value string }

const printable = ` !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_` + "`" + `abcdefghijklmnopqrstuvwxyz{|}~`

// generator makes samples; a fixed seed makes them the same every time.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator { return generator{rand.New(rand.NewPCG(seed, 403))} }

func (g generator) text(least, most int) string {
	alphabet := []rune(printable + "äß中文😀é\u00a0")
	n := least + g.IntN(most-least+1)
	out := make([]rune, n)
	for i := range out {
		out[i] = alphabet[g.IntN(len(alphabet))]
	}
	return string(out)
}

// key walks through all printable characters as the samples go on.
func (g generator) key(i int) string {
	keys := []string{"a/b", "a%2Fb", ".//x", "a/../b", "./", "key", "+ +", "?acl", "a//b/"}
	if i < len(keys) {
		return keys[i]
	}
	key := g.text(1, 12) + string(printable[i%len(printable)]) + g.text(0, 12)
	if strings.ContainsAny(key[:1], `/\`) { // no object has such a name
		return "k" + key
	}
	return key
}

func (g generator) sample(i int, names []string) sample {
	s := sample{
		method:  []string{"GET", "PUT", "POST", "DELETE", "HEAD"}[g.IntN(5)],
		bucket:  "generated-bucket",
		headers: map[string]string{},
	}
	if i%10 != 9 {
		s.key = g.key(i)
	}
	names = slices.Clone(names)
	g.Shuffle(len(names), func(a, b int) { names[a], names[b] = names[b], names[a] })
	for _, name := range names[:g.IntN(min(6, len(names)))] {
		p := param{name: name}
		if g.IntN(3) > 0 {
			p.value = g.text(0, 10)
		}
		s.params = append(s.params, p)
	}
	for range g.IntN(12) {
		s.headers["x-oss-meta-"+string(rune('a'+g.IntN(26)))+string(rune('a'+g.IntN(26)))] = headerText(g)
	}
	if g.IntN(2) == 0 {
		s.headers["Content-Type"] = "text/plain; charset=utf-8"
	}
	if g.IntN(3) == 0 {
		s.headers["Content-MD5"] = "eB5eJF1ptWaXm4bijSPyxw=="
	}
	return s
}

// headerText is a header value that no client trims.
func headerText(g generator) string {
	return "v" + strings.Map(func(r rune) rune {
		if r > '~' {
			return 'u'
		}
		return r
	}, g.text(0, 20)) + "v"
}

func (s sample) rawQuery() string {
	var pairs []string
	for _, p := range s.params {
		pair := wire.Escape(p.name, "")
		if p.value != "" {
			pair += "=" + wire.Escape(p.value, "")
		}
		pairs = append(pairs, pair)
	}
	return strings.Join(pairs, "&")
}

// httpRequest is the sample as a request to the bucket's host.
func (s sample) httpRequest(t *testing.T) *http.Request {
	t.Helper()
	r, err := http.NewRequest(s.method, "http://"+s.bucket+".oss-"+region+".aliyuncs.com/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.URL = &url.URL{
		Scheme: "http", Host: r.Host, Path: "/" + s.key, RawPath: "/" + wire.Escape(s.key, "/"), RawQuery: s.rawQuery(),
	}
	for name, value := range s.headers {
		r.Header.Set(name, value)
	}
	return r
}

// onWire writes a client's request and reads it back as a server does.
func onWire(t *testing.T, r *http.Request) *http.Request {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := http.ReadRequest(bufio.NewReader(&b))
	if err != nil {
		t.Fatalf("%v in %q", err, b.String())
	}
	return got
}

// verify tells whether the emulator's rules accept a request as one of a carrier, and if
// not why.
func verify(r *http.Request, want sign.Carrier) (bool, string) {
	req, denial := wire.Parse(r, "id", time.Now(), wire.NewHosts([]string{region}))
	if denial != nil {
		return false, string(denial.Reason)
	}
	claim, denial := sign.Read(req)
	if denial != nil {
		return false, string(denial.Reason)
	}
	if naked := claim.Unsigned(req); claim.Carrier.Rules() == sign.S3V4 && len(naked) > 0 {
		return false, fmt.Sprint("not signed: ", naked)
	}
	proof := claim.Prove(req, secret)
	return claim.Carrier == want && proof.Matches(claim), claim.Carrier.String() + "\n" + proof.StringToSign + "\n" + proof.CanonicalRequest
}

// accepted checks that a signed request is accepted, and is not once a byte
// of signature, path, query or header is another.
func accepted(t *testing.T, label string, want sign.Carrier, signed *http.Request) {
	t.Helper()
	r := onWire(t, signed)
	if ok, why := verify(r, want); !ok {
		t.Fatalf("%s: %s %s is refused:\n%s", label, r.Method, r.RequestURI, why)
	}
	for _, f := range forgeries {
		forged := r.Clone(r.Context())
		f.forge(forged)
		if ok, _ := verify(forged, want); ok {
			t.Fatalf("%s: %s %s is accepted after: %s", label, r.Method, forged.RequestURI, f.name)
		}
	}
}

type forgery struct {
	name  string
	forge func(*http.Request)
}

var forgeries = []forgery{
	{"a byte of the signature", func(r *http.Request) {
		if a := r.Header.Get("Authorization"); a != "" {
			r.Header.Set("Authorization", otherByte(a, len(a)-5))
			return
		}
		at := strings.LastIndex(strings.ToLower(r.RequestURI), "signature=") + len("signature=")
		r.RequestURI = otherByte(r.RequestURI, at)
	}},
	{"a byte of the path", func(r *http.Request) {
		path, query, _ := strings.Cut(r.RequestURI, "?")
		r.RequestURI = path + "x?" + query
	}},
	{"a byte of the query", func(r *http.Request) {
		// uploadId is signed by V1 too; named twice it changes nothing there.
		if strings.Contains(r.RequestURI, "uploadId") {
			r.RequestURI = strings.Replace(r.RequestURI, "uploadId", "uploadIdx", 1)
			return
		}
		if strings.Contains(r.RequestURI, "?") {
			r.RequestURI += "&uploadId=1"
		} else {
			r.RequestURI += "?uploadId=1"
		}
	}},
	{"the value of a header", func(r *http.Request) { r.Header.Set("Content-Type", r.Header.Get("Content-Type")+"x") }},
	{"a header more", func(r *http.Request) {
		r.Header.Set("x-oss-meta-forged", "1")
		r.Header.Set("x-amz-meta-forged", "1")
	}},
	{"the method", func(r *http.Request) { r.Method += "X" }},
}

func otherByte(s string, at int) string {
	c := byte('a')
	if s[at] == c {
		c = 'b'
	}
	return s[:at] + string(c) + s[at+1:]
}
