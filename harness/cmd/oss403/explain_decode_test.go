package main

import (
	"encoding/json"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	v1 "github.com/aliyun/aliyun-oss-go-sdk/oss"

	"github.com/oss403/oss403/harness/emulator/osstest"
)

// refusedRead is the raw answer to a read that no policy allows, or that the policy denies.
func refusedRead(t *testing.T, oss *osstest.Server, who osstest.Credentials) string {
	t.Helper()
	bucket, err := oss.ClientV1As(who).Bucket("photos")
	if err != nil {
		t.Fatal(err)
	}
	address, err := bucket.SignURL("cat.jpg", v1.HTTPGet, 60)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := httputil.DumpResponse(response, true)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ramOf is a profile that leads to RAM of the emulator.
func ramOf(t *testing.T, oss *osstest.Server) string {
	t.Helper()
	at, err := url.Parse(oss.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	return pasted(t, "ram: http://ram.aliyuncs.com\ndial: "+at.Host+"\n")
}

func setOwner(t *testing.T, who osstest.Credentials) {
	t.Helper()
	t.Setenv("OSS_ACCESS_KEY_ID", who.AccessKeyID)
	t.Setenv("OSS_ACCESS_KEY_SECRET", who.AccessKeySecret)
	t.Setenv("OSS_SESSION_TOKEN", who.SecurityToken)
}

// RAM tells the resource and the policy, in the text and in JSON.
func TestExplainDecodes(t *testing.T) {
	oss := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"cat.jpg": "x"}})
	profile := ramOf(t, oss)
	setOwner(t, oss.Owner)
	const resource = "acs:oss:cn-hangzhou:1000000000000403:photos/cat.jpg"
	for name, c := range map[string]struct {
		who      osstest.Credentials
		says     []string
		explicit bool
		policies int
	}{
		"no statement": {oss.NewUser(), []string{"on " + resource + ", and no statement of a RAM policy",
			`{"Effect": "Allow", "Action": "oss:GetObject", "Resource": "` + resource + `"}`, "the request had acs:SourceIp 127.0.0.1"}, false, 0},
		"a deny": {oss.NewUser(`{"Version":"1","Statement":[{"Effect":"Deny","Action":"oss:*","Resource":"*"}]}`),
			[]string{"on " + resource + ", and a statement of a RAM policy", "Effect Deny, PolicyType Custom, attached to RamUser"}, true, 1},
		"a role": {oss.NewSession(time.Hour), []string{"The session of the role ", "no statement of a RAM policy"}, false, 0},
	} {
		file := pasted(t, refusedRead(t, oss, c.who))
		code, text, err := run(t, "explain", file, "--decode", "--profile", profile)
		for _, says := range c.says {
			if code != 0 || err != "" || !strings.Contains(text, says) {
				t.Errorf("%s: exit code %d, %q; no %q in\n%s", name, code, err, says, text)
			}
		}
		_, text, _ = run(t, "explain", file, "--decode", "--profile", profile, "--json")
		var got struct {
			Decoded struct {
				Explicit bool
				Resource string
				Policies []struct{ AttachedTo string }
			}
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil || got.Decoded.Explicit != c.explicit || got.Decoded.Resource != resource ||
			len(got.Decoded.Policies) != c.policies {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
}

// What can't be decoded is said in one sentence, without a secret.
func TestExplainSaysWhyItDoesNotDecode(t *testing.T) {
	oss := osstest.Start(t, osstest.Bucket{Name: "photos", Objects: map[string]string{"cat.jpg": "x"}})
	user := oss.NewUser()
	answer, profile := refusedRead(t, oss, user), ramOf(t, oss)
	beginning, rest, _ := strings.Cut(answer, "<EncodedDiagnosticMessage>")
	_, end, _ := strings.Cut(rest, "</EncodedDiagnosticMessage>")
	wrong := oss.Owner
	wrong.AccessKeySecret = "a-canary-of-a-secret"
	with := func(message string) string {
		return pasted(t, beginning+"<EncodedDiagnosticMessage>"+message+"</EncodedDiagnosticMessage>"+end)
	}
	whole, none := pasted(t, answer), osstest.Credentials{}
	dead, foreign, bad := pasted(t, "ram: "+closedPort(t)+"\n"), pasted(t, "ram: "+oss.Endpoint+"\n"), pasted(t, "dial: nowhere\n")
	for name, c := range map[string]struct {
		who  osstest.Credentials
		args []string
		code int
		says string
	}{
		"no message":       {oss.Owner, []string{pasted(t, beginning+end), "--decode"}, exitUsage, "no EncodedDiagnosticMessage"},
		"a word":           {oss.Owner, []string{"R05", "--decode"}, exitUsage, "no EncodedDiagnosticMessage"},
		"a masked message": {oss.Owner, []string{with("AQIB…"), "--decode"}, exitUsage, "no Base64"},
		"an enormous one":  {oss.Owner, []string{with(strings.Repeat("AQIB", 5000)), "--decode"}, exitUsage, "more than 16384 characters"},
		"a foreign one":    {oss.Owner, []string{with("AQIBIAAAAAAA"), "--decode", "--profile", profile}, exitUsage, "404 EntityNotExist; "},
		"no credentials":   {none, []string{whole, "--decode"}, exitUsage, "accepted: OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET"},
		"no right":         {user, []string{whole, "--decode", "--profile", profile}, exitUsage, "403 NoPermission; accepted: "},
		"a wrong secret":   {wrong, []string{whole, "--decode", "--profile", profile}, exitUsage, "400 SignatureDoesNotMatch; accepted: "},
		"a bad profile":    {oss.Owner, []string{whole, "--decode", "--profile", bad}, exitUsage, `dial "nowhere"`},
		"a profile alone":  {oss.Owner, []string{whole, "--profile", profile}, exitUsage, "together with --decode"},
		"nobody is there":  {oss.Owner, []string{whole, "--decode", "--profile", dead}, exitNoVerdict, "RAM can't be asked"},
		"no RAM is there":  {oss.Owner, []string{whole, "--decode", "--profile", foreign}, exitNoVerdict, "RAM can't be asked"},
		"nothing is asked": {none, []string{whole}, 0, ""},
		"a blank in a secret": {osstest.Credentials{AccessKeyID: "a", AccessKeySecret: "b c"}, []string{whole, "--decode"}, exitUsage,
			"OSS_ACCESS_KEY_SECRET holds a space"},
	} {
		setOwner(t, c.who)
		code, out, err := run(t, append([]string{"explain"}, c.args...)...)
		if code != c.code || !strings.Contains(err, c.says) || strings.Count(err, "\n") > 1 || (out == "") != (code != 0) {
			t.Errorf("%s: exit code %d, %q, %q", name, code, out, err)
		}
		if strings.Contains(out+err, "canary") {
			t.Errorf("%s: a secret is printed: %s%s", name, out, err)
		}
	}
}
