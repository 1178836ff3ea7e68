package target

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func specWith(t *testing.T, text string) Spec {
	t.Helper()
	path := filepath.Join(t.TempDir(), "profile.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Spec{Target: "https://oss-cn-hangzhou.aliyuncs.com", Profile: path}
}

// refused checks that the profile is refused, in one line with these words.
func refused(t *testing.T, text, says string) {
	t.Helper()
	err := specWith(t, text).Check()
	if !errors.As(err, new(UsageError)) || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") ||
		len(err.Error()) > 1000 {
		t.Errorf("%.60q: %.2000v, want one line with %q", text, err, says)
	}
}

// The reader refuses these profiles and names the line; the schema refuses them too.
func TestBadProfiles(t *testing.T) {
	withVariables(t)
	schema := compiled(t)
	for text, says := range map[string]string{
		"regoin: x":                                 `line 1: a profile has no key "regoin"; accepted keys: region, secondRegion`,
		"region: x\nlimits:\n  bucket: 5":           `line 3: limits has no key "bucket"; accepted keys: requestsPerSecond, buckets`,
		"region: x\ndial: a:1\nregion: y":           "line 3: the key region is in line 1 too",
		"timeouts: {request: 1s, request: 2s}":      "the key request is in line 1 too",
		"region: [x]":                               "line 1: region is keys or a list; accepted: text",
		"region:":                                   "line 1: region is nothing; accepted: text",
		"fixtures:":                                 "line 1: fixtures is nothing; accepted: some of the keys frozenBucket",
		"provision: perhaps":                        `line 1: provision is "perhaps"; accepted: true or false`,
		"signing: V1":                               `line 1: signing is "V1"; accepted: a list in brackets`,
		"signing: []":                               "signing names no version; accepted: any of V1, V2, V4, S3",
		"signing: [V1, V1]":                         "signing holds V1 twice",
		"signing: [V3]":                             `signing holds "V3"; accepted: V1, V2, V4, S3`,
		"signing: [[V1]]":                           "line 1: signing[0] is keys or a list; accepted: text",
		"addressing: cname":                         `addressing holds "cname"; accepted: virtual-host, path`,
		"provides: [sts]":                           `provides holds "sts"; accepted: region-less buckets`,
		"allow: [billed steps]":                     `allow holds "billed steps"; accepted: irreversible, billed`,
		"allow: [billed, billed]":                   "allow holds billed twice",
		"limits: {requestsPerSecond: 0}":            "requestsPerSecond is 0; accepted: more than 0",
		"limits: {requestsPerSecond: -3}":           "requestsPerSecond is -3; accepted: more than 0",
		"limits: {requestsPerSecond: many}":         `limits.requestsPerSecond is "many"; accepted: a number`,
		"limits: {buckets: 0}":                      "at most 0 buckets may stand",
		"limits: {buckets: 3}":                      "accepted: limits: {buckets: 4} or more",
		"limits: {buckets: 4.5}":                    `limits.buckets is "4.5"; accepted: a whole number`,
		"timeouts: {request: 10}":                   `timeouts.request is "10"; accepted: a duration such as 10s`,
		"timeouts: {request: -10s}":                 "timeouts.request is -10s; accepted: more than 0",
		"timeouts: {request: 0s}":                   "timeouts.request is 0s; accepted: more than 0",
		"timeouts: {settling: -1m}":                 "timeouts.settling is -1m0s; accepted: 0s",
		"timeouts: {settling: soon}":                `timeouts.settling is "soon"; accepted: a duration`,
		"dial: localhost":                           "accepted: HOST:PORT",
		"ram: ram.aliyuncs.com":                     `ram "ram.aliyuncs.com" is no address`,
		"sts: https://sts.aliyuncs.com/v1":          "is no address",
		"expiredSession: {accessKeyIdEnv: OLD_ID}":  "accepted: accessKeyIdEnv, accessKeySecretEnv, securityTokenEnv",
		"- region: x":                               "line 1: a profile is keys or a list; accepted: some of the keys region",
		"just words":                                `a profile is "just words"`,
		"a: 1\n b: 2":                               "this is no YAML",
		"1: x\n2: x\n3: x\n4: x\n5: x\n6: x":        "and 3 more",
		"? [a, b]\n: x":                             "accepted keys: region",
		"owner: &o {chain: true}\notherAccount: *x": "this is no YAML",
		strings.Repeat("x", 800) + ": 1":            "accepted keys: region",
	} {
		refused(t, text, says)
		if bySchema(t, schema, []byte(text)) == nil {
			t.Errorf("the schema accepts %.60q", text)
		}
	}
}

// Only the reader can see what is wrong here.
func TestBadProfilesThatTheSchemaAccepts(t *testing.T) {
	withVariables(t)
	for text, says := range map[string]string{
		"secondRegion: cn-hangzhou":                                    "a region other than the first",
		"ca: not-there.pem":                                            "ca can't be read",
		"limits: {requestsPerSecond: .nan}":                            "accepted: more than 0",
		"limits: {requestsPerSecond: .inf}":                            "accepted: more than 0",
		"owner: &o {accessKeyIdEnv: X}\notherAccount: *o":              "line 2: otherAccount is an alias",
		"region: &r x\nsecondRegion: *r":                               "line 2: secondRegion is an alias",
		"signing: [&v V1, *v]":                                         "line 1: signing[1] is an alias",
		"owner: &o {accessKeyIdEnv: X}\notherAccount: {<<: *o}":        `otherAccount has no key "<<"`,
		"region: x\n---\nregion: y":                                    "more than one YAML document",
		"# " + strings.Repeat("x", mostProfile):                        "larger than 1 MiB",
		"region: cn-hangzhou\ndial: ':1'":                              "accepted: HOST:PORT",
		strings.Repeat("k: 1\n", 10_000) + strings.Repeat("r: 1\n", 9): "more",
	} {
		refused(t, text, says)
	}
}

// Aliases let a few lines stand for billions of values.
func TestABombOfAliasesIsRefusedAtOnce(t *testing.T) {
	withVariables(t)
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := range 9 {
		at := func(n int) string { return "a" + string(rune('0'+n)) }
		bomb += at(i+1) + ": &" + at(i+1) + " [" + strings.TrimSuffix(strings.Repeat("*"+at(i)+", ", 9), ", ") + "]\n"
	}
	started := time.Now()
	refused(t, bomb, `a profile has no key "a0"`)
	refused(t, bomb+"signing: *a9\n", "more")
	refused(t, "signing: "+strings.Repeat("[", 100_000), "this is no YAML")
	if took := time.Since(started); took > time.Second {
		t.Errorf("took %s", took)
	}
}

// Each process of a run may have the buckets that it needs, and all together no more than allowed.
func TestTheBucketsAreEnoughForEachProcess(t *testing.T) {
	withVariables(t)
	spec := specWith(t, "limits: {buckets: 8}")
	spec.Share = 2
	if err := spec.Check(); err != nil {
		t.Error(err)
	}
	spec.Share = 3
	if err := spec.Check(); err == nil || !strings.Contains(err.Error(), "limits: {buckets: 12} or more") {
		t.Error(err)
	}
	limit := 8
	if held := (Limits{Buckets: &limit}).buckets(2); held != 4 {
		t.Errorf("%d each", held)
	}
}

// The flag adds to the permissions of the profile.
func TestAllow(t *testing.T) {
	withVariables(t)
	for _, c := range []struct {
		profile, flag string
		lack          int
	}{{"", "", 2}, {"allow: [billed]", "", 1}, {"", "billed", 1}, {"allow: [irreversible]", "billed", 0}, {"allow: [billed]", "billed", 1}} {
		spec := specWith(t, c.profile)
		spec.Allow = nonEmpty(c.flag)
		opened, err := Open(t.Context(), spec)
		if err != nil {
			t.Fatal(err)
		}
		lack := 0
		for _, may := range permissions() {
			if why := opened.Lacks(may.of, time.Now()); why != "" {
				lack++
				if !strings.Contains(why, "--allow="+may.word) || !strings.Contains(why, "allow: ["+may.word+"] in a profile") {
					t.Error(why)
				}
			}
		}
		if lack != c.lack {
			t.Errorf("profile %q, --allow=%s: %d are lacking, want %d", c.profile, c.flag, lack, c.lack)
		}
		if err := opened.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// The region comes from the host name of a public or internal endpoint.
func TestTheRegionOfAnEndpoint(t *testing.T) {
	withVariables(t)
	for target, want := range map[string]string{
		"https://oss-ap-southeast-1.aliyuncs.com":          "ap-southeast-1",
		"https://oss-ap-southeast-1-internal.aliyuncs.com": "ap-southeast-1",
	} {
		opened, err := Open(t.Context(), Spec{Target: target})
		if err != nil {
			t.Fatal(err)
		}
		if opened.Endpoint.Region != want || opened.Endpoint.URL != target {
			t.Errorf("%s: %+v", target, opened.Endpoint)
		}
		if err := opened.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// Any file is either read or refused in one line.
func FuzzProfile(f *testing.F) {
	samples, err := filepath.Glob("samples/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, sample := range samples {
		content, err := os.ReadFile(sample)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("region: &r x\nsecondRegion: *r\n? [a]\n: {<<: *r}\n"))
	f.Add([]byte("limits: {buckets: 0x7fffffffffffffffffff, requestsPerSecond: .nan}\ntimeouts: {request: 1e9h}"))
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := parseProfile(content)
		if err != nil && (strings.Contains(err.Error(), "\n") || len(err.Error()) > 4000) {
			t.Errorf("%q", err)
		}
		if err == nil && p.Timeouts.check() == nil && p.Timeouts.Request != nil && *p.Timeouts.Request <= 0 {
			t.Errorf("%+v", p.Timeouts)
		}
	})
}
