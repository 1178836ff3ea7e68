package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

// sweep prints the outcome of each thing, and what to do about things that remain.
func TestSweepTellsWhatBecameOfEachThing(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	g := startGuestTarget(t)
	for _, name := range []string{"oss403-mine", "oss403-11111111-1", "oss403-22222222-1", "oss403-22222222-2"} {
		if err := g.owner.CreateBucket(name); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(name, "-2222") {
			continue
		}
		if err := g.owner.SetBucketTagging(name, oss.Tagging{Tags: []oss.Tag{{Key: "oss403-run", Value: "22222222"}}}); err != nil {
			t.Fatal(err)
		}
	}
	locked, _ := g.owner.Bucket("oss403-22222222-2")
	id, err := g.owner.InitiateBucketWorm(locked.BucketName, 1)
	for _, err := range []error{err, g.owner.CompleteBucketWorm(locked.BucketName, id), locked.PutObject("object", strings.NewReader("x"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	const head = "oss403 · sweep of " + guestTarget + " · account 1000000000000001\n"
	date := regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--dry-run"}, 0, head + "nothing is left over by dead runs\n" +
			"left alone: 2 things of runs that no journal here lists, younger than 24h0m0s; if no run is going on, --older=0s removes them\n"},
		{[]string{"--dry-run", "--older=0s"}, 0, head +
			"left over    bucket           oss403-22222222-1                made DATE, known by tag and age\n" +
			"left over    bucket           oss403-22222222-2                made DATE, known by tag and age\n" +
			"2 things left over by dead runs; without --dry-run, sweep removes them\n"},
		{[]string{"--older=0s"}, exitNoVerdict, head +
			"removed      bucket           oss403-22222222-1                made DATE, known by tag and age\n" +
			"not removed  bucket           oss403-22222222-2                made DATE, known by tag and age\n" +
			"             a locked retention policy keeps the object for a day; sweep again then " +
			"[OSS refuses: HTTP 409 FileImmutable, EC 0026-00000005]\n" +
			"2 things left over by dead runs: 1 not removed; do what is said of each, then sweep again\n"},
	} {
		code, stdout, stderr := run(t, append([]string{"sweep", "--target=" + guestTarget, "--profile=" + g.profile}, c.args...)...)
		if got := date.ReplaceAllString(stdout, "DATE"); code != c.code || got != c.says || stderr != "" {
			t.Errorf("sweep %q: exit code %d, want %d, and\n%s\nin the place of\n%s\n%s", c.args, code, c.code, got, c.says, stderr)
		}
	}
	code, stdout, _ := run(t, "sweep", "--target="+guestTarget, "--profile="+g.profile, "--older=0s", "--json")
	var thing map[string]any
	if err := json.Unmarshal([]byte(stdout), &thing); code != exitNoVerdict || err != nil || thing["outcome"] != "not removed" ||
		thing["name"] != "oss403-22222222-2" || !strings.Contains(thing["why"].(string), "sweep again then") {
		t.Errorf("exit code %d, %v: %s", code, err, stdout)
	}
	if left := g.standing(t); !slices.Equal(left, []string{"oss403-11111111-1", "oss403-22222222-2", "oss403-mine"}) {
		t.Errorf("there stand %q", left)
	}
}

// With credentials that do not work, sweep lists and removes nothing, and one line says
// why.
func TestSweepNamesCauseAndRemedy(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	g := startGuestTarget(t)
	for _, c := range []struct{ name, value, says string }{
		{"OSS_ACCESS_KEY_ID", "LTAInobody", "InvalidAccessKeyId"},
		{"OSS_ACCESS_KEY_SECRET", "wrong", "check OSS_ACCESS_KEY_SECRET (or owner in the profile)"},
		{"OSS403_OTHER_ACCESS_KEY_SECRET", "wrong", "otherAccount in the profile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv(c.name, c.value)
			code, stdout, stderr := run(t, "sweep", "--target="+guestTarget, "--profile="+g.profile)
			if code != exitNoVerdict || stdout != "" || !strings.Contains(stderr, c.says) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("exit code %d, want %d with one line that has %q:\n%s%s", code, exitNoVerdict, c.says, stdout, stderr)
			}
		})
	}
	t.Setenv("OSS_REGION", "cn-hangzhou")
	code, stdout, stderr := run(t, "sweep", "--target="+closedPort(t), "--timeout=1s")
	if code != exitNoVerdict || stdout != "" || !strings.Contains(stderr, "check the address") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
}
