package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// writeEdition writes an edition of a page into a file, its facts given as JSON.
func writeEdition(t *testing.T, day, complete string, facts ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), day+".json")
	text := `{"schema": "oss403/page/1", "page": "403", "address": "https://example.com/403", "language": "en", "edition": "` + day +
		`", "read": "2026-12-01", "complete": ` + complete + `, "facts": [` + strings.Join(facts, ",") + `]}`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// What changed between two editions is said with the rows and scenarios that it touches.
func TestPagesSayWhatAnEditionTouches(t *testing.T) {
	damage := `{"code": "ImageDamage", "message": "The image file may be damaged.", "status": 403}`
	disabled := `{"code": "UserDisable", "message": "UserDisable", "status": 403}`
	renamed := `{"code": "UserDisable", "message": "The account is disabled.", "status": 403, "ec": "0003-00000801"}`
	unheard := `{"code": "AccessDenied", "message": "The moon is closed.", "status": 403}`
	before := writeEdition(t, "2026-10-01", "true", damage, disabled)
	after := writeEdition(t, "2026-11-01", "true", renamed, unheard)
	code, stdout, stderr := run(t, "pages", "--json", before, after)
	var compared struct {
		Same    int
		Changes []struct {
			Kind            string
			Old, New        *struct{ Code, EC string }
			Rows, Scenarios []string
			ByPages         int
		}
	}
	if err := json.Unmarshal([]byte(stdout), &compared); err != nil || code != exitConformant {
		t.Fatalf("%d %v %s%s", code, err, stdout, stderr)
	}
	var got []string
	for _, c := range compared.Changes {
		got = append(got, c.Kind+" "+strings.Join(c.Rows, " "))
		if (len(c.Scenarios) > 0) != (len(c.Rows) > 0) || c.ByPages > len(c.Scenarios) {
			t.Errorf("%s %v touches %d scenarios, %d by pages alone", c.Kind, c.Rows, len(c.Scenarios), c.ByPages)
		}
	}
	if want := []string{"added ", "removed R31", "changed R50"}; !slices.Equal(got, want) || compared.Same != 0 {
		t.Errorf("%q and %d the same, want %q", got, compared.Same, want)
	}
	if touched := compared.Changes[2]; !slices.Contains(touched.Scenarios, "user-disable/v1-header/overdue-get") || touched.New.EC == "" {
		t.Errorf("the change of UserDisable: %+v", touched)
	}
	part := writeEdition(t, "2026-11-02", "false", damage)
	for _, c := range []struct{ old, new, says string }{
		{before, after, "the catalogue lacks it"},
		{before, part, "not known  403 UserDisable: UserDisable"},
		{before, part, "0 added, 0 removed, 0 changed, 1 not known"},
		{part, before, "not known  403 UserDisable: UserDisable"},
	} {
		if code, stdout, _ := run(t, "pages", c.old, c.new); code != exitConformant || !strings.Contains(stdout, c.says) {
			t.Errorf("%d, and nothing says %q:\n%s", code, c.says, stdout)
		}
	}
}

// What can't be compared is bad input, and the answer says what is accepted.
func TestPagesRefuseWhatIsNoEdition(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	whole := writeEdition(t, "2026-10-01", "true", `{"code": "A", "message": "a", "status": 403}`)
	text, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	const known = "403-ja-2025-12-20"
	for _, c := range []struct{ args, says string }{
		{known, "one edition"},
		{known + " 403-en-1999-01-01", `no edition "403-en-1999-01-01"`},
		{known + " " + folder, "is a directory"},
		{write("run.json", `{"schema": "oss403/conformance/2"}`) + " " + known, `"oss403/conformance/2"`},
		{known + " " + write("cut.json", string(text[:40])), "no JSON object"},
		{known + " " + write("large.json", strings.Repeat(" ", 1<<20)), "larger than"},
		{known + " " + write("other.json", strings.Replace(string(text), `"403"`, `"404"`, 1)), "two editions of one page"},
	} {
		code, stdout, stderr := run(t, append([]string{"pages"}, strings.Fields(c.args)...)...)
		if code != exitUsage || stdout != "" || !strings.Contains(stderr, c.says) || !strings.Contains(stderr, "accepted: ") {
			t.Errorf("%s: %d %s%s; want %q", c.args, code, stdout, stderr, c.says)
		}
	}
}

// The editions that are known, and what the catalogue makes of them. The golden file leaves out the scenarios, which
// grow. After a planned change, run go test ./harness/cmd/oss403 -run Pages -update.
func TestPagesOfTheKnownEditions(t *testing.T) {
	count := regexp.MustCompile(`· \d+ scenarios, Message by pages alone in \d+; the first is .*`)
	var got bytes.Buffer
	for _, args := range [][]string{
		{"pages"}, {"pages", "403-en-d0aeeff", "403-en-c67b232"}, {"pages", "403-en-c67b232", "403-ja-2025-12-20"},
		{"pages", "403-ja-2025-12-20", "403-en-2026-03-20"}, {"pages", "403-ja-2025-12-20", "403-en-2026-05-07"},
	} {
		code, stdout, stderr := run(t, args...)
		if code != exitConformant || stderr != "" {
			t.Fatalf("%v: %d %s", args, code, stderr)
		}
		got.WriteString("$ oss403 " + strings.Join(args, " ") + "\n" + count.ReplaceAllString(stdout, "· scenarios") + "\n")
	}
	golden := filepath.Join(source, "testdata", "pages.txt")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the comparison of known editions has changed:\n%s", firstDifference(want, got.Bytes()))
	}
}
