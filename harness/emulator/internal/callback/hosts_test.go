package callback_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/oss403/oss403/harness/emulator/internal/callback"
)

func calling(t testing.TB, url string) *callback.Call {
	t.Helper()
	text := fmt.Appendf(nil, `{"callbackUrl":%q,"callbackBody":"a"}`, url)
	c, denial := callback.Read(base64.StdEncoding.EncodeToString(text), "", callback.DefaultLimits())
	if denial != nil {
		t.Fatalf("%s: %v", url, denial)
	}
	return c
}

// A callback goes where the operator says: by default to this machine, for requests from it.
func TestWhereCallbacksMayGo(t *testing.T) {
	const here, there = "127.0.0.1", "192.0.2.7"
	for _, c := range []struct {
		list           []string
		url, from, why string
	}{
		{nil, "http://127.0.0.1:80/", here, ""},
		{nil, "127.8.8.8", "::1", ""},
		{nil, "http://LOCALHOST:80/", "::ffff:127.0.0.1", ""},
		{nil, "http://127.0.0.1/", there, "callback-to-private-address"},
		{nil, "http://127.0.0.1/", "", "callback-to-private-address"},
		{nil, "http://10.0.0.1/", here, "callback-to-private-address"},
		{nil, "http://169.254.169.254/", here, "callback-to-private-address"},
		{nil, "http://100.100.100.200/", here, "callback-to-private-address"},
		{nil, "http://0.0.0.0/", here, "callback-to-private-address"},
		{nil, "http://127.0.0.1/;http://10.0.0.1/", here, "callback-to-private-address"},
		{nil, "http://localhost.example.com/", here, "not-implemented"},
		{nil, "http://app/", here, "not-implemented"},
		{nil, "http://8.8.8.8/", here, "not-implemented"},
		{nil, "http://127.1/", here, "callback-host-unresolved"},
		{nil, "http://0x7f000001/", here, "callback-host-unresolved"},
		{nil, "http://017700000001/", here, "callback-host-unresolved"},
		{[]string{"none"}, "http://127.0.0.1/", here, "callback-to-private-address"},
		{[]string{"app"}, "http://APP:8080/", there, ""},
		{[]string{"app"}, "http://127.0.0.1/", here, "callback-to-private-address"},
		{[]string{"10.0.0.0/8", "192.168.1.1"}, "http://10.9.9.9/;http://192.168.1.1/", there, ""},
		{[]string{"10.0.0.0/8", "192.168.1.1"}, "http://192.168.1.2/", there, "callback-to-private-address"},
		{[]string{"loopback", "app"}, "http://localhost/;http://app/", here, ""},
		{[]string{"loopback", "app"}, "http://localhost/;http://app/", there, "callback-to-private-address"},
	} {
		hosts, err := callback.ParseHosts(c.list)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if denial := hosts.Refuse(calling(t, c.url), c.from); denial != nil {
			got = string(denial.Reason)
		}
		if got != c.why {
			t.Errorf("%v to %s from %s: %q, want %q", c.list, c.url, c.from, got, c.why)
		}
	}
}

func TestHostsThatAreNone(t *testing.T) {
	for _, list := range [][]string{{""}, {"app", "none"}, {"app:8080"}, {"http://app"}, {"::1"}, {"10.0.0.0/33"}, {"127.1"}, {"a b"}} {
		if h, err := callback.ParseHosts(list); err == nil {
			t.Errorf("%q: %v", list, h.List())
		}
	}
	for _, list := range [][]string{{"none"}, {"loopback"}, {"loopback", "app", "10.0.0.0/8"}} {
		if h, err := callback.ParseHosts(list); err != nil || strings.Join(h.List(), " ") != strings.Join(list, " ") {
			t.Errorf("%q: %v %v", list, h.List(), err)
		}
	}
}

// What is read never panics, is within the limits, and its body can be filled in.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		`{"callbackUrl":"http://127.0.0.1;localhost:80","callbackBody":"${a}$"}`, `{"callbackUrl":"[::1]","callbackBody":"${"}`,
		`{"callbackUrl":"a","callbackBody":"{\"a\":${size}}","callbackBodyType":"application/json","callbackHost":"h","callbackSNI":true}`,
		`null`, `[]`, `{`, `{"callbackUrl":"%zz"}`, `{"callbackUrl":"a","callbackBody":"b","additionalHeaders":{"":""}}`,
	} {
		f.Add(text, `{"x:a":"b"}`)
	}
	l := callback.DefaultLimits()
	none, err := callback.ParseHosts([]string{callback.Nowhere})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, vars string) {
		encode := base64.StdEncoding.EncodeToString
		c, denial := callback.Read(encode([]byte(text)), encode([]byte(vars)), l)
		if denial != nil || c == nil {
			return
		}
		if len(c.URLs) == 0 || len(c.URLs) > l.URLs || none.Refuse(c, "127.0.0.1") == nil {
			t.Errorf("%q: %v", text, c.URLs)
		}
		c.Fill(callback.Values{"size": 1, "bucket": "b"})
	})
}
